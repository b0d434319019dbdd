// Parse tree -> ast.h, for declarations that the parser took whole. What the grammar lets through and the language does not
// (dates that do not exist, numbers too long to be exact, `and` mixed with `or`, no rows) is reported here; the tree gets a
// harmless value in its place.
#pragma once

#include <antlr4-runtime.h>

#include "LeaflawBaseVisitor.h"
#include "compiler/source/diagnostic.h"
#include "compiler/syntax/ast.h"
#include "compiler/syntax/lexemes.h"

namespace leaflaw::syntax {

using grammar::LeaflawParser;
using antlr4::ParserRuleContext;

// The tokens of the tree carry their index in the lexemes as "start index".
class Builder final : public grammar::LeaflawBaseVisitor {
 public:
  Builder(const Lexemes& lexemes, Diagnostics& diagnostics) : lexemes_(lexemes), diagnostics_(diagnostics) {}

  // `broken`: parts of it were cut out, so what is missing is not reported again.
  [[nodiscard]] ast::Declaration declaration(LeaflawParser::DeclarationContext* tree, bool broken);

 private:
  using Any = antlrcpp::Any;
  using P = LeaflawParser;

  // ---- leaves (build_leaves.cpp) ----
  [[nodiscard]] static Index index(const antlr4::Token* token) { return static_cast<Index>(token->getStartIndex()); }
  [[nodiscard]] Span span(const ParserRuleContext* tree) const;
  [[nodiscard]] Span span(const antlr4::Token* token) const { return lexemes_.span(index(token)); }
  [[nodiscard]] std::string_view text(const antlr4::Token* token) const { return lexemes_.text(index(token)); }
  // Does the rule itself hold this reserved word or sign?
  [[nodiscard]] bool says(const ParserRuleContext* tree, std::string_view literal) const;
  // From the first token up to the last one that is a reserved word: "applies to".
  [[nodiscard]] Span head_words(const ParserRuleContext* tree, std::size_t words) const;
  [[nodiscard]] std::string joined(const ParserRuleContext* tree) const;
  // The author's text as one line with single blanks.
  [[nodiscard]] std::string written(const ParserRuleContext* tree) const;
  [[nodiscard]] ast::Name name(const ParserRuleContext* tree) const;
  [[nodiscard]] std::vector<ast::Name> names(P::NameListContext* tree) const;
  [[nodiscard]] ast::Text string(antlr4::tree::TerminalNode* node);
  void report_control(std::string_view written, Span where);
  [[nodiscard]] ast::DateText date(antlr4::tree::TerminalNode* node);
  // Seconds from midnight; 24:00 only where `may_end_day`.
  [[nodiscard]] std::int32_t time(antlr4::tree::TerminalNode* node, bool may_end_day);
  [[nodiscard]] ast::Number number(antlr4::tree::TerminalNode* node);
  [[nodiscard]] ast::Quantity quantity(P::QuantityContext* tree);
  [[nodiscard]] ast::Path path(const ParserRuleContext* tree) const;   // path, declaredPath

  // ---- expressions (build_expression.cpp) ----
  [[nodiscard]] ast::ExprPtr expr(P::ExprContext* tree);
  [[nodiscard]] ast::ExprPtr term(P::TermContext* tree);
  [[nodiscard]] ast::ExprPtr factor(P::FactorContext* tree);
  [[nodiscard]] ast::ExprPtr alternatives(P::AlternativesContext* tree);
  [[nodiscard]] ast::ExprPtr node(ast::Expr::Kind kind, const ParserRuleContext* tree) const;
  ast::ExprPtr join(ast::Expr::Kind kind, ast::ExprPtr left, ast::ExprPtr right) const;
  bool too_long(const ParserRuleContext* tree, std::size_t terms);
  Any visitDateShift(P::DateShiftContext* tree) override;
  Any visitShareOf(P::ShareOfContext* tree) override;
  Any visitQuantityFactor(P::QuantityFactorContext* tree) override;
  Any visitDateFactor(P::DateFactorContext* tree) override;
  Any visitTodayFactor(P::TodayFactorContext* tree) override;
  Any visitTheCap(P::TheCapContext* tree) override;
  Any visitExtremum(P::ExtremumContext* tree) override;
  Any visitClamp(P::ClampContext* tree) override;
  Any visitTotalOf(P::TotalOfContext* tree) override;
  Any visitWholeYears(P::WholeYearsContext* tree) override;
  Any visitPathFactor(P::PathFactorContext* tree) override;
  Any visitGroupFactor(P::GroupFactorContext* tree) override;

