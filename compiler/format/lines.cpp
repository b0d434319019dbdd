#include "compiler/format/lines.h"

#include <algorithm>

#include "compiler/format/width.h"

namespace leaflaw::layout {

namespace {

using syntax::Index;

constexpr int widest = 128;             // columns of a line that can be broken
constexpr int continuation_indent = 4;  // where a comment breaks a line that no rule would break
constexpr int comment_column = 69;      // of comments behind a line, where the line is short enough
constexpr int longest_in_block = 110;   // longer lines do not move the comments of their neighbours

class Breaker {
 public:
  Breaker(const syntax::Lexemes& lexemes, const Marks& marks, const std::vector<Gap>& gaps)
      : lexemes_(lexemes), marks_(marks), gaps_(gaps), columns_(marks.groups.size(), 0), broken_(marks.groups.size(), false), ends_(lexemes.size()) {
    measure();
  }

  std::vector<Line> run() {
    const Index end = lexemes_.size() - 1;
    for (Index i = 0; i < end; ++i) {
      place(i);
      put(lexemes_.text(i));
      close(i);
    }
    finish(end);
    return std::move(lines_);
  }

 private:
  // ---- widths -----------------------------------------------------------------------------------------

  void measure() {
    int sum = 0, seen = 0;
    for (Index i = 0; i < lexemes_.size(); ++i) {
      if (i > 0) sum += marks_.words[i].gap;
      sum += characters(i + 1 < lexemes_.size() ? lexemes_.text(i) : std::string_view());
      ends_[i] = sum;
      comments_.push_back(seen += gaps_[i].comments.empty() ? 0 : 1);
    }
    // What must stay behind a word: everything up to the next place where a line may be broken.
    stays_.assign(lexemes_.size(), static_cast<Index>(lexemes_.size() - 1));
    for (Index i = lexemes_.size() - 1; i-- > 0;) {
      const Mark& next = marks_.words[i + 1];
      const bool stop = i + 2 >= lexemes_.size() || next.start != Start::none || next.may_break != Break::none || !gaps_[i + 1].comments.empty();
      stays_[i] = stop ? i : stays_[i + 1];
    }
  }
  // In one line, without the gap before the first.
  int flat(Index first, Index last) const { return ends_[last] - ends_[first] + characters(lexemes_.text(first)); }
  bool has_comments(Index first, Index last) const { return comments_[last] > comments_[first]; }   // between them

  // ---- words ------------------------------------------------------------------------------------------

  void place(Index i) {
    const Mark& mark = marks_.words[i];
    const bool starts = i == 0 || mark.start == Start::declaration || mark.start == Start::clause || mark.start == Start::row;
    const bool must = starts || !gaps_[i].comments.empty();
    const int column = starts || mark.start == Start::joined ? mark.indent : continuation(mark);
    if (must) next_line(i, column);
    else if (breaks_here(i)) start_line(column);
    else blanks(mark);
    for (std::size_t group : mark.opens) open(group, must);
    if (starts) indent_ = mark.indent;
  }
  int continuation(const Mark& mark) const {
    if (mark.column > 0) return mark.column;
    if (mark.may_break != Break::none) return columns_[mark.group];
    return open_.empty() ? indent_ + continuation_indent : columns_[open_.back()];
  }
  bool breaks_here(Index i) const {
    const Mark& mark = marks_.words[i];
    if (mark.may_break == Break::together) return broken_[mark.group];
    if (mark.may_break != Break::filling) return false;
    return column_ + mark.gap + flat(i, stays_[i]) > widest;
  }
  void blanks(const Mark& mark) { pad(std::max(column_ + mark.gap, mark.column)); }

  void open(std::size_t group, bool started_line) {
    const Group& each = marks_.groups[group];
    const bool fits = !has_comments(each.first, each.last) && column_ + flat(each.first, std::max(each.last, stays_[each.last])) <= widest;
    if (!fits && each.hanging && !started_line) start_line(indent_ + 2);
    broken_[group] = !fits;
    columns_[group] = column_;
    open_.push_back(group);
  }
  void close(Index i) {
    while (!open_.empty() && marks_.groups[open_.back()].last <= i) open_.pop_back();
  }

  // ---- lines ------------------------------------------------------------------------------------------

