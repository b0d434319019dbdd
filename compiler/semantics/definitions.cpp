#include "compiler/semantics/definitions.h"

#include <fmt/format.h>

#include "compiler/semantics/conditions.h"
#include "compiler/semantics/expressions.h"

namespace leaflaw::semantics {

using model::Expr;
using model::Op;

void compile_definition(Draft& draft, const Symbol& symbol) {
  if (draft.done_definitions.contains(symbol.index) || draft.open_definitions.contains(symbol.index)) return;
  draft.open_definitions.insert(symbol.index);
  const ast::Declaration& declaration = *symbol.declaration;
  const std::set<std::string> given = paths_asked_for(declaration);
  Surroundings where;
  where.undecided = true;
  where.given = &given;
  ExprId body = bad;
  if (declaration.condition) body = condition(draft, *declaration.condition, where);
  else if (declaration.expr) body = expression(draft, *declaration.expr, where);
  draft.policy.definitions[symbol.index].body = body;
  draft.open_definitions.erase(symbol.index);
  draft.done_definitions.insert(symbol.index);
}

ExprId definition_value(Draft& draft, const Symbol& symbol, const ast::Path& path, const Surroundings& where) {
  if (draft.open_definitions.contains(symbol.index)) {
    draft.error(Code::cycle, path.span, fmt::format("the definition `{}` rests on itself", symbol.declaration->name.text),
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
