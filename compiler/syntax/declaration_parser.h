// ANTLR's parser over any list of lexemes, one declaration at a time, silent: a declaration either parses or it does not.
// Tries the fast SLL prediction first and full LL where that fails. No exception comes out. The parser's tables (ATN, DFA) belong to
// the process, so further parsers start warm.
#pragma once

#include <antlr4-runtime.h>

#include <vector>

#include "LeaflawParser.h"
#include "compiler/syntax/lexemes.h"

namespace leaflaw::syntax {

class DeclarationParser {
 public:
  // `tokens` are indices into the lexemes, without the end of file. The lexemes must outlive the parser.
  DeclarationParser(const Lexemes& lexemes, const std::vector<Index>& tokens);

  // Type of the next token.
  [[nodiscard]] Type ahead();
  // How many tokens have been taken.
  [[nodiscard]] Index position();
  void seek(Index position);
  // The token at this position gets another type.
  void retype(Index position, Type type);
  // The declaration that starts here, null when it does not parse (the position is then as before).
  // The tree lives until the next call.
  [[nodiscard]] grammar::LeaflawParser::DeclarationContext* next();

 private:
  grammar::LeaflawParser::DeclarationContext* attempt(antlr4::atn::PredictionMode mode);

  antlr4::ListTokenSource source_;
  antlr4::CommonTokenStream stream_;
  grammar::LeaflawParser parser_;
  grammar::LeaflawParser::FileContext file_{nullptr, static_cast<std::size_t>(-1)};
};

}  // namespace leaflaw::syntax
