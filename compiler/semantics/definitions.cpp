#include "compiler/semantics/definitions.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/semantics/conditions.h"
#include "compiler/semantics/expressions.h"
#include "compiler/semantics/steps.h"

namespace leaflaw::semantics {

using model::Expr;
using model::Op;

namespace {

bool is_open(const Draft& draft, std::uint16_t index) {
  return std::find(draft.open_definitions.begin(), draft.open_definitions.end(), index) != draft.open_definitions.end();
}

// "`a` uses `b`, `b` uses `c`, `c` uses `a`"
std::string way_round(const Draft& draft, std::uint16_t index) {
  const auto first = std::find(draft.open_definitions.begin(), draft.open_definitions.end(), index);
  std::string way;
  for (auto at = first; at != draft.open_definitions.end(); ++at) {
    const std::uint16_t next = at + 1 == draft.open_definitions.end() ? index : *(at + 1);
    way += fmt::format("{}`{}` uses `{}`", way.empty() ? "" : ", ", draft.policy.definitions[*at].id, draft.policy.definitions[next].id);
  }
  return way;
}

}  // namespace

void compile_definition(Draft& draft, const Symbol& symbol) {
  if (draft.done_definitions.contains(symbol.index) || is_open(draft, symbol.index)) return;
  draft.open_definitions.push_back(symbol.index);
  const ast::Declaration& declaration = *symbol.declaration;
  const std::set<std::string> given = paths_asked_for(declaration);
  Surroundings where;
  where.undecided = true;
  where.given = &given;
  ExprId body = bad;
  if (declaration.condition) body = condition(draft, *declaration.condition, where);
  else if (declaration.expr) body = expression(draft, *declaration.expr, where);
  draft.policy.definitions[symbol.index].body = body;
  if (!definition_fits(draft, symbol)) draft.policy.definitions[symbol.index].body = bad;
  draft.open_definitions.pop_back();
  draft.done_definitions.insert(symbol.index);
}

ExprId definition_value(Draft& draft, const Symbol& symbol, const ast::Path& path, const Surroundings& where) {
  if (is_open(draft, symbol.index)) {
    draft.error(Code::cycle, path.span, fmt::format("the definition `{}` rests on itself: {}", symbol.declaration->name.text, way_round(draft, symbol.index)),
                "a definition may only use others that do not use it")
        .notes.push_back({symbol.declaration->name.span, "it is declared here"});
    return bad;
  }
  compile_definition(draft, symbol);
  const ExprId body = draft.policy.definitions[symbol.index].body;
  if (body == bad) return bad;
  if (draft.expr(body).item_scope && !where.items && !where.undecided) {
    draft.error(Code::no_item_at_hand, path.span, fmt::format("`{}` is about an item, and no item is meant here", path.text()),
                "say which items: `some item has ...`, `every item has ...`, or let the rule apply `for each item`")
        .notes.push_back({draft.expr(body).span, "the definition reads the item here"});
    return bad;
  }
  Expr expr;
  expr.op = Op::definition;
  expr.type = draft.expr(body).type;
  expr.dimension = draft.expr(body).dimension;
  expr.domain = draft.expr(body).domain;
  expr.item_scope = draft.expr(body).item_scope;
  expr.span = path.span;
  expr.index = symbol.index;
  expr.args = {body};
  return draft.add(std::move(expr));
}

}  // namespace leaflaw::semantics
