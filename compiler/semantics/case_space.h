// The finite space of cases that some conditions can tell apart. Each thing they test is an axis with cells; each condition is a
// formula over tests of single axes. A comparison is false where something it reads is not given.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

enum class Kleene : std::uint8_t { no, unknown, yes };

// Where the line of a number is cut, in the words of the condition that cuts it: "strength", "4 mg THC".
struct Threshold {
  Ratio at;
  std::string subject, object;
};

struct Axis {
  enum class Kind : std::uint8_t {
    given,      // cells: yes, no
    truth,      // yes, no
    value,      // groups of values that no condition tells apart
    text,       // the texts that are asked for, any other
    number,     // below the first threshold, at it, between it and the next, ... above the last
  } kind = Kind::truth;
  std::string name;                      // "category", "evidence includes second_id"
  std::vector<std::size_t> needs;        // axes of kind `given`: nothing is true of this one unless all of them are yes
  std::size_t cells = 2;
  model::Type type = model::Type::truth; // number
  std::vector<std::string> words;        // value, text: of each cell
  std::vector<Threshold> thresholds;     // number, ascending
  std::vector<std::size_t> places;       // number: cell -> 2i: before threshold i, 2i + 1: at threshold i
};

struct Formula {
  enum class Kind : std::uint8_t { constant, negation, both, either, test } kind = Kind::constant;
  bool value = false;                    // constant
  std::vector<std::size_t> args;         // formulas
  std::size_t axis = 0;                  // test
  std::vector<bool> holds;               // test: per cell
};

// All proofs about one policy, and all lints on it, may take so many steps each: evaluations of one formula. Half a second or so.
inline constexpr std::size_t most_proof_steps = 10'000'000;
[[nodiscard]] inline bool proofs_may_go_on(const Draft& draft, std::size_t steps) { return (draft.proof_steps += steps) <= most_proof_steps; }

class CaseSpace {
 public:
  CaseSpace(const Draft& draft, const std::vector<ExprId>& conditions);

  [[nodiscard]] bool too_large() const { return too_large_; }
  // How much work it is to ask once.
  [[nodiscard]] std::size_t size() const { return formulas_.size() + 1; }
  [[nodiscard]] const std::vector<Axis>& axes() const { return axes_; }

  // A case that is open in part: the cell of each axis, or no_cell.
  static constexpr std::size_t no_cell = ~std::size_t{0};
  struct Answer { Kleene value = Kleene::unknown; std::size_t open = no_cell; };   // unknown: an axis that must be decided first
  // Whether each condition holds in the case.
  [[nodiscard]] std::vector<Answer> ask(const std::vector<std::size_t>& cells) const;

 private:
  friend class CaseBuilder;
  [[nodiscard]] Answer ask_formula(const Formula& formula, const std::vector<std::size_t>& cells, const std::vector<Answer>& answers) const;
  [[nodiscard]] Answer ask_test(const Formula& test, const std::vector<std::size_t>& cells) const;
  [[nodiscard]] Answer ask_given(std::size_t axis, const std::vector<std::size_t>& cells) const;

  static constexpr std::size_t steps_to_build = 10;   // of each formula, about

  std::vector<Axis> axes_;
  std::vector<Formula> formulas_;        // each stands after those it is made of
  std::vector<std::size_t> roots_;       // parallel to the conditions
  bool too_large_ = false;
};

// "kind is bulk and source is not given". `order`: the axes in the order in which they were decided.
[[nodiscard]] std::string case_in_words(const CaseSpace& space, const std::vector<std::size_t>& cells, const std::vector<std::size_t>& order);

}  // namespace leaflaw::semantics
