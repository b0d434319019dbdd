// Rows that no item comes to: rows of classes and measures whose test cannot hold, rows of tables under keys that nothing asks for.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "compiler/lints/proofs.h"
#include "compiler/semantics/names.h"
#include "compiler/semantics/suggestions.h"

namespace leaflaw::lints {

namespace {

using model::Expr;
using model::Op;

// `anything else: unknown` is kept for the words that a vocabulary may still get: nobody has to come to it.
void report_test(Draft& draft, ExprId condition, const std::string& part) {
  if (can_be(draft, {condition}, {}) != Possible::no) return;
  draft.error(Code::lint_row_unreached, draft.expr(condition).span, fmt::format("no item comes to this row of `{}`", part), "look at its test and at the rows before, or take it out");
}

// The choice of a measure stands below its rounding.
const Expr& choice_of(const Draft& draft, ExprId amount) {
  const Expr& expr = draft.expr(amount);
  return expr.op == Op::choose || expr.args.empty() ? expr : choice_of(draft, expr.args.front());
}

void report_tests(Draft& draft) {
  for (const model::ItemClass& each : draft.policy.classes)
    for (const auto& version : each.versions)
      for (const model::ClassRow& row : version.body)
        if (row.value >= 0) report_test(draft, row.condition, each.id);
  for (const model::Measure& each : draft.policy.measures)
    for (const auto& version : each.versions) {
      const Expr& choice = choice_of(draft, version.body);
      if (choice.op != Op::choose) continue;
      for (std::size_t i = 0; i < choice.args.size(); i += 2)
        if (draft.expr(choice.args[i + 1]).op != Op::unknown_amount) report_test(draft, choice.args[i], each.id);
    }
}

// Per table and key: the values that are asked for.
class Asked {
 public:
  explicit Asked(const Draft& draft) : draft_(draft) {
    for (const model::Rule& rule : draft.policy.rules)
      for (const model::RuleVersion& version : rule.versions)
        for (const model::Body& body : version.bodies)
          for (ExprId id : {body.limit.cap, body.limit.anchor, body.limit.usage}) keys_of(id, body.limit);
    for (const Expr& expr : draft.policy.exprs)
      if (expr.op == Op::table) note(expr, nullptr);
  }

  // Nothing: nobody reads the table, which is said of it.
  [[nodiscard]] const std::vector<u128>* of(std::size_t table) const {
    const auto found = asked_.find(table);
    return found == asked_.end() ? nullptr : &found->second;
  }

 private:
  void keys_of(ExprId id, const model::LimitBody& limit) {
    if (id == no_expr) return;
    const Expr& expr = draft_.expr(id);
    if (expr.op == Op::table) note(expr, &limit);
    for (ExprId arg : expr.args) keys_of(arg, limit);
  }

  // The key of a meter is known only where the limit is.
  void note(const Expr& cell, const model::LimitBody* limit) {
    std::vector<u128>& asked = asked_[cell.index];
    asked.resize(cell.args.size());
    for (std::size_t k = 0; k < cell.args.size(); ++k) {
      const Expr& key = draft_.expr(cell.args[k]);
      if (key.op == Op::value_constant) asked[k] |= key.values;
      else if (key.op != Op::key_value) asked[k] = ~u128{0};
      else if (limit)
        for (std::uint16_t meter : limit->keys) asked[k] |= semantics::bit_of(meter);
    }
  }

  const Draft& draft_;
  std::map<std::size_t, std::vector<u128>> asked_;
};

// `anything else` may take what nobody asks for.
void report_keys(Draft& draft, const model::Table& table, const model::TableRow& row, const std::vector<u128>& asked) {
  for (std::size_t k = 0; k < row.keys.size(); ++k) {
    if (row.values.empty() || (row.keys[k] & asked[k]) != 0) continue;
    const std::vector<std::string>& names = semantics::values_of(draft, table.key_domains[k]);
    std::vector<std::string> words;
    for (std::size_t i = 0; i < names.size(); ++i)
      if (row.keys[k] & semantics::bit_of(static_cast<unsigned>(i))) words.push_back(names[i]);
    draft.error(Code::lint_row_unreached, draft.expr(row.values.front()).span, fmt::format("nothing asks the table `{}` for {}", table.id, semantics::listed(words)), "count such items in the limit that reads the table, or take the row out");
    return;
  }
}

}  // namespace

void report_rows_unreached(Draft& draft) {
  report_tests(draft);
  const Asked asked(draft);
  for (std::size_t i = 0; i < draft.policy.tables.size(); ++i) {
    const model::Table& table = draft.policy.tables[i];
    if (const std::vector<u128>* keys = asked.of(i))
      for (const auto& version : table.versions)
        for (const model::TableRow& row : version.body) report_keys(draft, table, row, *keys);
  }
}

}  // namespace leaflaw::lints
