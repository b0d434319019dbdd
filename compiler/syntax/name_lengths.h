// Lengths of names, before any parser sees them: a pack stores names, and a reader of requests and messages prints them.
#pragma once

#include "compiler/source/diagnostic.h"
#include "compiler/syntax/lexemes.h"

namespace leaflaw::syntax {

// False, and a diagnostic, at the first name of more than 100 characters.
[[nodiscard]] bool check_names(const Lexemes& lexemes, Diagnostics& diagnostics);

}  // namespace leaflaw::syntax
