#include "compiler/semantics/rules.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/semantics/clauses.h"
#include "compiler/semantics/conditions.h"
#include "compiler/semantics/exceptions.h"
#include "compiler/semantics/limits.h"
#include "compiler/semantics/names.h"
#include "compiler/semantics/never_negative.h"
#include "compiler/semantics/rule_body.h"
#include "compiler/semantics/rule_times.h"
#include "compiler/semantics/suggestions.h"

namespace leaflaw::semantics {

using DeclarationKind = ast::Declaration::Kind;
using ClauseKind = ast::Clause::Kind;
using model::RuleKind;

namespace {

RuleKind kind_of(DeclarationKind kind) {
  switch (kind) {
    case DeclarationKind::limit: return RuleKind::limit;
    case DeclarationKind::duty: return RuleKind::duty;
    case DeclarationKind::warning: return RuleKind::warning;
    default: return RuleKind::rule;
  }
}

Topic topic_of(Draft& draft, const ast::Declaration& declaration) {
  const ast::Clause* clause = find(declaration, ClauseKind::topic);
  if (!clause) return Topic::eligibility;   // reported: every rule needs one
  const ast::Name& name = clause->names.front();
  if (const std::optional<Topic> topic = parse_topic(name.text)) return *topic;
  std::vector<std::string> known;
  for (unsigned i = 0; i < static_cast<unsigned>(Topic::count_); ++i) known.emplace_back(spelling(static_cast<Topic>(i)));
  std::string help = did_you_mean(name.text, known);
  draft.error(Code::unknown_word, name.span, fmt::format("`{}` is no topic", name.text), help.empty() ? "known are " + listed(known) : help);
  return Topic::eligibility;
}

void declare_rule(Draft& draft, const Symbol& symbol) {
  std::vector<model::Rule>& rules = draft.policy.rules;
  if (rules.size() <= symbol.index) rules.resize(symbol.index + 1U);
  model::Rule& rule = rules[symbol.index];
  rule.id = symbol.declaration->name.text;
  rule.kind = kind_of(symbol.declaration->kind);
  rule.layer = draft.layers.of(*symbol.declaration);
  rule.topic = topic_of(draft, *symbol.declaration);
  rule.span = symbol.declaration->head;
}

void declare_exception(Draft& draft, const Symbol& symbol) {
  std::vector<model::Exception>& exceptions = draft.policy.exceptions;
  if (exceptions.size() <= symbol.index) exceptions.resize(symbol.index + 1U);
  model::Exception& exception = exceptions[symbol.index];
  exception.id = symbol.declaration->name.text;
  exception.targets.clear();
  for (const ast::Name& target : symbol.declaration->values) exception.targets.push_back(target.text);
  exception.span = symbol.declaration->head;
}

std::uint16_t event_domain(const Draft& draft) {
  const FactId fact = draft.schema.with(Role::event_kind);
  return fact == no_fact ? no_index : draft.schema.facts[fact].enumeration;
}

std::uint64_t events_of(Draft& draft, const std::vector<ast::Name>& names) {
  const std::uint16_t domain = event_domain(draft);
  if (domain == no_index) return 0;   // a vocabulary without events has been reported
  const std::optional<u128> mask = values_named(draft, domain, names);
  return mask ? static_cast<std::uint64_t>(*mask) : 0;
}

void report_uncovered(Draft& draft, const ast::Clause& applies) {
  for (const ast::Name& name : applies.names) {
    const std::uint16_t domain = event_domain(draft);
    const int event = domain == no_index ? -1 : draft.schema.value_of(domain, name.text);
    if (event >= 0 && draft.policy.covers != 0 && !(draft.policy.covers >> event & 1))
      draft.error(Code::lint_event_not_covered, name.span, fmt::format("the policy does not cover `{}`, so this is never judged", name.text), "add it to `covers` in the header, or take it out here");
  }
}

void fill_applies(Draft& draft, model::RuleVersion& version, const ast::Clause& applies, RuleKind kind, const std::set<std::string>& given) {
  version.events = events_of(draft, applies.names);
  report_uncovered(draft, applies);
  Surroundings where;
  where.given = &given;
  if (applies.condition) version.when = condition(draft, *applies.condition, where);
  if (!applies.for_each_item) return;
  if (kind == RuleKind::limit) {
    const Span span = applies.item_condition ? applies.item_condition->span : applies.head;
    draft.error(Code::wrong_clause, span, "a limit counts over all items of the event; it does not apply to each of them", "say which items count: `counts net_weight of items where ...`");
    return;
  }
  version.per_item = true;
  where.items = true;
  if (applies.item_condition) version.item_where = condition(draft, *applies.item_condition, where);
}

// Where an amendment moves the beginning of what it inherits, an earlier day says nothing, and is no mistake.
std::optional<Date> enforced_from(Draft& draft, const Version& text) {
  const ast::Clause* enforced = find(text, ClauseKind::enforced);
  if (!enforced) return std::nullopt;
  const Date day = enforced->from->date;
  const bool own = text.texts.size() == 1;
  if (own && day <= text.from)
    draft.error(Code::dates_reversed, enforced->from->span, fmt::format("it is enforced from {}, and in force only from {}", to_string(day), to_string(text.from)),
                "leave `enforced from` out where a rule is enforced from its first day");
  return day > text.from ? std::optional(day) : std::nullopt;
}

bool says_to_what_it_applies(const Version& text) {
  return find(text, ClauseKind::applies) && std::none_of(text.texts.begin(), text.texts.end(), [](const ast::Declaration* each) { return each->broken; });
}

model::RuleVersion version_of(Draft& draft, const Symbol& symbol, const Version& text, Exceptions& exceptions) {
  const model::RuleKind kind = draft.policy.rules[symbol.index].kind;
  const std::set<std::string> given = asked_for(text);
  model::RuleVersion version;
  version.from = text.from;
  version.through = text.through;
  version.title = text.title;
  version.source = text.source;
  if (const ast::Clause* applies = find(text, ClauseKind::applies)) fill_applies(draft, version, *applies, kind, given);
  version.enforced_from = enforced_from(draft, text);
  if (!says_to_what_it_applies(text)) version.per_item = true;   // reported: then facts of an item are no second mistake
  model::Body own;
  fill_body(draft, own, {symbol, text, version.per_item, given});
  version.bodies.push_back(std::move(own));
  exceptions.add_bodies({symbol, text, version, given});
  report_conflicts(draft, version, symbol.declaration->name.text);
  return version;
}

void fill_before(Draft& draft, const Symbol& symbol) {
  const ast::Clause* before = find(*symbol.declaration, ClauseKind::before_that);
  if (!before || before->names.empty()) return;
  const std::uint64_t event = events_of(draft, before->names);
  if (event == 0) return;
  std::uint16_t index = 0;
  while (!(event >> index & 1)) ++index;
  draft.policy.rules[symbol.index].before_first = index;
}

void compile_rule(Draft& draft, const Symbol& symbol, Exceptions& exceptions) {
  for (const Version& text : versions_of(draft, symbol)) {
    model::RuleVersion version = version_of(draft, symbol, text, exceptions);
    draft.policy.rules[symbol.index].versions.push_back(std::move(version));
  }
  fill_before(draft, symbol);
}

}  // namespace

void declare_rules(Draft& draft) {
  check_clauses(draft);
  for (const auto& [name, symbol] : draft.symbols) {
    if (symbol.kind == SymbolKind::rule) declare_rule(draft, symbol);
    if (symbol.kind == SymbolKind::exception) declare_exception(draft, symbol);
  }
}

void compile_rules(Draft& draft) {
  Exceptions exceptions(draft);
  std::vector<const Symbol*> rules(draft.policy.rules.size());
  for (const auto& [name, symbol] : draft.symbols)
    if (symbol.kind == SymbolKind::rule) rules[symbol.index] = &symbol;
  for (const Symbol* rule : rules)
    if (rule) compile_rule(draft, *rule, exceptions);
  check_rule_times(draft);
  check_never_negative(draft);
  list_addresses(draft);
}

}  // namespace leaflaw::semantics
