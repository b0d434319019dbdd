// `define NAME as ...`: compiled once, where it is first used, and expanded in place.
#pragma once

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

[[nodiscard]] ExprId definition_value(Draft& draft, const Symbol& symbol, const ast::Path& path, const Surroundings& where);
// Compiles the definition, unless that has been done. Its body is `bad` when it is wrong or rests on itself (reported).
void compile_definition(Draft& draft, const Symbol& symbol);

}  // namespace leaflaw::semantics
