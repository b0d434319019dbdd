// The window of a cap: "in any 30 days", "in each period of 45 days from buyer.card.start, 2 periods".
#pragma once

#include <optional>

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

struct WindowPart {
  Window window;
  ExprId anchor = no_expr;     // the date from which periods run, or since which all counts
  ExprId usage = no_expr;      // what is used each day of what is on hand
};
// Nothing: reported.
[[nodiscard]] std::optional<WindowPart> compile_window(Draft& draft, const ast::Window& window, const Surroundings& where);

}  // namespace leaflaw::semantics
