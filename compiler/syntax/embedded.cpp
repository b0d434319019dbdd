#include "compiler/syntax/embedded.h"

#include <numeric>

#include "compiler/syntax/build.h"
#include "compiler/syntax/declaration_parser.h"
#include "compiler/syntax/nesting.h"

namespace leaflaw {

using namespace syntax;

namespace {

// A definition takes an expression or a condition, so what is between the braces is read as one.
constexpr std::string_view opening = "define x as ";

// The lexemes of the text behind the opening, at their places in the file.
Lexemes placed(const Lexemes& alone, std::string_view file_text, Span span) {
  Lexemes lexemes(span.file, file_text);
  const auto before = static_cast<std::uint32_t>(opening.size());
  for (Index i = 0; i < alone.size(); ++i) {
    Lexeme lexeme = alone[i];
    lexeme.invented = lexeme.begin < before;
    lexeme.begin = lexeme.invented ? span.begin : span.begin + (lexeme.begin - before);
    lexeme.end = lexeme.invented ? span.begin : span.begin + (lexeme.end - before);
    lexemes.add(lexeme);
  }
  return lexemes;
}

}  // namespace

std::optional<Embedded> parse_embedded(const Sources& sources, Span span, Diagnostics& diagnostics) {
  const std::string text = std::string(opening) + std::string(sources.text(span));
  const Lexemes lexemes = placed(read_lexemes(span.file, text), sources.file(span.file).text, span);
  if (!check_nesting(lexemes, diagnostics)) return Embedded{};
  std::vector<Index> all(lexemes.size() - 1);
  std::iota(all.begin(), all.end(), 0U);
  DeclarationParser parser(lexemes, all);
  LeaflawParser::DeclarationContext* tree = parser.next();
  if (tree == nullptr || parser.position() != all.size()) return std::nullopt;
  ast::Declaration read = Builder(lexemes, diagnostics).declaration(tree, false);
  if (!read.clauses.empty()) return std::nullopt;   // `{today cite "..."}`
  return Embedded{std::move(read.expr), std::move(read.condition)};
}

}  // namespace leaflaw
