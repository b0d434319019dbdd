#include "compiler/format/marks.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <string>

#include "compiler/format/width.h"
#include "compiler/syntax/declaration_parser.h"
#include "compiler/syntax/words.h"

namespace leaflaw::layout {

namespace {

using Parser = grammar::LeaflawParser;
using syntax::Index;
using Node = antlr4::ParserRuleContext;
using antlr4::tree::ParseTree;

constexpr int clause_indent = 2;
constexpr int clause_column = 14;     // `  applies to  `, the longest
constexpr int clause_gap = 2;         // between the longest word of narrower clauses and what follows
constexpr int rows_gap = 3;           // between the longest head of a row and the values
constexpr int longest_row_head = 100; // a longer one does not move the values of the others
constexpr int window_gap = 3;
constexpr int confidence_gap = 2;

// Clauses that are read as a sentence: nothing is moved to the column behind their first words.
const std::set<std::string_view> sentences = {"rounded", "waived", "without history", "each as of its own date", "counts each item", "replaces"};
// Declarations whose clauses stand in the one column; those of the others are as wide as their longest word.
const std::set<std::size_t> wide = {Parser::RulePolicyDecl, Parser::RuleLimitDecl, Parser::RuleRuleDecl, Parser::RuleDutyDecl,
                                    Parser::RuleWarningDecl, Parser::RuleExceptionDecl, Parser::RuleAmendmentDecl};

Index first_of(ParseTree* tree) {
  if (auto* leaf = dynamic_cast<antlr4::tree::TerminalNode*>(tree)) return static_cast<Index>(leaf->getSymbol()->getStartIndex());
  return static_cast<Index>(dynamic_cast<Node*>(tree)->getStart()->getStartIndex());
}
Index last_of(ParseTree* tree) {
  if (auto* leaf = dynamic_cast<antlr4::tree::TerminalNode*>(tree)) return static_cast<Index>(leaf->getSymbol()->getStartIndex());
  return static_cast<Index>(dynamic_cast<Node*>(tree)->getStop()->getStartIndex());
}
bool is_leaf(ParseTree* tree) { return dynamic_cast<antlr4::tree::TerminalNode*>(tree) != nullptr; }
bool is_rule(ParseTree* tree, std::size_t rule) {
  auto* node = dynamic_cast<Node*>(tree);
  return node != nullptr && node->getRuleIndex() == rule;
}
bool is_row(ParseTree* tree) { return is_rule(tree, Parser::RuleRow) || is_rule(tree, Parser::RuleTableRow); }
bool is_clause(ParseTree* tree) { return is_rule(tree, Parser::RuleClause) || is_rule(tree, Parser::RuleHeaderClause); }

class Marker {
 public:
  Marker(const syntax::Lexemes& lexemes, Marks& marks) : lexemes_(lexemes), marks_(marks) {}

  void declaration(Node* tree) {
    Mark& head = at(first_of(tree));
    head.start = Start::declaration;
    Node* inner = dynamic_cast<Node*>(tree->children.front());
    clauses(*inner);
    rows(*inner, clause_indent);
    const std::size_t rule = inner->getRuleIndex();
    if (rule == Parser::RuleDefineDecl || rule == Parser::RuleEnumerationDecl) hang(*inner);
    walk(*inner, no_group);
  }

 private:
  Mark& at(Index i) { return marks_.words[i]; }

  std::size_t open(Index first, Index last, bool hanging = false) {
    marks_.groups.push_back({first, last, hanging});
    at(first).opens.push_back(marks_.groups.size() - 1);
    return marks_.groups.size() - 1;
  }
  void may_break(Index i, Break kind, std::size_t group) {
    if (group == no_group || at(i).may_break != Break::none) return;
    at(i).may_break = kind;
    at(i).group = group;
  }

  // ---- lines ------------------------------------------------------------------------------------------

