// Names, texts, dates, times, numbers, paths.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/syntax/build.h"

namespace leaflaw::syntax {

namespace {

std::string why_no_such_date(std::string_view text) {
  constexpr std::string_view months[] = {"January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December"};
  auto digits = [&](std::size_t at, std::size_t count) {
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) value = value * 10 + (text[i] - '0');
    return value;
  };
  const int year = digits(0, 4), month = digits(5, 2), day = digits(8, 2);
  if (month < 1 || month > 12) return fmt::format("{} does not exist; months run from 01 to 12", text);
  const int last = days_in_month(year, month);
  if (day < 1 || day > last) {
    return fmt::format("{} does not exist; {} {} ends on the {}{}", text, months[month - 1], year, last, last == 31 ? "st" : "th");
  }
  return fmt::format("{} is out of range; dates run from 1900-01-01 to 2199-12-31", text);
}

std::string why_bad_number(NumberError error, std::string_view text) {
  switch (error) {
    case NumberError::too_many_digits: return fmt::format("the number {} has more than 18 digits, which cannot be kept exactly", text);
    case NumberError::zero_denominator: return fmt::format("{} divides by zero", text);
    default: return fmt::format("{} is not a number of the language", text);
  }
}

}  // namespace

Span Builder::span(const ParserRuleContext* tree) const {
  const antlr4::Token* first = tree->start;
  const antlr4::Token* last = tree->stop != nullptr ? tree->stop : tree->start;
  const Lexeme& begin = lexemes_[index(first)];
  const Lexeme& end = lexemes_[index(last)];
  return {lexemes_.file(), begin.begin, std::max(begin.end, end.end)};
}

bool Builder::says(const ParserRuleContext* tree, std::string_view literal) const {
  for (antlr4::tree::ParseTree* child : tree->children)
    if (auto* terminal = dynamic_cast<antlr4::tree::TerminalNode*>(child); terminal != nullptr && text(terminal->getSymbol()) == literal) return true;
  return false;
}

Span Builder::head_words(const ParserRuleContext* tree, std::size_t words) const {
  Span whole = span(tree->start);
  for (std::size_t i = 1; i < words && i < tree->children.size(); ++i)
    if (auto* terminal = dynamic_cast<antlr4::tree::TerminalNode*>(tree->children[i]))
      whole.end = std::max(whole.end, span(terminal->getSymbol()).end);
  return whole;
}

// The words below a rule with one blank between them.
std::string Builder::joined(const ParserRuleContext* tree) const {
  std::string result;
  for (antlr4::tree::ParseTree* child : tree->children) {
    if (!result.empty()) result += ' ';
    if (auto* terminal = dynamic_cast<antlr4::tree::TerminalNode*>(child)) result += text(terminal->getSymbol());
    else if (auto* rule = dynamic_cast<ParserRuleContext*>(child)) result += joined(rule);
  }
  return result;
}

std::string Builder::written(const ParserRuleContext* tree) const {
  std::string result;
  std::uint32_t end = span(tree).begin;
  std::vector<antlr4::tree::ParseTree*> pending(tree->children.rbegin(), tree->children.rend());
  while (!pending.empty()) {
    antlr4::tree::ParseTree* child = pending.back();
    pending.pop_back();
    if (auto* terminal = dynamic_cast<antlr4::tree::TerminalNode*>(child)) {
      const Span here = span(terminal->getSymbol());
      if (here.begin > end) result += ' ';
      result += text(terminal->getSymbol());
      end = here.end;
    } else {
      pending.insert(pending.end(), child->children.rbegin(), child->children.rend());
    }
  }
  return result;
}

ast::Name Builder::name(const ParserRuleContext* tree) const { return {joined(tree), span(tree)}; }

std::vector<ast::Name> Builder::names(P::NameListContext* tree) const {
  std::vector<ast::Name> result;
  for (P::WordContext* word : tree->word()) result.push_back(name(word));
  return result;
}

