#include "compiler/semantics/draft.h"

#include <algorithm>

namespace leaflaw::semantics {

using model::Expr;
using model::Op;
using model::Type;

std::string Draft::text_of(Span span) const {
  constexpr std::size_t most = 60;
  std::string out;
  for (char c : sources.text(span)) {
    bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!blank) out += c;
    else if (!out.empty() && out.back() != ' ') out += ' ';
  }
  if (out.size() <= most) return out;
  std::size_t cut = out.rfind(' ', most);
  return out.substr(0, cut == std::string::npos ? most : cut) + " ...";
}

ExprId constant(Draft& draft, const Ratio& value, Type type, Dimension dimension, Span span) {
  Expr expr;
  expr.op = Op::constant;
  expr.type = type;
  expr.dimension = dimension;
  expr.span = span;
  expr.number = value;
  return draft.add(std::move(expr));
}

ExprId truth(Draft& draft, bool value, Span span) {
  Expr expr;
  expr.op = Op::truth_constant;
  expr.span = span;
  expr.number = Ratio(value ? 1 : 0);
  return draft.add(std::move(expr));
}

ExprId negation(Draft& draft, ExprId arg, Span span) {
  if (arg == bad) return bad;
  Expr expr;
  expr.op = Op::negation;
  expr.span = span;
  expr.args = {arg};
  expr.item_scope = draft.expr(arg).item_scope;
  return draft.add(std::move(expr));
}

ExprId join(Draft& draft, Op op, const std::vector<ExprId>& args, Span span) {
  Expr expr;
  expr.op = op;
  expr.span = span;
  for (ExprId arg : args) {
    if (arg == bad) return bad;
    if (arg == no_expr) continue;
    expr.args.push_back(arg);
    expr.item_scope = expr.item_scope || draft.expr(arg).item_scope;
  }
  if (expr.args.empty()) return no_expr;
  if (expr.args.size() == 1) return expr.args.front();
  return draft.add(std::move(expr));
}

ExprId compare(Draft& draft, Op op, ExprId left, ExprId right, Span span) {
  if (left == bad || right == bad) return bad;
  Expr expr;
  expr.op = op;
  expr.span = span;
  expr.args = {left, right};
  expr.item_scope = draft.expr(left).item_scope || draft.expr(right).item_scope;
  return draft.add(std::move(expr));
}

ExprId scaled(Draft& draft, const Ratio& factor, ExprId arg, Span span) {
  if (arg == bad) return bad;
  Expr expr;
  expr.span = span;
  expr.type = Type::number;
  expr.dimension = draft.expr(arg).dimension;
  if (Ratio value; is_number(draft, arg, value)) {
    auto product = mul(factor, value);
    if (!product) return draft.refuse(Code::number_range, span, "the number here is out of range");
    ExprId folded = constant(draft, *product, Type::number, expr.dimension, span);
    if (auto unit = draft.literal_units.find(arg); unit != draft.literal_units.end()) draft.literal_units.emplace(folded, unit->second);
    return folded;
  }
  expr.op = Op::scale;
  expr.number = factor;
  expr.args = {arg};
  expr.item_scope = draft.expr(arg).item_scope;
  return draft.add(std::move(expr));
}

bool is_number(const Draft& draft, ExprId id, Ratio& value) {
  if (id >= bad) return false;
  const Expr* expr = &draft.expr(id);
  while (expr->op == Op::definition) expr = &draft.expr(expr->args[0]);
  if (expr->op != Op::constant) return false;
  value = expr->number;
  return true;
}

}  // namespace leaflaw::semantics
