#include "compiler/semantics/rule_body.h"

#include <fmt/format.h>

#include "compiler/semantics/conditions.h"
#include "compiler/semantics/expressions.h"
#include "compiler/semantics/limits.h"
#include "compiler/semantics/messages.h"

namespace leaflaw::semantics {

using ClauseKind = ast::Clause::Kind;
using model::Outcome;

namespace {

Outcome outcome_of(const ast::Clause& clause) {
  switch (clause.outcome) {
    case ast::Clause::Outcome::deny: return Outcome::deny;
    case ast::Clause::Outcome::refer: return Outcome::refer;
    case ast::Clause::Outcome::warn: return Outcome::warn;
    case ast::Clause::Outcome::duty: return Outcome::duty;
    case ast::Clause::Outcome::nothing: return Outcome::nothing;
  }
  return Outcome::deny;
}

Surroundings surroundings(const model::Body& body, const BodyText& text) {
  if (text.rule.declaration->kind == ast::Declaration::Kind::limit) return meter_surroundings(body.limit, text.given);
  Surroundings where;
  where.items = text.per_item;
  where.given = &text.given;
  return where;
}

}  // namespace

void fill_body(Draft& draft, model::Body& body, const BodyText& text) {
  const bool limit = text.rule.declaration->kind == ast::Declaration::Kind::limit;
  if (limit) fill_limit(draft, body.limit, text.rule, text.text, text.given);
  const Surroundings where = surroundings(body, text);
  if (const ast::Clause* require = find(text.text, ClauseKind::require); require && !limit) body.require = condition(draft, *require->condition, where);
  const ast::Clause* otherwise = find(text.text, ClauseKind::otherwise);
  if (const ast::Clause* beyond = limit ? find(text.text, ClauseKind::beyond) : nullptr) otherwise = beyond;
  if (!otherwise) return;
  body.outcome = outcome_of(*otherwise);
  body.message = compile_message(draft, otherwise->text, where);
  if (otherwise->kind == ClauseKind::beyond && body.message.empty() && !otherwise->names.empty()) body.message = {{fmt::format("Refer to the {}.", otherwise->names.front().text), model::no_expr}};
  if (limit && otherwise->kind == ClauseKind::otherwise && body.outcome != Outcome::deny) {
    const std::string_view word = body.outcome == Outcome::refer ? "refer" : "warn";
    draft.error(Code::wrong_clause, otherwise->head, fmt::format("a limit that does not deny says `beyond {}`", word), fmt::format("write `beyond {} \"...\"`", word));
  }
}

std::set<std::string> asked_for(const Version& version) {
  std::set<std::string> asked;
  for (const ast::Declaration* text : version.texts) asked.merge(paths_asked_for(*text));
  return asked;
}

}  // namespace leaflaw::semantics
