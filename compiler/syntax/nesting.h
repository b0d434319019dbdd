// Depth of a text before any parser sees it. The parser and all later stages recurse where the text nests, so the depth is bounded
// here: 200 levels of parentheses, brackets, `not` in a row, and of operators that take their operand after them.
#pragma once

#include "compiler/source/diagnostic.h"
#include "compiler/syntax/lexemes.h"

namespace leaflaw::syntax {

// False, and a diagnostic, when it is too deep.
[[nodiscard]] bool check_nesting(const Lexemes& lexemes, Diagnostics& diagnostics);

}  // namespace leaflaw::syntax
