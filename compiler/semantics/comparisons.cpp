#include "compiler/semantics/comparisons.h"

#include <fmt/format.h>

#include "compiler/semantics/dimensions.h"
#include "compiler/semantics/expressions.h"

namespace leaflaw::semantics {

using ast::Comparison;
using ConditionKind = ast::Condition::Kind;
using model::Expr;
using model::Op;
using model::Type;

namespace {

constexpr std::int32_t end_of_day = 86400;   // in seconds of the day

bool is_dated(Type type) { return type == Type::date || type == Type::instant; }

// The words that join the two sides, for a caret: "is at least".
Span words_between(const Draft& draft, Span left, Span right) {
  Span span{left.file, left.end, right.begin};
  if (span.begin >= span.end) return left;
  std::string_view text = draft.sources.text(span);
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks), last = text.find_last_not_of(blanks);
  if (first == std::string_view::npos) return left;
  return {span.file, static_cast<std::uint32_t>(span.begin + first), static_cast<std::uint32_t>(span.begin + last + 1)};
}

std::string_view spelling(Comparison op) {
  switch (op) {
    case Comparison::exactly: return "exactly";
    case Comparison::at_least: return "at least";
    case Comparison::at_most: return "at most";
    case Comparison::above: return "above";
    case Comparison::under: return "under";
  }
  return {};
}

ExprId apply(Draft& draft, Comparison op, ExprId left, ExprId right, Span span) {
  switch (op) {
    case Comparison::exactly: return compare(draft, Op::equal, left, right, span);
    case Comparison::at_least: return compare(draft, Op::at_most, right, left, span);
    case Comparison::at_most: return compare(draft, Op::at_most, left, right, span);
    case Comparison::above: return compare(draft, Op::less, right, left, span);
    case Comparison::under: return compare(draft, Op::less, left, right, span);
  }
  return bad;
}

// ---- quantities -----------------------------------------------------------------------------------------------------

bool is_bare_number(const Draft& draft, ExprId id) {
  auto unit = draft.literal_units.find(id);
  return unit != draft.literal_units.end() && unit->second.empty();
}

// A bare number says nothing about a quantity whose kind is not known either: 5 what?
bool has_kind(Draft& draft, ExprId left, ExprId right) {
  if (dimension_of(draft, left) != Dimension::any || dimension_of(draft, right) != Dimension::any) return true;
  if (is_bare_number(draft, left) == is_bare_number(draft, right)) return true;
  const ExprId bare = is_bare_number(draft, left) ? left : right;
  draft.error(Code::missing_unit, draft.expr(bare).span, fmt::format("`{}` needs a unit: `{}` may be any kind of quantity", draft.text_of(bare), draft.text_of(bare == left ? right : left)),
              fmt::format("write `{} g`, `{} mg THC`, `{} each` or what is meant", draft.text_of(bare), draft.text_of(bare), draft.text_of(bare)));
  return false;
}

std::string in_date_words(Draft& draft, Comparison op, const std::string& left, const ast::Expr& right) {
  const bool shift = right.kind == ast::Expr::Kind::before;
  const std::string text = draft.text_of(right.span);
  if (shift && (op == Comparison::at_most || op == Comparison::under)) return fmt::format("write `{} is within {}`", left, text);
  switch (op) {
    case Comparison::at_least: return fmt::format("write `{} is on or after {}`", left, text);
    case Comparison::at_most: return fmt::format("write `{} is on or before {}`", left, text);
    case Comparison::above: return shift ? fmt::format("write `{} is before {}`", left, text) : fmt::format("write `{} is after {}`", left, text);
    case Comparison::under: return fmt::format("write `{} is before {}`", left, text);
    case Comparison::exactly: return fmt::format("write `{} is from {} through {}`", left, text, text);
  }
  return {};
}

ExprId local_date(Draft& draft, ExprId id) {
  if (id == bad || draft.expr(id).type != Type::instant) return id;
  Expr expr;
  expr.op = Op::date_of;
  expr.type = Type::date;
  expr.span = draft.expr(id).span;
  expr.item_scope = draft.expr(id).item_scope;
  expr.args = {id};
  return draft.add(std::move(expr));
}

// `is at least 90 days before today` means what it says: 90 days before, or longer ago. All else about dates has words of its own.
ExprId dates_with_quantity_words(Draft& draft, const ast::Condition& condition, ExprId left, const Surroundings& where) {
  const ast::Expr& right = *condition.right;
  const bool back = right.kind == ast::Expr::Kind::before, forth = right.kind == ast::Expr::Kind::after;
  if ((back || forth) && condition.op == Comparison::at_least && !condition.op2) {
    const ExprId bound = expression(draft, right, where);
    if (bound == bad) return bad;
    const bool instants = draft.expr(bound).type == Type::instant && draft.expr(left).type == Type::instant;
    const ExprId date = instants ? left : local_date(draft, left), other = instants ? bound : local_date(draft, bound);
    return back ? compare(draft, Op::at_most, date, other, condition.span) : compare(draft, Op::at_most, other, date, condition.span);
  }
  return draft.refuse(Code::date_comparison, words_between(draft, condition.left->span, right.span),
                      fmt::format("`{}` is {}; `is {}` compares quantities", draft.text_of(left), kind_words(draft, left), spelling(condition.op)),
                      in_date_words(draft, condition.op, draft.text_of(left), right));
}

ExprId not_a_quantity(Draft& draft, const ast::Condition& condition, ExprId left) {
  const std::string text = draft.text_of(left);
  const Span span = condition.right ? words_between(draft, condition.left->span, condition.right->span) : condition.span;
  const std::string message = fmt::format("`{}` is {}, not a quantity", text, kind_words(draft, left));
  switch (draft.expr(left).type) {
    case Type::truth: return draft.refuse(Code::wrong_type, span, message, fmt::format("write `{}` or `not {}` alone", text, text));
    case Type::time_of_day: return draft.refuse(Code::date_comparison, span, message, fmt::format("write `{} is from 08:00 until 22:00`", text));
    case Type::text: return draft.refuse(Code::wrong_type, span, message, fmt::format("write `{} is \"...\"` or `{} has 24 characters`", text, text));
    default: return draft.refuse(Code::wrong_type, span, message, fmt::format("write `{} is {}`, or `{} is one of ...`", text, condition.right ? draft.text_of(condition.right->span) : "...", text));
  }
}

ExprId against(Draft& draft, Comparison op, ExprId left, const ast::Expr& right_tree, Span span, const Surroundings& where) {
  const ExprId right = expression(draft, right_tree, where);
  if (right == bad || !has_kind(draft, left, right)) return bad;
  if (!reconcile(draft, left, right, span, "compared")) return bad;
  return apply(draft, op, left, right, span);
}

bool reversed(Draft& draft, ExprId low, ExprId high, Span span, std::string_view form) {
  Ratio least, most;
  if (!is_number(draft, low, least) || !is_number(draft, high, most) || !(most < least)) return false;
  draft.error(Code::time_span, span, fmt::format("nothing lies between `{}` and `{}`", draft.text_of(low), draft.text_of(high)),
              fmt::format("`{}`: the smaller comes first", form));
  return true;
}

ExprId between(Draft& draft, const ast::Condition& condition, ExprId left, const Surroundings& where) {
  const ExprId low = expression(draft, *condition.right, where), high = expression(draft, *condition.right2, where);
  if (low == bad || high == bad || !has_kind(draft, left, low) || !has_kind(draft, left, high)) return bad;
  if (!reconcile(draft, left, low, condition.span, "compared") || !reconcile(draft, left, high, condition.span, "compared")) return bad;
  if (reversed(draft, low, high, condition.span, "is between LEAST and GREATEST")) return bad;
  return join(draft, Op::both, {compare(draft, Op::at_most, low, left, condition.span), compare(draft, Op::at_most, left, high, condition.span)}, condition.span);
}

// ---- dates -----------------------------------------------------------------------------------------------------------

ExprId today(Draft& draft, Span span) {
  Expr expr;
  expr.op = Op::today;
  expr.type = Type::date;
  expr.span = span;
  return draft.add(std::move(expr));
}

// A side of a comparison of dates; `bad` where it is none (reported).
ExprId dated(Draft& draft, const ast::Expr& tree, const Surroundings& where, std::string_view instead) {
  const ExprId id = expression(draft, tree, where);
  if (id == bad || is_dated(draft.expr(id).type)) return id;
  std::string help;
  if (draft.expr(id).type == Type::number) help = instead;
  if (draft.expr(id).type == Type::time_of_day) help = "write `time is from 08:00 until 22:00`";
  return draft.refuse(Code::wrong_type, draft.expr(id).span, fmt::format("`{}` is {}, not a date", draft.text_of(id), kind_words(draft, id)), help);
}

// Two moments are compared as moments, a moment and a date by the day.
ExprId in_order(Draft& draft, Op op, ExprId earlier, ExprId later, Span span) {
  if (draft.expr(earlier).type == draft.expr(later).type) return compare(draft, op, earlier, later, span);
  return compare(draft, op, local_date(draft, earlier), local_date(draft, later), span);
}

ExprId before_or_after(Draft& draft, const ast::Condition& condition, const Surroundings& where) {
  const bool before = condition.kind == ConditionKind::before || condition.kind == ConditionKind::on_or_before;
  const bool strict = condition.kind == ConditionKind::before || condition.kind == ConditionKind::after;
  const std::string_view help = before ? "quantities are compared with `is under` and `is at most`" : "quantities are compared with `is above` and `is at least`";
  const ExprId left = dated(draft, *condition.left, where, help), right = dated(draft, *condition.right, where, help);
  if (left == bad || right == bad) return bad;
  return in_order(draft, strict ? Op::less : Op::at_most, before ? left : right, before ? right : left, condition.span);
}

ExprId from_through(Draft& draft, const ast::Condition& condition, const Surroundings& where) {
  constexpr std::string_view help = "quantities are compared with `is between ... and ...`";
  const ExprId left = dated(draft, *condition.left, where, help);
  const ExprId from = dated(draft, *condition.right, where, help), through = dated(draft, *condition.right2, where, help);
  if (left == bad || from == bad || through == bad || reversed(draft, from, through, condition.span, "is from FIRST through LAST")) return bad;
  return join(draft, Op::both, {in_order(draft, Op::at_most, from, left, condition.span), in_order(draft, Op::at_most, left, through, condition.span)}, condition.span);
}

ExprId within_before(Draft& draft, const ast::Condition& condition, const Surroundings& where) {
  const ExprId left = local_date(draft, dated(draft, *condition.left, where, {}));
  const ExprId last = local_date(draft, dated(draft, *condition.right2, where, {}));
  const ExprId span_of_time = expression(draft, *condition.right, where);
  if (left == bad || last == bad || span_of_time == bad) return bad;
  const ExprId first = shifted(draft, last, span_of_time, true, {condition.right->span.file, condition.right->span.begin, condition.right2->span.end});
  if (first == bad) return bad;
  return join(draft, Op::both, {compare(draft, Op::at_most, first, left, condition.span), compare(draft, Op::at_most, left, last, condition.span)}, condition.span);
}

}  // namespace

