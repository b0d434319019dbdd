#include "compiler/semantics/expressions.h"

#include <fmt/format.h>

#include "compiler/semantics/conditions.h"
#include "compiler/semantics/coverage.h"
#include "compiler/semantics/dimensions.h"
#include "compiler/semantics/names.h"

namespace leaflaw::semantics {

using ExprKind = ast::Expr::Kind;
using model::Expr;
using model::Op;
using model::Type;

namespace {

constexpr std::int64_t seconds_a_day = 86400;

ExprId node(Draft& draft, Op op, Type type, Dimension dimension, std::vector<ExprId> args, Span span) {
  Expr expr;
  expr.op = op;
  expr.type = type;
  expr.dimension = dimension;
  expr.span = span;
  for (ExprId arg : args) expr.item_scope = expr.item_scope || draft.expr(arg).item_scope;
  expr.args = std::move(args);
  return draft.add(std::move(expr));
}

bool is_bare(const Draft& draft, ExprId id) {
  auto unit = draft.literal_units.find(id);
  return unit != draft.literal_units.end() && unit->second.empty();
}

// The optional fact that makes a sum none when it is not given, unless the declaration asks for it. Empty: there is none.
std::string optional_in(const Draft& draft, ExprId id, const Surroundings& where) {
  const Expr& expr = draft.expr(id);
  if (expr.op == Op::fact_number && !draft.schema.facts[expr.fact.fact].required) {
    const std::string& path = draft.written.at(id);
    if (!where.given) return path;
    for (const std::string& asked : *where.given)
      if (path == asked || path.starts_with(asked + ".") || path.starts_with(asked + "[")) return {};
    return path;
  }
  if (expr.op == Op::total_items || expr.op == Op::table) return {};   // a line without it counts 0; a table's keys are no amounts
  for (std::size_t i = 0; i < expr.args.size(); ++i) {
    if (i < expr.if_given.size() && expr.if_given[i]) continue;
    if (expr.op == Op::choose && i % 2 == 0) continue;                 // a condition
    if (std::string path = optional_in(draft, expr.args[i], where); !path.empty()) return path;
  }
  return {};
}

}  // namespace

bool no_optional(Draft& draft, ExprId id, const Surroundings& where, std::string_view what) {
  if (draft.expr(id).type != Type::number) return true;
  const std::string path = optional_in(draft, id, where);
  if (path.empty()) return true;
  draft.error(Code::optional_in_sum, draft.expr(id).span, fmt::format("`{}` is optional: where it is not given, {} is nothing at all", path, what),
              fmt::format("say what holds then: `greatest of (0 ..., {} if given)`, or ask `{} is given` first", path, path));
  return false;
}

namespace {

// ---- sums -----------------------------------------------------------------------------------------------------------

// A span of time as a number to add to a date (days) or a moment (seconds).
ExprId shift_amount(Draft& draft, ExprId amount, Type shifted) {
  Ratio value;
  const Span span = draft.expr(amount).span;
  const bool fixed = is_number(draft, amount, value);
  if (shifted == Type::instant) {
    if (!fixed) return draft.refuse(Code::wrong_type, span, "only a fixed number of hours or days can be added to a moment");
    std::optional<Ratio> seconds = mul(value, Ratio(seconds_a_day));
    if (!seconds) return draft.refuse(Code::number_range, span, "the number is out of range");
    return constant(draft, *seconds, Type::number, Dimension::duration, span);
  }
  if (fixed && !value.is_whole()) return draft.refuse(Code::wrong_type, span, "a date is moved by whole days", "write the number of `days`");
  return amount;
}

}  // namespace

ExprId shifted(Draft& draft, ExprId date, ExprId amount, bool back, Span span) {
  if (date == bad || amount == bad) return bad;
  const Type type = draft.expr(date).type;
  const Dimension dimension = dimension_of(draft, amount);
  if (type != Type::date && type != Type::instant)
    return draft.refuse(Code::wrong_type, draft.expr(date).span, fmt::format("`{}` is no date, so nothing can be {} it", draft.text_of(date), back ? "before" : "after"));
  if (draft.expr(amount).type == Type::number && dimension == Dimension::age)
    return draft.refuse(Code::wrong_dimension, draft.expr(amount).span, "years differ in length, so a date is moved by days",
                        "for ages write `whole years from BIRTHDAY through today`; for other spans count the days");
  if (!require_dimension(draft, amount, Dimension::duration, "a span of time")) return bad;
  amount = shift_amount(draft, amount, type);
  if (amount == bad) return bad;
  Ratio day, days;
  if (is_number(draft, date, day) && is_number(draft, amount, days)) {
    std::optional<Ratio> moved = back ? sub(day, days) : add(day, days);
    if (!moved) return draft.refuse(Code::number_range, span, "the date is out of range");
    return constant(draft, *moved, type, Dimension::none, span);
  }
  return node(draft, back ? Op::subtract : Op::add, type, Dimension::none, {date, amount}, span);
}

namespace {

ExprId folded_sum(Draft& draft, ExprId left, ExprId right, bool minus, Span span) {
  Ratio a, b;
  if (is_number(draft, left, a) && is_number(draft, right, b)) {
    std::optional<Ratio> value = minus ? sub(a, b) : add(a, b);
    if (!value) return draft.refuse(Code::number_range, span, "the number is out of range");
    ExprId id = constant(draft, *value, Type::number, draft.expr(left).dimension, span);
    if (auto unit = draft.literal_units.find(left); unit != draft.literal_units.end()) draft.literal_units.emplace(id, unit->second);
    return id;
  }
  return node(draft, minus ? Op::subtract : Op::add, Type::number, draft.expr(left).dimension, {left, right}, span);
}

ExprId sum(Draft& draft, const ast::Expr& expr, const Surroundings& where) {
  const bool minus = expr.kind == ExprKind::subtract;
  ExprId left = expression(draft, *expr.args[0], where), right = expression(draft, *expr.args[1], where);
  if (left == bad || right == bad) return bad;
  const Type a = draft.expr(left).type, b = draft.expr(right).type;
  const bool dated = a == Type::date || a == Type::instant;
  if (dated && b == Type::number) return no_optional(draft, right, where, "the sum") ? shifted(draft, left, right, minus, expr.span) : bad;
  if (dated && a == b && minus) {
    ExprId difference = node(draft, Op::subtract, Type::number, Dimension::duration, {left, right}, expr.span);
    return a == Type::date ? difference : scaled(draft, Ratio::of(1, seconds_a_day), difference, expr.span);
  }
  if (a != Type::number || b != Type::number)
    return draft.refuse(Code::wrong_type, expr.span, fmt::format("`{}` and `{}` cannot be {}", draft.text_of(left), draft.text_of(right), minus ? "subtracted" : "added"));
  if (!reconcile(draft, left, right, expr.span, minus ? "subtracted" : "added")) return bad;
  if (!no_optional(draft, left, where, "the sum") || !no_optional(draft, right, where, "the sum")) return bad;
  return folded_sum(draft, left, right, minus, expr.span);
}

// ---- products --------------------------------------------------------------------------------------------------------

ExprId needs_number(Draft& draft, ExprId id, std::string_view doing) {
  return draft.refuse(Code::wrong_type, draft.expr(id).span, fmt::format("`{}` is no quantity, so it cannot be {}", draft.text_of(id), doing));
}

ExprId product(Draft& draft, const ast::Expr& expr, const Surroundings& where) {
  ExprId left = expression(draft, *expr.args[0], where), right = expression(draft, *expr.args[1], where);
  if (left == bad || right == bad) return bad;
  for (ExprId id : {left, right})
    if (draft.expr(id).type != Type::number) return needs_number(draft, id, "multiplied");
  Ratio factor;
  if (is_number(draft, left, factor) && is_bare(draft, left)) return scaled(draft, factor, right, expr.span);
  if (is_number(draft, right, factor) && is_bare(draft, right)) return scaled(draft, factor, left, expr.span);
  for (ExprId id : {left, right})
    if (is_number(draft, id, factor) && draft.expr(id).dimension == Dimension::percent)
      return draft.refuse(Code::product_of_facts, expr.span, "a share is taken with `of`", fmt::format("write `{} of ...`", draft.text_of(id)));
  return draft.refuse(Code::product_of_facts, expr.span, "a policy multiplies only by plain numbers",
                      "products of facts live in the vocabulary (`derive ... as ...`); a conversion is written `... per 8 g as 1 oz`");
}

ExprId quotient(Draft& draft, const ast::Expr& expr, const Surroundings& where) {
  ExprId left = expression(draft, *expr.args[0], where), right = expression(draft, *expr.args[1], where);
  if (left == bad || right == bad) return bad;
  if (draft.expr(left).type != Type::number) return needs_number(draft, left, "divided");
  Ratio divisor;
  if (!is_number(draft, right, divisor) || !is_bare(draft, right))
    return draft.refuse(Code::product_of_facts, draft.expr(right).span, "a policy divides only by plain numbers",
                        "quotients of facts live in the vocabulary; a conversion is written `... per 8 g as 1 oz`");
  if (divisor.is_zero()) return draft.refuse(Code::number_range, draft.expr(right).span, "division by zero");
  std::optional<Ratio> factor = div(Ratio(1), divisor);
  return factor ? scaled(draft, *factor, left, expr.span) : draft.refuse(Code::number_range, expr.span, "the number is out of range");
}

ExprId per_as(Draft& draft, const ast::Expr& expr, const Surroundings& where) {
  ExprId amount = expression(draft, *expr.args[0], where);
  ExprId per = literal(draft, expr.quantity), as = literal(draft, expr.quantity2);
  if (amount == bad || per == bad || as == bad) return bad;
  if (draft.expr(amount).type != Type::number) return needs_number(draft, amount, "converted");
  for (ExprId id : {per, as})
    if (is_bare(draft, id)) return draft.refuse(Code::missing_unit, draft.expr(id).span, fmt::format("`{}` needs a unit", draft.text_of(id)), "a conversion is written `... per 8 g as 1 oz`");
  const Dimension from = draft.expr(per).dimension, to = draft.expr(as).dimension;
  if (!require_dimension(draft, amount, from, fmt::format("`per {}`", draft.text_of(per)))) return bad;
  if (draft.expr(per).number.is_zero()) return draft.refuse(Code::number_range, draft.expr(per).span, "division by zero");
  std::optional<Ratio> factor = div(draft.expr(as).number, draft.expr(per).number);
  if (!factor) return draft.refuse(Code::number_range, expr.span, "the number is out of range");
  ExprId result = scaled(draft, *factor, amount, expr.span);
  if (result == bad) return bad;
  if (result == amount) return result;
  draft.expr(result).dimension = to;
  draft.literal_units.erase(result);
  return result;
}

// `60 dosage` of a personal unit is 60 times the person's figure; any other quantity is what it says.
ExprId quantity(Draft& draft, const ast::Quantity& text, const Surroundings& where) {
  const auto personal = draft.personal_units.find(text.unit);
  if (personal == draft.personal_units.end()) return literal(draft, text);
  personal->second.used = true;
  const ExprId one = value_of(draft, *personal->second.path, where);
  if (one == bad) return bad;
  const ExprId all = scaled(draft, text.number.value, one, text.span);
  if (all != bad) draft.expr(all).dimension = personal->second.dimension;
  return all;
}

// `thc as dosage`: an amount stays what it is; the unit only says in which terms the law counts it.
ExprId as_unit(Draft& draft, const ast::Expr& expr, const Surroundings& where) {
  const ExprId amount = expression(draft, *expr.args[0], where);
  const std::optional<Dimension> dimension = unit_dimension(draft, expr.quantity.unit, expr.quantity.unit_span);
  if (amount == bad || !dimension) return bad;
  return require_dimension(draft, amount, *dimension, "what is counted so") ? amount : bad;
}

// `30 days of patient.daily_dose`: what a rate makes in that time.
ExprId for_days(Draft& draft, const ast::Expr& expr, ExprId rate, const Ratio& days) {
  const Dimension dimension = draft.expr(rate).dimension, made = of_one_day(dimension);
  if (draft.expr(rate).type != Type::number || made == dimension)
    return draft.refuse(Code::wrong_dimension, draft.expr(rate).span, fmt::format("`{}` is no amount a day", draft.text_of(rate)),
                        fmt::format("`{} {} of ...` is said of so much a day, such as a daily dose; else write `times`", expr.quantity.number.written, expr.quantity.unit));
  const ExprId amount = scaled(draft, days, rate, expr.span);
  if (amount == bad) return bad;
  draft.expr(amount).dimension = made;
  draft.literal_units.erase(amount);
  return amount;
}

ExprId share(Draft& draft, const ast::Expr& expr, const Surroundings& where) {
  ExprId of = expression(draft, *expr.args[0], where), part = literal(draft, expr.quantity);
  if (of == bad || part == bad) return bad;
  if (draft.expr(part).dimension == Dimension::duration) return for_days(draft, expr, of, draft.expr(part).number);
  if (draft.expr(part).dimension != Dimension::percent)
    return draft.refuse(Code::missing_unit, expr.quantity.span, "a share is a percentage", fmt::format("write `{} % of ...`, or `{} times ...`", expr.quantity.number.written, expr.quantity.number.written));
  if (draft.expr(of).type != Type::number) return needs_number(draft, of, "shared");
  std::optional<Ratio> factor = div(draft.expr(part).number, Ratio(100));
  return factor ? scaled(draft, *factor, of, expr.span) : draft.refuse(Code::number_range, expr.span, "the number is out of range");
}

// ---- least, greatest, clamp --------------------------------------------------------------------------------------------

bool alike(Draft& draft, const std::vector<ExprId>& args, std::string_view doing) {
  for (ExprId arg : args)
    if (arg == bad) return false;
  // Twice: the first operand may learn its dimension from the last one.
  for (int round = 0; round < 2; ++round)
    for (std::size_t i = 1; i < args.size(); ++i)
      if (!reconcile(draft, args[0], args[i], draft.expr(args[i]).span, doing)) return false;
  return true;
}

ExprId extremum(Draft& draft, const ast::Expr& expr, const Surroundings& where) {
  std::vector<ExprId> args;
  for (const ast::ExprPtr& arg : expr.args) args.push_back(expression(draft, *arg, where));
  if (!alike(draft, args, "compared")) return bad;
  const Type type = draft.expr(args[0]).type;
  if (type == Type::truth || type == Type::value || type == Type::text)
    return draft.refuse(Code::wrong_type, draft.expr(args[0]).span, fmt::format("`{}` is no quantity: it has no least or greatest", draft.text_of(args[0])));
  ExprId id = node(draft, expr.kind == ExprKind::least ? Op::least : Op::greatest, type, draft.expr(args[0]).dimension, args, expr.span);
  draft.expr(id).if_given = expr.if_given;
  return id;
}

ExprId clamp(Draft& draft, const ast::Expr& expr, const Surroundings& where) {
  std::vector<ExprId> args;
  for (const ast::ExprPtr& arg : expr.args) args.push_back(expression(draft, *arg, where));
  if (!alike(draft, args, "compared")) return bad;
  if (draft.expr(args[0]).type != Type::number) return needs_number(draft, args[0], "clamped");
  Ratio low, high;
  if (is_number(draft, args[1], low) && is_number(draft, args[2], high) && high < low)
    return draft.refuse(Code::time_span, expr.span, fmt::format("nothing lies between `{}` and `{}`", draft.text_of(args[1]), draft.text_of(args[2])),
                        "`clamp of (x, least, greatest)`: the smaller bound comes first");
  const Dimension dimension = draft.expr(args[0]).dimension;
  ExprId below = node(draft, Op::least, Type::number, dimension, {args[0], args[2]}, expr.span);
  draft.expr(below).if_given = {false, false};
  ExprId id = node(draft, Op::greatest, Type::number, dimension, {args[1], below}, expr.span);
  draft.expr(id).if_given = {false, false};
  return id;
}

// ---- the rest ------------------------------------------------------------------------------------------------------------

ExprId total(Draft& draft, const ast::Expr& expr, const Surroundings& where) {
  Surroundings inside = where;
  inside.items = true;
  ExprId amount = expression(draft, *expr.args[0], inside);
  ExprId which = expr.conditions.empty() || !expr.conditions[0] ? no_expr : condition(draft, *expr.conditions[0], inside);
  if (amount == bad || which == bad) return bad;
  if (draft.expr(amount).type != Type::number) return needs_number(draft, amount, "added up");
  std::vector<ExprId> args{amount};
  if (which != no_expr) args.push_back(which);
  ExprId id = node(draft, Op::total_items, Type::number, draft.expr(amount).dimension, args, expr.span);
  draft.expr(id).item_scope = false;
  return id;
}

ExprId years(Draft& draft, const ast::Expr& expr, const Surroundings& where) {
  std::vector<ExprId> args{expression(draft, *expr.args[0], where), expression(draft, *expr.args[1], where)};
  for (ExprId& arg : args) {
    if (arg == bad) return bad;
    if (draft.expr(arg).type == Type::instant) arg = node(draft, Op::date_of, Type::date, Dimension::none, {arg}, draft.expr(arg).span);
    if (draft.expr(arg).type != Type::date)
      return draft.refuse(Code::wrong_type, draft.expr(arg).span, fmt::format("`{}` is no date", draft.text_of(arg)), "years are counted from one date through another");
  }
  return node(draft, Op::whole_years, Type::number, Dimension::age, args, expr.span);
}

ExprId the_cap(Draft& draft, const ast::Expr& expr, const Surroundings& where) {
  if (where.cap != no_expr) return where.cap;
  return draft.refuse(Code::the_cap_misplaced, expr.span, "`the cap` stands only in the `at most` of an exception to a limit",
                      "it means the cap that the exception replaces; a limit's own cap is `LIMIT.cap`");
}

}  // namespace

ExprId alternatives(Draft& draft, const ast::Expr& expr, const Surroundings& where) {
  std::vector<ExprId> amounts, conditions;
  for (const ast::ExprPtr& arg : expr.args) amounts.push_back(expression(draft, *arg, where));
  for (const ast::ConditionPtr& each : expr.conditions) conditions.push_back(condition(draft, *each, where));
  bool whole = alike(draft, amounts, "alternatives of one amount");
  for (ExprId each : conditions) whole = whole && each != bad;
  if (!whole) return bad;
  for (ExprId amount : amounts)
    if (draft.expr(amount).type != Type::number) return needs_number(draft, amount, "an amount");
  const Verdict verdict = check_cases(draft, conditions, false);
  if (verdict.kind == Verdict::Kind::too_many)
    return draft.refuse(Code::rows_too_many_cases, expr.span, "these conditions have too many cases to prove that they exclude each other", "split them up");
  if (verdict.kind == Verdict::Kind::overlap) {
    draft.error(Code::rows_overlap, draft.expr(conditions[verdict.second]).span, "two of these conditions can hold at once", "both hold where " + verdict.witness)
        .notes.push_back({draft.expr(conditions[verdict.first]).span, "the other one is here"});
    return bad;
  }
  std::vector<ExprId> args;
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    args.push_back(conditions[i]);
    args.push_back(amounts[i + 1]);
  }
  args.push_back(negation(draft, join(draft, Op::either, conditions, expr.span), expr.span));
  args.push_back(amounts[0]);
  return node(draft, Op::choose, Type::number, draft.expr(amounts[0]).dimension, args, expr.span);
}

