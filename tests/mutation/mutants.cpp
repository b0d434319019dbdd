#include "tests/mutation/mutants.h"

#include <map>
#include <optional>

#include "compiler/syntax/lexemes.h"
#include "runtime/base/calendar.h"

namespace leaflaw::mutation {

namespace {

using ast::Clause;
using ast::Condition;
using ast::Declaration;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// One step of the last digit, up or down; nothing where it would go below zero.
std::optional<std::string> stepped(std::string number, bool up) {
  const std::size_t end = number.find('/') == std::string::npos ? number.size() : number.find('/');
  for (std::size_t i = end; i-- > 0;) {
    if (!is_digit(number[i])) continue;
    if (up ? number[i] != '9' : number[i] != '0') { number[i] = static_cast<char>(number[i] + (up ? 1 : -1)); return number; }
    number[i] = up ? '0' : '9';
  }
  return up ? std::optional("1" + number) : std::nullopt;
}

class Mutator {
 public:
  Mutator(const ast::File& file, const Sources& sources) : file_(file), text_(sources.file(file.id).text), lexemes_(syntax::read_lexemes(file.id, text_)) {}

  std::vector<Mutant> all(const std::set<std::string>& relevant) {
    for (const Declaration& each : file_.declarations) {
      if (each.kind == Declaration::Kind::policy || !relevant.contains(each.name.text)) continue;
      declaration_ = each.name.text;
      if (each.kind == Declaration::Kind::amendment)
        for (const Clause& clause : each.clauses)
          if (clause.kind == Clause::Kind::effective && clause.from) declaration_ += ", amended from " + to_string(clause.from->date);
      signs(each);
      lists(each);
    }
    return std::move(mutants_);
  }

 private:
  void add(std::uint32_t begin, std::uint32_t end, std::string replacement, std::string from = {}, std::string to = {}) {
    Mutant mutant;
    mutant.declaration = declaration_;
    mutant.begin = begin;
    mutant.end = end;
    mutant.from = from.empty() ? std::string(text_.substr(begin, end - begin)) : std::move(from);
    mutant.to = to.empty() ? replacement : std::move(to);
    mutant.replacement = std::move(replacement);
    mutant.repeated = ++seen_[mutant.declaration + "\n" + mutant.from + "\n" + mutant.to];
    mutants_.push_back(std::move(mutant));
  }

  // ---- numbers, dates, times, comparisons, windows: by the words as they stand ------------------------------------------------
  void signs(const Declaration& declaration) {
    for (syntax::Index i = 0; i < lexemes_.size(); ++i) {
      const syntax::Lexeme& lexeme = lexemes_[i];
      if (lexeme.begin < declaration.span.begin || lexeme.end > declaration.span.end || lexeme.type == syntax::end_of_file) continue;
      const std::string_view word = lexemes_.text(i);
      if (word.size() == 10 && word[4] == '-' && is_digit(word[0])) date(lexeme, word);
      else if (word.size() == 5 && word[2] == ':' && is_digit(word[0])) time(lexeme, word);
      else if (!word.empty() && is_digit(word[0])) number(lexeme, word);
      else words(i);
    }
  }
  void number(const syntax::Lexeme& at, std::string_view word) {
    for (bool up : {true, false})
      if (std::optional<std::string> other = stepped(std::string(word), up)) add(at.begin, at.end, *other);
  }
  void date(const syntax::Lexeme& at, std::string_view word) {
    const std::optional<Date> day = parse_date(word);
    if (!day) return;
    add(at.begin, at.end, to_string(day_after(*day)));
    add(at.begin, at.end, to_string(day_before(*day)));
  }
  void time(const syntax::Lexeme& at, std::string_view word) {
    const std::optional<std::int32_t> seconds = parse_time_of_day(word);
    if (!seconds) return;
    add(at.begin, at.end, print_time_of_day((*seconds + 60) % 86400));
    add(at.begin, at.end, print_time_of_day((*seconds + 86400 - 60) % 86400));
  }
  [[nodiscard]] bool follow(syntax::Index i, std::initializer_list<std::string_view> words) const {
    for (std::string_view word : words)
      if (i >= lexemes_.size() || lexemes_[i].type == syntax::end_of_file || lexemes_.text(i++) != word) return false;
    return true;
  }
  void replace(syntax::Index first, std::size_t words, std::string by) { add(lexemes_[first].begin, lexemes_[static_cast<syntax::Index>(first + words - 1)].end, std::move(by)); }
  void words(syntax::Index i) {
    static const std::vector<std::pair<std::vector<std::string_view>, std::string>> swaps = {
        {{"is", "at", "least"}, "is above"}, {{"is", "at", "most"}, "is under"}, {{"is", "above"}, "is at least"}, {{"is", "under"}, "is at most"},
        {{"and", "at", "most"}, "and under"}, {{"and", "under"}, "and at most"}, {{"and", "at", "least"}, "and above"}, {{"and", "above"}, "and at least"},
        {{"is", "before"}, "is on or before"}, {{"is", "after"}, "is on or after"}, {{"is", "on", "or", "before"}, "is before"}, {{"is", "on", "or", "after"}, "is after"},
        {{"is", "today", "or", "later"}, "is after today"}, {{"is", "today", "or", "earlier"}, "is before today"},
        {{"is", "one", "of"}, "is none of"}, {{"is", "none", "of"}, "is one of"},
        {{"in", "one", "transaction"}, "in each calendar day"}, {{"in", "each", "calendar", "day"}, "in one transaction"}, {{"in", "each", "calendar", "month"}, "in any 30 days"},
        {{"least", "of"}, "greatest of"}, {{"greatest", "of"}, "least of"}};
    for (const auto& [words, by] : swaps) {
      bool here = true;
      for (std::size_t k = 0; k < words.size(); ++k) here = here && follow(static_cast<syntax::Index>(i + k), {words[k]});
      if (here) replace(i, words.size(), by);
    }
    if (follow(i, {"in", "each", "calendar", "day"})) replace(i, 4, "in each calendar week from monday");
    if (follow(i, {"in", "any"}) && i + 3 < lexemes_.size() && follow(i + 3, {"days"})) replace(i, 4, "in each calendar month");
    if (follow(i, {"separately", "for", "each"})) add(lexemes_[i - 1].begin, lexemes_[i + 3].end, " ", lexemes_.one_line(i, i + 3), "nothing");
  }

