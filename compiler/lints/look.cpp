#include "compiler/lints/look.h"

namespace leaflaw::lints {

void look(Draft& draft) {
  draft.proof_steps = 0;   // as many again
  report_doubt_unsaid(draft);
  report_strict(draft);
  report_unnamed_numbers(draft);
  report_new_facts(draft);
  report_old(draft);
  report_events_without_rule(draft);
  report_customers_uncovered(draft);
  report_uncounted(draft);
  report_rows_unreached(draft);
  report_packages_missed(draft);
  report_idle_limits(draft);
  report_rules_without_effect(draft);
}

}  // namespace leaflaw::lints
