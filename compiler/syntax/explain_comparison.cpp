// Comparisons: said in other words than the language's, or not said at all.
#include <fmt/format.h>

#include <array>

#include "LeaflawParser.h"
#include "compiler/syntax/explain.h"
#include "compiler/syntax/words.h"

namespace leaflaw::syntax {

namespace {

using grammar::LeaflawParser;

struct Phrase { std::string_view said, meant; };
// After `is`. Longer ones first.
constexpr std::array<Phrase, 30> phrases = {{{"no more than", "at most"},   {"not more than", "at most"}, {"no less than", "at least"},
                                             {"not less than", "at least"}, {"greater than", "above"},    {"more than", "above"},
                                             {"larger than", "above"},      {"higher than", "above"},     {"older than", "above"},
                                             {"bigger than", "above"},      {"less than", "under"},       {"fewer than", "under"},
                                             {"smaller than", "under"},     {"lower than", "under"},      {"younger than", "under"},
                                             {"later than", "after"},       {"earlier than", "before"},   {"equal to", "exactly"},
                                             {"equals", "exactly"},         {"up to", "at most"},         {"any of", "one of"},
                                             {"either of", "one of"},       {"over", "above"},            {"below", "under"},
                                             {"beneath", "under"},          {"beyond", "above"},          {"minimum", "at least"},
                                             {"maximum", "at most"},        {"in", "one of"},             {"more", "above"}}};

// The word `is` a few tokens before the mistake, in the same clause.
std::optional<Index> is_before(const Situation& s) {
  for (Index i = s.at; i > s.piece_begin && s.at - i < 4; --i)
    if (s.text(i - 1) == "is") return i - 1;
  return {};
}

// A left side like `buyer.age`, as far as it goes back from `last`; only paths, which are what people write.
Index path_begin(const Situation& s, Index last) {
  Index i = last;
  while (i > s.piece_begin) {
    const std::string_view before = s.text(i - 1);
    if (before == "." && i >= 2) i -= 2;
    else if (s.text(i) == "]" && i >= 3) i -= 3;
    else break;
  }
  return i;
}

// An amount or a date that begins at `first`: with its unit, on the same line.
Index amount_end(const Situation& s, Index first) {
  Index last = first;
  if (s.lexemes[first].type != LeaflawParser::NUMBER) return last;
  while (last + 1 < s.end && last < first + 2 && !s.lexemes[last + 1].first_on_line && (s.lexemes[last + 1].type == LeaflawParser::NAME || s.text(last + 1) == "%" || s.text(last + 1) == "years" || s.text(last + 1) == "days")) ++last;
  return last;
}

std::string ways(const Situation& s, std::string_view left, Index first, Index last) {
  const std::string amount = s.lexemes.one_line(first, last);
  const Type type = s.lexemes[first].type;
  if (type == LeaflawParser::DATE || s.text(first) == "today")
    return fmt::format("write `{}is on or after {}` (or `before`, `after`, `on or before`)", left, amount);
  return fmt::format("write `{}is at least {}` (or `at most`, `above`, `under`, `exactly`)", left, amount);
}

bool is_amount(const Situation& s, Index i) {
  const Type type = s.lexemes[i].type;
  return type == LeaflawParser::NUMBER || type == LeaflawParser::DATE || s.text(i) == "today";
}

}  // namespace

Explanation explain_comparison_words(const Situation& s) {
  const std::optional<Index> is = is_before(s);
  if (!is) return {};
  for (const Phrase& phrase : phrases) {
    Index last = *is;
    std::string said;
    while (said.size() < phrase.said.size() && last + 1 < s.end) {
      ++last;
      said += (said.empty() ? "" : " ") + std::string(s.text(last));
    }
    if (said != phrase.said || last < s.at - 1) continue;
    Finding finding = finding_at(s, *is + 1, last);
    finding.message = fmt::format("`{}` is not a comparison of the language", said);
    finding.help = fmt::format("write `is {}`", phrase.meant);
    Edit edit{*is + 1, last + 1, {}};
    for (std::size_t at = 0; at < phrase.meant.size();) {
      const std::size_t blank = std::min(phrase.meant.find(' ', at), phrase.meant.size());
      edit.types.push_back(type_of(phrase.meant.substr(at, blank - at)));
      at = blank + 1;
    }
    if (s.attempt(edit).whole) finding.repair = std::move(edit);
    return finding;
  }
  return {};
}

Explanation explain_missing_comparison(const Situation& s) {
  if (s.at == s.declaration || s.at >= s.end) return {};
  const bool after_is = s.text(s.at - 1) == "is";
  if (after_is && is_amount(s, s.at)) {
    const Index last = amount_end(s, s.at);
    Finding finding = finding_at(s, s.at, last);
    finding.message = fmt::format("`is` alone does not compare with {}", describe(s, s.at));
    finding.help = ways(s, "", s.at, last);
    return finding;
  }
  if (after_is && s.text(s.at) == "the") return {};
  // `is customer.limit`: the name was taken for a value.
  if (s.at >= 2 && s.text(s.at - 2) == "is" && (s.text(s.at) == "." || s.text(s.at) == "[")) {
    Finding finding = finding_at(s, s.at - 1, s.at);
    finding.message = "`is` alone compares with one word, not with a fact";
    finding.help = "write `is exactly` (or `is at least`, `is at most`, `is above`, `is under`)";
    return finding;
  }
  if (s.at >= 2 && s.text(s.at - 1) == "not" && s.text(s.at - 2) == "is" && (s.text(s.at) == "at" || s.text(s.at) == "exactly" || s.text(s.at) == "between" || s.text(s.at) == "one")) {
    Finding finding = finding_at(s, s.at - 2, s.at);
    finding.message = "`is not` stands before a value or `given`, not before a comparison";
    finding.help = s.text(s.at) == "one" ? "write `is none of`" : "put `not` before the whole comparison, as in `not (X is at least Y)`, or turn it round";
    return finding;
  }
  if (s.at >= 3 && s.text(s.at) == "of" && s.text(s.at - 1) == "one" && s.text(s.at - 2) == "not" && s.text(s.at - 3) == "is") {
    Finding finding = finding_at(s, s.at - 3, s.at);
    finding.message = "`is not one of` is not a comparison of the language";
    finding.help = "write `is none of`";
    const Edit edit{s.at - 2, s.at + 1, {type_of("none"), type_of("of")}};
    if (s.attempt(edit).whole) finding.repair = edit;
    return finding;
  }
  // `buyer.age 21 years`
  if (!takes_token(s, type_of("is")) || !is_amount(s, s.at)) return {};
  if (!is_word(s.lexemes[s.at - 1].type) && s.text(s.at - 1) != "]" && s.text(s.at - 1) != "today") return {};
  const Index first = path_begin(s, s.at - 1), last = amount_end(s, s.at);
  Finding finding = finding_at(s, first, last);
  finding.message = fmt::format("no comparison between `{}` and `{}`", s.lexemes.one_line(first, s.at - 1), s.lexemes.one_line(s.at, last));
  finding.help = ways(s, s.lexemes.one_line(first, s.at - 1) + " ", s.at, last);
  return finding;
}

}  // namespace leaflaw::syntax