ExprId quantity_condition(Draft& draft, const ast::Condition& condition, const Surroundings& where) {
  const ExprId left = expression(draft, *condition.left, where);
  if (left == bad) return bad;
  const Type type = draft.expr(left).type;
  if (condition.kind == ConditionKind::between && is_dated(type))
    return draft.refuse(Code::date_comparison, words_between(draft, condition.left->span, condition.right->span),
                        fmt::format("`{}` is {}; `is between` compares quantities", draft.text_of(left), kind_words(draft, left)),
                        fmt::format("write `{} is from {} through {}`", draft.text_of(left), draft.text_of(condition.right->span), draft.text_of(condition.right2->span)));
  if (is_dated(type)) return dates_with_quantity_words(draft, condition, left, where);
  if (type != Type::number) return not_a_quantity(draft, condition, left);
  if (condition.kind == ConditionKind::between) return between(draft, condition, left, where);
  const ExprId one = against(draft, condition.op, left, *condition.right, condition.span, where);
  if (!condition.op2) return one;
  const ExprId other = against(draft, *condition.op2, left, *condition.right2, condition.span, where);
  return join(draft, Op::both, {one, other}, condition.span);
}

ExprId date_condition(Draft& draft, const ast::Condition& condition, const Surroundings& where) {
  switch (condition.kind) {
    case ConditionKind::today_or_later:
    case ConditionKind::today_or_earlier: {
      const ExprId date = local_date(draft, dated(draft, *condition.left, where, "quantities are compared with `is at least` and `is at most`"));
      if (date == bad) return bad;
      const ExprId now = today(draft, condition.span);
      const bool later = condition.kind == ConditionKind::today_or_later;
      return compare(draft, Op::at_most, later ? now : date, later ? date : now, condition.span);
    }
    case ConditionKind::from_through: return from_through(draft, condition, where);
    case ConditionKind::within_before: return within_before(draft, condition, where);
    default: return before_or_after(draft, condition, where);
  }
}

