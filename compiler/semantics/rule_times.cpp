#include "compiler/semantics/rule_times.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/semantics/suggestions.h"

namespace leaflaw::semantics {

using ClauseKind = ast::Clause::Kind;
using model::Rule;
using model::RuleKind;

namespace {

// The `effective` clause of the newest text; the declaration's head where there is none.
Span last_period(const Symbol& symbol) {
  const ast::Declaration& newest = symbol.amendments.empty() ? *symbol.declaration : *symbol.amendments.back();
  const ast::Clause* effective = find(newest, ClauseKind::effective);
  return effective ? effective->span : newest.head;
}

void follow(Draft& draft, const Symbol& symbol, const ast::Name& name) {
  Rule& rule = draft.policy.rules[symbol.index];
  const Symbol* next = draft.find(name.text);
  if (!next || next->kind != SymbolKind::rule) {
    std::vector<std::string> known;
    for (const Rule& each : draft.policy.rules) known.push_back(each.id);
    draft.error(Code::unknown_name, name.span, fmt::format("there is no rule `{}`", name.text), did_you_mean(name.text, known));
    return;
  }
  rule.followed_by.push_back(name.text);
  if (symbol.broken() || next->broken()) return;   // they may have lost the days that are compared here
  const std::optional<Date> end = versions_of(draft, symbol).back().through;
  const Date begin = versions_of(draft, *next).front().from;
  if (!end) {
    if (rule.followed_by.size() > 1) return;   // said of the first that follows
    draft.error(Code::missing_clause, name.span, fmt::format("`{}` is followed by another rule but does not end", rule.id), fmt::format("say its last day: `effective from DATE through {}`", to_string(day_before(begin))))
        .notes.push_back({last_period(symbol), "its last version is here"});
  } else if (begin > day_after(*end)) {
    draft.error(Code::versions_gap, name.span, fmt::format("`{}` ends on {}, and `{}` begins only on {}", rule.id, to_string(*end), name.text, to_string(begin)), "a rule that follows begins on the next day")
        .notes.push_back({next->declaration->name.span, "it is declared here"});
  }
}

void check_followers(Draft& draft, const Symbol& symbol) {
  const ast::Clause* followed = find(versions_of(draft, symbol).back(), ClauseKind::followed);
  if (!followed) return;
  for (const ast::Name& name : followed->names) follow(draft, symbol, name);
}

bool follows_another(const Draft& draft, const std::string& id) {
  return std::any_of(draft.policy.rules.begin(), draft.policy.rules.end(), [&](const Rule& rule) { return std::find(rule.followed_by.begin(), rule.followed_by.end(), id) != rule.followed_by.end(); });
}

void check_beginning(Draft& draft, const Symbol& symbol) {
  const ast::Declaration& declaration = *symbol.declaration;
  const Date from = versions_of(draft, symbol).front().from;
  const Date begins = draft.begins(declaration);
  if (from <= begins || declaration.broken || find(declaration, ClauseKind::before_that) || follows_another(draft, declaration.name.text)) return;
  const ast::Clause* effective = find(declaration, ClauseKind::effective);
  draft.error(Code::lint_begins_late, effective ? effective->span : declaration.head,
              fmt::format("the policy's cover begins on {}; nothing is said about the days before {}", to_string(begins), to_string(from)),
              "add `before that nothing`, or `before that no sale` where it was not lawful at all");
}

// Versions of one limit must count in one kind of quantity and have the same meters.
void check_limit_versions(Draft& draft, const Symbol& symbol) {
  const Rule& rule = draft.policy.rules[symbol.index];
  const model::LimitBody& first = rule.versions.front().bodies.front().limit;
  for (std::size_t i = 1; i < rule.versions.size(); ++i) {
    const model::LimitBody& body = rule.versions[i].bodies.front().limit;
    const ast::Clause* counts = find(versions_of(draft, symbol)[i], ClauseKind::counts);
    if (!counts || body.amount >= bad || first.amount >= bad) continue;
    if (body.dimension != first.dimension && body.cap < bad && first.cap < bad)
      draft.error(Code::wrong_dimension, counts->span, fmt::format("`{}` counts another kind of quantity from here on", rule.id), "declare another limit, and let this one end with `followed by` that one");
    else if (body.key_class != first.key_class)
      draft.error(Code::limit_key, counts->span, fmt::format("`{}` has other meters from here on", rule.id), "declare another limit, and let this one end with `followed by` that one");
  }
}

}  // namespace

void check_rule_times(Draft& draft) {
  for (const auto& [name, symbol] : draft.symbols)
    if (symbol.kind == SymbolKind::rule) check_followers(draft, symbol);
  for (const auto& [name, symbol] : draft.symbols) {
    if (symbol.kind != SymbolKind::rule) continue;
    check_beginning(draft, symbol);
    if (draft.policy.rules[symbol.index].kind == RuleKind::limit) check_limit_versions(draft, symbol);
  }
}

}  // namespace leaflaw::semantics
