#include "tests/random/forms.h"

#include "runtime/decision/consequence.h"

#include <array>

namespace leaflaw::properties {

namespace {

using ast::Clause;
using ast::Condition;
using ast::Declaration;
using ast::Expr;

// In the order of the enumerations; an empty name: cannot stand in a policy.
constexpr std::array expressions = {"a quantity", "a date", "a name", "today", "the cap", "+", "-", "times", "divided by", "per ... as", "", "% of", "before", "after",
                                    "least of", "greatest of", "clamp of", "total of", "whole years", "alternatives", "nothing", "unknown"};
static_assert(expressions.size() == static_cast<std::size_t>(Expr::Kind::unknown) + 1);
constexpr std::array conditions = {"and", "or", "not", "some item", "every item", "no item", "a yes-no", "is given", "is not given", "is one of", "a comparison", "is between",
                                   "today or later", "today or earlier", "is before", "is after", "on or before", "on or after", "from ... through", "from ... until",
                                   "within ... before", "includes", "has N characters"};
static_assert(conditions.size() == static_cast<std::size_t>(Condition::Kind::has_characters) + 1);
constexpr std::array clauses = {"cite", "confidence", "reading", "topic", "effective", "enforced from", "", "before that", "applies to", "counts each item", "counts", "rounded", "at most",
                                "for", "tallied by", "counting", "returns restore", "own date", "without history", "require", "otherwise", "beyond", "when", "waived", "also duty", "replaces rows", "replaces all"};
static_assert(clauses.size() == static_cast<std::size_t>(Clause::Kind::replaces_all) + 1);
constexpr std::array windows = {"in one transaction", "each calendar day", "each calendar week", "each calendar month", "in any N days", "in any N hours", "each period", "since", "on hand"};
static_assert(windows.size() == static_cast<std::size_t>(ast::Window::Kind::on_hand) + 1);
constexpr std::array declarations = {"policy", "", "", "", "", "", "unit", "class", "measure", "table", "define", "limit", "rule", "duty", "warning", "exception", "amendment", ""};   // `use`: see test_narrowing.cpp
static_assert(declarations.size() == static_cast<std::size_t>(Declaration::Kind::use) + 1);
constexpr std::array details = {"for each item", "for each item where", "separately for each", "of items where", "starting at", "K periods", "if given", "next day", "two comparisons",
                                "includes any of", "is not", "per package", "except", "several targets", "refer", "warn", "deny", "beyond refer", "beyond warn", "beyond duty", "beyond nothing", "counts each event",
                                "met of a key", "figure of a key"};

class Finder {
 public:
  std::set<std::string> found;

  void declaration(const Declaration& each) {
    found.insert(declarations[static_cast<std::size_t>(each.kind)]);
    if (each.kind == Declaration::Kind::exception && each.values.size() > 1) found.insert("several targets");
    for (const Clause& clause : each.clauses) this->clause(clause);
    rows(each.rows);
    condition(each.condition);
    condition(each.where);
    expression(each.expr);
    for (const auto& row : each.table_rows)
      for (const auto& value : row.values) expression(value);
  }

 private:
  void clause(const Clause& each) {
    found.insert(clauses[static_cast<std::size_t>(each.kind)]);
    condition(each.condition);
    condition(each.item_condition);
    expression(each.expr);
    rows(each.rows);
    if (each.for_each_item) found.insert(each.item_condition ? "for each item where" : "for each item");
    if (each.event) found.insert("counts each event");
    if (each.kind == Clause::Kind::counts && !each.names.empty()) found.insert("separately for each");
    if (each.kind == Clause::Kind::counts && each.item_condition) found.insert("of items where");
    if (each.kind == Clause::Kind::rounded && !each.names.empty()) found.insert("except");
    if (each.per_package) found.insert("per package");
    if (each.kind == Clause::Kind::otherwise) found.insert(each.outcome == Clause::Outcome::deny ? "deny" : each.outcome == Clause::Outcome::refer ? "refer" : "warn");
    if (each.kind == Clause::Kind::beyond) found.insert("beyond " + std::string(spelling(static_cast<Consequence>(each.outcome))));
    if (!each.window) return;
    found.insert(windows[static_cast<std::size_t>(each.window->kind)]);
    expression(each.window->anchor);
    expression(each.window->usage);
    if (each.window->start_seconds) found.insert("starting at");
    if (each.window->periods) found.insert("K periods");
  }
  void rows(const std::vector<ast::Row>& all) {
    for (const ast::Row& row : all) {
      condition(row.condition);
      expression(row.value);
    }
  }
  void condition(const ast::ConditionPtr& each) {
    if (!each) return;
    found.insert(conditions[static_cast<std::size_t>(each->kind)]);
    if (each->op2) found.insert("two comparisons");
    if (each->next_day) found.insert("next day");
    if (each->any) found.insert("includes any of");
    if (each->negated) found.insert("is not");
    for (const auto* side : {&each->left, &each->right, &each->right2}) expression(*side);
    for (const auto& arg : each->args) condition(arg);
  }
  void expression(const ast::ExprPtr& each) {
    if (!each) return;
    found.insert(expressions[static_cast<std::size_t>(each->kind)]);
    if (each->kind == Expr::Kind::path) path(each->path);
    for (const auto& arg : each->args) expression(arg);
    for (const auto& arg : each->conditions) condition(arg);
    for (bool given : each->if_given)
      if (given) found.insert("if given");
  }
  // `limit[key].used`; a table is asked for its columns, which random policies name otherwise.
  void path(const ast::Path& each) {
    if (each.steps.size() != 2 || !each.steps.front().key) return;
    const std::string& figure = each.steps.back().name.text;
    if (figure == "met") found.insert("met of a key");
    if (figure == "used" || figure == "this" || figure == "remaining") found.insert("figure of a key");
  }
};

template <class Names>
void add_named(std::set<std::string>& all, const Names& names) {
  for (const char* name : names)
    if (*name) all.insert(name);
}

}  // namespace

std::set<std::string> forms_of(const ast::File& file) {
  Finder finder;
  for (const Declaration& each : file.declarations) finder.declaration(each);
  finder.found.erase("");
  return finder.found;
}

const std::set<std::string>& all_forms() {
  static const std::set<std::string> all = [] {
    std::set<std::string> names;
    add_named(names, expressions);
    add_named(names, conditions);
    add_named(names, clauses);
    add_named(names, windows);
    add_named(names, declarations);
    add_named(names, details);
    return names;
  }();
  return all;
}

}  // namespace leaflaw::properties