  void clauses(const Node& declaration) {
    std::vector<Node*> all;
    for (ParseTree* child : declaration.children)
      if (is_clause(child)) all.push_back(dynamic_cast<Node*>(child));
    int longest = 0;
    for (std::size_t i = 0; i < all.size(); ++i)
      if (i == 0 || !joins(*all[i - 1], *all[i])) longest = std::max(longest, static_cast<int>(head_words(*all[i]).size()));
    const int column = wide.contains(declaration.getRuleIndex()) ? clause_column : clause_indent + longest + clause_gap;
    for (std::size_t i = 0; i < all.size(); ++i) clause(*all[i], column, i > 0 && joins(*all[i - 1], *all[i]));
  }
  // Words of the clause before what is moved to the column; empty for a sentence.
  std::string head_words(Node& clause) const {
    std::string words = syntax::clause_words(lexemes_, first_of(&clause));
    return sentences.contains(words) ? std::string() : words;
  }
  bool joins(Node& before, Node& clause) const {
    return lexemes_.text(first_of(&before)) == "cite" && lexemes_.text(first_of(&clause)) == "confidence";
  }
  void clause(Node& clause, int column, bool joined) {
    const Index first = first_of(&clause);
    at(first).start = joined ? Start::joined : Start::clause;
    at(first).indent = clause_indent;
    if (joined) at(first).gap = confidence_gap;
    const std::string words = head_words(clause);
    const Index behind = first + static_cast<Index>(std::count(words.begin(), words.end(), ' ')) + 1;
    if (!joined && !words.empty() && behind <= last_of(&clause)) at(behind).column = column;
    rows(clause, 2 * clause_indent);
  }

  void rows(const Node& parent, int indent) {
    std::vector<std::pair<Index, Index>> heads;   // first word and the colon
    for (std::size_t i = 0; i < parent.children.size(); ++i) {
      ParseTree* child = parent.children[i];
      if (is_row(child)) heads.emplace_back(first_of(child), colon(*dynamic_cast<Node*>(child)));
      else if (is_rule(child, Parser::RuleTableHead)) heads.emplace_back(first_of(child), first_of(parent.children[i + 1]));
    }
    int longest = 0;
    for (const auto& [first, last] : heads)
      if (const int head = width(lexemes_, first, last); head <= longest_row_head) longest = std::max(longest, head);
    for (const auto& [first, last] : heads) {
      at(first).start = Start::row;
      at(first).indent = indent;
      at(last + 1).column = indent + longest + rows_gap;
      at(last + 1).gap = rows_gap;
    }
  }
  Index colon(Node& row) const {
    for (ParseTree* child : row.children)
      if (is_leaf(child) && lexemes_.text(first_of(child)) == ":") return first_of(child);
    return first_of(&row);
  }

  // ---- breaks inside a line ---------------------------------------------------------------------------

  // `define X as`, `enumeration X is`: what does not fit behind starts the next line.
  void hang(const Node& declaration) {
    const Index first = first_of(declaration.children[3]);
    Index last = first;
    for (ParseTree* child : declaration.children)
      if (!is_clause(child)) last = last_of(child);
    open(first, last, true);
  }

  // `clause`: the group of the clause that the node stands in.
  void walk(Node& node, std::size_t clause) {
    if (is_clause(&node)) clause = clause_group(node);
    const std::size_t rule = node.getRuleIndex();
    if (rule == Parser::RuleCondition) separated(node, Break::together, &Marker::is_connective);
    else if (rule == Parser::RuleExpr) separated(node, Break::filling, &Marker::is_sum);
    else if (rule == Parser::RulePredicate) two_ends(node);
    else if (!is_clause(&node)) list(node);
    if (rule == Parser::RuleWindow) {
      at(first_of(&node)).gap = window_gap;
      may_break(first_of(&node), Break::filling, clause);
    }
    for (ParseTree* child : node.children)
      if (auto* inner = dynamic_cast<Node*>(child)) walk(*inner, clause);
  }

