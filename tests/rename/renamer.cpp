#include "tests/rename/renamer.h"

#include <catch2/catch.hpp>
#include <functional>
#include <map>

#include "compiler/syntax/parse.h"

namespace leaflaw::renaming {

namespace {

using ast::Clause;
using ast::Condition;
using ast::Declaration;
using ast::Path;

const std::set<std::string> contract = {"items", "history", "topics", "entries", "scope", "complete_from"};

// Collects the places of all names that may be renamed.
class Names {
 public:
  std::map<std::uint32_t, std::uint32_t> places;                // begin -> end
  std::map<std::uint32_t, std::uint32_t> messages;              // texts whose braces name facts

  explicit Names(const ast::File& file) {
    for (const Declaration& each : file.declarations)
      if (each.kind == Declaration::Kind::limit) limits_.insert(each.name.text);
    for (const Declaration& each : file.declarations) declaration(each);
  }

 private:
  void name(const ast::Name& one) { places[one.span.begin] = one.span.end; }
  void names(const std::vector<ast::Name>& all) {
    for (const ast::Name& one : all) name(one);
  }
  void path(const Path& one) {
    if (one.text() == "jurisdiction.state" || one.text() == "time") return;
    const bool figure = !one.steps.empty() && limits_.contains(one.steps.front().name.text);
    for (const ast::PathStep& step : one.steps) {
      if (!(figure && &step != &one.steps.front())) name(step.name);
      if (step.key) name(*step.key);
    }
  }
  void declaration(const Declaration& each) {
    if (each.kind != Declaration::Kind::unit && each.kind != Declaration::Kind::vocabulary && each.kind != Declaration::Kind::enumeration) name(each.name);
    if (each.header.state) name(*each.header.state);
    if (each.header.zone_fact) path(*each.header.zone_fact);
    names(each.header.covers);
    names(each.values);
    for (const ast::PathStep& step : each.fact.path.steps) name(step.name);   // its keys name lists
    if (each.fact.stands_for) name(*each.fact.stands_for);
    path(each.target);
    path(each.source);
    condition(each.condition);
    condition(each.where);
    expression(each.expr);
    names(each.keys);
    names(each.columns);
    for (const auto& row : each.table_rows) {
      for (const auto& keys : row.keys) names(keys);
      for (const auto& one : row.values) expression(one);
    }
    rows(each.rows);
    for (const Clause& clause : each.clauses) this->clause(clause);
  }
  void clause(const Clause& each) {
    using Kind = Clause::Kind;
    if (each.event) names({*each.event});
    if (each.kind == Kind::applies || each.kind == Kind::before_that || each.kind == Kind::rounded || each.kind == Kind::counts || each.kind == Kind::followed) names(each.names);
    if (each.kind == Kind::otherwise || each.kind == Kind::beyond) messages[each.text.span.begin] = each.text.span.end;
    condition(each.condition);
    condition(each.item_condition);
    expression(each.expr);
    rows(each.rows);
    if (each.window) expression(each.window->anchor);
    if (each.window) expression(each.window->usage);
  }
  void rows(const std::vector<ast::Row>& all) {
    for (const ast::Row& row : all) {
      names(row.names);
      condition(row.condition);
      expression(row.value);
    }
  }
  void condition(const ast::ConditionPtr& each) {
    if (!each) return;
    for (std::size_t i = 0; i < each->values.size(); ++i)
      if (i >= each->quoted.size() || !each->quoted[i]) name(each->values[i]);
    for (const auto* side : {&each->left, &each->right, &each->right2}) expression(*side);
    for (const auto& arg : each->args) condition(arg);
  }
  void expression(const ast::ExprPtr& each) {
    if (!each) return;
    if (each->kind == ast::Expr::Kind::path) path(each->path);
    for (const auto& arg : each->args) expression(arg);
    for (const auto& arg : each->conditions) condition(arg);
  }
  std::set<std::string> limits_;
};

}  // namespace

Renamer::Renamer(const Schema& schema) {
  for (const Fact& fact : schema.facts) {
    std::string name = fact.name;
    for (std::size_t dot; !name.empty(); name = dot == std::string::npos ? "" : name.substr(dot + 1)) {
      dot = name.find('.');
      std::string step = name.substr(0, dot);
      if (step.ends_with("[]")) step.resize(step.size() - 2);
      words_.insert(step);
    }
  }
  for (const Enumeration& each : schema.enumerations)
    for (const std::string& value : each.values)
      if (value.find('/') == std::string::npos) words_.insert(value);
  for (const char* kept : {"item", "none"}) words_.erase(kept);
}

std::string Renamer::renamed(const std::string& word) const {
  const std::size_t bracket = word.find('[');
  if (bracket != std::string::npos) return renamed(word.substr(0, bracket)) + "[" + renamed(word.substr(bracket + 1, word.size() - bracket - 2)) + "]";
  return words_.contains(word) ? "zz_" + word : word;
}

std::string Renamer::text(const std::string& text) const {
  Sources sources;
  Diagnostics diagnostics;
  bool usable = true;
  const FileId file = sources.add("original.leaf", text, diagnostics, usable);
  const ast::File tree = parse(sources, file, diagnostics);
  REQUIRE(!diagnostics.has_errors());
  const Names names(tree);
  std::string out;
  std::size_t at = 0;
  auto copy_until = [&](std::size_t end) { out += text.substr(at, end - at); at = end; };
  std::map<std::uint32_t, std::uint32_t> all = names.places;
  all.insert(names.messages.begin(), names.messages.end());
  for (const auto& [begin, end] : all) {
    copy_until(begin);
    if (names.messages.contains(begin)) {
      bool inside = false;
      std::string word;
      for (char c : text.substr(begin, end - begin)) {
        const bool part = std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-';
        if (part) { word += c; continue; }
        out += inside ? renamed(word) : word;
        word.clear();
        if (c == '{') inside = true;
        if (c == '}') inside = false;
        out += c;
      }
      out += word;
    } else {
      out += renamed(text.substr(begin, end - begin));
    }
    at = end;
  }
  copy_until(text.size());
  return out;
}

Node Renamer::value(const Node& node) const {
  Node copy = node;
  if (copy.kind == Node::Kind::text) copy.scalar = renamed(copy.scalar);
  for (Node& each : copy.list) each = value(each);
  for (auto& [key, each] : copy.map) {
    if (key == "topics") continue;
    each = key == "scope" ? each : value(each);
    if (!contract.contains(key)) key = renamed(key);
  }
  return copy;
}

Node Renamer::request(const Node& request) const { return value(request); }

}  // namespace leaflaw::renaming
