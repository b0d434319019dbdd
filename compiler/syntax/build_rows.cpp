// Rows of measures and classes, and the windows of limits.
#include "compiler/syntax/build.h"

namespace leaflaw::syntax {

using WindowKind = ast::Window::Kind;

ast::Row Builder::row(P::RowContext* tree) {
  ast::Row result;
  result.span = span(tree);
  P::RowHeadContext* head = tree->rowHead();
  result.head_span = span(head);
  if (head->nameList() != nullptr) result.names = names(head->nameList());
  if (head->condition() != nullptr) result.condition = condition(head->condition());
  result.anything_else = says(head, "anything");
  P::RowValueContext* value = tree->rowValue();
  if (value->expr() != nullptr) result.value = expr(value->expr());
  else if (value->alternatives() != nullptr) result.value = alternatives(value->alternatives());
  else result.value = node(says(value, "nothing") ? ast::Expr::Kind::nothing : ast::Expr::Kind::unknown, value);
  return result;
}

std::vector<ast::Row> Builder::rows(const std::vector<P::RowContext*>& trees, Span head, std::string_view what) {
  std::vector<ast::Row> result;
  result.reserve(trees.size());
  for (P::RowContext* tree : trees) result.push_back(row(tree));
  if (result.empty() && !broken_)
    diagnostics_.add(Code::unexpected_text, head, std::string(what) + " needs at least one row", "a row is `name, name: value`, and the last one often `anything else: unknown`");
  return result;
}

ast::Window Builder::window(P::WindowContext* tree) {
  ast::Window result{};
  result.span = span(tree);
  window_ = &result;
  tree->accept(this);
  window_ = nullptr;
  return result;
}

antlrcpp::Any Builder::visitTransactionWindow(P::TransactionWindowContext*) {
  window_->kind = WindowKind::transaction;
  return {};
}

antlrcpp::Any Builder::visitCalendarWindow(P::CalendarWindowContext* tree) {
  P::CalendarSpanContext* length = tree->calendarSpan();
  window_->kind = says(length, "day") ? WindowKind::calendar_day : says(length, "week") ? WindowKind::calendar_week : WindowKind::calendar_month;
  if (length->word() != nullptr) window_->weekday = name(length->word());
  if (tree->TIME() != nullptr) window_->start_seconds = time(tree->TIME(), false);
  return {};
}

antlrcpp::Any Builder::visitRollingDaysWindow(P::RollingDaysWindowContext* tree) {
  window_->kind = WindowKind::rolling_days;
  window_->length = number(tree->NUMBER());
  return {};
}

antlrcpp::Any Builder::visitRollingHoursWindow(P::RollingHoursWindowContext* tree) {
  window_->kind = WindowKind::rolling_hours;
  window_->length = number(tree->NUMBER());
  return {};
}

antlrcpp::Any Builder::visitPeriodWindow(P::PeriodWindowContext* tree) {
  ast::Window& here = *window_;
  here.kind = WindowKind::period;
  here.length = number(tree->NUMBER(0));
  here.anchor = expr(tree->expr());
  if (tree->NUMBER().size() > 1) here.periods = number(tree->NUMBER(1));
  return {};
}

antlrcpp::Any Builder::visitOnHandWindow(P::OnHandWindowContext* tree) {
  ast::Window& here = *window_;
  here.kind = WindowKind::on_hand;
  here.usage = expr(tree->expr());
  return {};
}

antlrcpp::Any Builder::visitSinceWindow(P::SinceWindowContext* tree) {
  ast::Window& here = *window_;
  here.kind = WindowKind::since;
  here.anchor = expr(tree->expr());
  return {};
}

}  // namespace leaflaw::syntax
