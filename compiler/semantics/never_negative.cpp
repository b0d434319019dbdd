#include "compiler/semantics/never_negative.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace leaflaw::semantics {

using model::Expr;
using model::Op;
using model::Type;

namespace {

// The least and the greatest value that an amount may have; nothing: no bound.
struct Bounds {
  std::optional<Ratio> low, high;
};
constexpr Ratio zero{};

std::optional<Ratio> sum(const std::optional<Ratio>& a, const std::optional<Ratio>& b) { return a && b ? add(*a, *b) : std::nullopt; }
std::optional<Ratio> difference(const std::optional<Ratio>& a, const std::optional<Ratio>& b) { return a && b ? sub(*a, *b) : std::nullopt; }
std::optional<Ratio> product(const Ratio& factor, const std::optional<Ratio>& a) { return a ? mul(factor, *a) : std::nullopt; }

// Of two bounds: the looser one (no bound is the loosest), or the tighter one.
std::optional<Ratio> lesser(const std::optional<Ratio>& a, const std::optional<Ratio>& b) { return a && b ? std::optional(std::min(*a, *b)) : std::nullopt; }
std::optional<Ratio> greater(const std::optional<Ratio>& a, const std::optional<Ratio>& b) { return a && b ? std::optional(std::max(*a, *b)) : std::nullopt; }
std::optional<Ratio> greater_known(const std::optional<Ratio>& a, const std::optional<Ratio>& b) { return !a ? b : !b ? a : std::max(*a, *b); }
std::optional<Ratio> lesser_known(const std::optional<Ratio>& a, const std::optional<Ratio>& b) { return !a ? b : !b ? a : std::min(*a, *b); }

Bounds hull(const Bounds& a, const Bounds& b) { return {lesser(a.low, b.low), greater(a.high, b.high)}; }

class Ranges {
 public:
  explicit Ranges(const Draft& draft) : draft_(draft) {}

  Bounds of(ExprId id) {
    if (id >= bad) return {zero, std::nullopt};   // reported
    if (auto found = known_.find(id); found != known_.end()) return found->second;
    known_.emplace(id, Bounds{});                 // a measure that rests on itself has been reported
    return known_[id] = compute(draft_.expr(id));
  }

 private:
  Bounds compute(const Expr& expr) {
    switch (expr.op) {
      case Op::constant: return {expr.number, expr.number};
      case Op::definition: return of(expr.args[0]);
      case Op::add: return added(expr);
      case Op::subtract: return subtracted(expr);
      case Op::scale: return scaled_by(expr.number, of(expr.args[0]));
      case Op::least:
      case Op::greatest: return extremum(expr);
      case Op::choose: return chosen(expr);
      case Op::total_items: return {is_negative(expr.args[0]) ? std::nullopt : std::optional(zero), std::nullopt};
      case Op::measure: return measured(expr);
      case Op::table: return cell(expr);
      case Op::round_up:
      case Op::round_down:
      case Op::round_nearest:
      case Op::round_up_per_package: return {is_negative(expr.args[0]) ? std::nullopt : std::optional(zero), std::nullopt};
      default: return {expr.type == Type::number && expr.op != Op::whole_years ? std::optional(zero) : std::nullopt, std::nullopt};
    }
  }

  bool is_negative(ExprId id) {
    const std::optional<Ratio> low = of(id).low;
    return !low || *low < zero;
  }

  Bounds added(const Expr& expr) {
    Bounds bounds{zero, zero};
    for (ExprId arg : expr.args) bounds = {sum(bounds.low, of(arg).low), sum(bounds.high, of(arg).high)};
    return bounds;
  }
  Bounds subtracted(const Expr& expr) {
    const Bounds a = of(expr.args[0]), b = of(expr.args[1]);
    return {difference(a.low, b.high), difference(a.high, b.low)};
  }
  static Bounds scaled_by(const Ratio& factor, const Bounds& of_arg) {
    Bounds bounds{product(factor, of_arg.low), product(factor, of_arg.high)};
    if (factor < zero) std::swap(bounds.low, bounds.high);
    return bounds;
  }
  // An operand that falls away when it is none bounds nothing on its own side: `greatest of (x if given, 0 g)` is at least 0.
  Bounds extremum(const Expr& expr) {
    const bool least = expr.op == Op::least;
    Bounds all = of(expr.args[0]);
    std::optional<Ratio> certain;
    for (std::size_t i = 0; i < expr.args.size(); ++i) {
      const Bounds here = of(expr.args[i]);
      all = i == 0 ? here : Bounds{lesser(all.low, here.low), greater(all.high, here.high)};
      if (i < expr.if_given.size() && expr.if_given[i]) continue;
      certain = least ? lesser_known(certain, here.high) : greater_known(certain, here.low);
    }
    if (least) all.high = lesser_known(all.high, certain);
    else all.low = greater_known(all.low, certain);
    return all;
  }
  Bounds chosen(const Expr& expr) {
    Bounds bounds = of(expr.args[1]);
    for (std::size_t i = 3; i < expr.args.size(); i += 2) bounds = hull(bounds, of(expr.args[i]));
    return bounds;
  }
  Bounds measured(const Expr& expr) {
    Bounds bounds{zero, zero};
    for (const auto& version : draft_.policy.measures[expr.index].versions) bounds = hull(bounds, of(version.body));
    return bounds;
  }
  Bounds cell(const Expr& expr) {
    Bounds bounds{zero, zero};
    for (const auto& version : draft_.policy.tables[expr.index].versions)
      for (const model::TableRow& row : version.body)
        if (expr.column < row.values.size()) bounds = hull(bounds, of(row.values[expr.column]));
    return bounds;
  }

  const Draft& draft_;
  std::unordered_map<ExprId, Bounds> known_;
};

// The part of the amount to point at: the row or alternative, within roundings.
void report(Draft& draft, Ranges& ranges, ExprId id) {
  if (id >= bad) return;
  const std::optional<Ratio> low = ranges.of(id).low;
  if (low && *low >= zero) return;
  const Expr& expr = draft.expr(id);
  const std::vector<ExprId> args = expr.args;
  if (expr.op == Op::choose) {
    for (std::size_t i = 1; i < args.size(); i += 2) report(draft, ranges, args[i]);
    return;
  }
  if (expr.op == Op::round_up || expr.op == Op::round_down || expr.op == Op::round_nearest || expr.op == Op::round_up_per_package) return report(draft, ranges, args[0]);
  if (expr.op == Op::measure) return;   // reported where the measure is declared
  const std::string text = draft.text_of(id);
  draft.error(Code::number_range, expr.span, fmt::format("`{}` can be less than nothing, and what is counted never is", text), fmt::format("write `greatest of (0, {})` with the unit of the 0", text));
}

}  // namespace

void check_never_negative(Draft& draft) {
  Ranges ranges(draft);
  for (std::size_t i = 0; i < draft.policy.measures.size(); ++i)
    for (std::size_t k = 0; k < draft.policy.measures[i].versions.size(); ++k) report(draft, ranges, draft.policy.measures[i].versions[k].body);
  for (std::size_t i = 0; i < draft.policy.rules.size(); ++i) {
    if (draft.policy.rules[i].kind != model::RuleKind::limit) continue;
    for (std::size_t k = 0; k < draft.policy.rules[i].versions.size(); ++k)
      for (std::size_t b = 0; b < draft.policy.rules[i].versions[k].bodies.size(); ++b) report(draft, ranges, draft.policy.rules[i].versions[k].bodies[b].limit.amount);
  }
}

}  // namespace leaflaw::semantics
