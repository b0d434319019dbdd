// The clauses of declarations, one function each.
#include "compiler/syntax/build.h"

namespace leaflaw::syntax {

using ClauseKind = ast::Clause::Kind;

ast::Clause Builder::clause(P::ClauseContext* tree) {
  ast::Clause result{};
  result.span = span(tree);
  clause_ = &result;
  tree->accept(this);
  clause_ = nullptr;
  return result;
}

std::vector<ast::Clause> Builder::clauses(const std::vector<P::ClauseContext*>& trees) {
  std::vector<ast::Clause> result;
  result.reserve(trees.size());
  for (P::ClauseContext* tree : trees) result.push_back(clause(tree));
  return result;
}

ast::Clause& Builder::head(ClauseKind kind, const ParserRuleContext* tree, std::size_t words) {
  clause_->kind = kind;
  clause_->head = head_words(tree, words);
  return *clause_;
}

antlrcpp::Any Builder::visitCiteClause(P::CiteClauseContext* tree) {
  head(ClauseKind::cite, tree, 1).text = string(tree->STRING());
  return {};
}

antlrcpp::Any Builder::visitConfidenceClause(P::ConfidenceClauseContext* tree) {
  head(ClauseKind::confidence, tree, 1).names = {name(tree->word())};
  return {};
}

antlrcpp::Any Builder::visitReadingClause(P::ReadingClauseContext* tree) {
  head(ClauseKind::reading, tree, 1).text = string(tree->STRING());
  return {};
}

antlrcpp::Any Builder::visitTopicClause(P::TopicClauseContext* tree) {
  head(ClauseKind::topic, tree, 1).names = {name(tree->word())};
  return {};
}

antlrcpp::Any Builder::visitEffectiveClause(P::EffectiveClauseContext* tree) {
  ast::Clause& clause = head(ClauseKind::effective, tree, 1);
  const auto dates = tree->DATE();
  std::size_t next = 0;
  if (says(tree, "from")) clause.from = date(dates[next++]);
  if (says(tree, "through")) clause.through = date(dates[next]);
  return {};
}

antlrcpp::Any Builder::visitEnforcedClause(P::EnforcedClauseContext* tree) {
  head(ClauseKind::enforced, tree, 2).from = date(tree->DATE());
  return {};
}

antlrcpp::Any Builder::visitFollowedClause(P::FollowedClauseContext* tree) {
  head(ClauseKind::followed, tree, 2).names = names(tree->nameList());
  return {};
}

antlrcpp::Any Builder::visitBeforeThatClause(P::BeforeThatClauseContext* tree) {
  ast::Clause& clause = head(ClauseKind::before_that, tree, 2);
  if (tree->word() != nullptr) clause.names = {name(tree->word())};
  return {};
}

antlrcpp::Any Builder::visitAppliesClause(P::AppliesClauseContext* tree) {
  ast::Clause& clause = head(ClauseKind::applies, tree, 2);
  clause.names = names(tree->nameList());
  std::size_t next = 0;
  const auto conditions = tree->condition();
  if (says(tree, "when")) clause.condition = condition(conditions[next++]);
  clause.for_each_item = says(tree, "for");
  if (says(tree, "where")) clause.item_condition = condition(conditions[next]);
  return {};
}

antlrcpp::Any Builder::visitCountsRowsClause(P::CountsRowsClauseContext* tree) {
  ast::Clause& clause = head(ClauseKind::counts_rows, tree, 3);
  clause.rows = rows(tree->row(), clause.head, "`counts each item`");
  return {};
}

antlrcpp::Any Builder::visitCountsEventsClause(P::CountsEventsClauseContext* tree) {
  ast::Clause& clause = head(ClauseKind::counts, tree, 2);
  clause.event = ast::Name{std::string(text(tree->NAME()->getSymbol())), span(tree->NAME()->getSymbol())};
  return {};
}

antlrcpp::Any Builder::visitCountsClause(P::CountsClauseContext* tree) {
  ast::Clause& clause = head(ClauseKind::counts, tree, 1);
  P::CountedContext* counted = tree->counted();
  clause.expr = counted->expr() != nullptr ? expr(counted->expr()) : alternatives(counted->alternatives());
  clause.of_items = says(tree, "items");
  if (tree->condition() != nullptr) clause.item_condition = condition(tree->condition());
  if (tree->word() != nullptr) clause.names = {name(tree->word())};
  return {};
}

antlrcpp::Any Builder::visitRoundedClause(P::RoundedClauseContext* tree) {
  ast::Clause& clause = head(ClauseKind::rounded, tree, 1);
  if (P::DirectionContext* direction = tree->direction())
    clause.rounding = says(direction, "up") ? ast::Clause::Rounding::up : ast::Clause::Rounding::down;
  clause.unit = joined(tree->unit());
  clause.unit_span = span(tree->unit());
  clause.per_package = says(tree, "package");
  if (tree->nameList() != nullptr) clause.names = names(tree->nameList());
  return {};
}

antlrcpp::Any Builder::visitAtMostClause(P::AtMostClauseContext* tree) {
  ast::Clause& clause = head(ClauseKind::at_most, tree, 2);
  clause.expr = expr(tree->expr());
  if (tree->window() != nullptr) clause.window = window(tree->window());
  return {};
}

antlrcpp::Any Builder::visitForClause(P::ForClauseContext* tree) {
  head(ClauseKind::subject, tree, 1).names = {name(tree->word())};
  return {};
}

antlrcpp::Any Builder::visitTalliedClause(P::TalliedClauseContext* tree) {
  head(ClauseKind::tallied, tree, 2).names = {name(tree->word())};
  return {};
}

antlrcpp::Any Builder::visitCountingClause(P::CountingClauseContext* tree) {
  ast::Clause& clause = head(ClauseKind::counting, tree, 1);
  clause.names = {name(tree->word())};
  clause.from = date(tree->DATE());
  return {};
}

antlrcpp::Any Builder::visitReturnsClause(P::ReturnsClauseContext* tree) {
  head(ClauseKind::returns, tree, 2).restore = says(tree, "nothing") ? Restore::never : says(tree, "destroyed") ? Restore::when_destroyed : Restore::at_once;
  return {};
}

antlrcpp::Any Builder::visitOwnDateClause(P::OwnDateClauseContext* tree) {
  head(ClauseKind::own_date, tree, 6);
  return {};
}

antlrcpp::Any Builder::visitWithoutHistoryClause(P::WithoutHistoryClauseContext* tree) {
  head(ClauseKind::without_history, tree, 7);
  return {};
}

antlrcpp::Any Builder::visitRequireClause(P::RequireClauseContext* tree) {
  ast::Clause& clause = head(ClauseKind::require, tree, 1);
  clause.condition = condition(tree->condition());
  return {};
}

antlrcpp::Any Builder::visitOtherwiseClause(P::OtherwiseClauseContext* tree) {
  ast::Clause& clause = head(ClauseKind::otherwise, tree, 1);
  P::OutcomeKindContext* outcome = tree->outcomeKind();
  clause.head.end = span(outcome).end;
  clause.outcome = says(outcome, "deny")    ? ast::Clause::Outcome::deny
                   : says(outcome, "refer") ? ast::Clause::Outcome::refer
                                            : ast::Clause::Outcome::warn;
  if (tree->STRING() != nullptr) clause.text = string(tree->STRING());
  else clause.text.span = clause.head;
  return {};
}

antlrcpp::Any Builder::visitBeyondClause(P::BeyondClauseContext* tree) {
  ast::Clause& clause = head(ClauseKind::beyond, tree, 1);
  P::BeyondKindContext* outcome = tree->beyondKind();
  clause.head.end = span(outcome).end;
  clause.outcome = says(outcome, "refer")  ? ast::Clause::Outcome::refer
                   : says(outcome, "warn") ? ast::Clause::Outcome::warn
                   : says(outcome, "duty") ? ast::Clause::Outcome::duty
                                           : ast::Clause::Outcome::nothing;
  if (tree->word() != nullptr) clause.names = {name(tree->word())};
  if (tree->STRING() != nullptr) clause.text = string(tree->STRING());
  else clause.text.span = clause.head;
  return {};
}

antlrcpp::Any Builder::visitWhenClause(P::WhenClauseContext* tree) {
  ast::Clause& clause = head(ClauseKind::when, tree, 1);
  clause.condition = condition(tree->condition());
  return {};
}

antlrcpp::Any Builder::visitWaivedClause(P::WaivedClauseContext* tree) {
  head(ClauseKind::waived, tree, 1);
  return {};
}

antlrcpp::Any Builder::visitAlsoClause(P::AlsoClauseContext* tree) {
  head(ClauseKind::also_duty, tree, 2).text = string(tree->STRING());
  return {};
}

antlrcpp::Any Builder::visitReplacesClause(P::ReplacesClauseContext* tree) {
  const bool all = says(tree, "all");
  ast::Clause& clause = head(all ? ClauseKind::replaces_all : ClauseKind::replaces_rows, tree, 2);
  clause.rows = rows(tree->row(), clause.head, all ? "`replaces all`" : "`replaces rows`");
  return {};
}

antlrcpp::Any Builder::visitKnowinglyClause(P::KnowinglyClauseContext* tree) {
  ast::Clause& clause = head(ClauseKind::knowingly, tree, 1);
  clause.names = {name(tree->word())};
  clause.text = string(tree->STRING());
  return {};
}

}  // namespace leaflaw::syntax
