#include "compiler/lints/proofs.h"

#include <algorithm>

#include "compiler/semantics/case_space.h"

namespace leaflaw::lints {

namespace {

using semantics::CaseSpace;
using semantics::Kleene;

constexpr std::size_t most_cases = 2000;   // a policy asks many such questions

// Decides one axis after another, only where it still matters.
class HoldingSearch {
 public:
  HoldingSearch(const Draft& draft, const CaseSpace& space, std::size_t holding) : draft_(draft), space_(space), holding_(holding), cells_(space.axes().size(), CaseSpace::no_cell) {}

  Possible run() { return space_.too_large() ? Possible::open : visit(); }

 private:
  Possible visit() {
    if (++cases_ > most_cases || !semantics::proofs_may_go_on(draft_, space_.size())) return Possible::open;
    const std::vector<CaseSpace::Answer> answers = space_.ask(cells_);
    std::size_t open = CaseSpace::no_cell;
    for (std::size_t i = 0; i < answers.size(); ++i) {
      if (answers[i].value == (i < holding_ ? Kleene::no : Kleene::yes)) return Possible::no;
      if (answers[i].value == Kleene::unknown && open == CaseSpace::no_cell) open = answers[i].open;
    }
    return open == CaseSpace::no_cell ? Possible::yes : branch(open);
  }

  Possible branch(std::size_t axis) {
    for (std::size_t cell = 0; cell < space_.axes()[axis].cells; ++cell) {
      cells_[axis] = cell;
      if (const Possible found = visit(); found != Possible::no) return found;
    }
    cells_[axis] = CaseSpace::no_cell;
    return Possible::no;
  }

  const Draft& draft_;
  const CaseSpace& space_;
  const std::size_t holding_;
  std::vector<std::size_t> cells_;
  std::size_t cases_ = 0;
};

}  // namespace

Possible can_be(const Draft& draft, const std::vector<ExprId>& holding, const std::vector<ExprId>& failing) {
  if (std::find(failing.begin(), failing.end(), no_expr) != failing.end()) return Possible::no;
  std::vector<ExprId> conditions;
  std::copy_if(holding.begin(), holding.end(), std::back_inserter(conditions), [](ExprId id) { return id != no_expr; });
  const std::size_t held = conditions.size();
  conditions.insert(conditions.end(), failing.begin(), failing.end());
  const CaseSpace space(draft, conditions);
  return HoldingSearch(draft, space, held).run();
}

ExprId Scratch::is_one_of(FactId fact, u128 values) {
  model::Expr value;
  value.op = model::Op::fact_value;
  value.type = model::Type::value;
  value.domain = draft_.schema.facts[fact].enumeration;
  value.fact.fact = fact;
  model::Expr test;
  test.op = model::Op::one_of;
  test.domain = value.domain;
  test.values = values;
  test.args = {draft_.add(std::move(value))};
  return draft_.add(std::move(test));
}

ExprId Scratch::is_event(std::uint64_t kinds) { return is_one_of(draft_.schema.with(Role::event_kind), kinds); }

}  // namespace leaflaw::lints
