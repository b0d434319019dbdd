#include "compiler/semantics/rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/semantics/conditions.h"
#include "compiler/semantics/coverage.h"
#include "compiler/semantics/expressions.h"
#include "compiler/semantics/names.h"

namespace leaflaw::semantics {

using ClauseKind = ast::Clause::Kind;
using model::Expr;
using model::Op;
using model::Type;

namespace {

RowInForce as_written(const ast::Row& row, const ast::Declaration& text) {
  RowInForce made{&row, &text, {}};
  for (const ast::Name& name : row.names) made.names.push_back(name.text);
  return made;
}

std::vector<RowInForce> as_written(const std::vector<ast::Row>& rows, const ast::Declaration& text) {
  std::vector<RowInForce> made;
  for (const ast::Row& row : rows) made.push_back(as_written(row, text));
  return made;
}

bool says_whose(const ast::Row& row) { return !row.names.empty() || row.anything_else; }

// Each name that the new rows have leaves the old ones; an old row without names left is gone. Of one name, several new rows may speak.
void replace_rows(std::vector<RowInForce>& rows, const std::vector<ast::Row>& by, const ast::Declaration& text) {
  for (const ast::Row& row : by) {
    std::erase_if(rows, [&](RowInForce& old) {
      if (row.anything_else && old.row->anything_else) return true;
      const bool named = !old.names.empty();
      std::erase_if(old.names, [&](const std::string& name) { return std::any_of(row.names.begin(), row.names.end(), [&](const ast::Name& each) { return each.text == name; }); });
      return named && old.names.empty();
    });
  }
  for (const ast::Row& row : by)
    if (says_whose(row)) rows.push_back(as_written(row, text));
}

void check_replacing(Draft& draft, const std::vector<ast::Row>& rows) {
  for (const ast::Row& row : rows)
    if (!says_whose(row))
      draft.error(Code::replaced_rows, row.head_span, "this row does not say whose row it replaces", "begin it with the categories (`CATEGORY where ...:`), or write `replaces all` and every row");
}

}  // namespace

std::vector<RowInForce> rows_in_force(Draft& draft, const Version& version) {
  std::vector<RowInForce> rows;
  for (const ast::Declaration* text : version.texts) {
    if (!text->rows.empty()) rows = as_written(text->rows, *text);
    for (const ast::Clause& clause : text->clauses) {
      if (clause.kind == ClauseKind::counts_rows || clause.kind == ClauseKind::replaces_all) rows = as_written(clause.rows, *text);
      if (clause.kind != ClauseKind::replaces_rows) continue;
      if (text == version.texts.back()) check_replacing(draft, clause.rows);
      replace_rows(rows, clause.rows, *text);
    }
  }
  return rows;
}

ItemSurroundings::ItemSurroundings(const ast::Declaration& text) : given(paths_asked_for(text)) {
  where.items = true;
  where.given = &given;
}

ExprId line_category(Draft& draft, Span span) {
  const FactId fact = draft.schema.with(Role::line_category);
  Expr expr;
  expr.op = Op::fact_value;
  expr.type = Type::value;
  expr.item_scope = true;
  expr.span = span;
  expr.fact.fact = fact;
  expr.domain = draft.schema.facts[fact].enumeration;
  const std::string& name = draft.schema.facts[fact].name;
  const ExprId id = draft.add(std::move(expr));
  draft.written.emplace(id, name.substr(name.find('.') + 1));
  return id;
}

ExprId category_is(Draft& draft, u128 values, Span span) {
  Expr expr;
  expr.op = Op::one_of;
  expr.item_scope = true;
  expr.span = span;
  expr.args = {line_category(draft, span)};
  expr.domain = draft.expr(expr.args[0]).domain;
  expr.values = values;
  return draft.add(std::move(expr));
}

std::optional<u128> categories_named(Draft& draft, const std::vector<ast::Name>& names) {
  const FactId fact = draft.schema.with(Role::line_category);
  if (fact != no_fact) return values_named(draft, draft.schema.facts[fact].enumeration, names);
  draft.error(Code::unknown_value, names.front().span, "the vocabulary has no fact with the role line-category, so a row cannot name categories", "write `where ...:`");
  return std::nullopt;
}

const RowHeads::Head& RowHeads::head_of(const RowInForce& row) {
  auto [place, is_new] = heads_.try_emplace(row.row);
  Head& head = place->second;
  if (!is_new) return head;
  for (const ast::Name& name : row.row->names) {
    const std::optional<u128> value = categories_named(draft_, {name});
    if (value) head.names.emplace(name.text, *value);
    else head.is_bad = true;
  }
  if (row.row->condition) {
    const ItemSurroundings item(*row.text);
    head.condition = condition(draft_, *row.row->condition, item.where);
    head.is_bad = head.is_bad || head.condition == bad;
  }
  return head;
}

ExprId RowHeads::condition_of(const RowInForce& row) {
  const Head& head = head_of(row);
  if (head.is_bad) return bad;
  if (row.names.empty()) return head.condition;
  u128 values = 0;
  for (const std::string& name : row.names) values |= head.names.at(name);
  const Span names{row.row->head_span.file, row.row->names.front().span.begin, row.row->names.back().span.end};
  return join(draft_, Op::both, {category_is(draft_, values, names), head.condition}, row.row->head_span);
}

bool RowHeads::fit(const std::vector<RowInForce>& rows, const std::vector<ExprId>& conditions, bool exhaustive, Span head) {
  const Verdict verdict = check_cases(draft_, conditions, exhaustive);
  switch (verdict.kind) {
    case Verdict::Kind::ok: return true;
    case Verdict::Kind::overlap:
      draft_.error(Code::rows_overlap, rows[verdict.second].row->head_span, "two rows can both match", "both match where " + verdict.witness)
          .notes.push_back({rows[verdict.first].row->head_span, "the other row is here"});
      return false;
    case Verdict::Kind::gap:
      draft_.error(Code::rows_gap, head, fmt::format("no row matches where {}", verdict.witness), "add a row for it, or end with `anything else: unknown`");
      return false;
    case Verdict::Kind::too_many:
      draft_.error(Code::rows_too_many_cases, head, "these rows have too many cases to prove that they fit together", "test fewer different facts in their heads, or split the part in two");
      return false;
  }
  return false;
}

std::optional<std::vector<ExprId>> RowHeads::conditions(const std::vector<RowInForce>& rows, Span head) {
  std::vector<RowInForce> named;
  std::vector<ExprId> tests;
  const RowInForce* rest = nullptr;
  bool whole = true;
  for (const RowInForce& row : rows) {
    if (row.row->anything_else) {
      if (rest) {
        draft_.error(Code::rows_overlap, row.row->head_span, "`anything else` is said twice", "keep one of them").notes.push_back({rest->row->head_span, "the other one is here"});
        whole = false;
      }
      rest = &row;
      continue;
    }
    named.push_back(row);
    tests.push_back(condition_of(row));
    whole = whole && tests.back() != bad;
  }
  if (!whole || !fit(named, tests, rest == nullptr, head)) return std::nullopt;
  if (rest == nullptr) return tests;
  const Span span = rest->row->head_span;
  const ExprId others = join(draft_, Op::either, tests, span);
  const ExprId else_test = others == no_expr ? truth(draft_, true, span) : negation(draft_, others, span);
  tests.insert(tests.begin() + (rest - rows.data()), else_test);
  return tests;
}

void RowHeads::read_facts(ExprId id, std::set<ExprId>& seen, std::vector<FactId>& facts) const {
  if (!seen.insert(id).second) return;
  const Expr& expr = draft_.expr(id);
  auto note = [&](FactId fact) {
    if (fact != no_fact && std::find(facts.begin(), facts.end(), fact) == facts.end()) facts.push_back(fact);
  };
  note(expr.fact.fact);
  if (expr.fact.key_value != no_expr) read_facts(expr.fact.key_value, seen, facts);
  if (expr.op == Op::class_value || expr.op == Op::measure) note(draft_.schema.with(Role::line_category));
  for (ExprId arg : expr.args) read_facts(arg, seen, facts);
}

std::vector<FactId> RowHeads::tested(const std::vector<RowInForce>& rows, const std::vector<ExprId>& conditions, std::size_t index) const {
  std::vector<FactId> facts;
  std::set<ExprId> seen;
  if (!rows[index].row->anything_else) {
    read_facts(conditions[index], seen, facts);
    return facts;
  }
  // Whatever else the other rows test, an item falls through them by its category.
  if (std::any_of(rows.begin(), rows.end(), [](const RowInForce& row) { return !row.names.empty(); })) return {draft_.schema.with(Role::line_category)};
  read_facts(conditions[index], seen, facts);
  return facts;
}

}  // namespace leaflaw::semantics
