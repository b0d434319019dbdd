#include "compiler/semantics/case_space.h"

namespace leaflaw::semantics {

CaseSpace::Answer CaseSpace::ask_given(std::size_t axis, const std::vector<std::size_t>& cells) const {
  Answer open{Kleene::yes};
  for (std::size_t parent : axes_[axis].needs) {
    const Answer answer = ask_given(parent, cells);
    if (answer.value == Kleene::no) return answer;
    if (answer.value == Kleene::unknown && open.value == Kleene::yes) open = answer;
  }
  if (cells[axis] != no_cell && cells[axis] != 0) return {Kleene::no};
  if (open.value == Kleene::unknown) return open;
  return cells[axis] == no_cell ? Answer{Kleene::unknown, axis} : Answer{Kleene::yes};
}

CaseSpace::Answer CaseSpace::ask_test(const Formula& test, const std::vector<std::size_t>& cells) const {
  const Axis& axis = axes_[test.axis];
  if (axis.kind == Axis::Kind::given) return ask_given(test.axis, cells);
  if (cells[test.axis] != no_cell && !test.holds[cells[test.axis]]) return {Kleene::no};
  for (std::size_t need : axis.needs) {
    const Answer given = ask_given(need, cells);
    if (given.value != Kleene::yes) return given;
  }
  return cells[test.axis] == no_cell ? Answer{Kleene::unknown, test.axis} : Answer{Kleene::yes};
}

CaseSpace::Answer CaseSpace::ask_formula(const Formula& formula, const std::vector<std::size_t>& cells, const std::vector<Answer>& answers) const {
  switch (formula.kind) {
    case Formula::Kind::constant: return {formula.value ? Kleene::yes : Kleene::no};
    case Formula::Kind::test: return ask_test(formula, cells);
    case Formula::Kind::negation: {
      Answer answer = answers[formula.args[0]];
      if (answer.value != Kleene::unknown) answer.value = answer.value == Kleene::yes ? Kleene::no : Kleene::yes;
      return answer;
    }
    case Formula::Kind::both:
    case Formula::Kind::either: {
      const Kleene decisive = formula.kind == Formula::Kind::both ? Kleene::no : Kleene::yes;
      Answer result{decisive == Kleene::no ? Kleene::yes : Kleene::no};
      for (std::size_t arg : formula.args) {
        if (answers[arg].value == decisive) return answers[arg];
        if (answers[arg].value == Kleene::unknown && result.value != Kleene::unknown) result = answers[arg];
      }
      return result;
    }
  }
  return {};
}

std::vector<CaseSpace::Answer> CaseSpace::ask(const std::vector<std::size_t>& cells) const {
  std::vector<Answer> answers(formulas_.size());
  for (std::size_t i = 0; i < formulas_.size(); ++i) answers[i] = ask_formula(formulas_[i], cells, answers);
  std::vector<Answer> roots;
  for (std::size_t root : roots_) roots.push_back(answers[root]);
  return roots;
}

}  // namespace leaflaw::semantics
