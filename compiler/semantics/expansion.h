// How large an expression becomes where all that it names is written out. Definitions and measures that double each other from line to
// line would keep every evaluator busy for ever, so there is a limit, far above what law needs.
#pragma once

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

inline constexpr std::size_t most_parts = 20000;

// Whether it has more than most_parts parts, through definitions alone, or through measures and classes as well (when they are
// compiled and none rests on itself).
enum class Through : std::uint8_t { definitions, parts };
[[nodiscard]] bool too_long_written_out(const Draft& draft, ExprId id, Through through);
void report_too_long(Draft& draft, Span span, std::string_view what, const std::string& name);
// Measures and classes, the first one only: what reads it is too long as well.
void check_length_of_parts(Draft& draft);

}  // namespace leaflaw::semantics
