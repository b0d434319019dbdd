#include "compiler/syntax/stub.h"

#include <map>

#include "compiler/syntax/words.h"

namespace leaflaw::syntax {

namespace {

using DeclarationKind = ast::Declaration::Kind;

std::optional<DeclarationKind> kind_of(std::string_view word) {
  static const std::map<std::string_view, DeclarationKind> kinds = {
      {"policy", DeclarationKind::policy},   {"vocabulary", DeclarationKind::vocabulary}, {"enumeration", DeclarationKind::enumeration}, {"fact", DeclarationKind::fact},
      {"derive", DeclarationKind::derive},   {"same", DeclarationKind::same},             {"unit", DeclarationKind::unit},               {"class", DeclarationKind::item_class},
      {"measure", DeclarationKind::measure}, {"table", DeclarationKind::table},           {"define", DeclarationKind::define},           {"limit", DeclarationKind::limit},
      {"rule", DeclarationKind::rule},       {"duty", DeclarationKind::duty},             {"warning", DeclarationKind::warning},         {"exception", DeclarationKind::exception},
      {"amendment", DeclarationKind::amendment}};
  auto found = kinds.find(word);
  if (found == kinds.end()) return {};
  return found->second;
}

// `a.b[k]`, as far as it goes.
ast::Path path_at(const Lexemes& lexemes, Index first, Index end) {
  ast::Path path{{{{std::string(lexemes.text(first)), lexemes.span(first)}, {}}}, lexemes.span(first)};
  for (Index i = first + 1; i + 1 < end; i += 2) {
    const bool step = lexemes.text(i) == "." && is_word(lexemes[i + 1].type);
    if (!step) break;
    path.steps.push_back({{std::string(lexemes.text(i + 1)), lexemes.span(i + 1)}, {}});
    path.span.end = lexemes[i + 1].end;
  }
  return path;
}

}  // namespace

std::optional<ast::Declaration> stub(const Lexemes& lexemes, Index begin, Index end) {
  const std::optional<DeclarationKind> kind = kind_of(spelling(lexemes[begin].type));
  Index name = begin + 1;
  if (kind == DeclarationKind::amendment && name < end && lexemes.text(name) == "to") ++name;
  if (!kind || name >= end || !is_word(lexemes[name].type)) return {};
  ast::Declaration result{};
  result.kind = *kind;
  result.broken = true;
  result.span = lexemes.span(begin, end - 1);
  result.head = lexemes.span(begin, name);
  result.name = {std::string(lexemes.text(name)), lexemes.span(name)};
  if (*kind == DeclarationKind::fact || *kind == DeclarationKind::derive || *kind == DeclarationKind::same) {
    ast::Path path = path_at(lexemes, name, end);
    result.name = {path.text(), path.span};
    (*kind == DeclarationKind::fact ? result.fact.path : result.target) = std::move(path);
  }
  return result;
}

}  // namespace leaflaw::syntax
