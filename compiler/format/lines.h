// Marks and gaps -> lines: breaks what does not fit, keeps comments where they stand.
#pragma once

#include <string>
#include <vector>

#include "compiler/format/marks.h"
#include "compiler/format/trivia.h"

namespace leaflaw::layout {

struct Line {
  std::string text;                 // with its indent; without the comment behind it
  std::string_view comment;         // behind the text; empty: none
};

[[nodiscard]] std::vector<Line> break_lines(const syntax::Lexemes& lexemes, const Marks& marks, const std::vector<Gap>& gaps);
// With the comments behind lines that follow each other in one column.
[[nodiscard]] std::string join(const std::vector<Line>& lines);

}  // namespace leaflaw::layout
