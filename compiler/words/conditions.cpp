// Phrases: what is true or false.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/words/phrases.h"

namespace leaflaw::words {

using model::Expr;
using model::ExprId;
using model::Op;
using model::Type;

namespace {

bool is_fixed(const Expr& expr) { return expr.op == Op::constant; }

enum class Relation : unsigned char { under, at_most, above, at_least, exactly, not_exactly };

Relation relation_of(Op op, bool turned, bool negated) {
  if (op == Op::equal) return negated ? Relation::not_exactly : Relation::exactly;
  if (op == Op::less) {   // a < b; turned: b > a
    if (turned) return negated ? Relation::at_most : Relation::above;
    return negated ? Relation::at_least : Relation::under;
  }
  if (turned) return negated ? Relation::under : Relation::at_least;
  return negated ? Relation::above : Relation::at_most;
}

const char* words_of(Relation relation, bool dates) {
  switch (relation) {
    case Relation::under: return dates ? "is before" : "is under";
    case Relation::at_most: return dates ? "is on or before" : "is at most";
    case Relation::above: return dates ? "is after" : "is above";
    case Relation::at_least: return dates ? "is on or after" : "is at least";
    case Relation::exactly: return dates ? "is on" : "is exactly";
    case Relation::not_exactly: return dates ? "is not on" : "is not exactly";
  }
  return "";
}

std::string quoted_list(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += fmt::format("{}\"{}\"", all.empty() ? "" : ", ", text);
  return all;
}

}  // namespace

std::string Phrases::condition(ExprId id) const { return id == model::no_expr ? "always" : truth(id, Place::alone, false); }

std::vector<std::string> Phrases::conditions(ExprId id) const {
  if (id == model::no_expr) return {};
  const Expr& expr = policy_.expr(id);
  if (expr.op != Op::both) return {truth(id, Place::alone, false)};
  std::vector<std::string> all;
  for (ExprId arg : expr.args)
    for (std::string& each : conditions(arg)) all.push_back(std::move(each));
  return all;
}

std::string Phrases::truth(ExprId id, Place place, bool negated) const {
  const Expr& expr = policy_.expr(id);
  const char* no = negated ? "not " : "";
  const auto inner = [&](ExprId arg) { return truth(arg, Place::part, false); };
  switch (expr.op) {
    case Op::truth_constant: return expr.number.is_zero() != negated ? "never" : "always";
    case Op::negation: return truth(expr.args[0], place, !negated);
    case Op::both: return joined(expr, true, place, negated);
    case Op::either: return joined(expr, false, place, negated);
    case Op::fact_truth: return no + fact(expr);
    case Op::fact_given: return fmt::format("{} is {}given", fact(expr), no);
    case Op::map_given:
    case Op::entry_given: return fmt::format("{} is {}given", fact(expr), no);
    case Op::less:
    case Op::at_most:
    case Op::equal: return comparison(expr, negated);
    case Op::one_of: return one_of(expr, negated);
    case Op::includes_all:
    case Op::includes_any: return set_holds(expr, negated);
    case Op::text_is:
      if (expr.texts.size() == 1) return fmt::format("{} is {}{}", fact(expr), no, quoted_list(expr.texts));
      return fmt::format("{} is {} of {}", fact(expr), negated ? "none" : "one", quoted_list(expr.texts));
    case Op::some_item: return fmt::format("{} item has {}", negated ? "no" : "some", inner(expr.args[0]));
    case Op::every_item: return fmt::format("{}every item has {}", no, inner(expr.args[0]));
    case Op::limit_met: return fmt::format("{}{}.met", no, meter(expr));
    case Op::definition: return no + policy_.definitions[expr.index].id;
    default: return no + value(id, Place::part, nullptr);
  }
}

std::string Phrases::joined(const Expr& expr, bool all, Place place, bool negated) const {
  std::string text;
  for (ExprId arg : expr.args) text += fmt::format("{}{}", text.empty() ? "" : all ? " and " : " or ", truth(arg, expr.args.size() > 1 ? Place::part : place, false));
  if (negated) return fmt::format("not ({})", text);
  return place == Place::part && expr.args.size() > 1 ? fmt::format("({})", text) : text;
}

std::string Phrases::comparison(const Expr& expr, bool negated) const {
  const Expr& left = policy_.expr(expr.args[0]);
  const bool turned = is_fixed(left) || (left.op == Op::today && !is_fixed(policy_.expr(expr.args[1])));
  const ExprId subject = expr.args[turned ? 1 : 0], object = expr.args[turned ? 0 : 1];
  const Expr& other = policy_.expr(object);
  const bool in_time = left.type == Type::date || left.type == Type::time_of_day || left.type == Type::instant;
  if (policy_.expr(subject).op == Op::text_length && is_fixed(other))
    return fmt::format("{} {} {} characters", fact(policy_.expr(subject)), words_of(relation_of(expr.op, turned, negated), false), to_string(other.number));
  return fmt::format("{} {} {}", value(subject, Place::alone, nullptr), words_of(relation_of(expr.op, turned, negated), in_time), value(object, Place::part, nullptr));
}

std::string Phrases::one_of(const Expr& expr, bool negated) const {
  const std::string subject = value(expr.args[0], Place::alone, nullptr);
  const bool single = (expr.values & (expr.values - 1)) == 0;
  if (single) return fmt::format("{} is {}{}", subject, negated ? "not " : "", values(expr.domain, expr.values));
  return fmt::format("{} is {} of {}", subject, negated ? "none" : "one", values(expr.domain, expr.values));
}

std::string Phrases::set_holds(const Expr& expr, bool negated) const {
  const std::uint16_t domain = expr.domain != no_index ? expr.domain : policy_.schema->facts[expr.fact.fact].enumeration;
  const bool single = (expr.values & (expr.values - 1)) == 0;
  return fmt::format("{} {}{}{}", fact(expr), negated ? "does not include " : "includes ", expr.op == Op::includes_any && !single ? "any of " : "",
                     values(domain, expr.values));
}

}  // namespace leaflaw::words
