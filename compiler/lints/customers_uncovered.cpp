// Who is no matter of any eligibility rule is not covered, and the sale is referred: rarely what was meant for a whole class of customers.
#include <fmt/format.h>

#include "compiler/lints/proofs.h"
#include "compiler/semantics/suggestions.h"

namespace leaflaw::lints {

namespace {

// Of one kind of event, on the policy's `as of` day: the conditions of the rules that say who is covered. Nothing: none of them asks.
std::optional<std::vector<ExprId>> covering(const model::Policy& policy, unsigned event) {
  std::vector<ExprId> conditions;
  bool asked = false;
  for (const model::Rule& rule : policy.rules) {
    if (!model::says_who_is_covered(rule)) continue;
    for (const model::RuleVersion& version : rule.versions) asked = asked || (version.events >> event & 1);
    const model::RuleVersion* version = model::in_force(rule, policy.as_of);
    if (version && !version->per_item && (version->events >> event & 1)) conditions.push_back(version->when);
  }
  return asked ? std::optional(conditions) : std::nullopt;
}

void report(Draft& draft, FactId fact, unsigned event, const std::vector<ExprId>& conditions) {
  const std::vector<std::string>& words = draft.schema.enumerations[draft.schema.facts[fact].enumeration].values;
  const std::string& event_name = draft.schema.enumerations[draft.schema.facts[draft.schema.with(Role::event_kind)].enumeration].values[event];
  std::vector<std::string> uncovered;
  for (std::size_t word = 0; word < words.size(); ++word) {
    Scratch scratch(draft);
    const std::vector<ExprId> of_word{scratch.is_one_of(fact, semantics::bit_of(static_cast<unsigned>(word))), scratch.is_event(std::uint64_t{1} << event)};
    bool covered = false;
    for (ExprId condition : conditions) covered = covered || can_be(draft, {of_word[0], of_word[1], condition}, {}) != Possible::no;
    if (!covered) uncovered.push_back(words[word]);
  }
  if (uncovered.empty()) return;
  const std::string& name = draft.schema.facts[fact].name;
  draft.error(Code::lint_customer_uncovered, draft.layers.last().head, fmt::format("no rule of the topic eligibility is about `{}` where {} is {}: that is referred to a person", event_name, name, semantics::listed(uncovered)),
              "write who may be served, and who may not: a rule whose `require` they cannot meet denies");
}

}  // namespace

void report_customers_uncovered(Draft& draft) {
  if (draft.layers.all.size() > 1) return;   // the outermost policy alone says who is covered
  for (const auto& [word, fact] : draft.vocabulary.short_forms)
    for (unsigned event = 0; event < 64; ++event)
      if (draft.policy.covers >> event & 1)
        if (const std::optional<std::vector<ExprId>> conditions = covering(draft.policy, event)) report(draft, fact, event, *conditions);
}

}  // namespace leaflaw::lints
