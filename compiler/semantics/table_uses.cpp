// Cells of tables that are read and have no row.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "compiler/semantics/names.h"
#include "compiler/semantics/parts.h"
#include "compiler/semantics/suggestions.h"
#include "compiler/semantics/table_gaps.h"

namespace leaflaw::semantics {

using model::Expr;
using model::Op;

namespace {

bool has_row(const std::vector<model::TableRow>& rows, std::size_t key, unsigned value) {
  return std::any_of(rows.begin(), rows.end(), [&](const model::TableRow& row) { return (row.keys[key] & bit_of(value)) != 0; });
}

unsigned value_in(u128 one) {
  unsigned value = 0;
  while ((one & bit_of(value)) == 0) ++value;
  return value;
}

// `route-cap[smoking].cap` where no version has a row for `smoking`, or some version lacks it.
void check_constant_keys(Draft& draft, const Expr& expr) {
  const model::Table& table = draft.policy.tables[expr.index];
  for (std::size_t k = 0; k < expr.args.size(); ++k) {
    const Expr& key = draft.expr(expr.args[k]);
    if (key.op != Op::value_constant) continue;
    const unsigned value = value_in(key.values);
    for (const auto& version : table.versions) {
      if (version.body.empty() || has_row(version.body, k, value)) continue;
      draft.error(Code::rows_gap, key.span, fmt::format("the table `{}` has no row for `{}`{}", table.id, values_of(draft, key.domain)[value], table.versions.size() > 1 ? " from " + to_string(version.from) + " on" : ""),
                  "add the row")
          .notes.push_back({table.span, "the table is declared here"});
      break;
    }
  }
}

void find_tables(const Draft& draft, ExprId id, std::set<ExprId>& seen, std::vector<ExprId>& tables) {
  if (id >= bad || !seen.insert(id).second) return;
  if (draft.expr(id).op == Op::table) tables.push_back(id);
  for (ExprId arg : draft.expr(id).args) find_tables(draft, arg, seen, tables);
}

bool at_one_time(Date from, std::optional<Date> through, Date other_from, std::optional<Date> other_through) {
  return (!through || other_from <= *through) && (!other_through || from <= *other_through);
}

// Meters whose key the table does not have: `none` as a cap means that there is no cap.
std::vector<std::string> meters_without_row(const Draft& draft, const model::RuleVersion& version, const model::LimitBody& limit, const Expr& cell) {
  std::vector<std::string> missing;
  const model::Table& table = draft.policy.tables[cell.index];
  for (std::size_t k = 0; k < cell.args.size(); ++k) {
    const Expr& key = draft.expr(cell.args[k]);
    if (key.op != Op::key_value) continue;
    for (std::uint16_t meter : limit.keys)
      for (const auto& rows : table.versions) {
        if (rows.body.empty() || !at_one_time(version.from, version.through, rows.from, rows.through) || has_row(rows.body, k, meter)) continue;
        missing.push_back(values_of(draft, key.domain)[meter]);
        break;
      }
  }
  return missing;
}

void check_meters(Draft& draft, const model::Rule& rule, const model::RuleVersion& version, const model::LimitBody& limit, std::set<ExprId>& reported) {
  std::set<ExprId> seen;
  std::vector<ExprId> cells;
  find_tables(draft, limit.cap, seen, cells);
  for (ExprId id : cells) {
    if (!reported.insert(id).second) continue;
    const Expr cell = draft.expr(id);
    const std::vector<std::string> missing = meters_without_row(draft, version, limit, cell);
    if (missing.empty()) continue;
    const std::string& table = draft.policy.tables[cell.index].id;
    draft.error(Code::lint_table_row, cell.span, fmt::format("`{}` has a meter for {}, and the table `{}` has no row for it: that meter has no cap", rule.id, listed(missing), table),
                "add the row, or leave such items out of what is counted");
  }
}

}  // namespace

void check_table_uses(Draft& draft) {
  for (ExprId id = 0; id < draft.policy.exprs.size(); ++id)
    if (draft.expr(id).op == Op::table) check_constant_keys(draft, Expr(draft.expr(id)));
  std::set<ExprId> reported;
  for (const model::Rule& rule : draft.policy.rules)
    for (const model::RuleVersion& version : rule.versions)
      for (const model::Body& body : version.bodies)
        if (body.limit.key_class != no_index) check_meters(draft, rule, version, body.limit, reported);
  check_table_gaps(draft);
}

}  // namespace leaflaw::semantics
