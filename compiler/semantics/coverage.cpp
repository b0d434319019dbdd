#include "compiler/semantics/coverage.h"

#include <algorithm>

#include "compiler/semantics/case_space.h"

namespace leaflaw::semantics {

namespace {

constexpr std::size_t most_cases = 50000;

// Decides one axis after another until every condition is true or false, only where it still matters.
class Search {
 public:
  Search(const Draft& draft, const CaseSpace& space, bool exhaustive) : draft_(draft), space_(space), exhaustive_(exhaustive), cells_(space.axes().size(), CaseSpace::no_cell) {}

  Verdict run() {
    if (space_.too_large() || !visit()) verdict_.kind = Verdict::Kind::too_many;
    return verdict_;
  }

 private:
  // False: given up.
  bool visit() {
    if (++cases_ > most_cases || !proofs_may_go_on(draft_, space_.size())) return false;
    std::vector<std::size_t> holding;
    std::size_t open = CaseSpace::no_cell, open_count = 0;
    const std::vector<CaseSpace::Answer> answers = space_.ask(cells_);
    for (std::size_t i = 0; i < answers.size(); ++i) {
      const CaseSpace::Answer& answer = answers[i];
      if (answer.value == Kleene::yes) holding.push_back(i);
      if (answer.value != Kleene::unknown) continue;
      if (open_count++ == 0) open = answer.open;
    }
    if (holding.size() > 1) return found_overlap(holding[0], holding[1]);
    if (open_count == 0) return holding.empty() && exhaustive_ ? found_gap() : true;
    if (!exhaustive_ && holding.size() + open_count < 2) return true;
    return branch(open);
  }

  bool branch(std::size_t axis) {
    order_.push_back(axis);
    for (std::size_t cell = 0; cell < space_.axes()[axis].cells; ++cell) {
      cells_[axis] = cell;
      if (!visit()) return false;
      if (verdict_.kind != Verdict::Kind::ok) return true;
    }
    cells_[axis] = CaseSpace::no_cell;
    order_.pop_back();
    return true;
  }

  bool found_overlap(std::size_t first, std::size_t second) {
    verdict_.kind = Verdict::Kind::overlap;
    verdict_.first = first;
    verdict_.second = second;
    describe([&](const auto& answers) { return answers[first].value == Kleene::yes && answers[second].value == Kleene::yes; });
    return true;
  }

  bool found_gap() {
    verdict_.kind = Verdict::Kind::gap;
    describe([](const auto& answers) { return std::all_of(answers.begin(), answers.end(), [](const auto& answer) { return answer.value == Kleene::no; }); });
    return true;
  }

  // Leaves out what does not matter.
  template <typename StillSo>
  void describe(StillSo still_so) {
    for (std::size_t axis : order_) {
      const std::size_t cell = cells_[axis];
      cells_[axis] = CaseSpace::no_cell;
      if (!still_so(space_.ask(cells_))) cells_[axis] = cell;
    }
    std::erase_if(order_, [&](std::size_t axis) { return cells_[axis] == CaseSpace::no_cell; });
    verdict_.witness = case_in_words(space_, cells_, order_);
  }

  const Draft& draft_;
  const CaseSpace& space_;
  const bool exhaustive_;
  std::vector<std::size_t> cells_, order_;
  std::size_t cases_ = 0;
  Verdict verdict_;
};

}  // namespace

Verdict check_cases(const Draft& draft, const std::vector<ExprId>& conditions, bool exhaustive) {
  const CaseSpace space(draft, conditions);
  return Search(draft, space, exhaustive).run();
}

}  // namespace leaflaw::semantics