  // Ends the line with the comments that stand before the word; the word starts the next one.
  void next_line(Index i, int column) {
    const Mark& mark = marks_.words[i];
    const bool apart = i > 0 && mark.start == Start::declaration && stands_apart(i);
    const bool keeps = mark.start == Start::declaration || mark.start == Start::row;
    comments(i, column, keeps, apart && !has_empty_line(gaps_[i]));
    if (mark.start == Start::declaration) declaration_ = i;
    if (lines_.empty()) lines_.emplace_back();
    else start_line(column, (keeps && gaps_[i].empty_before) || (apart && !has_empty_line(gaps_[i]) && !has_own_line(gaps_[i])));
    pad(column);
  }
  void comments(Index i, int column, bool keeps, bool apart) {
    for (const Comment& comment : gaps_[i].comments) {
      if (!comment.own_line) {
        lines_.back().comment = comment.text;
        continue;
      }
      if (lines_.empty()) lines_.emplace_back();
      else start_line(column, (keeps && comment.empty_before) || apart);
      apart = false;
      pad(column);
      put(comment.text);
    }
  }
  // Declarations of one line may stand together; all others have an empty line between.
  bool stands_apart(Index i) const { return has_lines(declaration_) || has_lines(i); }
  bool has_lines(Index declaration) const {
    for (Index i = declaration + 1; i < lexemes_.size(); ++i) {
      if (marks_.words[i].start == Start::declaration) return false;
      if (marks_.words[i].start != Start::none) return true;
    }
    return false;
  }
  static bool has_own_line(const Gap& gap) {
    return std::any_of(gap.comments.begin(), gap.comments.end(), [](const Comment& comment) { return comment.own_line; });
  }
  static bool has_empty_line(const Gap& gap) {
    return gap.empty_before || std::any_of(gap.comments.begin(), gap.comments.end(), [](const Comment& comment) { return comment.empty_before; });
  }
  void finish(Index end) { comments(end, 0, true, false); }

  void start_line(int column, bool empty_before = false) {
    if (empty_before) lines_.emplace_back();
    lines_.emplace_back();
    column_ = written_ = 0;
    pad(column);
  }
  // Blanks are written with the word behind them: no line ends with any.
  void pad(int column) { column_ = std::max(column_, column); }
  void put(std::string_view text) {
    lines_.back().text.append(static_cast<std::size_t>(column_ - written_), ' ');
    lines_.back().text += text;
    column_ += characters(text);
    written_ = column_;
  }

  const syntax::Lexemes& lexemes_;
  const Marks& marks_;
  const std::vector<Gap>& gaps_;
  std::vector<int> columns_;          // by group: where broken lines start
  std::vector<bool> broken_;          // by group
  std::vector<std::size_t> open_;     // groups, the innermost last
  std::vector<int> ends_;             // by word: its end if all the text were one line
  std::vector<int> comments_;         // by word: gaps with comments up to the one before it
  std::vector<Index> stays_;          // by word: the last one that stays in its line whatever is broken
  std::vector<Line> lines_;
  int column_ = 0, indent_ = 0;       // column_: where the next word may stand
  int written_ = 0;                   // columns of the line that are written
  Index declaration_ = 0;             // first word of the one being laid out
};

int column_of_comments(const std::vector<Line>& lines, std::size_t first) {
  int column = comment_column;
  for (std::size_t i = first; i < lines.size() && !lines[i].comment.empty(); ++i)
    if (const int length = characters(lines[i].text); length <= longest_in_block) column = std::max(column, length + 2);
  return column;
}

}  // namespace

std::vector<Line> break_lines(const syntax::Lexemes& lexemes, const Marks& marks, const std::vector<Gap>& gaps) { return Breaker(lexemes, marks, gaps).run(); }

std::string join(const std::vector<Line>& lines) {
  std::string text;
  int column = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    text += lines[i].text;
    if (!lines[i].comment.empty()) {
      if (i == 0 || lines[i - 1].comment.empty()) column = column_of_comments(lines, i);
      text.append(static_cast<std::size_t>(std::max(column - characters(lines[i].text), 2)), ' ');
      text += lines[i].comment;
    }
    text += '\n';
  }
  return text;
}

}  // namespace leaflaw::layout
