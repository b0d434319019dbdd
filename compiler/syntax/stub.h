// A declaration whose head was not understood, as its name and kind only, so that what refers to it is not reported as well.
#pragma once

#include <optional>

#include "compiler/syntax/ast.h"
#include "compiler/syntax/lexemes.h"

namespace leaflaw::syntax {

// Nothing when no name can be made out. `begin`: its first token; `end`: the first after it.
[[nodiscard]] std::optional<ast::Declaration> stub(const Lexemes& lexemes, Index begin, Index end);

}  // namespace leaflaw::syntax
