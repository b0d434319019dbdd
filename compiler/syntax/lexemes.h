// Text -> the words and signs of the language, with ANTLR's lexer: one flat list that the parser, the recovery and the tree
// builder share by index. Comments and blanks are gone; what the language does not use is kept (types OTHER, UNCLOSED_STRING).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "compiler/source/source_file.h"

namespace leaflaw::syntax {

// A token's type as the generated parser numbers it; end_of_file for the last one.
using Type = std::size_t;
inline constexpr Type end_of_file = static_cast<Type>(-1);
using Index = std::uint32_t;

struct Lexeme {
  Type type;
  std::uint32_t begin, end;    // bytes
  bool first_on_line;
  bool invented = false;       // put in by a repair; its text is not in the file
};

class Lexemes {
 public:
  Lexemes(FileId file, std::string_view text) : file_(file), text_(text) {}

  [[nodiscard]] const Lexeme& operator[](Index i) const { return list_[i]; }
  [[nodiscard]] Index size() const { return static_cast<Index>(list_.size()); }
  [[nodiscard]] std::string_view text(Index i) const;
  [[nodiscard]] std::string_view source() const { return text_; }
  [[nodiscard]] FileId file() const { return file_; }
  [[nodiscard]] Span span(Index i) const { return {file_, list_[i].begin, list_[i].end}; }
  [[nodiscard]] Span span(Index first, Index last) const { return {file_, list_[first].begin, list_[last].end}; }
  // The text from one token to another, as one line with single blanks.
  [[nodiscard]] std::string one_line(Index first, Index last) const;
  // Columns before it on its line, in bytes.
  [[nodiscard]] std::uint32_t indent(Index i) const;

  void add(Lexeme lexeme) { list_.push_back(lexeme); }
  void set_type(Index i, Type type) { list_[i].type = type; }
  // For repairs: a token that is not in the file, placed at byte `at`. It stands behind the end of file in the list.
  Index invent(Type type, std::uint32_t at);

 private:
  FileId file_;
  std::string_view text_;
  std::vector<Lexeme> list_;
};

// The last one is of type end_of_file. The text must be valid UTF-8 and outlive the list.
[[nodiscard]] Lexemes read_lexemes(FileId file, std::string_view text);

}  // namespace leaflaw::syntax
