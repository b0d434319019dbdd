// Figures of limits as facts: `.cap .used .this .remaining .met`, of a keyed limit by key (`by-route[north].used`). `.met` of a
// keyed limit without a key holds when all its meters are met.
#pragma once

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

// `path` begins with the name of the rule. `bad` where it is no figure, or where the limit's own amount reads it (reported).
[[nodiscard]] ExprId limit_figure(Draft& draft, const Symbol& symbol, const ast::Path& path, const Surroundings& where);

}  // namespace leaflaw::semantics
