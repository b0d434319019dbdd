// Which paths a declaration asks about with `is given`: there an optional fact may stand in a sum.
#include "compiler/semantics/expressions.h"

namespace leaflaw::semantics {

namespace {

class Asked {
 public:
  std::set<std::string> paths;

  void in(const ast::ConditionPtr& condition) {
    if (!condition) return;
    const bool asks = condition->kind == ast::Condition::Kind::given || condition->kind == ast::Condition::Kind::not_given;
    if (asks && condition->left && condition->left->kind == ast::Expr::Kind::path) paths.insert(condition->left->path.text());
    for (const ast::ExprPtr* side : {&condition->left, &condition->right, &condition->right2}) in(*side);
    for (const ast::ConditionPtr& arg : condition->args) in(arg);
  }
  void in(const ast::ExprPtr& expr) {
    if (!expr) return;
    for (const ast::ExprPtr& arg : expr->args) in(arg);
    for (const ast::ConditionPtr& condition : expr->conditions) in(condition);
  }
  void in(const std::vector<ast::Row>& rows) {
    for (const ast::Row& row : rows) {
      in(row.condition);
      in(row.value);
    }
  }
  void in(const ast::Clause& clause) {
    in(clause.condition);
    in(clause.item_condition);
    in(clause.expr);
    in(clause.rows);
  }
};

}  // namespace

std::set<std::string> paths_asked_for(const ast::Declaration& declaration) {
  Asked asked;
  for (const ast::Clause& clause : declaration.clauses) asked.in(clause);
  asked.in(declaration.rows);
  asked.in(declaration.condition);
  asked.in(declaration.where);
  asked.in(declaration.expr);
  for (const ast::Declaration::TableRow& row : declaration.table_rows)
    for (const ast::ExprPtr& value : row.values) asked.in(value);
  return std::move(asked.paths);
}

}  // namespace leaflaw::semantics
