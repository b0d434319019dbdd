#include "compiler/semantics/table_gaps.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "compiler/semantics/coverage.h"

namespace leaflaw::semantics {

using model::Expr;
using model::Op;

namespace {

struct Period {
  Date from;
  std::optional<Date> through;
  template <typename Version>
  [[nodiscard]] bool meets(const Version& other) const {
    return (!through || other.from <= *through) && (!other.through || from <= *other.through);
  }
};

class Gaps {
 public:
  explicit Gaps(Draft& draft) : draft_(draft) {}

  void in_measures() {
    for (std::size_t i = 0; i < draft_.policy.measures.size(); ++i)
      for (std::size_t k = 0; k < draft_.policy.measures[i].versions.size(); ++k) {
        const auto version = draft_.policy.measures[i].versions[k];
        visit(version.body, no_expr, {version.from, version.through}, false);
      }
  }

  void in_limits() {
    for (const model::Rule& rule : draft_.policy.rules)
      for (const model::RuleVersion& version : rule.versions)
        for (const model::Body& body : version.bodies) {
          if (rule.kind != model::RuleKind::limit || body.waived) continue;
          const Period period{version.from, version.through};
          const ExprId applies = both(version.when, body.condition);
          visit(body.limit.amount, both(applies, body.limit.item_condition), period, false);
          visit(body.limit.cap, applies, period, true);
        }
  }

 private:
  ExprId both(ExprId a, ExprId b) { return join(draft_, Op::both, {a, b}, Span{}); }

  // `context`: what holds whenever the expression is asked for; no_expr: anything may.
  void visit(ExprId id, ExprId context, const Period& period, bool is_cap) {
    if (id >= bad || context == bad) return;
    const Expr expr = draft_.expr(id);
    if (expr.op == Op::table) check(id, expr, context, period, is_cap);
    for (std::size_t i = 0; i < expr.args.size(); ++i) {
      const bool chosen = expr.op == Op::choose && i % 2 == 1;
      // What stands beside it in `least of` may fall away; where it is optional there, the author has thought of it.
      if (i < expr.if_given.size() && expr.if_given[i]) continue;
      visit(expr.args[i], chosen ? both(context, expr.args[i - 1]) : context, period, is_cap);
    }
  }

  void check(ExprId id, const Expr& cell, ExprId context, const Period& period, bool is_cap) {
    if (reported_.contains(id)) return;
    for (ExprId key : cell.args)
      if (draft_.expr(key).op == Op::key_value || draft_.expr(key).op == Op::value_constant) return;
    const model::Table& table = draft_.policy.tables[cell.index];
    for (std::size_t i = 0; i < table.versions.size(); ++i) {
      if (table.versions[i].body.empty() || !period.meets(table.versions[i])) continue;
      const Verdict verdict = check_cases(draft_, rows_and_rest(cell, table.versions[i].body, context), true);
      if (verdict.kind != Verdict::Kind::gap) continue;
      reported_.insert(id);
      report(cell, verdict.witness, is_cap || reads_a_class(context) || std::any_of(cell.args.begin(), cell.args.end(), [&](ExprId key) { return reads_a_class(key); }), is_cap);
      return;
    }
  }

  // Disjoint: the rows of the table where the context holds, and wherever it does not.
  std::vector<ExprId> rows_and_rest(const Expr& cell, const std::vector<model::TableRow>& rows, ExprId context) {
    std::vector<ExprId> conditions;
    for (const model::TableRow& row : rows) {
      ExprId matches = context;
      for (std::size_t k = 0; k < cell.args.size(); ++k) {
        Expr is;
        is.op = Op::one_of;
        is.args = {cell.args[k]};
        is.domain = draft_.expr(cell.args[k]).domain;
        is.values = row.keys[k];
        matches = both(matches, draft_.add(std::move(is)));
      }
      conditions.push_back(matches);
    }
    if (context != no_expr) conditions.push_back(negation(draft_, context, Span{}));
    return conditions;
  }

  // A class and the facts that it rests on are told apart here: then the gap may be none.
  bool reads_a_class(ExprId id) const {
    if (id >= bad) return false;
    const Expr& expr = draft_.expr(id);
    return expr.op == Op::class_value || std::any_of(expr.args.begin(), expr.args.end(), [&](ExprId arg) { return reads_a_class(arg); });
  }

  void report(const Expr& cell, const std::string& witness, bool perhaps, bool is_cap) {
    const model::Table& table = draft_.policy.tables[cell.index];
    draft_.error(perhaps ? Code::lint_table_row : Code::rows_gap, cell.span,
                 fmt::format("the table `{}` has no row where {}: {}", table.id, witness, is_cap ? "then there is no cap" : "then nothing is counted"),
                 is_cap ? "add the row, or let the limit not apply then" : "add the row, or do not read the table then")
        .notes.push_back({table.span, "the table is declared here"});
  }

  Draft& draft_;
  std::set<ExprId> reported_;
};

}  // namespace

void check_table_gaps(Draft& draft) {
  const std::size_t expressions = draft.policy.exprs.size();
  Gaps gaps(draft);
  gaps.in_measures();
  gaps.in_limits();
  draft.policy.exprs.resize(expressions);   // the conditions made here are part of nothing
}

}  // namespace leaflaw::semantics
