// A rounding that a common package misses by a hair: 0.1 oz, counted by 2.83 g and rounded up, comes to 1.0018 and counts as 2. What
// packages often hold is said by the vocabulary.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/lints/proofs.h"
#include "compiler/semantics/linear_form.h"
#include "compiler/semantics/rows.h"

namespace leaflaw::lints {

namespace {

using model::Expr;
using model::Op;

constexpr int hairs = 100;   // a hair: a hundredth of where the rounding changes

// To the nearest, a hair changes nothing.
bool rounds(Op op) { return op == Op::round_up || op == Op::round_down || op == Op::round_up_per_package; }

// How a measure rounds its rows, and the items it leaves alone.
struct Rounding {
  ExprId expr = no_expr;
  ExprId excepted = no_expr;
};

Rounding rounding_of(Draft& draft, ExprId amount) {
  const Expr expr = draft.expr(amount);
  if (rounds(expr.op)) return {amount, expr.values == 0 ? no_expr : semantics::category_is(draft, expr.values, expr.span)};
  const bool some = expr.op == Op::choose && expr.args.size() == 4 && rounds(draft.expr(expr.args[3]).op);   // `except`: the amount, or its rounding
  return some ? Rounding{expr.args[3], expr.args[0]} : Rounding{};
}

// Where the rounding changes, just below or above a number of steps, and what is counted there.
struct Edge {
  Ratio at;
  Ratio counted;   // above `at` where the number is
};

Ratio whole_below(const Ratio& value) { return value.num / value.den; }   // of what is not negative

bool within_a_hair(const Ratio& value, const Ratio& edge) {
  const std::optional<Ratio> apart = value > edge ? sub(value, edge) : sub(edge, value);
  const std::optional<Ratio> many = apart ? mul(*apart, hairs) : std::nullopt;
  return many && !apart->is_zero() && *many < edge;
}

// Nothing: the number is far from every edge, or on the right side of it.
std::optional<Edge> missed_edge(Op rounding, const Ratio& steps) {
  const Ratio below = whole_below(steps);
  const Ratio next = *add(below, 1);
  if (rounding == Op::round_down) {
    if (within_a_hair(steps, next)) return Edge{next, below};
  } else if (below > Ratio(0) && within_a_hair(steps, below)) {
    return Edge{below, next};
  }
  return std::nullopt;
}

class PackageSearch {
 public:
  explicit PackageSearch(Draft& draft) : draft_(draft) {}

  void look_at(const model::Measure& measure, ExprId amount) {
    const Scratch scratch(draft_);
    const Rounding rounding = rounding_of(draft_, amount);
    if (rounding.expr == no_expr) return;
    const Expr how = draft_.expr(rounding.expr);          // a copy: what is asked below adds expressions
    const Expr choice = draft_.expr(how.args.front());
    for (std::size_t i = 0; i + 1 < choice.args.size() && choice.op == Op::choose; i += 2)
      if (can_be(draft_, {choice.args[i]}, rounding.excepted == no_expr ? std::vector<ExprId>{} : std::vector<ExprId>{rounding.excepted}) != Possible::no)
        look_at_row(measure, how, choice.args[i + 1]);
  }

 private:
  void look_at_row(const model::Measure& measure, const Expr& how, ExprId row) {
    const ExprId nothing = semantics::constant(draft_, Ratio(0), model::Type::number, measure.dimension, how.span);
    const std::optional<semantics::LinearForm> form = semantics::difference_of(draft_, row, nothing);
    if (!form || form->terms.size() != 1 || !form->constant.is_zero()) return;
    const Expr& fact = draft_.expr(form->terms.front().expr);
    const std::optional<Ratio> steps_a_base = div(form->terms.front().factor, how.number);
    if (fact.op != Op::fact_number || !steps_a_base) return;
    std::vector<std::string> packages;
    std::optional<Edge> first;
    for (const Vocabulary::Package& each : draft_.vocabulary.packages) {
      const Unit* unit = each.fact == fact.fact.fact ? draft_.policy.context.units.find(each.unit) : nullptr;
      const std::optional<Ratio> base = unit ? mul(each.amount, unit->in_base) : std::nullopt;
      const std::optional<Ratio> steps = base ? mul(*base, *steps_a_base) : std::nullopt;
      const std::optional<Edge> edge = steps && *steps > Ratio(0) ? missed_edge(how.op, *steps) : std::nullopt;
      if (!edge) continue;
      if (!first) first = edge;
      packages.push_back(fmt::format("{} {}", to_string(each.amount), each.unit));
    }
    if (first) report(measure, how, draft_.expr(row).span, packages, *first);
  }

  void report(const model::Measure& measure, const Expr& how, Span row, const std::vector<std::string>& packages, const Edge& edge) {
    const std::string more = packages.size() > 1 ? fmt::format("; likewise {}", fmt::join(packages.begin() + 1, packages.end(), ", ")) : "";
    draft_.error(Code::lint_package_missed, row,
                 fmt::format("a package of {} comes to just {} {} here, and counts as {}{}", packages.front(), edge.counted > edge.at ? "over" : "under", steps(measure, how, edge.at), to_string(edge.counted), more),
                 "if the law means such a package, write its size in the row")
        .notes.push_back({how.span, "rounded here"});
  }

  // So many of what is rounded to.
  [[nodiscard]] std::string steps(const model::Measure& measure, const Expr& how, const Ratio& number) const {
    const std::vector<Unit>& units = draft_.policy.context.units.units();
    const auto unit = std::find_if(units.begin(), units.end(), [&](const Unit& each) { return each.dimension == measure.dimension && each.in_base == how.number; });
    return fmt::format("{} {}", to_string(number), unit != units.end() ? unit->name : draft_.policy.context.units.base_unit(measure.dimension));
  }

  Draft& draft_;
};

}  // namespace

void report_packages_missed(Draft& draft) {
  PackageSearch search(draft);
  for (std::size_t i = 0; i < draft.policy.measures.size(); ++i)
    for (const auto& version : draft.policy.measures[i].versions)
      if (version.body < semantics::bad) search.look_at(draft.policy.measures[i], version.body);
}

}  // namespace leaflaw::lints
