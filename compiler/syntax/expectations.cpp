// What may stand at a place, said in a handful of words instead of forty tokens.
#include <algorithm>
#include <map>

#include "LeaflawParser.h"
#include "compiler/syntax/explain.h"
#include "compiler/syntax/words.h"

namespace leaflaw::syntax {

namespace {

using grammar::LeaflawParser;

constexpr std::size_t most_things = 5;
constexpr std::size_t most_clauses = 4;

// Rules that readers know by a name of their own. The outermost one that begins at the place is what is named.
std::string_view name_of_rule(std::size_t rule) {
  static const std::map<std::size_t, std::string_view> names = {
      {LeaflawParser::RuleCondition, "a condition"},
      {LeaflawParser::RuleUnary, "a condition"},
      {LeaflawParser::RulePredicate, "a comparison such as `is at least` or `is one of`"},
      {LeaflawParser::RuleComparison, "`at least`, `at most`, `above`, `under` or `exactly`"},
      {LeaflawParser::RuleCounted, "an amount"},
      {LeaflawParser::RuleExpr, "an amount, a date or a fact"},
      {LeaflawParser::RuleTerm, "an amount, a date or a fact"},
      {LeaflawParser::RuleFactor, "an amount, a date or a fact"},
      {LeaflawParser::RuleOptionalExpr, "an amount or a fact"},
      {LeaflawParser::RuleQuantity, "a number with its unit, such as `1 g`"},
      {LeaflawParser::RuleUnit, "a unit such as `g`"},
      {LeaflawParser::RuleUnitName, "a name for the unit"},
      {LeaflawParser::RuleValueName, "a value"},
      {LeaflawParser::RulePath, "a fact"},
      {LeaflawParser::RuleStepName, "a name"},
      {LeaflawParser::RuleDeclaredPath, "a name"},
      {LeaflawParser::RuleKey, "a key such as `[name]`"},
      {LeaflawParser::RuleWord, "a name"},
      {LeaflawParser::RuleNameList, "a name, or several with commas"},
      {LeaflawParser::RulePolicyId, "a name for the policy"},
      {LeaflawParser::RuleEnumValue, "a value"},
      {LeaflawParser::RuleZoneName, "a time zone such as `America/Chicago`"},
      {LeaflawParser::RuleFactType, "a type"},
      {LeaflawParser::RuleWindow, "a window such as `in one transaction` or `in each calendar day`"},
      {LeaflawParser::RuleRow, "a row such as `name: amount`"},
      {LeaflawParser::RuleTableRow, "a row such as `name: amount`"},
      {LeaflawParser::RuleTableHead, "the head of the table, such as `key: column`"},
      {LeaflawParser::RuleRowValue, "an amount, `nothing` or `unknown`"},
  };
  auto found = names.find(rule);
  return found == names.end() ? std::string_view() : found->second;
}

std::string_view name_of_token(Type type) {
  switch (type) {
    case LeaflawParser::DATE: return "a date such as `2026-01-31`";
    case LeaflawParser::TIME: return "a time such as `08:00`";
    case LeaflawParser::NUMBER: return "a number";
    case LeaflawParser::STRING: return "a text in quotes";
    case LeaflawParser::ZONE:
    case LeaflawParser::NAME: return "a name";
    default: return {};
  }
}

bool is_clause_rule(std::size_t rule) { return rule == LeaflawParser::RuleClause || rule == LeaflawParser::RuleHeaderClause; }

// A further operator or step could follow almost anywhere: not worth saying.
bool is_continuation(const GrammarWalk::Frame* frame) {
  return frame->rule == LeaflawParser::RuleExpr || frame->rule == LeaflawParser::RuleTerm || frame->rule == LeaflawParser::RuleFactor || frame->rule == LeaflawParser::RulePath ||
         frame->rule == LeaflawParser::RuleDeclaredPath || frame->rule == LeaflawParser::RuleNameList || frame->rule == LeaflawParser::RuleUnit;
}

struct Listed {
  std::vector<std::string> things, continuations;
  bool clause = false, declaration = false, end = false;
};

void list(Listed& all, const GrammarWalk::Expectation& expectation, Index at) {
  if (expectation.type == end_of_file) {
    all.end = true;
    return;
  }
  std::string_view name;
  for (const GrammarWalk::Frame* frame = expectation.frame; frame != nullptr && frame->start == at; frame = frame->parent) {
    if (is_clause_rule(frame->rule)) {
      all.clause = true;
      return;
    }
    if (frame->rule == LeaflawParser::RuleDeclaration) {
      all.declaration = true;
      return;
    }
    if (std::string_view named = name_of_rule(frame->rule); !named.empty()) name = named;
  }
  std::string thing(name);
  if (thing == "a key such as `[name]`") {
    all.continuations.push_back(std::move(thing));
    return;
  }
  if (thing.empty()) thing = name_of_token(expectation.type);
  if (thing.empty()) thing = "`" + std::string(spelling(expectation.type)) + "`";
  auto& into = name.empty() && is_continuation(expectation.frame) ? all.continuations : all.things;
  if (std::find(into.begin(), into.end(), thing) == into.end()) into.push_back(std::move(thing));
}

// The clauses that usually come after the last one given, else the usual ones.
std::string likely_clauses(const Situation& s) {
  const std::vector<std::string_view>& usual = usual_clauses(s.declaration < s.at ? s.lexemes[s.declaration].type : 0);
  std::size_t after = 0;
  for (Index i = s.declaration; i < s.at; ++i) {
    if (!is_clause_head(s.lexemes, i)) continue;
    const std::string words = clause_words(s.lexemes, i);
    for (std::size_t k = 0; k < usual.size(); ++k)
      if (usual[k] == words) after = std::max(after, k + 1);
  }
  if (after >= usual.size()) return "another clause or declaration";
  std::vector<std::string> clauses;
  for (std::size_t k = after; k < usual.size() && clauses.size() < most_clauses; ++k) clauses.push_back("`" + std::string(usual[k]) + "`");
  return "a clause such as " + one_of(clauses);
}

}  // namespace

std::string one_of(const std::vector<std::string>& things) {
  std::string out;
  for (std::size_t i = 0; i < things.size(); ++i) {
    if (i > 0) out += i + 1 == things.size() ? " or " : ", ";
    out += things[i];
  }
  return out;
}

std::string describe(const Situation& s, Index i) {
  const std::string text(s.text(i));
  switch (s.lexemes[i].type) {
    case end_of_file: return "the end of the file";
    case LeaflawParser::STRING: return "a text in quotes";
    case LeaflawParser::NUMBER: return "the number `" + text + "`";
    case LeaflawParser::DATE: return "the date `" + text + "`";
    case LeaflawParser::TIME: return "the time `" + text + "`";
    default: return "`" + text + "`";
  }
}

std::string describe_before(const Situation& s) {
  if (s.at == 0 || s.at == s.declaration) return "the beginning";
  if (s.piece == Piece::clause) {
    const std::string words = clause_words(s.lexemes, s.piece_begin);
    const auto count = static_cast<Index>(std::count(words.begin(), words.end(), ' ') + 1);
    if (s.piece_begin + count == s.at) return "`" + words + "`";
  }
  const Type type = s.lexemes[s.at - 1].type;
  return type == LeaflawParser::STRING ? "the text" : "`" + std::string(s.text(s.at - 1)) + "`";
}

std::vector<std::string> expected_things(const Situation& s) {
  Listed all;
  for (const GrammarWalk::Expectation& expectation : GrammarWalk::expected(s.before())) list(all, expectation, s.at);
  std::vector<std::string> things = std::move(all.things);
  if (things.empty() && !all.clause && !all.declaration) things = std::move(all.continuations);
  std::sort(things.begin(), things.end(), [](const std::string& a, const std::string& b) { return (a[0] == '`') < (b[0] == '`') || ((a[0] == '`') == (b[0] == '`') && a < b); });
  if (things.size() > most_things) things.resize(most_things);
  if (all.clause) things.push_back(likely_clauses(s));
  else if (all.declaration) things.push_back("a declaration such as `limit`, `rule` or `measure`");
  return things;
}

std::string expected_as(const Situation& s, Type type) {
  Listed all;
  for (const GrammarWalk::Expectation& expectation : GrammarWalk::expected(s.before()))
    if (expectation.type == type) list(all, expectation, s.at);
  return all.things.empty() ? std::string() : all.things.front();
}

bool may_begin(const Situation& s, std::size_t rule) {
  for (const GrammarWalk::Config& config : s.before())
    for (const GrammarWalk::Frame* frame = config.frame; frame != nullptr && frame->start == s.at; frame = frame->parent)
      if (frame->rule == rule) return true;
  return false;
}

bool takes_token(const Situation& s, Type type) { return GrammarWalk::accepts(s.before(), type); }

Finding finding_at(const Situation& s, Index first, Index last) {
  Finding finding;
  finding.span = s.lexemes.span(first, last);
  return finding;
}

}  // namespace leaflaw::syntax
