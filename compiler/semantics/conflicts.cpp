#include <fmt/format.h>

#include <algorithm>

#include "compiler/semantics/case_space.h"
#include "compiler/semantics/coverage.h"
#include "compiler/semantics/exceptions.h"

namespace leaflaw::semantics {

namespace {

bool overlap_in_time(const model::Body& a, const model::Body& b) { return (!b.through || a.from <= *b.through) && (!a.through || b.from <= *a.through); }

// Shown for every case that the conditions can tell apart. What cannot be shown is left to the decision, which refers.
bool implies(Draft& draft, ExprId first, ExprId second) {
  const Scratch scratch(draft);
  const Span span = draft.expr(first).span;
  const ExprId not_first = negation(draft, first, span);
  const ExprId neither = join(draft, model::Op::both, {not_first, negation(draft, second, span)}, span);
  return check_cases(draft, {second, neither}, true).kind == Verdict::Kind::ok;
}

}  // namespace

void report_conflicts(Draft& draft, const model::RuleVersion& version, const std::string& rule) {
  const std::vector<model::Body>& bodies = version.bodies;
  if (draft.proof_steps > most_proof_steps) return;   // reported
  for (std::size_t i = 1; i < bodies.size(); ++i) {
    for (std::size_t k = i + 1; k < bodies.size(); ++k) {
      const model::Body &a = bodies[i], &b = bodies[k];
      const model::Exception &first = draft.policy.exceptions[a.exception], &second = draft.policy.exceptions[b.exception];
      if (a.rank != b.rank || first.id == second.id || (a.waived && b.waived) || !overlap_in_time(a, b)) continue;
      if (a.condition >= bad || b.condition >= bad) continue;
      const bool forward = implies(draft, a.condition, b.condition);
      if (draft.proof_steps > most_proof_steps) {
        draft.error(Code::rows_too_many_cases, first.span, fmt::format("these are too many exceptions to compare each with each: {} to `{}`", bodies.size() - 1, rule), "put those of one meaning together, or split the rule up");
        return;
      }
      if (!forward && !implies(draft, b.condition, a.condition)) continue;
      const std::string &wide = forward ? second.id : first.id, &narrow = forward ? first.id : second.id;
      draft.error(Code::exceptions_conflict, second.span, fmt::format("wherever `{}` holds, `{}` holds too, and they say different things of `{}`", narrow, wide, rule),
                  fmt::format("say which one goes before: `exception {} to {}, {}`", narrow, rule, wide))
          .notes.push_back({first.span, "the other exception is here"});
    }
  }
}

}  // namespace leaflaw::semantics