ExprId hours_condition(Draft& draft, const ast::Condition& condition, const Surroundings& where) {
  const ExprId left = expression(draft, *condition.left, where);
  if (left == bad) return bad;
  if (draft.expr(left).type != Type::time_of_day)
    return draft.refuse(Code::wrong_type, draft.expr(left).span, fmt::format("`{}` is {}, not a time of day", draft.text_of(left), kind_words(draft, left)),
                        "the local time of the event is called `time`: `time is from 08:00 until 22:00`");
  const std::int32_t from = condition.from_seconds, until = condition.until_seconds;
  if (!condition.next_day && until <= from)
    return draft.refuse(Code::time_span, condition.span, "this stretch of time ends before it begins", "past midnight it is written `from 20:00 until 02:00 next day`");
  if (condition.next_day && until >= from)
    return draft.refuse(Code::time_span, condition.span, "this stretch of time is as long as a day or longer", "leave `next day` out");
  auto at = [&](std::int32_t seconds) { return constant(draft, Ratio(seconds), Type::time_of_day, Dimension::none, condition.span); };
  const ExprId begun = compare(draft, Op::at_most, at(from), left, condition.span);
  if (until == end_of_day || (condition.next_day && until == 0)) return begun;
  const ExprId not_over = compare(draft, Op::less, left, at(until), condition.span);
  return join(draft, condition.next_day ? Op::either : Op::both, {begun, not_over}, condition.span);
}

}  // namespace leaflaw::semantics