  // ---- conditions (build_condition.cpp) ----
  [[nodiscard]] ast::ConditionPtr condition(P::ConditionContext* tree);
  [[nodiscard]] ast::ConditionPtr unary(P::UnaryContext* tree);
  [[nodiscard]] ast::ConditionPtr condition_node(ast::Condition::Kind kind, const ParserRuleContext* tree) const;
  // The condition when it is nothing but an expression; else nothing.
  [[nodiscard]] static P::ExprContext* bare_expression(P::ConditionContext* tree);
  void report_mixed(P::ConditionContext* tree);
  [[nodiscard]] std::string short_text(const ParserRuleContext* tree) const;
  void values(const std::vector<P::ValueNameContext*>& trees);
  [[nodiscard]] ast::Comparison comparison(P::ComparisonContext* tree) const;
  Any visitNotCondition(P::NotConditionContext* tree) override;
  Any visitQuantifiedCondition(P::QuantifiedConditionContext* tree) override;
  Any visitPredicateCondition(P::PredicateConditionContext* tree) override;
  Any visitGroupCondition(P::GroupConditionContext* tree) override;
  Any visitIsGiven(P::IsGivenContext* tree) override;
  Any visitIsNotGiven(P::IsNotGivenContext* tree) override;
  Any visitIsValue(P::IsValueContext* tree) override;
  Any visitIsOneOf(P::IsOneOfContext* tree) override;
  Any visitIsNoneOf(P::IsNoneOfContext* tree) override;
  Any visitCompares(P::ComparesContext* tree) override;
  Any visitIsBetween(P::IsBetweenContext* tree) override;
  Any visitIsTodayOr(P::IsTodayOrContext* tree) override;
  Any visitIsBeforeAfter(P::IsBeforeAfterContext* tree) override;
  Any visitIsOnOr(P::IsOnOrContext* tree) override;
  Any visitIsFromThrough(P::IsFromThroughContext* tree) override;
  Any visitIsFromUntil(P::IsFromUntilContext* tree) override;
  Any visitIsWithin(P::IsWithinContext* tree) override;
  Any visitIncludes(P::IncludesContext* tree) override;
  Any visitHasCharacters(P::HasCharactersContext* tree) override;

  // ---- clauses (build_clause.cpp, build_rows.cpp) ----
  [[nodiscard]] ast::Clause clause(P::ClauseContext* tree);
  [[nodiscard]] std::vector<ast::Clause> clauses(const std::vector<P::ClauseContext*>& trees);
  [[nodiscard]] ast::Row row(P::RowContext* tree);
  [[nodiscard]] std::vector<ast::Row> rows(const std::vector<P::RowContext*>& trees, Span head, std::string_view what);
  [[nodiscard]] ast::Window window(P::WindowContext* tree);
  ast::Clause& head(ast::Clause::Kind kind, const ParserRuleContext* tree, std::size_t words);
  Any visitCiteClause(P::CiteClauseContext* tree) override;
  Any visitConfidenceClause(P::ConfidenceClauseContext* tree) override;
  Any visitReadingClause(P::ReadingClauseContext* tree) override;
  Any visitTopicClause(P::TopicClauseContext* tree) override;
  Any visitEffectiveClause(P::EffectiveClauseContext* tree) override;
  Any visitEnforcedClause(P::EnforcedClauseContext* tree) override;
  Any visitFollowedClause(P::FollowedClauseContext* tree) override;
  Any visitBeforeThatClause(P::BeforeThatClauseContext* tree) override;
  Any visitAppliesClause(P::AppliesClauseContext* tree) override;
  Any visitCountsRowsClause(P::CountsRowsClauseContext* tree) override;
  Any visitCountsEventsClause(P::CountsEventsClauseContext* tree) override;
  Any visitCountsClause(P::CountsClauseContext* tree) override;
  Any visitRoundedClause(P::RoundedClauseContext* tree) override;
  Any visitAtMostClause(P::AtMostClauseContext* tree) override;
  Any visitForClause(P::ForClauseContext* tree) override;
  Any visitTalliedClause(P::TalliedClauseContext* tree) override;
  Any visitCountingClause(P::CountingClauseContext* tree) override;
  Any visitReturnsClause(P::ReturnsClauseContext* tree) override;
  Any visitOwnDateClause(P::OwnDateClauseContext* tree) override;
  Any visitWithoutHistoryClause(P::WithoutHistoryClauseContext* tree) override;
  Any visitRequireClause(P::RequireClauseContext* tree) override;
  Any visitOtherwiseClause(P::OtherwiseClauseContext* tree) override;
  Any visitBeyondClause(P::BeyondClauseContext* tree) override;
  Any visitWhenClause(P::WhenClauseContext* tree) override;
  Any visitWaivedClause(P::WaivedClauseContext* tree) override;
  Any visitAlsoClause(P::AlsoClauseContext* tree) override;
  Any visitReplacesClause(P::ReplacesClauseContext* tree) override;
  Any visitKnowinglyClause(P::KnowinglyClauseContext* tree) override;
  Any visitTransactionWindow(P::TransactionWindowContext* tree) override;
  Any visitCalendarWindow(P::CalendarWindowContext* tree) override;
  Any visitRollingDaysWindow(P::RollingDaysWindowContext* tree) override;
  Any visitRollingHoursWindow(P::RollingHoursWindowContext* tree) override;
  Any visitPeriodWindow(P::PeriodWindowContext* tree) override;
  Any visitOnHandWindow(P::OnHandWindowContext* tree) override;
  Any visitSinceWindow(P::SinceWindowContext* tree) override;

