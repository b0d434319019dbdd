// Amounts, dates and what is computed from them.
#include "compiler/syntax/build.h"

namespace leaflaw::syntax {

namespace {

// The tree of a sum leans to the left, one level a term, and later stages recurse: real law has a handful of terms.
constexpr std::size_t most_terms = 500;

}  // namespace

ast::ExprPtr Builder::node(ast::Expr::Kind kind, const ParserRuleContext* tree) const {
  auto expr = std::make_unique<ast::Expr>();
  expr->kind = kind;
  expr->span = span(tree);
  return expr;
}

ast::ExprPtr Builder::join(ast::Expr::Kind kind, ast::ExprPtr left, ast::ExprPtr right) const {
  auto expr = std::make_unique<ast::Expr>();
  expr->kind = kind;
  expr->span = {left->span.file, left->span.begin, right->span.end};
  expr->args.push_back(std::move(left));
  expr->args.push_back(std::move(right));
  return expr;
}

bool Builder::too_long(const ParserRuleContext* tree, std::size_t terms) {
  if (terms <= most_terms) return false;
  diagnostics_.add(Code::nesting_too_deep, span(tree->start), "an expression of more than " + std::to_string(most_terms) + " terms",
                   "split it up with `define` or `measure`");
  return true;
}

ast::ExprPtr Builder::expr(P::ExprContext* tree) {
  const std::vector<P::TermContext*> terms = tree->term();
  ast::ExprPtr result = term(terms[0]);
  if (too_long(tree, terms.size())) return result;
  for (std::size_t i = 1; i < terms.size(); ++i) {
    auto* sign = dynamic_cast<antlr4::tree::TerminalNode*>(tree->children[2 * i - 1]);
    const bool plus = sign == nullptr || text(sign->getSymbol()) == "+";
    result = join(plus ? ast::Expr::Kind::add : ast::Expr::Kind::subtract, std::move(result), term(terms[i]));
  }
  return result;
}

ast::ExprPtr Builder::term(P::TermContext* tree) {
  ast::ExprPtr result = factor(tree->factor(0));
  if (too_long(tree, tree->children.size() / 2)) return result;
  std::string_view word;   // the operator last seen
  for (std::size_t i = 1; i < tree->children.size(); ++i) {
    antlr4::tree::ParseTree* child = tree->children[i];
    if (auto* terminal = dynamic_cast<antlr4::tree::TerminalNode*>(child)) {
      // `per Q as Q` has its own `as`.
      if (const std::string_view here = text(terminal->getSymbol()); here != "by" && !(here == "as" && word == "per")) word = here;
    } else if (auto* operand = dynamic_cast<P::FactorContext*>(child)) {
      const bool times = word == "times";
      result = join(times ? ast::Expr::Kind::multiply : ast::Expr::Kind::divide, std::move(result), factor(operand));
    } else if (auto* amount = dynamic_cast<P::QuantityContext*>(child)) {
      if (result->kind != ast::Expr::Kind::per_as || result->quantity2.span.end != 0) {
        ast::ExprPtr per = node(ast::Expr::Kind::per_as, tree);
        per->quantity = quantity(amount);
        per->span = {result->span.file, result->span.begin, per->quantity.span.end};
        per->args.push_back(std::move(result));
        result = std::move(per);
      } else {
        result->quantity2 = quantity(amount);
        result->span.end = result->quantity2.span.end;
        word = {};
      }
    } else if (auto* unit = dynamic_cast<P::UnitContext*>(child)) {
      ast::ExprPtr as = node(ast::Expr::Kind::as_unit, tree);
      as->quantity.unit = joined(unit);
      as->quantity.unit_span = span(unit);
      as->quantity.span = as->quantity.unit_span;
      as->span = {result->span.file, result->span.begin, as->quantity.unit_span.end};
      as->args.push_back(std::move(result));
      result = std::move(as);
    }
  }
  return result;
}

ast::ExprPtr Builder::factor(P::FactorContext* tree) {
  tree->accept(this);
  return std::move(factor_);
}

ast::ExprPtr Builder::alternatives(P::AlternativesContext* tree) {
  ast::ExprPtr result = node(ast::Expr::Kind::alternatives, tree);
  for (P::ExprContext* value : tree->expr()) result->args.push_back(expr(value));
  for (P::ConditionContext* where : tree->condition()) result->conditions.push_back(condition(where));
  return result;
}

antlrcpp::Any Builder::visitDateShift(P::DateShiftContext* tree) {
  ast::ExprPtr result = node(says(tree, "before") ? ast::Expr::Kind::before : ast::Expr::Kind::after, tree);
  result->quantity = quantity(tree->quantity());
  result->args.push_back(factor(tree->factor()));
  factor_ = std::move(result);
  return {};
}

antlrcpp::Any Builder::visitShareOf(P::ShareOfContext* tree) {
  ast::ExprPtr result = node(ast::Expr::Kind::share_of, tree);
  result->quantity = quantity(tree->quantity());
  result->args.push_back(factor(tree->factor()));
  factor_ = std::move(result);
  return {};
}

antlrcpp::Any Builder::visitQuantityFactor(P::QuantityFactorContext* tree) {
  ast::ExprPtr result = node(ast::Expr::Kind::quantity, tree);
  result->quantity = quantity(tree->quantity());
  factor_ = std::move(result);
  return {};
}

antlrcpp::Any Builder::visitDateFactor(P::DateFactorContext* tree) {
  ast::ExprPtr result = node(ast::Expr::Kind::date, tree);
  result->date = date(tree->DATE());
  factor_ = std::move(result);
  return {};
}

antlrcpp::Any Builder::visitTodayFactor(P::TodayFactorContext* tree) {
  factor_ = node(ast::Expr::Kind::today, tree);
  return {};
}

antlrcpp::Any Builder::visitTheCap(P::TheCapContext* tree) {
  factor_ = node(ast::Expr::Kind::the_cap, tree);
  return {};
}

antlrcpp::Any Builder::visitExtremum(P::ExtremumContext* tree) {
  ast::ExprPtr result = node(says(tree, "least") ? ast::Expr::Kind::least : ast::Expr::Kind::greatest, tree);
  for (P::OptionalExprContext* operand : tree->optionalExpr()) {
    result->args.push_back(expr(operand->expr()));
    result->if_given.push_back(says(operand, "given"));
  }
  factor_ = std::move(result);
  return {};
}

antlrcpp::Any Builder::visitClamp(P::ClampContext* tree) {
  ast::ExprPtr result = node(ast::Expr::Kind::clamp, tree);
  for (P::ExprContext* operand : tree->expr()) result->args.push_back(expr(operand));
  factor_ = std::move(result);
  return {};
}

antlrcpp::Any Builder::visitTotalOf(P::TotalOfContext* tree) {
  ast::ExprPtr result = node(ast::Expr::Kind::total, tree);
  result->args.push_back(expr(tree->expr()));
  if (P::ConditionContext* where = tree->condition()) result->conditions.push_back(condition(where));
  factor_ = std::move(result);
  return {};
}

antlrcpp::Any Builder::visitWholeYears(P::WholeYearsContext* tree) {
  ast::ExprPtr result = node(ast::Expr::Kind::whole_years, tree);
  for (P::ExprContext* operand : tree->expr()) result->args.push_back(expr(operand));
  factor_ = std::move(result);
  return {};
}

antlrcpp::Any Builder::visitPathFactor(P::PathFactorContext* tree) {
  ast::ExprPtr result = node(ast::Expr::Kind::path, tree);
  result->path = path(tree->path());
  factor_ = std::move(result);
  return {};
}

antlrcpp::Any Builder::visitGroupFactor(P::GroupFactorContext* tree) {
  factor_ = expr(tree->expr());
  return {};
}

}  // namespace leaflaw::syntax