ExprId expression(Draft& draft, const ast::Expr& expr, const Surroundings& where) {
  switch (expr.kind) {
    case ExprKind::quantity: return quantity(draft, expr.quantity, where);
    case ExprKind::date: return constant(draft, Ratio(expr.date.date.days), Type::date, Dimension::none, expr.span);
    case ExprKind::path: return value_of(draft, expr.path, where);
    case ExprKind::today: return node(draft, Op::today, Type::date, Dimension::none, {}, expr.span);
    case ExprKind::the_cap: return the_cap(draft, expr, where);
    case ExprKind::add:
    case ExprKind::subtract: return sum(draft, expr, where);
    case ExprKind::multiply: return product(draft, expr, where);
    case ExprKind::divide: return quotient(draft, expr, where);
    case ExprKind::per_as: return per_as(draft, expr, where);
    case ExprKind::as_unit:
      return as_unit(draft, expr, where);
    case ExprKind::share_of: return share(draft, expr, where);
    case ExprKind::before:
    case ExprKind::after: {
      ExprId date = expression(draft, *expr.args[0], where), amount = literal(draft, expr.quantity);
      return shifted(draft, date, amount, expr.kind == ExprKind::before, expr.span);
    }
    case ExprKind::least:
    case ExprKind::greatest: return extremum(draft, expr, where);
    case ExprKind::clamp: return clamp(draft, expr, where);
    case ExprKind::total: return total(draft, expr, where);
    case ExprKind::whole_years: return years(draft, expr, where);
    case ExprKind::alternatives: return alternatives(draft, expr, where);
    case ExprKind::nothing:
    case ExprKind::unknown:
      return draft.refuse(Code::row_value, expr.span, fmt::format("`{}` can only be the whole value of a row", expr.kind == ExprKind::nothing ? "nothing" : "unknown"));
  }
  return bad;
}

std::string first_unit(const ast::Expr& expr) {
  if (expr.kind == ExprKind::quantity) return expr.quantity.unit;
  if (expr.kind == ExprKind::per_as) return expr.quantity2.unit;
  for (const ast::ExprPtr& arg : expr.args)
    if (std::string unit = first_unit(*arg); !unit.empty()) return unit;
  return {};
}

}  // namespace leaflaw::semantics