  // Behind its commas, before `for each item` and before `of items`.
  std::size_t clause_group(Node& clause) {
    const std::string words = syntax::clause_words(lexemes_, first_of(&clause));
    const Index first = first_of(&clause) + static_cast<Index>(std::count(words.begin(), words.end(), ' ')) + 1, last = last_of(&clause);
    if (first > last || (!clause.children.empty() && is_row(clause.children.back()))) return no_group;
    const std::size_t group = open(first, last);
    for (std::size_t i = 1; i < clause.children.size(); ++i) {
      if (!is_leaf(clause.children[i])) continue;
      const Index word = first_of(clause.children[i]);
      const std::string_view text = lexemes_.text(word), next = word < last ? lexemes_.text(word + 1) : std::string_view();
      if (text == "," && word < last) may_break(word + 1, Break::filling, group);
      if (word > first && lexemes_.text(word - 1) != "," && ((text == "for" && next == "each") || (text == "of" && next == "items"))) may_break(word, Break::filling, group);
    }
    return group;
  }

  bool is_connective(ParseTree* child) const { return is_rule(child, Parser::RuleConnective); }
  bool is_sum(ParseTree* child) const { return is_leaf(child); }

  void separated(Node& node, Break kind, bool (Marker::*separates)(ParseTree*) const) {
    if (node.children.size() < 2) return;
    const std::size_t group = open(first_of(&node), last_of(&node));
    for (ParseTree* child : node.children)
      if ((this->*separates)(child)) may_break(first_of(child), kind, group);
  }

  // `is at least X and at most Y`, `is from X through Y`: broken before the second end, under the word of the first.
  void two_ends(Node& predicate) {
    list(predicate);
    for (std::size_t i = 2; i < predicate.children.size(); ++i) {
      ParseTree* child = predicate.children[i];
      if (!is_leaf(child)) continue;
      const std::string_view text = lexemes_.text(first_of(child));
      if (text != "and" && text != "through") continue;
      const std::size_t group = open(first_of(predicate.children[1]), last_of(&predicate));
      may_break(first_of(child), Break::together, group);
    }
  }

  // Things with commas between: in parentheses they are broken together, without them they fill the lines.
  void list(Node& node) {
    std::vector<std::size_t> commas;
    bool parentheses = node.getRuleIndex() == Parser::RuleAlternatives;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      if (!is_leaf(node.children[i])) continue;
      const std::string_view text = lexemes_.text(first_of(node.children[i]));
      if (text == ",") commas.push_back(i);
      if (text == "(") parentheses = true;
    }
    if (commas.empty() || commas.front() == 0) return;
    const Index first = first_of(node.children[commas.front() - 1]);
    const Index last = last_of(node.children[std::min(commas.back() + 1, node.children.size() - 1)]);
    const std::size_t group = open(first, last);
    for (std::size_t comma : commas) {
      const Index next = first_of(node.children[comma]) + 1;
      may_break(next, parentheses ? Break::together : Break::filling, group);
    }
  }

  const syntax::Lexemes& lexemes_;
  Marks& marks_;
};

}  // namespace

std::optional<Marks> mark(const syntax::Lexemes& lexemes) {
  Marks marks;
  marks.words.resize(lexemes.size());
  for (Index i = 1; i < lexemes.size(); ++i) marks.words[i].gap = usual_gap(lexemes, i);
  const Index end = lexemes.size() - 1;
  std::vector<Index> all(end);
  std::iota(all.begin(), all.end(), 0U);
  syntax::DeclarationParser parser(lexemes, all);
  while (parser.position() < end) {
    Parser::DeclarationContext* tree = parser.next();
    if (tree == nullptr) return std::nullopt;
    Marker(lexemes, marks).declaration(tree);
  }
  return marks;
}

}  // namespace leaflaw::layout
