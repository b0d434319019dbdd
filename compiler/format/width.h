// How wide words are when they stand in one line with the usual blanks. Columns are characters, not bytes.
#pragma once

#include <string_view>

#include "compiler/syntax/lexemes.h"

namespace leaflaw::layout {

[[nodiscard]] int characters(std::string_view text);
// Blanks before the word when it stands behind the one before it.
[[nodiscard]] int usual_gap(const syntax::Lexemes& lexemes, syntax::Index i);
[[nodiscard]] int width(const syntax::Lexemes& lexemes, syntax::Index first, syntax::Index last);

}  // namespace leaflaw::layout
