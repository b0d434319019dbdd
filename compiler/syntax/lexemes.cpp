#include "compiler/syntax/lexemes.h"

#include <antlr4-runtime.h>

#include "LeaflawLexer.h"
#include "compiler/source/utf8.h"
#include "compiler/syntax/words.h"

namespace leaflaw::syntax {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// ANTLR counts characters, everything else here counts bytes. Only texts that are not ASCII need the table.
std::vector<std::uint32_t> byte_of_character(std::string_view text) {
  std::vector<std::uint32_t> bytes;
  bytes.reserve(text.size() + 1);
  for (std::size_t at = 0; at < text.size(); at += utf8::decode(text, at).length) bytes.push_back(static_cast<std::uint32_t>(at));
  bytes.push_back(static_cast<std::uint32_t>(text.size()));
  return bytes;
}

bool is_ascii(std::string_view text) {
  for (char c : text)
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  return true;
}

}  // namespace

std::string_view Lexemes::text(Index i) const {
  const Lexeme& lexeme = list_[i];
  return lexeme.invented ? spelling(lexeme.type) : text_.substr(lexeme.begin, lexeme.end - lexeme.begin);
}

std::string Lexemes::one_line(Index first, Index last) const {
  std::string out;
  for (Index i = first; i <= last; ++i) {
    if (i > first && list_[i].begin > list_[i - 1].end) out += ' ';
    out += text(i);
  }
  return out;
}

std::uint32_t Lexemes::indent(Index i) const {
  std::uint32_t at = list_[i].begin;
  while (at > 0 && text_[at - 1] != '\n' && text_[at - 1] != '\r') --at;
  return list_[i].begin - at;
}

Index Lexemes::invent(Type type, std::uint32_t at) {
  list_.push_back({type, at, at, false, true});
  return size() - 1;
}

Lexemes read_lexemes(FileId file, std::string_view text) {
  Lexemes lexemes(file, text);
  const std::uint32_t skipped = text.starts_with(byte_order_mark) ? 3 : 0;
  const std::string_view body = text.substr(skipped);
  const bool ascii = is_ascii(body);
  const std::vector<std::uint32_t> bytes = ascii ? std::vector<std::uint32_t>{} : byte_of_character(body);
  auto byte = [&](std::size_t character) { return skipped + (ascii ? static_cast<std::uint32_t>(character) : bytes[character]); };

  antlr4::ANTLRInputStream input{std::string(body)};
  grammar::LeaflawLexer lexer(&input);
  lexer.removeErrorListeners();
  std::size_t line = 0;
  while (true) {
    const std::unique_ptr<antlr4::Token> token = lexer.nextToken();
    const Type type = token->getType();
    if (type == end_of_file) break;
    if (token->getChannel() != antlr4::Token::DEFAULT_CHANNEL) continue;
    lexemes.add({type, byte(token->getStartIndex()), byte(token->getStopIndex() + 1), token->getLine() != line});
    line = token->getLine();
  }
  const auto end = static_cast<std::uint32_t>(text.size());
  lexemes.add({end_of_file, end, end, true});
  return lexemes;
}

}  // namespace leaflaw::syntax