  // ---- categories: by the tree --------------------------------------------------------------------------------------------------
  void lists(const Declaration& each) {
    for (const Clause& clause : each.clauses) {
      rows(clause.rows);
      condition(clause.condition.get());
      condition(clause.item_condition.get());
      expression(clause.expr.get());
    }
    rows(each.rows);
    condition(each.condition.get());
  }
  void rows(const std::vector<ast::Row>& all) {
    for (const ast::Row& row : all) {
      names(row.names);
      if (all.size() > 1 && !row.anything_else) add(row.span.begin, row.span.end, " ", one_line(row.head_span) + ": the row", "nothing");
      condition(row.condition.get());
      expression(row.value.get());
    }
  }
  void names(const std::vector<ast::Name>& list) {
    if (list.size() < 2) return;
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::uint32_t begin = i == 0 ? list[0].span.begin : list[i - 1].span.end, end = i == 0 ? list[1].span.begin : list[i].span.end;
      add(begin, end, "", list[i].text + " in " + list.front().text + " ...", "nothing");
    }
  }
  void condition(const Condition* each) {
    if (!each) return;
    if (each->kind == Condition::Kind::is_one_of || each->kind == Condition::Kind::includes) names(each->values);
    if (each->kind == Condition::Kind::is_one_of && each->values.size() == 1) {
      const Span value = each->values.front().span;
      if (!each->negated) add(value.begin, value.begin, "not ", "is " + each->values.front().text, "is not " + each->values.front().text);
    }
    for (const auto* side : {&each->left, &each->right, &each->right2}) expression(side->get());
    for (const auto& arg : each->args) condition(arg.get());
  }
  void expression(const ast::Expr* each) {
    if (!each) return;
    for (const auto& arg : each->args) expression(arg.get());
    for (const auto& arg : each->conditions) condition(arg.get());
  }
  [[nodiscard]] std::string one_line(Span span) const {
    std::string line;
    for (char c : text_.substr(span.begin, span.end - span.begin))
      if (c != ' ' && c != '\n') line += c;
      else if (!line.empty() && line.back() != ' ') line += ' ';
    return line;
  }

  const ast::File& file_;
  std::string_view text_;
  syntax::Lexemes lexemes_;
  std::string declaration_;
  std::map<std::string, unsigned> seen_;
  std::vector<Mutant> mutants_;
};

}  // namespace

std::string Mutant::name() const {
  return declaration + ": `" + from + "` -> `" + to + "`" + (repeated > 1 ? " #" + std::to_string(repeated) : "");
}

std::string Mutant::apply(std::string_view text) const {
  return std::string(text.substr(0, begin)) + replacement + std::string(text.substr(end));
}

std::vector<Mutant> mutants_of(const ast::File& file, const Sources& sources, const std::set<std::string>& relevant) { return Mutator(file, sources).all(relevant); }

}  // namespace leaflaw::mutation
