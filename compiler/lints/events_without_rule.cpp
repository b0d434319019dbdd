// An event that the policy covers and no rule is about is allowed, whatever is in it.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/lints/look.h"

namespace leaflaw::lints {

void report_events_without_rule(Draft& draft) {
  if (draft.policy.rules.empty()) return;   // not written yet
  const ast::PolicyHeader& header = draft.layers.last().header;
  const EnumerationId kinds = draft.schema.facts[draft.schema.with(Role::event_kind)].enumeration;
  std::uint64_t ruled = 0;
  for (const model::Rule& rule : draft.policy.rules)
    for (const model::RuleVersion& version : rule.versions) ruled |= version.events;
  for (const ast::Name& name : header.covers)
    if (!(ruled >> draft.schema.value_of(kinds, name.text) & 1))
      draft.error(Code::lint_event_without_rule, name.span, fmt::format("the policy covers `{}`, and none of its rules is about it: each one is allowed", name.text),
                  "write the rules for it, or take it out: what is not covered is referred to a person");
}

}  // namespace leaflaw::lints
