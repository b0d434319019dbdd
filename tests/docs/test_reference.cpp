// docs/authors/reference.md is complete: whoever adds a word, a sign, a unit, a topic or a role to the language adds it there. So is
// docs/authors/grammar.md: its blocks are compared with the grammar by test_docs.cpp, and here that none of them is missing.
#include <catch2/catch.hpp>
#include <set>
#include <sstream>

#include "compiler/lints/lints.h"
#include "compiler/syntax/lexemes.h"
#include "compiler/syntax/words.h"
#include "tests/docs/page.h"
#include "tests/docs/token_types.h"

namespace {

using namespace leaflaw;

const std::string& page() {
  static const std::string text = docs::read(SOURCE_DIR "/docs/authors/reference.md");
  return text;
}

// The types of all tokens in the page's examples. All of them compile (test_docs.cpp), so no word stands where it may not.
std::set<syntax::Type> types_in_examples() {
  std::set<syntax::Type> types;
  for (const docs::Block& block : docs::blocks_of(page())) {
    const syntax::Lexemes lexemes = syntax::read_lexemes(0, block.text);
    if (block.kind.starts_with("leaf"))
      for (syntax::Index i = 0; i < lexemes.size(); ++i) types.insert(lexemes[i].type);
  }
  return types;
}

// Spelled in the running text or a table, as a form: `mg THC`.
void check_forms(const std::vector<std::string>& spellings) {
  for (const std::string& each : spellings) {
    INFO(each);
    CHECK(page().find("`" + each + "`") != std::string::npos);
  }
}

}  // namespace

TEST_CASE("reference: every reserved word and every sign stands in an example") {
  const std::set<syntax::Type> found = types_in_examples();
  std::size_t words = 0;
  for (syntax::Type type = 1; type < docs::more_than_there_are; ++type) {
    if (syntax::spelling(type).empty()) continue;
    ++words;
    INFO(syntax::spelling(type));
    CHECK(found.contains(type));
  }
  CHECK(words > 150);
}

TEST_CASE("reference: every unit, topic and role is listed") {
  check_forms({
#define LEAFLAW_UNIT(spelling, dimension, numerator, denominator) spelling,
#include "runtime/base/units.def"
  });
  check_forms({
#define LEAFLAW_TOPIC(id, spelling) spelling,
#include "runtime/facts/topics.def"
  });
  check_forms({
#define LEAFLAW_ROLE(id, spelling, many) spelling,
#include "runtime/facts/roles.def"
  });
}

TEST_CASE("reference: every warning that can be kept is listed by its name") {
  for (const lints::Lint& each : lints::all()) {
    INFO(each.name);
    CHECK(page().find(std::string("| ") + std::string(text_code(each.code)) + " | `" + std::string(each.name) + "` | " + std::string(title(each.code)) + " |") != std::string::npos);
  }
}

TEST_CASE("grammar: every section stands on the page, and every kind of word that it uses is described there") {
  const std::string grammar = docs::read(SOURCE_DIR "/docs/authors/grammar.md");
  std::istringstream sections(docs::output_of("python3 tools/grammar_page.py", SOURCE_DIR));
  std::size_t count = 0;
  for (std::string section; std::getline(sections, section); ++count) {
    INFO(section);
    CHECK(grammar.find("```ebnf " + section + "\n") != std::string::npos);
  }
  CHECK(count == 6);
  std::set<std::string> kinds;
  for (const docs::Block& block : docs::blocks_of(grammar)) {
    std::istringstream words(block.text);
    for (std::string word; words >> word;)
      if (word.size() > 2 && word.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos && block.kind != "ebnf names") kinds.insert(word);
  }
  CHECK(kinds.size() == 7);
  for (const std::string& kind : kinds) {
    INFO(kind);
    CHECK(grammar.find("\n| `" + kind + "` |") != std::string::npos);
  }
}
