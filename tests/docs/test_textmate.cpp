// grammar/leaflaw.tmLanguage.json gives every token of the real lexer the colour of its kind: in every text of the law in the repository, right or wrong
// (the golden files are full of mistakes), and in a text with each reserved word and the corners of the other kinds.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "compiler/syntax/lexemes.h"
#include "compiler/syntax/words.h"
#include "tests/docs/page.h"
#include "tests/docs/token_types.h"

namespace {

namespace fs = std::filesystem;
using namespace leaflaw;

const std::string grammar_file = SOURCE_DIR "/grammar/leaflaw.tmLanguage.json";

syntax::Type type_of_sample(std::string_view sample) { return syntax::read_lexemes(0, sample)[0].type; }

// The name behind the head of a declaration that has one name of its own, or that of what is amended.
bool is_declared(const syntax::Lexemes& lexemes, syntax::Index i) {
  static const std::set<std::string_view> heads = {"policy", "unit", "class", "measure", "table", "define", "enumeration", "limit", "rule", "duty", "warning", "exception"};
  const bool amended = i > 1 && lexemes.text(i - 1) == "to" && lexemes.text(i - 2) == "amendment";
  if (i == 0 || (!amended && !heads.contains(lexemes.text(i - 1)))) return false;
  return lexemes[amended ? i - 2 : i - 1].first_on_line && syntax::is_declaration_head(lexemes, amended ? i - 2 : i - 1);
}

std::string_view kind_of(const syntax::Lexemes& lexemes, syntax::Index i) {
  static const std::map<syntax::Type, std::string_view> kinds = {
      {type_of_sample("2026-01-31"), "date"}, {type_of_sample("08:00"), "time"},    {type_of_sample("28.35"), "number"},     {type_of_sample("America/Denver"), "zone"},
      {type_of_sample("flower"), "name"},     {type_of_sample("\"text\""), "text"}, {type_of_sample("\"text"), "unclosed"}, {type_of_sample("$"), "stray"}};
  if (const auto found = kinds.find(lexemes[i].type); found != kinds.end()) return found->second;
  if (!syntax::is_reserved_word(lexemes[i].type) && !syntax::is_word(lexemes[i].type)) return "sign";
  // `limit day "..."`: a word that is declared is a name there, whatever it means elsewhere.
  return is_declared(lexemes, i) ? "declared" : "word";
}

// Between two tokens are blanks and remarks, and nothing else.
void list_remarks(std::ofstream& out, std::string_view text, std::size_t begin, std::size_t end) {
  for (std::size_t at = text.find('#', begin); at < end; at = text.find('#', at)) {
    const std::size_t last = std::min(text.find_first_of("\r\n", at), end);
    out << at << ' ' << last << " remark\n";
    at = last;
  }
}

void list_tokens(std::ofstream& out, const fs::path& path) {
  const std::string text = docs::read(path);
  if (text.starts_with("\xEF\xBB\xBF")) return;   // an editor keeps a byte order mark to itself
  const syntax::Lexemes lexemes = syntax::read_lexemes(0, text);
  out << "FILE " << path.string() << '\n';
  std::size_t before = 0;
  for (syntax::Index i = 0; i < lexemes.size(); ++i) {
    const bool last = lexemes[i].type == syntax::end_of_file;
    list_remarks(out, text, before, last ? text.size() : lexemes[i].begin);
    if (last) return;
    out << lexemes[i].begin << ' ' << lexemes[i].end << ' ' << kind_of(lexemes, i) << '\n';
    before = lexemes[i].end;
  }
}

// Every word and sign on a line of its own, and inside names; and what borders on another kind.
std::string corners() {
  std::string text;
  for (syntax::Type type = 1; type < docs::more_than_there_are; ++type) {
    const std::string word(syntax::spelling(type));
    if (word.empty()) continue;
    text += "  (" + word + ")\n";
    if (syntax::is_reserved_word(type)) text += "  x-" + word + " " + word + "-x " + word + "_ " + word + "1 " + word + "- 8" + word + "\n";
  }
  return text +
         "2026-01-311 12026-01-31 2026-1-31 08:000 8:00 1/2 1/2/3 1.5/2 1. .5 a/b a/b/c a/ /b a--b a-b-c -a _a A_b\n"
         "\"a # b\" # c \" d\n\"\" \"{customer.age} and } and {\" \"not closed # here\n\"one\" \"two\"\"three\"\n#\n##x\n$ ! \\ ' ; { } \xC3\xA9\n\ttab\n";
}

struct Listed {
  fs::path folder;
  std::string tokens, some;   // of all texts, and of the corners alone

  Listed() {
    std::string name = (fs::temp_directory_path() / "leaflaw-textmate-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    folder = name;
    tokens = (folder / "tokens.txt").string();
    std::ofstream(folder / "corners.leaf", std::ios::binary) << ::corners();
    some = (folder / "some.txt").string();
    std::ofstream out(tokens), few(some);
    list_tokens(out, folder / "corners.leaf");
    list_tokens(few, folder / "corners.leaf");
    for (const char* root : {"/policies", "/tests"})
      for (const auto& entry : fs::recursive_directory_iterator(std::string(SOURCE_DIR) + root))
        if (entry.path().extension() == ".leaf") list_tokens(out, entry.path());
  }
  ~Listed() {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }
  Listed(const Listed&) = delete;
  Listed& operator=(const Listed&) = delete;
};

std::string said_of(const std::string& grammar, const std::string& tokens) {
  return docs::output_of("python3 tests/docs/textmate.py '" + grammar + "' '" + tokens + "'", SOURCE_DIR);
}

}  // namespace

TEST_CASE("textmate: every token has the scope of its kind") {
  const Listed listed;
  const std::string said = said_of(grammar_file, listed.tokens);
  INFO(said);
  CHECK(said.ends_with(" tokens, 0 wrong\n"));
  CHECK(said.find('\n') == said.size() - 1);
  CHECK(std::atoi(said.c_str()) > 30'000);

  // The comparison sees a word that is missing, and a kind that is coloured as another.
  const std::string grammar = docs::read(grammar_file);
  for (const auto& [right, wrong] : std::map<std::string, std::string>{{"|cite|", "|"}, {"comment.line", "string.line"}, {"(?![A-Za-z0-9_]|-[A-Za-z0-9_])", ""}}) {
    INFO(right);
    std::string changed = grammar;
    REQUIRE(changed.find(right) != std::string::npos);
    for (std::size_t at = 0; (at = changed.find(right, at)) != std::string::npos; at += wrong.size()) changed.replace(at, right.size(), wrong);
    std::ofstream(listed.folder / "changed.json", std::ios::binary) << changed;
    CHECK(!said_of((listed.folder / "changed.json").string(), listed.some).ends_with(" 0 wrong\n"));
  }
}
