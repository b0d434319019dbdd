// What stands between the words of a text: comments and empty lines. In: the words. Out: for each of them, the end of file included,
// what stands before it.
#pragma once

#include <string_view>
#include <vector>

#include "compiler/syntax/lexemes.h"

namespace leaflaw::layout {

struct Comment {
  std::string_view text;      // from the '#' on, without blanks at its end; a view of the source
  bool own_line = false;      // else it stands behind a word
  bool empty_before = false;  // an empty line stands before it
};

struct Gap {
  std::vector<Comment> comments;
  bool empty_before = false;  // an empty line stands between the last comment, or the word before, and the word
};

[[nodiscard]] std::vector<Gap> read_gaps(const syntax::Lexemes& lexemes);

}  // namespace leaflaw::layout
