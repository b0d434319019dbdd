#include "compiler/syntax/situation.h"

#include "compiler/syntax/words.h"

namespace leaflaw::syntax {

bool Situation::takes(std::string_view literal) const { return GrammarWalk::accepts(before(), type_of(literal)); }

bool Situation::is_head(Index i) const {
  return i >= end || is_declaration_head(lexemes, i) || is_clause_head(lexemes, i) || looks_like_row(lexemes, i);
}

Index Situation::next_head(Index from) const {
  while (!is_head(from)) ++from;
  return from;
}

Attempt Situation::attempt(const Edit& edit) const {
  Attempt result;
  result.reached = edit.begin;
  result.first = edit.end;
  if (walk.work() >= guess_until) return result;
  GrammarWalk::Set set = readings(edit.begin);
  for (Type type : edit.types) {
    set = walk.step(set, type, edit.end);
    if (set.empty()) return result;
  }
  const Index limit = next_head(std::max(at, edit.end));
  for (Index i = edit.end;; ++i) {
    result.reached = i;
    result.readings.push_back(set);
    if (i == limit) {
      result.whole = GrammarWalk::accepts(set, lexemes[i].type);
      return result;
    }
    set = walk.step(set, lexemes[i].type, i + 1);
    if (set.empty()) return result;
  }
}

}  // namespace leaflaw::syntax
