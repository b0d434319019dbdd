// Words in the wrong place: reserved words as names, clauses outside declarations or left unfinished, and whatever else there is.
#include <fmt/format.h>

#include "LeaflawParser.h"
#include "compiler/syntax/explain.h"
#include "compiler/syntax/words.h"

namespace leaflaw::syntax {

namespace {

using grammar::LeaflawParser;

// The clause that stood before, for "after ...".
std::string unfinished_what(const Situation& s) {
  if (s.piece == Piece::clause) return fmt::format("the clause `{}`", clause_words(s.lexemes, s.piece_begin));
  if (s.piece == Piece::row) return "the row";
  return fmt::format("the head of the {}", s.text(s.declaration));
}

}  // namespace

Explanation explain_outside(const Situation& s) {
  // At the edge of the page, where declarations start, a word that starts none is taken for one.
  const bool at_edge = s.boundary && s.starts_line() && s.lexemes.indent(s.at) == 0 && s.at < s.end && !s.is_head(s.at);
  if (s.at != s.declaration && !at_edge) return {};
  Finding finding = finding_at(s, s.at, s.at);
  if (is_clause_head(s.lexemes, s.at)) {
    finding.message = fmt::format("the clause `{}` stands outside any declaration", clause_words(s.lexemes, s.at));
    finding.help = "put it below the `rule`, `limit`, `measure` ... that it belongs to";
    return finding;
  }
  finding.message = fmt::format("{} does not start a declaration", describe(s, s.at));
  finding.help = "a declaration starts with `policy`, `unit`, `class`, `measure`, `table`, `define`, `limit`, `rule`, `duty`, `warning`, `exception`, `amendment` or `use`";
  return finding;
}

Explanation explain_window(const Situation& s) {
  if (s.piece != Piece::clause || s.at >= s.end || s.is_head(s.at) || s.text(s.piece_begin) != "at") return {};
  const std::string_view before = s.text(s.at - 1);
  if (before != "in" && before != "each" && before != "any" && before != "calendar" && s.text(s.at) != "per" && s.text(s.at) != "every") return {};
  if (takes_token(s, LeaflawParser::NUMBER) && before != "any") return {};
  Index first = s.at;
  while (first > s.piece_begin + 2 && (s.text(first - 1) == "in" || s.text(first - 1) == "each" || s.text(first - 1) == "any" || s.text(first - 1) == "calendar")) --first;
  Index last = s.at;
  while (last + 1 < s.end && !s.lexemes[last + 1].first_on_line && !s.is_head(last + 1)) ++last;
  Finding finding = finding_at(s, first, last);
  finding.message = fmt::format("`{}` is not a window of the language", s.lexemes.one_line(first, last));
  finding.help = "windows are `in one transaction`, `in each calendar day` (or `week from monday`, `month`), `in any 30 days`, `in any 24 hours`, "
                 "`in each period of 30 days from ...` and `since ...`";
  return finding;
}

Explanation explain_reserved_name(const Situation& s) {
  const Type type = s.lexemes[s.at].type;
  if (!is_reserved_word(type) || is_word(type) || s.boundary || !takes_token(s, LeaflawParser::NAME)) return {};
  if (s.starts_line() && s.is_head(s.at)) return {};
  Finding finding = finding_at(s, s.at, s.at);
  finding.message = fmt::format("`{}` is a reserved word and cannot be a name", s.text(s.at));
  finding.help = fmt::format("choose another name, such as `{}-1`", s.text(s.at));
  return finding;
}

Explanation explain_unfinished(const Situation& s) {
  if (s.at == s.declaration || s.boundary) return {};
  if (s.at < s.end && !(s.is_head(s.at) && s.starts_line())) return {};
  Finding finding = finding_at(s, s.at - 1, s.at - 1);
  if (describe_before(s) == fmt::format("`{}`", clause_words(s.lexemes, s.piece_begin))) finding.span = s.lexemes.span(s.piece_begin, s.at - 1);
  finding.message = fmt::format("{} is not finished", unfinished_what(s));
  finding.help = fmt::format("after {} must stand {}", describe_before(s), one_of(expected_things(s)));
  return finding;
}

Finding explain_unexpected(const Situation& s) {
  Finding finding = finding_at(s, s.at, s.at);
  const std::vector<std::string> things = expected_things(s);
  if (things.size() == 1 && !s.boundary) {
    finding.message = fmt::format("after {} must stand {}, not {}", describe_before(s), things[0], describe(s, s.at));
    return finding;
  }
  if (is_clause_head(s.lexemes, s.at) && s.boundary) {
    finding.message = fmt::format("the clause `{}` cannot stand here", clause_words(s.lexemes, s.at));
  } else {
    finding.message = fmt::format("{} does not belong here", describe(s, s.at));
  }
  if (!things.empty()) finding.help = fmt::format("after {} may stand {}", describe_before(s), one_of(things));
  return finding;
}

Finding explain(const Situation& s) {
  using Function = Explanation (*)(const Situation&);
  static constexpr Function explanations[] = {
      explain_stray_character,      explain_comparison_words, explain_filler,   explain_misspelled,   explain_outside,
      explain_number,               explain_open_parenthesis, explain_missing_comparison, explain_missing_colon, explain_date_or_time,
      explain_unquoted,             explain_missing_word,     explain_missing_word_earlier, explain_window, explain_wrong_word,
      explain_missing_thing,        explain_reserved_name,    explain_unfinished};
  for (Function explanation : explanations)
    if (Explanation found = explanation(s)) return std::move(*found);
  return explain_unexpected(s);
}

}  // namespace leaflaw::syntax
