// Where a text may and must be broken, read from its parse tree. In: the words of a text without syntax errors. Out: a mark for each
// word. The rules are about kinds of nodes (a list, a condition, a clause, a row), so that a new form of the language needs no new rule
// where it is made of these.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "compiler/syntax/lexemes.h"

namespace leaflaw::layout {

enum class Start : std::uint8_t {
  none,          // goes on in the line
  declaration,
  clause,
  joined,        // a clause that stays in the line of the one before: `confidence` behind `cite`
  row,
};
enum class Break : std::uint8_t {
  none,
  together,      // here if the group does not fit in one line
  filling,       // here if what follows does not fit in the line
};

inline constexpr std::size_t no_group = static_cast<std::size_t>(-1);

struct Mark {
  Start start = Start::none;
  int indent = 0;                      // of a word that starts a line, in columns
  int gap = 1;                         // blanks before a word that does not, at least
  int column = 0;                      // and the column it is moved to where that is farther; 0: none
  Break may_break = Break::none;
  std::size_t group = no_group;        // whose break it is
  std::vector<std::size_t> opens;      // groups that begin with this word, outer ones first
};

// Words that belong together. Broken lines start in the column where its first word stands.
struct Group {
  syntax::Index first, last;
  bool hanging = false;                // where it does not fit, its first word starts a line as well
};

struct Marks {
  std::vector<Mark> words;             // parallel to the lexemes, the end of file included
  std::vector<Group> groups;
};

// Nothing where the parser cannot read the words as they stand.
[[nodiscard]] std::optional<Marks> mark(const syntax::Lexemes& lexemes);

}  // namespace leaflaw::layout