  // ---- declarations (build_declaration.cpp, build_header.cpp) ----
  // Kind, head ("rule adult-age") and name of the declaration.
  void start(ast::Declaration::Kind kind, const ParserRuleContext* tree, const ParserRuleContext* name_tree);
  void title(antlr4::tree::TerminalNode* node);
  Any visitPolicyDecl(P::PolicyDeclContext* tree) override;
  Any visitVocabularyDecl(P::VocabularyDeclContext* tree) override;
  Any visitEnumerationDecl(P::EnumerationDeclContext* tree) override;
  Any visitFactDecl(P::FactDeclContext* tree) override;
  Any visitDeriveDecl(P::DeriveDeclContext* tree) override;
  Any visitSameDecl(P::SameDeclContext* tree) override;
  Any visitUnitDecl(P::UnitDeclContext* tree) override;
  Any visitClassDecl(P::ClassDeclContext* tree) override;
  Any visitMeasureDecl(P::MeasureDeclContext* tree) override;
  Any visitTableDecl(P::TableDeclContext* tree) override;
  Any visitDefineDecl(P::DefineDeclContext* tree) override;
  Any visitLimitDecl(P::LimitDeclContext* tree) override;
  Any visitRuleDecl(P::RuleDeclContext* tree) override;
  Any visitDutyDecl(P::DutyDeclContext* tree) override;
  Any visitWarningDecl(P::WarningDeclContext* tree) override;
  Any visitExceptionDecl(P::ExceptionDeclContext* tree) override;
  Any visitAmendmentDecl(P::AmendmentDeclContext* tree) override;
  Any visitUseDecl(P::UseDeclContext* tree) override;
  Any visitNarrowsClause(P::NarrowsClauseContext* tree) override;
  Any visitVocabularyClause(P::VocabularyClauseContext* tree) override;
  Any visitTimeZoneClause(P::TimeZoneClauseContext* tree) override;
  Any visitRegulatorClause(P::RegulatorClauseContext* tree) override;
  Any visitStateClause(P::StateClauseContext* tree) override;
  Any visitCoversClause(P::CoversClauseContext* tree) override;
  Any visitAsOfClause(P::AsOfClauseContext* tree) override;
  Any visitKnowinglyHeader(P::KnowinglyHeaderContext* tree) override;
  Any visitEnumType(P::EnumTypeContext* tree) override;
  Any visitSetType(P::SetTypeContext* tree) override;
  Any visitPlainType(P::PlainTypeContext* tree) override;

  const Lexemes& lexemes_;
  Diagnostics& diagnostics_;
  bool broken_ = false;
  // What the visit functions fill: the node that the caller (declaration, clause, condition, factor, window) has begun.
  ast::Declaration* declaration_ = nullptr;
  ast::Clause* clause_ = nullptr;
  ast::Condition* condition_ = nullptr;
  ast::ConditionPtr unary_;
  ast::ExprPtr factor_;
  ast::Window* window_ = nullptr;
};

}  // namespace leaflaw::syntax