// A control character has no place on a receipt, and a pack takes none.
void Builder::report_control(std::string_view written, Span where) {
  const auto found = std::find_if(written.begin(), written.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  if (found == written.end()) return;
  const auto at = where.begin + static_cast<std::uint32_t>(found - written.begin());
  diagnostics_.add(Code::stray_character, {where.file, at, at + 1}, fmt::format("the text holds the control character `U+{:04X}`", static_cast<unsigned>(*found)),
                   *found == '\t' ? "write a blank instead of the tab" : "leave it out");
}

ast::Text Builder::string(antlr4::tree::TerminalNode* node) {
  std::string_view value = text(node->getSymbol());
  report_control(value, span(node->getSymbol()));
  if (value.starts_with('"')) value.remove_prefix(1);
  if (value.ends_with('"')) value.remove_suffix(1);
  return {std::string(value), span(node->getSymbol())};
}

ast::DateText Builder::date(antlr4::tree::TerminalNode* node) {
  const std::string_view written = text(node->getSymbol());
  const Span where = span(node->getSymbol());
  if (std::optional<Date> value = parse_date(written)) return {*value, where};
  diagnostics_.add(Code::no_such_date, where, why_no_such_date(written));
  if (declaration_ != nullptr) declaration_->broken = true;   // what it lacks without the date is no news
  return {Date{}, where, false};
}

std::int32_t Builder::time(antlr4::tree::TerminalNode* node, bool may_end_day) {
  const std::string_view written = text(node->getSymbol());
  const Span where = span(node->getSymbol());
  const std::optional<std::int32_t> seconds = parse_time_of_day(written);
  if (!seconds) {
    diagnostics_.add(Code::no_such_time, where, fmt::format("there is no {}; times of day run from 00:00 to 23:59", written),
                     "24:00 is allowed as the end of a stretch of time");
  } else if (*seconds == 86400 && !may_end_day) {
    diagnostics_.add(Code::no_such_time, where, "24:00 can only end a stretch of time", "write 00:00 for the beginning of the day");
  }
  return seconds.value_or(0);
}

ast::Number Builder::number(antlr4::tree::TerminalNode* node) {
  const std::string_view written = text(node->getSymbol());
  const Span where = span(node->getSymbol());
  ParsedNumber parsed = parse_number(written);
  if (parsed.error != NumberError::none) {
    const bool mixed = parsed.error == NumberError::malformed && written.find('/') != std::string_view::npos;
    diagnostics_.add(Code::bad_number, where, why_bad_number(parsed.error, written),
                     mixed ? "a ratio is of two whole numbers, like 5/6" : "");
    parsed.value = Ratio(1);   // harmless where it is divided by
  }
  return {parsed.value, std::string(written), where};
}

ast::Quantity Builder::quantity(P::QuantityContext* tree) {
  ast::Quantity result;
  result.number = number(tree->NUMBER());
  result.span = span(tree);
  result.unit_span = {result.span.file, result.number.span.end, result.number.span.end};
  if (P::UnitContext* unit_tree = tree->unit()) {
    result.unit = joined(unit_tree);
    result.unit_span = span(unit_tree);
  }
  return result;
}

ast::Path Builder::path(const ParserRuleContext* tree) const {
  ast::Path result{{}, span(tree)};
  for (antlr4::tree::ParseTree* child : tree->children) {
    if (auto* key = dynamic_cast<P::KeyContext*>(child)) result.steps.back().key = name(key->stepName());
    else if (auto* step = dynamic_cast<ParserRuleContext*>(child)) result.steps.push_back({name(step), {}});
  }
  return result;
}

}  // namespace leaflaw::syntax

namespace leaflaw::ast {

std::string Path::text() const {
  std::string result;
  for (const PathStep& step : steps) {
    if (!result.empty()) result += '.';
    result += step.name.text;
    if (step.key) result += '[' + step.key->text + ']';
  }
  return result;
}

}  // namespace leaflaw::ast
