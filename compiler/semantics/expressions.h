// Amounts, dates and what is computed from them: ast::Expr -> Expr, typed and with constants folded.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

// `bad` where something is wrong with it; then that has been reported.
[[nodiscard]] ExprId expression(Draft& draft, const ast::Expr& expr, const Surroundings& where);
// `(a, or b where C)` from its parts: the first amount where no condition holds. All amounts agree in dimension.
[[nodiscard]] ExprId alternatives(Draft& draft, const ast::Expr& expr, const Surroundings& where);
// Whether the number is there whenever its required facts are known; else it is reported that `what` ("the sum") may be nothing.
[[nodiscard]] bool no_optional(Draft& draft, ExprId id, const Surroundings& where, std::string_view what);
// A date or a moment moved by a span of time.
[[nodiscard]] ExprId shifted(Draft& draft, ExprId date, ExprId amount, bool back, Span span);
// The unit of the first number with a unit in the text; empty where there is none.
[[nodiscard]] std::string first_unit(const ast::Expr& expr);
// Paths that the declaration asks `is given` or `is not given` about, as written.
[[nodiscard]] std::set<std::string> paths_asked_for(const ast::Declaration& declaration);

}  // namespace leaflaw::semantics
