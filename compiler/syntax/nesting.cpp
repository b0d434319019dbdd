#include "compiler/syntax/nesting.h"

#include <string_view>

#include "compiler/syntax/words.h"

namespace leaflaw::syntax {

namespace {

constexpr int most_levels = 200;

// What a token does to the depth that does not come from parentheses.
enum class Effect { none, deepens, opens, ends_operand, ends_all };

// `not`, `has`, `before`, `of` ... take what follows as their operand, so a chain of them nests: `not not a`, `1 day before 1 day before d`.
// `total of X of items`, `whole years from X through Y` hold a whole expression, so not even a sum ends them.
Effect effect_of(const Lexemes& lexemes, Index i) {
  const std::string_view word = lexemes.text(i);
  if (word == "not" || word == "has" || word == "before" || word == "after" || word == "of") return Effect::deepens;
  if (word == "total" || word == "whole") return Effect::opens;
  if (word == "+" || word == "-" || word == "times" || word == "divided" || word == "per") return Effect::ends_operand;
  if (word == "," || word == ":" || word == "and" || word == "or" || word == "is" || word.starts_with('"')) return Effect::ends_all;
  return is_clause_head(lexemes, i) || is_declaration_head(lexemes, i) ? Effect::ends_all : Effect::none;
}

}  // namespace

bool check_nesting(const Lexemes& lexemes, Diagnostics& diagnostics) {
  int brackets = 0, chain = 0, open = 0;
  for (Index i = 0; i + 1 < lexemes.size(); ++i) {
    const std::string_view word = lexemes.text(i);
    if (word == "(" || word == "[") ++brackets;
    if ((word == ")" || word == "]") && brackets > 0) --brackets;
    switch (effect_of(lexemes, i)) {
      case Effect::deepens: ++chain; break;
      case Effect::opens: ++open; break;
      case Effect::ends_operand: chain = 0; break;
      case Effect::ends_all: chain = open = 0; break;
      case Effect::none: break;
    }
    if (brackets <= most_levels && chain <= most_levels && open <= most_levels) continue;
    const bool by_brackets = brackets > most_levels;
    diagnostics.add(Code::nesting_too_deep, lexemes.span(i),
                    by_brackets ? "more than 200 parentheses are open here" : "more than 200 conditions or amounts inside each other",
                    "split it up with `define` or `measure`");
    return false;
  }
  return true;
}

}  // namespace leaflaw::syntax
