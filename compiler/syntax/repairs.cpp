// Mistakes of one word: misspelled, missing, superfluous, another in its place. Each guess is tried on the grammar and is only
// offered when the text goes on with it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "LeaflawParser.h"
#include "compiler/source/nearest.h"
#include "compiler/syntax/explain.h"
#include "compiler/syntax/words.h"
#include "runtime/base/edit_distance.h"

namespace leaflaw::syntax {

namespace {

using grammar::LeaflawParser;

bool is_letters(std::string_view text) { return !text.empty() && ((text[0] >= 'a' && text[0] <= 'z') || (text[0] >= 'A' && text[0] <= 'Z')); }

std::set<Type> reserved_words_at(const GrammarWalk::Set& set) {
  std::set<Type> words;
  for (const GrammarWalk::Expectation& expectation : GrammarWalk::expected(set))
    if (is_reserved_word(expectation.type)) words.insert(expectation.type);
  return words;
}

struct Guess {
  Edit edit;
  std::string meant;
  std::size_t distance = 0;
  Attempt attempt;
};

bool better(const Guess& a, const std::optional<Guess>& b) {
  if (!b) return true;
  if (a.attempt.whole != b->attempt.whole) return a.attempt.whole;
  if (a.distance != b->distance) return a.distance < b->distance;
  return a.attempt.reached > b->attempt.reached;
}

// `atleast`, `at-most`, `one_of`: two reserved words in one.
void guess_joined(const Situation& s, Index i, std::string_view written, std::optional<Guess>& best) {
  std::string letters;
  for (char c : written)
    if (c != '-' && c != '_') letters += c;
  for (Type first : reserved_words_at(s.readings(i))) {
    const std::string_view word = spelling(first);
    if (!letters.starts_with(word) || letters.size() == word.size()) continue;
    const Type second = type_of(std::string_view(letters).substr(word.size()));
    if (second == 0) continue;
    Guess guess{{i, i + 1, {first, second}}, fmt::format("{} {}", word, spelling(second)), 0, {}};
    guess.attempt = s.attempt(guess.edit);
    if ((guess.attempt.reached > s.at || guess.attempt.whole) && better(guess, best)) best = std::move(guess);
  }
}

void guess_spelling(const Situation& s, Index i, std::optional<Guess>& best) {
  const std::string_view written = s.text(i);
  if (i >= s.end || !is_letters(written) || s.readings(i).empty()) return;
  guess_joined(s, i, written, best);
  for (Type type : reserved_words_at(s.readings(i))) {
    const std::string_view word = spelling(type);
    if (type == s.lexemes[i].type || !is_near(written, word)) continue;
    if (is_reserved_word(s.lexemes[i].type) && !(written == std::string(word) + "s" || std::string(written) + "s" == word)) continue;
    Guess guess{{i, i + 1, {type}}, std::string(word), letters_apart(written, word), {}};
    guess.attempt = s.attempt(guess.edit);
    const Index needed = i == s.at ? s.at + 1 : s.at;   // must explain more than the place of the mistake
    if ((guess.attempt.reached > needed || guess.attempt.whole) && better(guess, best)) best = std::move(guess);
  }
}

Finding finding_of(const Situation& s, const Guess& guess) {
  const Index i = guess.edit.begin;
  Finding finding = finding_at(s, i, i);
  const bool only_case = guess.distance == 0 && guess.edit.types.size() == 1;
  finding.message = only_case ? fmt::format("`{}`: reserved words are written in small letters", s.text(i)) : fmt::format("`{}` is not known here", s.text(i));
  finding.help = fmt::format("{} `{}`{}", only_case ? "write" : "did you mean", guess.meant, only_case ? "" : "?");
  if (guess.attempt.whole) finding.repair = guess.edit;
  return finding;
}

// Words that are never missing by accident alone, or that could be put nearly anywhere.
bool is_insertable(Type type) {
  static constexpr std::array<std::string_view, 14> never = {"+", "-", "times", "divided", "per", "as", "%", "not", "a", "[", "(", "today", "waived", "unknown"};
  const std::string_view word = spelling(type);
  return !word.empty() && std::find(never.begin(), never.end(), word) == never.end() && word != "nothing" && !starts_declaration(type);
}

constexpr std::array<std::string_view, 12> likely = {"]", ":", "to", "by", "of", "is", "and", "or", "where", "item", ",", "."};

bool is_likely(std::string_view word) { return std::find(likely.begin(), likely.end(), word) != likely.end(); }

std::vector<std::string_view> in_order_of_likelihood(std::vector<std::string_view> words) {
  auto rank = [](std::string_view word) { return std::find(likely.begin(), likely.end(), word) - likely.begin(); };
  std::stable_sort(words.begin(), words.end(), [&](std::string_view a, std::string_view b) { return rank(a) < rank(b); });
  return words;
}

// A clause head would always fit at the end of a clause, and a reserved word may fit as a name: both are no repairs.
bool fits_as_something_else(const Situation& s, Index i, Type type) {
  bool as_itself = false;
  for (const GrammarWalk::Expectation& expectation : GrammarWalk::expected(s.readings(i))) {
    if (expectation.type != type) continue;
    bool in_clause = false;
    for (const GrammarWalk::Frame* frame = expectation.frame; frame != nullptr && frame->start == i; frame = frame->parent) {
      if (frame->rule == LeaflawParser::RuleWord || frame->rule == LeaflawParser::RuleStepName || frame->rule == LeaflawParser::RuleUnitWord) return true;
      in_clause = in_clause || frame->rule == LeaflawParser::RuleClause || frame->rule == LeaflawParser::RuleHeaderClause;
    }
    as_itself = as_itself || !in_clause;
  }
  return !as_itself;
}

// Reserved words and signs that make the text whole, put in before token i in place of `removed` tokens.
std::vector<std::string_view> words_that_fit(const Situation& s, Index i, Index removed) {
  std::set<Type> types;
  for (const GrammarWalk::Expectation& expectation : GrammarWalk::expected(s.readings(i))) types.insert(expectation.type);
  const bool only_one = types.size() == 1;
  std::vector<std::string_view> fitting;
  for (Type type : types)
    if ((spelling(type) != "." || s.lexemes[i].type == LeaflawParser::NAME) && (is_insertable(type) || (only_one && !spelling(type).empty())) && !fits_as_something_else(s, i, type) && s.attempt({i, i + removed, {type}}).whole)
      fitting.push_back(spelling(type));
  return in_order_of_likelihood(std::move(fitting));
}

std::vector<std::string> quoted(const std::vector<std::string_view>& words) {
  std::vector<std::string> result;
  for (std::string_view word : words) result.push_back(fmt::format("`{}`", word));
  return result;
}

// Words of English that the language has no use for.
bool is_filler(std::string_view word) {
  static constexpr std::array<std::string_view, 10> fillers = {"the", "a", "an", "than", "then", "that", "be", "must", "will", "are"};
  return std::find(fillers.begin(), fillers.end(), word) != fillers.end();
}

std::string with_word(const Situation& s, Index i, std::string_view word) {
  const bool sign = word == ":" || word == "," || word == "]" || word == ".";
  return fmt::format("{}{}{}{}{}", s.text(i - 1), sign ? "" : " ", word, word == "." ? "" : " ", s.text(i));
}

Explanation missing_before(const Situation& s, Index i) {
  if (i <= s.declaration || s.readings(i).empty()) return {};
  const std::vector<std::string_view> fitting = words_that_fit(s, i, 0);
  if (fitting.empty()) return {};
  const std::string_view word = fitting.front();
  const bool connective = word == "and" || word == "or";
  const bool guess_is_wild = connective || word == "." || word == ",";
  if (i < s.at && (guess_is_wild || fitting.size() > 1 || word == s.text(i) || s.at >= s.end)) return {};
  const bool at_head = i >= s.end || (i == s.at && s.starts_line() && s.is_head(i));
  Finding finding = at_head ? finding_at(s, i - 1, i - 1) : finding_at(s, i, i);
  const std::string place = at_head ? "after " + describe(s, i - 1) : "before " + describe(s, i);
  if (connective) finding.message = fmt::format("`and` or `or` is missing {}", place);
  else if (word == ",") finding.message = fmt::format("a comma is missing {}", place);
  else if (!is_likely(word) && fitting.size() <= 4) finding.message = fmt::format("{} is missing {}", one_of(quoted(fitting)), place);
  else finding.message = fmt::format("`{}` is missing {}", word, place);
  if (!connective && !at_head) finding.help = fmt::format("write `{}`", with_word(s, i, word));
  finding.repair = Edit{i, i, {type_of(word)}};
  return finding;
}

}  // namespace

Explanation explain_misspelled(const Situation& s) {
  std::optional<Guess> best;
  guess_spelling(s, s.at, best);
  if (best && best->attempt.whole) return finding_of(s, *best);
  const bool head_here = s.starts_line() && s.is_head(s.at);
  // The slip may have been taken for a name: `1 oz` and `talied` on the next line are a unit to the grammar.
  if (!head_here && s.line < s.at && !s.is_head(s.line)) guess_spelling(s, s.line, best);
  if (s.at > s.declaration && s.at - 1 != s.line) guess_spelling(s, s.at - 1, best);
  if (!best) return {};
  return finding_of(s, *best);
}

Explanation explain_missing_colon(const Situation& s) {
  // A row's head is the names at the beginning of its line; without its colon it may have been read as something else.
  if (s.piece != Piece::row && !may_begin(s, LeaflawParser::RuleRow) && !may_begin(s, LeaflawParser::RuleTableRow)) {
    bool rows = false;
    for (Index i = s.declaration; i < s.at; ++i) rows = rows || looks_like_row(s.lexemes, i);
    if (!rows) return {};
  }
  if (s.line >= s.at || looks_like_row(s.lexemes, s.line) || s.is_head(s.line)) return {};
  Index last = s.line;
  if (s.text(last) == "anything") ++last;
  while (last + 2 <= s.at && s.text(last + 1) == "," && is_word(s.lexemes[last + 2].type)) last += 2;
  if (last >= s.at || s.readings(last + 1).empty()) return {};
  const Edit edit{last + 1, last + 1, {type_of(":")}};
  const Attempt attempt = s.attempt(edit);
  if (attempt.reached <= s.at && !attempt.whole) return {};
  Finding finding = finding_at(s, s.line, last);
  finding.message = fmt::format("there is no `:` after `{}`", s.lexemes.one_line(s.line, last));
  finding.help = fmt::format("a row is `{}: {} ...`", s.lexemes.one_line(s.line, last), s.text(last + 1));
  if (attempt.whole) finding.repair = edit;
  return finding;
}

Explanation explain_filler(const Situation& s) {
  for (Index i : {s.at, s.at - 1}) {
    if (s.at == s.declaration || i <= s.declaration || i >= s.end || !is_filler(s.text(i)) || s.readings(i).empty()) continue;
    const Edit edit{i, i + 1, {}};
    if (!s.attempt(edit).whole) continue;
    Finding finding = finding_at(s, i, i);
    finding.message = fmt::format("`{}` does not belong here", s.text(i));
    finding.help = "leave it out";
    finding.repair = edit;
    return finding;
  }
  return {};
}

Explanation explain_missing_word(const Situation& s) { return missing_before(s, s.at); }
Explanation explain_missing_word_earlier(const Situation& s) { return s.at == s.declaration ? Explanation{} : missing_before(s, s.at - 1); }

Explanation explain_missing_thing(const Situation& s) {
  if (s.at == s.declaration || (s.starts_line() && s.is_head(s.at))) return {};
  static constexpr std::array<std::size_t, 5> kinds = {LeaflawParser::STRING, LeaflawParser::DATE, LeaflawParser::TIME, LeaflawParser::NUMBER, LeaflawParser::NAME};
  for (Type type : kinds) {
    if (!takes_token(s, type) || !s.attempt({s.at, s.at, {type}}).whole) continue;
    const std::string thing = expected_as(s, type);
    if (thing.empty()) continue;
    Finding finding = finding_at(s, s.at, s.at);
    finding.message = fmt::format("{} is missing before {}", thing, describe(s, s.at));
    return finding;   // nothing is made up in its place
  }
  return {};
}

Explanation explain_wrong_word(const Situation& s) {
  if (s.at == s.declaration || s.at >= s.end || (s.starts_line() && s.is_head(s.at))) return {};
  Finding finding = finding_at(s, s.at, s.at);
  if (s.attempt({s.at, s.at + 1, {}}).whole) {
    finding.message = fmt::format("{} does not belong here", describe(s, s.at));
    finding.help = s.text(s.at) == s.text(s.at - 1) ? "leave it out: it stands there twice" : "leave it out";
    finding.repair = Edit{s.at, s.at + 1, {}};
    return finding;
  }
  const std::vector<std::string_view> fitting = words_that_fit(s, s.at, 1);
  if (fitting.empty() || fitting.size() > 4) return {};
  finding.message = fmt::format("{} does not belong here; {} does", describe(s, s.at), one_of(quoted(fitting)));
  finding.repair = Edit{s.at, s.at + 1, {type_of(fitting.front())}};
  return finding;
}

}  // namespace leaflaw::syntax
