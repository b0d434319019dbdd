// A declaration that does not parse: finds each of its mistakes, says what is wrong, and cuts out as little as can be, so that the rest
// is understood and one mistake gives one diagnostic. Lines and heads are only used here, on texts that are wrong; they never decide
// what a correct text means.
#pragma once

#include <optional>
#include <vector>

#include "compiler/source/diagnostic.h"
#include "compiler/syntax/lexemes.h"

namespace leaflaw::syntax {

struct Recovered {
  Index end = 0;              // first token after the declaration
  std::vector<Index> tokens;  // the declaration without its mistakes; empty when nothing of it can be used
  std::optional<Index> retyped;   // a misspelled declaration word that now has the right type (it is `end`)
};

// What may still be spent on a file. Work is readings looked at (GrammarWalk::work): some millions a second.
struct Patience {
  std::size_t mistakes;   // to be told
  std::size_t guesses;    // work on guesses at what was meant; without it mistakes are told in plain words
  std::size_t work;       // in all
};

// `begin`: first token of the declaration, or a stray one between declarations. `end`: the end of file. Repairs add lexemes behind it.
// Takes what it spends from `patience`. With no mistake left it stops at the next one; with no work left it says so, and `end` is the
// end of file.
[[nodiscard]] Recovered recover(Lexemes& lexemes, Index begin, Index end, Patience& patience, Diagnostics& diagnostics);

}  // namespace leaflaw::syntax
