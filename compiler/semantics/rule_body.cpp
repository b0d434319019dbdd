#include "compiler/semantics/rule_body.h"

#include "compiler/semantics/conditions.h"
#include "compiler/semantics/expressions.h"
#include "compiler/semantics/limits.h"
#include "compiler/semantics/messages.h"

namespace leaflaw::semantics {

using Kind = ast::Clause::Kind;
using model::Outcome;

namespace {

Outcome outcome_of(const ast::Clause& clause) {
  switch (clause.outcome) {
    case ast::Clause::Outcome::deny: return Outcome::deny;
    case ast::Clause::Outcome::refer: return Outcome::refer;
    case ast::Clause::Outcome::warn: return Outcome::warn;
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
  if (const ast::Clause* require = find(text.text, Kind::require); require && !limit) body.require = condition(draft, *require->condition, where);
  const ast::Clause* otherwise = find(text.text, Kind::otherwise);
  if (!otherwise) return;
  body.outcome = outcome_of(*otherwise);
  body.message = compile_message(draft, otherwise->text, where);
  if (limit && body.outcome != Outcome::deny)
    draft.error(Code::not_supported, otherwise->head, "a limit that is passed over without a denial is not supported yet", "write `otherwise deny \"...\"`, or a rule that reads the limit's `.met`");
}

std::set<std::string> asked_for(const Version& version) {
  std::set<std::string> asked;
  for (const ast::Declaration* text : version.texts) asked.merge(paths_asked_for(*text));
  return asked;
}

}  // namespace leaflaw::semantics
