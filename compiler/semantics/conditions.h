// Conditions: ast::Condition -> Expr of type truth. A comparison never is the negation of another, since both are false of a fact
// that is none.
#pragma once

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

// `bad` where something is wrong with it; then that has been reported.
[[nodiscard]] ExprId condition(Draft& draft, const ast::Condition& condition, const Surroundings& where);

}  // namespace leaflaw::semantics
