// Expressions as text that is equal where they are, and numbers as sums of terms: what coverage needs to see that two conditions
// test the same thing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

// Equal only for expressions that say the same; a definition says the same as itself.
[[nodiscard]] std::string structure_of(const Draft& draft, ExprId id);
[[nodiscard]] std::string structure_of(const Draft& draft, const model::FactRef& ref);

struct Term {
  std::string structure;
  ExprId expr = no_expr;
  Ratio factor;
};
// left - right = sum of factor x term, plus `constant`. Terms by structure, none with factor 0.
struct LinearForm {
  std::vector<Term> terms;
  Ratio constant;
};
// Nothing where a figure is out of range.
[[nodiscard]] std::optional<LinearForm> difference_of(const Draft& draft, ExprId left, ExprId right);

}  // namespace leaflaw::semantics
