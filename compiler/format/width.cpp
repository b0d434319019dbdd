#include "compiler/format/width.h"

#include <algorithm>

namespace leaflaw::layout {

int characters(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

int usual_gap(const syntax::Lexemes& lexemes, syntax::Index i) {
  const std::string_view word = lexemes.text(i), before = i == 0 ? std::string_view("(") : lexemes.text(i - 1);
  const bool closes = word == "," || word == ":" || word == ")" || word == "]" || word == "." || word == "[";
  const bool opened = before == "(" || before == "[" || before == ".";
  return closes || opened ? 0 : 1;
}

int width(const syntax::Lexemes& lexemes, syntax::Index first, syntax::Index last) {
  int sum = 0;
  for (syntax::Index i = first; i <= last; ++i) sum += characters(lexemes.text(i)) + (i > first ? usual_gap(lexemes, i) : 0);
  return sum;
}

}  // namespace leaflaw::layout
