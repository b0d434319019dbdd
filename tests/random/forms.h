// Which forms of the language a text uses: every kind of declaration, clause, window, condition and expression of the tree.
#pragma once

#include <set>
#include <string>

#include "compiler/syntax/ast.h"

namespace leaflaw::properties {

[[nodiscard]] std::set<std::string> forms_of(const ast::File& file);
// All forms that there are, but for those of vocabularies.
[[nodiscard]] const std::set<std::string>& all_forms();

}  // namespace leaflaw::properties
