// What stands between braces in a text: "The customer is {buyer.age}." Parsed by the grammar's own rules, with the places it has in
// the file.
#pragma once

#include <optional>

#include "compiler/source/diagnostic.h"
#include "compiler/source/source_file.h"
#include "compiler/syntax/ast.h"

namespace leaflaw {

// One of both.
struct Embedded {
  ast::ExprPtr expr;
  ast::ConditionPtr condition;
};
// Nothing: it is neither an expression nor a condition (not reported). Wrong dates, numbers and nesting are reported.
[[nodiscard]] std::optional<Embedded> parse_embedded(const Sources& sources, Span span, Diagnostics& diagnostics);

}  // namespace leaflaw
