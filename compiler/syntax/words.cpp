#include "compiler/syntax/words.h"

#include <antlr4-runtime.h>

#include <map>
#include <set>
#include <unordered_map>

#include "LeaflawParser.h"
#include "compiler/syntax/grammar_walk.h"

namespace leaflaw::syntax {

namespace {

using grammar::LeaflawParser;

struct Spellings {
  std::unordered_map<std::string, Type> types;
  std::vector<std::string> names;   // by type
  std::vector<bool> words;          // by type: rule `word` takes it
};

Spellings read_spellings() {
  Spellings all;
  const antlr4::dfa::Vocabulary& vocabulary = parser_vocabulary();
  const Type most = vocabulary.getMaxTokenType();
  all.names.resize(most + 1);
  all.words.resize(most + 1);
  GrammarWalk walk;
  const GrammarWalk::Set at_word = walk.begin(LeaflawParser::RuleWord, 0);
  for (Type type = 1; type <= most; ++type) {
    const std::string quoted = vocabulary.getLiteralName(type);
    if (quoted.size() > 2) {
      all.names[type] = quoted.substr(1, quoted.size() - 2);
      all.types[all.names[type]] = type;
    }
    all.words[type] = !walk.step(at_word, type, 1).empty();
  }
  return all;
}

const Spellings& spellings() {
  static const Spellings all = read_spellings();
  return all;
}

// First words of clauses, with what may follow where the first word alone can stand inside a clause as well.
// No follower: the word alone is a head. "*": anything that does not make it a name in a list or a row.
struct Head { std::string_view first; std::vector<std::string_view> second; };
const std::vector<Head>& clause_heads() {
  static const std::vector<Head> heads = {
      {"cite", {}},     {"confidence", {}}, {"reading", {}},       {"topic", {}},    {"effective", {}},       {"enforced", {}},
      {"followed", {}}, {"applies", {}},    {"counts", {}},        {"rounded", {}},  {"tallied", {}},         {"counting", {}},
      {"without", {}},  {"require", {}},    {"otherwise", {}},     {"beyond", {}},   {"waived", {}},   {"replaces", {}},        {"covers", {}}, {"narrows", {}}, {"knowingly", {}}, {"returns", {"restore"}},
      {"before", {"that"}}, {"at", {"most"}}, {"for", {"*"}}, {"each", {"as"}}, {"when", {"*"}}, {"also", {"duty"}},
      {"time", {"zone"}}, {"as", {"of"}}, {"state", {"*"}}, {"vocabulary", {"*"}}, {"regulator", {"*"}},
  };
  return heads;
}
// Those that stand inside other clauses too: a head only as the first token of a line.
const std::set<std::string_view> only_first_on_line = {"before", "at", "for", "each", "when", "as", "time", "state", "vocabulary", "regulator"};

const std::set<std::string_view> declaration_words = {"policy", "vocabulary", "enumeration", "fact", "derive", "same", "unit", "class", "measure",
                                                      "table", "define", "limit", "rule", "duty", "warning", "exception", "amendment", "use"};

std::string_view text_at(const Lexemes& lexemes, Index i) { return i < lexemes.size() ? lexemes.text(i) : std::string_view(); }

bool is_word_at(const Lexemes& lexemes, Index i) { return i < lexemes.size() && is_word(lexemes[i].type); }

bool follows(const Lexemes& lexemes, Index i, std::string_view second) {
  if (second == "*") return text_at(lexemes, i) != "each" && text_at(lexemes, i) != ":" && text_at(lexemes, i) != ",";
  return text_at(lexemes, i) == second;
}

}  // namespace

Type type_of(std::string_view literal) {
  auto found = spellings().types.find(std::string(literal));
  return found == spellings().types.end() ? 0 : found->second;
}

std::string_view spelling(Type type) { return type < spellings().names.size() ? std::string_view(spellings().names[type]) : std::string_view(); }

bool is_reserved_word(Type type) {
  const std::string_view name = spelling(type);
  return !name.empty() && name.front() >= 'a' && name.front() <= 'z';
}

bool is_word(Type type) { return type < spellings().words.size() && spellings().words[type]; }

bool starts_declaration(Type type) { return declaration_words.contains(spelling(type)); }

bool is_declaration_head(const Lexemes& lexemes, Index i) {
  if (!starts_declaration(lexemes[i].type)) return false;
  const std::string_view word = lexemes.text(i);
  if (word == "duty" && i > 0 && (text_at(lexemes, i - 1) == "also" || text_at(lexemes, i - 1) == "beyond")) return false;
  if (word == "vocabulary") return is_word_at(lexemes, i + 1) && text_at(lexemes, i + 3).starts_with('"');
  if (word == "use") return text_at(lexemes, i + 1).starts_with('"');
  if (word == "fact" || word == "same") return lexemes[i].first_on_line && text_at(lexemes, i + 1) != "," && text_at(lexemes, i + 1) != ":";
  if (lexemes[i].first_on_line) return true;
  // In the middle of a line only what can be nothing else: `rule name "Title"`, `exception name to`.
  const std::string_view third = text_at(lexemes, i + 2);
  return is_word_at(lexemes, i + 1) && (third.starts_with('"') || third == "to" || third == "is" || third == "in" || third == "of");
}

bool is_clause_head(const Lexemes& lexemes, Index i) {
  const std::string_view word = lexemes.text(i);
  for (const Head& head : clause_heads()) {
    if (head.first != word) continue;
    if (only_first_on_line.contains(word) && !lexemes[i].first_on_line) return false;
    if (head.second.empty()) return true;
    for (std::string_view second : head.second)
      if (follows(lexemes, i + 1, second)) return true;
    return false;
  }
  return false;
}

std::string clause_words(const Lexemes& lexemes, Index i) {
  static const std::map<std::string_view, std::vector<std::string_view>> longer = {
      {"applies", {"to"}}, {"at", {"most"}}, {"tallied", {"by"}}, {"followed", {"by"}}, {"before", {"that"}}, {"also", {"duty"}},
      {"time", {"zone"}}, {"as", {"of"}}, {"without", {"history"}}, {"each", {"as", "of", "its", "own", "date"}}, {"counts", {"each", "item"}}, {"returns", {"restore"}}};
  std::string words(lexemes.text(i));
  if (auto found = longer.find(lexemes.text(i)); found != longer.end())
    for (std::size_t k = 0; k < found->second.size() && text_at(lexemes, i + 1 + static_cast<Index>(k)) == found->second[k]; ++k)
      words.append(" ").append(found->second[k]);
  return words;
}

bool looks_like_row(const Lexemes& lexemes, Index i) {
  if (!lexemes[i].first_on_line) return false;
  const std::string_view first = lexemes.text(i);
  if (!is_word(lexemes[i].type) && first != "anything" && first != "where") return false;
  static const Type colon = type_of(":");
  for (Index k = i; k < lexemes.size() && (k == i || !lexemes[k].first_on_line); ++k)
    if (lexemes[k].type == colon) return true;
  return false;
}

const std::vector<std::string_view>& usual_clauses(Type declaration) {
  static const std::map<std::string_view, std::vector<std::string_view>> lists = {
      {"limit", {"cite", "topic", "effective", "applies to", "counts", "at most", "for", "tallied by"}},
      {"rule", {"cite", "topic", "effective", "applies to", "require", "otherwise"}},
      {"duty", {"cite", "topic", "effective", "applies to"}},
      {"warning", {"cite", "topic", "effective", "applies to"}},
      {"exception", {"cite", "when", "require", "at most", "waived"}},
      {"amendment", {"cite", "effective", "replaces rows", "at most", "require"}},
      {"measure", {"cite", "effective", "counts each item", "rounded"}},
      {"policy", {"vocabulary", "time zone", "regulator", "covers", "as of"}},
  };
  static const std::vector<std::string_view> others = {"cite", "confidence", "reading"};
  auto found = lists.find(spelling(declaration));
  return found == lists.end() ? others : found->second;
}

}  // namespace leaflaw::syntax
