// Declarations of a policy: units, classes, measures, tables, definitions, limits, rules and what changes them.
#include "compiler/syntax/build.h"

namespace leaflaw::syntax {

using DeclarationKind = ast::Declaration::Kind;

ast::Declaration Builder::declaration(LeaflawParser::DeclarationContext* tree, bool broken) {
  ast::Declaration result{};
  result.span = span(tree);
  result.broken = broken;
  broken_ = broken;
  declaration_ = &result;
  tree->accept(this);
  declaration_ = nullptr;
  return result;
}

void Builder::start(DeclarationKind kind, const ParserRuleContext* tree, const ParserRuleContext* name_tree) {
  declaration_->kind = kind;
  declaration_->name = name(name_tree);
  declaration_->head = span(tree->start);
  declaration_->head.end = std::max(declaration_->head.end, declaration_->name.span.end);
}

void Builder::title(antlr4::tree::TerminalNode* node) {
  if (node != nullptr) declaration_->title = string(node);
}

antlrcpp::Any Builder::visitUnitDecl(P::UnitDeclContext* tree) {
  start(DeclarationKind::unit, tree, tree->unitName());
  title(tree->STRING());
  if (tree->expr() != nullptr) declaration_->expr = expr(tree->expr());
  declaration_->clauses = clauses(tree->clause());
  return {};
}

antlrcpp::Any Builder::visitClassDecl(P::ClassDeclContext* tree) {
  start(DeclarationKind::item_class, tree, tree->word());
  declaration_->clauses = clauses(tree->clause());
  declaration_->rows = rows(tree->row(), declaration_->head, "a class");
  return {};
}

antlrcpp::Any Builder::visitMeasureDecl(P::MeasureDeclContext* tree) {
  start(DeclarationKind::measure, tree, tree->word());
  declaration_->unit = joined(tree->unit());
  declaration_->unit_span = span(tree->unit());
  title(tree->STRING());
  declaration_->clauses = clauses(tree->clause());
  return {};
}

antlrcpp::Any Builder::visitTableDecl(P::TableDeclContext* tree) {
  start(DeclarationKind::table, tree, tree->word());
  title(tree->STRING());
  declaration_->clauses = clauses(tree->clause());
  for (P::WordContext* key : tree->tableHead()->word()) declaration_->keys.push_back(name(key));
  declaration_->columns = names(tree->nameList());
  for (P::TableRowContext* row_tree : tree->tableRow()) {
    ast::Declaration::TableRow row;
    row.span = span(row_tree);
    for (P::TableKeyContext* key : row_tree->tableKey()) {
      row.anything_else.push_back(key->nameList() == nullptr);
      row.keys.push_back(key->nameList() == nullptr ? std::vector<ast::Name>{} : names(key->nameList()));
    }
    for (P::ExprContext* value : row_tree->expr()) row.values.push_back(expr(value));
    declaration_->table_rows.push_back(std::move(row));
  }
  if (declaration_->table_rows.empty() && !broken_)
    diagnostics_.add(Code::unexpected_text, declaration_->head, "a table needs at least one row", "a row is `key: value`, with one value for each column");
  return {};
}

antlrcpp::Any Builder::visitDefineDecl(P::DefineDeclContext* tree) {
  start(DeclarationKind::define, tree, tree->word());
  if (P::ExprContext* bare = bare_expression(tree->condition())) declaration_->expr = expr(bare);
  else declaration_->condition = condition(tree->condition());
  declaration_->clauses = clauses(tree->clause());
  return {};
}

antlrcpp::Any Builder::visitLimitDecl(P::LimitDeclContext* tree) {
  start(DeclarationKind::limit, tree, tree->word());
  title(tree->STRING());
  declaration_->clauses = clauses(tree->clause());
  return {};
}

antlrcpp::Any Builder::visitRuleDecl(P::RuleDeclContext* tree) {
  start(DeclarationKind::rule, tree, tree->word());
  title(tree->STRING());
  declaration_->clauses = clauses(tree->clause());
  return {};
}

antlrcpp::Any Builder::visitDutyDecl(P::DutyDeclContext* tree) {
  start(DeclarationKind::duty, tree, tree->word());
  title(tree->STRING());
  declaration_->clauses = clauses(tree->clause());
  return {};
}

antlrcpp::Any Builder::visitWarningDecl(P::WarningDeclContext* tree) {
  start(DeclarationKind::warning, tree, tree->word());
  title(tree->STRING());
  declaration_->clauses = clauses(tree->clause());
  return {};
}

antlrcpp::Any Builder::visitExceptionDecl(P::ExceptionDeclContext* tree) {
  start(DeclarationKind::exception, tree, tree->word());
  declaration_->values = names(tree->nameList());
  title(tree->STRING());
  declaration_->clauses = clauses(tree->clause());
  return {};
}

antlrcpp::Any Builder::visitAmendmentDecl(P::AmendmentDeclContext* tree) {
  start(DeclarationKind::amendment, tree, tree->word());
  title(tree->STRING());
  declaration_->clauses = clauses(tree->clause());
  return {};
}

antlrcpp::Any Builder::visitUseDecl(P::UseDeclContext* tree) {
  declaration_->kind = DeclarationKind::use;
  declaration_->head = span(tree->start);
  title(tree->STRING());
  return {};
}

}  // namespace leaflaw::syntax
