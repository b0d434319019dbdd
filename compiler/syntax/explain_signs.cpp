// Characters that the language does not use, parentheses left open, and how numbers, dates and times are written.
#include <fmt/format.h>

#include <map>

#include "LeaflawParser.h"
#include "compiler/source/utf8.h"
#include "compiler/syntax/explain.h"
#include "compiler/syntax/words.h"

namespace leaflaw::syntax {

namespace {

using grammar::LeaflawParser;

// What to write instead, by the characters that stand together.
std::string_view instead_of(std::string_view signs) {
  static const std::map<std::string_view, std::string_view> known = {
      {">=", "write `is at least`"},      {"=>", "write `is at least`"},   {"≥", "write `is at least`"},  {"<=", "write `is at most`"},
      {"=<", "write `is at most`"},       {"≤", "write `is at most`"},     {">", "write `is above`"},     {"<", "write `is under`"},
      {"=", "write `is` before a word, `is exactly` before an amount"},    {"==", "write `is` before a word, `is exactly` before an amount"},
      {"!=", "write `is not`"},           {"<>", "write `is not`"},        {"≠", "write `is not`"},       {"!", "write `not`"},
      {"&&", "write `and`"},              {"&", "write `and`"},            {"||", "write `or`"},          {"|", "write `or`"},
      {"*", "write `times`"},             {"×", "write `times`"},          {"/", "write `divided by`"},   {"÷", "write `divided by`"},
      {";", "nothing needs to end a line; leave it out"},                  {"{", "a declaration has no braces; leave it out"},
      {"}", "a declaration has no braces; leave it out"},                  {"'", "texts stand in double quotes, \"like this\""},
      {"`", "texts stand in double quotes, \"like this\""},                {"“", "texts stand in straight double quotes, \"like this\""},
      {"”", "texts stand in straight double quotes, \"like this\""},       {"„", "texts stand in straight double quotes, \"like this\""},
      {"‘", "texts stand in straight double quotes, \"like this\""},       {"’", "texts stand in straight double quotes, \"like this\""},
      {"–", "write the sign `-` of the keyboard"},                         {"—", "write the sign `-` of the keyboard"},
      {"−", "write the sign `-` of the keyboard"},                         {"//", "a comment starts with `#`"},
      {"/*", "a comment starts with `#`"},  {"$", "write money as `5 USD`"}, {"€", "write money with its unit, as `5 USD`"},
      {"\xC2\xA0", "this is a no-break space; put an ordinary blank"},
  };
  auto found = known.find(signs);
  return found == known.end() ? std::string_view() : found->second;
}

std::string show(std::string_view signs) {
  std::string shown;
  for (std::size_t at = 0; at < signs.size();) {
    const utf8::Character character = utf8::decode(signs, at);
    if (utf8::is_unprintable(character.value) || character.value == 0xA0) shown += fmt::format("U+{:04X}", static_cast<std::uint32_t>(character.value));
    else utf8::append(shown, character.value);
    at += character.length;
  }
  return shown;
}

// The innermost parenthesis or bracket open before `at`, within its clause.
std::optional<Index> open_before(const Situation& s) {
  std::vector<Index> open;
  for (Index i = s.piece_begin; i < s.at; ++i) {
    const std::string_view sign = s.text(i);
    if (sign == "(" || sign == "[") open.push_back(i);
    if ((sign == ")" || sign == "]") && !open.empty()) open.pop_back();
  }
  if (open.empty()) return {};
  return open.back();
}

// "e30"
bool is_exponent(std::string_view word) {
  return word.size() >= 2 && (word[0] == 'e' || word[0] == 'E') && word.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

bool touches(const Situation& s, Index i) { return i > 0 && s.lexemes[i].begin == s.lexemes[i - 1].end; }

// `8:00`, `08:00:30`, `8am`, `10 pm`: the mistake shows after their first part.
Explanation explain_clock(const Situation& s) {
  if (s.at <= s.declaration + 1 || s.at >= s.end) return {};
  const bool minutes = s.text(s.at) == ":" && touches(s, s.at) && s.at + 1 < s.end && touches(s, s.at + 1);
  const bool half_day = s.text(s.at - 1) == "am" || s.text(s.at - 1) == "pm";
  const Index first = half_day ? s.at - 2 : s.at - 1;
  const Index last = half_day ? s.at - 1 : s.at + 1;
  if (!minutes && !half_day) return {};
  const Type type = s.lexemes[first].type;
  if (type != LeaflawParser::NUMBER && !(minutes && type == LeaflawParser::TIME)) return {};
  Finding finding = finding_at(s, first, last);
  finding.message = fmt::format("`{}` is not a time of day", s.lexemes.one_line(first, last));
  finding.help = "times have hours and minutes with two digits each, as `08:00` or `22:30`";
  return finding;
}

// `1e30 g`: read as a unit, so that the mistake shows after it.
Explanation explain_exponent(const Situation& s) {
  if (s.at < s.declaration + 3 || !is_exponent(s.text(s.at - 1)) || s.lexemes[s.at - 2].type != LeaflawParser::NUMBER || !touches(s, s.at - 1)) return {};
  Finding finding = finding_at(s, s.at - 2, s.at - 1);
  finding.code = Code::bad_number;
  finding.message = fmt::format("a number has no exponent: `{}`", s.lexemes.one_line(s.at - 2, s.at - 1));
  finding.help = "write it with all its digits";
  return finding;   // no repair: the number would not be the one that was meant
}

}  // namespace

Explanation explain_unquoted(const Situation& s) {
  if (s.at == s.declaration || s.at >= s.end || s.starts_line() || !takes_token(s, LeaflawParser::STRING) || takes_token(s, LeaflawParser::NAME)) return {};
  if (s.is_head(s.at) || s.lexemes[s.at].type == LeaflawParser::OTHER) return {};
  Index last = s.at;   // the rest of the line, or as far as the clause goes
  while (last + 1 < s.end && !s.lexemes[last + 1].first_on_line && !s.is_head(last + 1)) ++last;
  Finding finding = finding_at(s, s.at, last);
  const std::string_view words = s.lexemes.source().substr(finding.span.begin, finding.span.end - finding.span.begin);
  finding.message = "a text stands in quotes";
  finding.help = words.find('"') == std::string_view::npos ? fmt::format("write `\"{}\"`", words) : "put `\"` before and after it";
  const Edit edit{s.at, last + 1, {static_cast<Type>(LeaflawParser::STRING)}};
  if (s.attempt(edit).whole) finding.repair = edit;
  return finding;
}

Explanation explain_stray_character(const Situation& s) {
  if (s.lexemes[s.at].type != LeaflawParser::OTHER) return {};
  Index last = s.at;
  while (last + 1 < s.end && s.lexemes[last + 1].type == LeaflawParser::OTHER && touches(s, last + 1)) ++last;
  // Signs that mean something together are named together; else the first one alone.
  std::string_view help = instead_of(s.lexemes.source().substr(s.lexemes[s.at].begin, s.lexemes[last].end - s.lexemes[s.at].begin));
  if (help.empty()) {
    last = s.at;
    help = instead_of(s.text(s.at));
  }
  Finding finding = finding_at(s, s.at, last);
  finding.code = Code::stray_character;
  const std::string_view signs = s.lexemes.source().substr(finding.span.begin, finding.span.end - finding.span.begin);
  const bool letter = static_cast<unsigned char>(signs[0]) >= 0x80 && help.empty();
  finding.message = signs == "`" ? "the language does not use the sign \"`\"" : fmt::format("the language does not use `{}`", show(signs));
  finding.help = !help.empty() ? std::string(help) : letter ? "names are made of the letters a to z, digits, `-` and `_`; other letters only stand inside quotes" : "leave it out";
  return finding;
}

Explanation explain_open_parenthesis(const Situation& s) {
  const std::optional<Index> open = open_before(s);
  if (!open) return {};
  const std::string_view closing = s.text(*open) == "(" ? ")" : "]";
  if (!s.takes(closing)) return {};
  const Edit edit{s.at, s.at, {type_of(closing)}};
  const bool repaired = s.attempt(edit).whole;
  const bool clause_over = s.starts_line() && s.is_head(s.at);
  if (!repaired && !clause_over && s.at < s.end) return {};
  Finding finding = clause_over || s.at >= s.end ? finding_at(s, s.at - 1, s.at - 1) : finding_at(s, s.at, s.at);
  finding.message = clause_over || s.at >= s.end ? fmt::format("`{}` is missing after {}", closing, describe(s, s.at - 1))
                                                 : fmt::format("`{}` is missing before {}", closing, describe(s, s.at));
  finding.notes.push_back({s.lexemes.span(*open), fmt::format("this `{}` is still open", s.text(*open))});
  if (repaired) finding.repair = edit;
  return finding;
}

Explanation explain_number(const Situation& s) {
  if (Explanation found = explain_exponent(s)) return found;
  const Type type = s.lexemes[s.at].type;
  if (s.at == s.declaration) return {};
  const Type before = s.lexemes[s.at - 1].type;
  if (s.text(s.at) == "," && before == LeaflawParser::NUMBER && touches(s, s.at) && s.at + 1 < s.end && s.lexemes[s.at + 1].type == LeaflawParser::NUMBER &&
      touches(s, s.at + 1)) {
    Finding finding = finding_at(s, s.at - 1, s.at + 1);
    finding.code = Code::bad_number;
    finding.message = fmt::format("a number has no comma: `{}`", s.lexemes.one_line(s.at - 1, s.at + 1));
    finding.help = fmt::format("write `{}{}`, and a decimal point as `.`", s.text(s.at - 1), s.text(s.at + 1));
    const Edit edit{s.at, s.at + 2, {}};
    if (s.attempt(edit).whole) finding.repair = edit;
    return finding;
  }
  if ((s.text(s.at) == "-" || s.text(s.at) == "+") && s.at + 1 < s.end && s.lexemes[s.at + 1].type == LeaflawParser::NUMBER && takes_token(s, LeaflawParser::NUMBER)) {
    Finding finding = finding_at(s, s.at, s.at + 1);
    finding.message = "a number has no sign";
    finding.help = fmt::format("write `{}`; amounts in law are never below zero", s.text(s.at + 1));
    return finding;
  }
  if (s.text(s.at) == "." && s.at + 1 < s.end && s.lexemes[s.at + 1].type == LeaflawParser::NUMBER && touches(s, s.at + 1) && takes_token(s, LeaflawParser::NUMBER)) {
    Finding finding = finding_at(s, s.at, s.at + 1);
    finding.code = Code::bad_number;
    finding.message = "a number starts with a digit";
    finding.help = fmt::format("write `0.{}`", s.text(s.at + 1));
    const Edit edit{s.at, s.at + 1, {}};
    if (s.attempt(edit).whole) finding.repair = edit;
    return finding;
  }
  if (type == LeaflawParser::NUMBER && takes_token(s, LeaflawParser::NAME) && !takes_token(s, LeaflawParser::NUMBER) && !s.boundary && s.at + 1 < s.end &&
      touches(s, s.at + 1)) {
    Finding finding = finding_at(s, s.at, s.at + 1);
    finding.message = "a name starts with a letter";
    finding.help = fmt::format("choose another name than `{}`", s.lexemes.one_line(s.at, s.at + 1));
    return finding;
  }
  return {};
}

Explanation explain_date_or_time(const Situation& s) {
  if (Explanation found = explain_clock(s)) return found;
  const Type type = s.lexemes[s.at].type;
  const bool date = takes_token(s, LeaflawParser::DATE), time = takes_token(s, LeaflawParser::TIME);
  if (date == time || takes_token(s, LeaflawParser::NUMBER)) return {};
  if (type != LeaflawParser::NUMBER && !is_word(type) && type != LeaflawParser::ZONE) return {};
  if (s.is_head(s.at)) return {};
  // The whole of what was meant to be the date: up to the next blank.
  Index last = s.at;
  while (last + 1 < s.end && touches(s, last + 1) && s.text(last + 1) != ",") ++last;
  Finding finding = finding_at(s, s.at, last);
  finding.message = fmt::format("`{}` is not a {}", s.lexemes.one_line(s.at, last), date ? "date" : "time of day");
  finding.help = date ? "dates are written year-month-day, as `2026-01-31`" : "times are written with two digits each, as `08:00` or `22:30`";
  return finding;   // no repair: a made-up date would be worse than none
}

}  // namespace leaflaw::syntax
