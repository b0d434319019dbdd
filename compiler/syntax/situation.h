// A token that may not stand where it stands, with all that is known about the place: what recovery.cpp hands to explain.h, and what
// the repairs are tried on.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "compiler/source/diagnostic.h"
#include "compiler/syntax/grammar_walk.h"
#include "compiler/syntax/lexemes.h"

namespace leaflaw::syntax {

// Tokens [begin, end) give way to tokens of these types.
struct Edit {
  Index begin = 0, end = 0;
  std::vector<Type> types;
};

// How far a text goes that has been edited.
struct Attempt {
  Index reached = 0;                       // first token that does not fit
  bool whole = false;                      // fits up to the next head, which fits as well
  Index first = 0;                         // readings[k] is before token first + k
  std::vector<GrammarWalk::Set> readings;
};

struct Finding {
  Code code = Code::unexpected_text;
  Span span;
  std::string message, help;
  std::vector<Note> notes;
  std::optional<Edit> repair;              // makes the text right up to the next head
};

// The stretch of text that a mistake spoils.
enum class Piece { none, declaration_head, clause, row };

struct Situation {
  const Lexemes& lexemes;
  GrammarWalk& walk;
  const std::function<const GrammarWalk::Set&(Index)>& readings;   // before a token of this declaration; may be empty

  Index at;                 // the token that does not fit
  Index end;                // the end of file
  Index declaration;        // first token of the declaration; == at when there is none
  Piece piece;
  Index piece_begin;        // first token of the piece
  bool boundary;            // the piece could end before `at`
  Index line;               // first token of the line of `at`
  std::size_t guess_until;  // beyond so much work of the walk no attempt is made: none fits

  [[nodiscard]] const GrammarWalk::Set& before() const { return readings(at); }
  [[nodiscard]] std::string_view text(Index i) const { return lexemes.text(i); }
  [[nodiscard]] bool starts_line() const { return line == at; }
  // Does the grammar take this reserved word or sign at `at`?
  [[nodiscard]] bool takes(std::string_view literal) const;
  // A clause, declaration or row seems to begin at this token, or the file ends.
  [[nodiscard]] bool is_head(Index i) const;
  [[nodiscard]] Index next_head(Index from) const;
  [[nodiscard]] Attempt attempt(const Edit& edit) const;
};

}  // namespace leaflaw::syntax
