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

// `begin`: first token of the declaration, or a stray one between declarations. `end`: the end of file. Repairs add lexemes behind it.
// Beyond `most_mistakes` it stops, at the next one.
[[nodiscard]] Recovered recover(Lexemes& lexemes, Index begin, Index end, std::size_t most_mistakes, Diagnostics& diagnostics);

}  // namespace leaflaw::syntax
