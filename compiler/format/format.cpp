#include "compiler/format/format.h"

#include "compiler/format/lines.h"
#include "compiler/format/marks.h"
#include "compiler/format/trivia.h"
#include "compiler/syntax/parse.h"

namespace leaflaw {

namespace {

// The promise, looked after each time: no word and no comment is lost, changed or moved.
bool same_words(const syntax::Lexemes& one, const syntax::Lexemes& other) {
  if (one.size() != other.size()) return false;
  for (syntax::Index i = 0; i < one.size(); ++i)
    if (one[i].type != other[i].type || one.text(i) != other.text(i)) return false;
  return true;
}
bool same_comments(const std::vector<layout::Gap>& one, const std::vector<layout::Gap>& other) {
  for (std::size_t i = 0; i < one.size(); ++i) {
    if (one[i].comments.size() != other[i].comments.size()) return false;
    for (std::size_t k = 0; k < one[i].comments.size(); ++k)
      if (one[i].comments[k].text != other[i].comments[k].text) return false;
  }
  return true;
}

}  // namespace

std::optional<std::string> format(const Sources& sources, FileId id, Diagnostics& diagnostics) {
  Diagnostics found;
  (void)parse(sources, id, found);
  for (const Diagnostic& each : found.all()) diagnostics.add(each.code, each.span, each.message, each.help).notes = each.notes;
  if (found.has_errors()) return std::nullopt;

  const syntax::Lexemes lexemes = syntax::read_lexemes(id, sources.file(id).text);
  const std::vector<layout::Gap> gaps = layout::read_gaps(lexemes);
  const std::optional<layout::Marks> marks = layout::mark(lexemes);
  if (!marks) {
    diagnostics.add(Code::unexpected_text, {id, 0, 0}, "this file cannot be laid out");
    return std::nullopt;
  }
  std::string text = layout::join(layout::break_lines(lexemes, *marks, gaps));

  Sources again;
  bool usable = true;
  Diagnostics refused;
  const FileId result = again.add(sources.file(id).path, text, refused, usable);
  if (!usable) {
    diagnostics.add(refused.all().front().code, {id, 0, 0}, "laid out, this file would have a line that is too long", "shorten its longest line");
    return std::nullopt;
  }
  const syntax::Lexemes words = syntax::read_lexemes(result, text);
  if (!same_words(lexemes, words) || !same_comments(gaps, layout::read_gaps(words))) {
    diagnostics.add(Code::unexpected_text, {id, 0, 0}, "this file cannot be laid out without a change of its words");
    return std::nullopt;
  }
  return text;
}

}  // namespace leaflaw
