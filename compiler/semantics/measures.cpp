// `measure NAME in UNIT`: what each item counts, as one expression per version that chooses among the rows.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/semantics/dimensions.h"
#include "compiler/semantics/expressions.h"
#include "compiler/semantics/part_cycles.h"
#include "compiler/semantics/parts.h"
#include "compiler/semantics/rows.h"

namespace leaflaw::semantics {

using ClauseKind = ast::Clause::Kind;
using ExprKind = ast::Expr::Kind;
using model::Expr;
using model::Op;
using model::Type;

namespace {

class MeasureRows {
 public:
  MeasureRows(Draft& draft, Dimension dimension) : draft_(draft), dimension_(dimension), heads_(draft) {}

  // The amount of an item under that version; `bad`: reported.
  ExprId amount(const Version& version) {
    const std::vector<RowInForce> rows = rows_in_force(draft_, version);
    if (rows.empty()) return bad;
    const std::optional<std::vector<ExprId>> conditions = heads_.conditions(rows, version.texts.back()->head);
    Expr choice;
    choice.op = Op::choose;
    choice.type = Type::number;
    choice.dimension = dimension_;
    choice.item_scope = true;
    choice.span = version.texts.back()->head;
    bool whole = conditions.has_value();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const ExprId value = value_of(rows[i]);
      whole = whole && value != bad;
      if (!whole) continue;
      choice.args.push_back((*conditions)[i]);
      choice.args.push_back(value == no_expr ? unknown(rows, *conditions, i) : value);
    }
    if (!whole) return bad;
    const ExprId chosen = draft_.add(std::move(choice));
    const ast::Clause* rounding = find(version, ClauseKind::rounded);
    return rounding ? rounded(chosen, *rounding) : chosen;
  }

 private:
  // The amount of a row, compiled once; no_expr: unknown.
  ExprId value_of(const RowInForce& row) {
    auto [place, is_new] = values_.try_emplace(row.row, bad);
    if (is_new) place->second = compile(row);
    return place->second;
  }

  ExprId compile(const RowInForce& row) {
    const ast::Expr& tree = *row.row->value;
    if (tree.kind == ExprKind::unknown) return no_expr;
    if (tree.kind == ExprKind::nothing) return constant(draft_, Ratio(0), Type::number, dimension_, tree.span);
    const ItemSurroundings item(*row.text);
    const ExprId value = expression(draft_, tree, item.where);
    if (value == bad || !require_dimension(draft_, value, dimension_, "this row")) return bad;
    return no_optional(draft_, value, item.where, "the row") ? value : bad;
  }

  ExprId unknown(const std::vector<RowInForce>& rows, const std::vector<ExprId>& conditions, std::size_t index) {
    Expr expr;
    expr.op = Op::unknown_amount;
    expr.type = Type::number;
    expr.dimension = dimension_;
    expr.item_scope = true;
    expr.span = rows[index].row->value->span;
    expr.blame = heads_.tested(rows, conditions, index);
    return draft_.add(std::move(expr));
  }

  // ---- rounding ----------------------------------------------------------------------------------------------------

  ExprId rounded(ExprId amount, const ast::Clause& clause) {
    const std::optional<Unit> unit = find_unit(draft_, clause.unit, clause.unit_span);
    if (!unit) return bad;
    if (unit->dimension != dimension_)
      return draft_.refuse(Code::wrong_dimension, clause.unit_span, fmt::format("this measure is counted in {}, and `{}` is a unit of {}", words(draft_, dimension_), clause.unit, words(draft_, unit->dimension)),
                           fmt::format("write `to a whole {}`", draft_.policy.context.units.base_unit(dimension_)));
    u128 except = 0;
    if (!clause.names.empty()) {
      const std::optional<u128> named = categories_named(draft_, clause.names);
      if (!named) return bad;
      except = *named;
    }
    if (clause.per_package) return rounded_per_package(amount, clause, *unit, except);
    const ExprId whole = rounding(amount, clause.rounding == ast::Clause::Rounding::up     ? Op::round_up
                                          : clause.rounding == ast::Clause::Rounding::down ? Op::round_down
                                                                                           : Op::round_nearest, *unit, clause.span);
    return except == 0 ? whole : unless(amount, whole, except, clause.span);
  }

  ExprId rounded_per_package(ExprId amount, const ast::Clause& clause, const Unit& unit, u128 except) {
    if (clause.rounding != ast::Clause::Rounding::up)
      return draft_.refuse(Code::not_supported, clause.span, "per package, only rounding up is supported", fmt::format("write `rounded up to a whole {} per package`", clause.unit));
    if (draft_.schema.with(Role::line_quantity) == no_fact)
      return draft_.refuse(Code::not_supported, clause.span, "the vocabulary has no fact with the role line-quantity, so nobody knows how many packages a line has", "leave `per package` out");
    const ExprId id = rounding(amount, Op::round_up_per_package, unit, clause.span);
    draft_.expr(id).values = except;
    return id;
  }

  ExprId rounding(ExprId amount, Op op, const Unit& unit, Span span) {
    Expr expr;
    expr.op = op;
    expr.type = Type::number;
    expr.dimension = dimension_;
    expr.item_scope = true;
    expr.span = span;
    expr.number = unit.in_base;
    expr.args = {amount};
    return draft_.add(std::move(expr));
  }

  ExprId unless(ExprId amount, ExprId whole, u128 except, Span span) {
    const ExprId excepted = category_is(draft_, except, span);
    Expr expr;
    expr.op = Op::choose;
    expr.type = Type::number;
    expr.dimension = dimension_;
    expr.item_scope = true;
    expr.span = span;
    expr.args = {excepted, amount, negation(draft_, excepted, span), whole};
    return draft_.add(std::move(expr));
  }

  Draft& draft_;
  const Dimension dimension_;
  RowHeads heads_;
  std::map<const ast::Row*, ExprId> values_;
};

void compile_measure(Draft& draft, const Symbol& symbol) {
  const Dimension dimension = draft.policy.measures[symbol.index].dimension;
  if (dimension == Dimension::any || dimension == Dimension::none) return;   // its unit is not known, and that has been reported
  MeasureRows rows(draft, dimension);
  ExprId amount = no_expr;
  for (const Version& version : versions_of(draft, symbol)) {
    if (amount != bad) amount = rows.amount(version);   // else what later versions inherit is wrong as well
    draft.policy.measures[symbol.index].versions.push_back({version.from, version.through, version.source, amount});
  }
}

}  // namespace

void compile_measures(Draft& draft) {
  for (const auto& [name, symbol] : draft.symbols)
    if (symbol.kind == SymbolKind::measure) compile_measure(draft, symbol);
  report_part_cycles(draft);
}

}  // namespace leaflaw::semantics
