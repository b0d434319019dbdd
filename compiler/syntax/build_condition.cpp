// What is true or false, and `and` mixed with `or`.
#include <fmt/format.h>

#include "compiler/syntax/build.h"

namespace leaflaw::syntax {

using ConditionKind = ast::Condition::Kind;

ast::ConditionPtr Builder::condition_node(ConditionKind kind, const ParserRuleContext* tree) const {
  auto result = std::make_unique<ast::Condition>();
  result->kind = kind;
  result->span = span(tree);
  return result;
}

Builder::P::ExprContext* Builder::bare_expression(P::ConditionContext* tree) {
  if (tree->unary().size() != 1) return nullptr;
  auto* only = dynamic_cast<P::PredicateConditionContext*>(tree->unary(0));
  return only != nullptr && only->predicate() == nullptr ? only->expr() : nullptr;
}

std::string Builder::short_text(const ParserRuleContext* tree) const {
  constexpr std::size_t most = 36;
  const std::string whole = written(tree);
  if (whole.size() <= most) return whole;
  const std::size_t blank = whole.rfind(' ', most);
  return whole.substr(0, blank == std::string::npos ? most : blank) + " ...";
}

void Builder::report_mixed(P::ConditionContext* tree) {
  // Two ways to read it: `and` binds first, or `or` binds first.
  auto grouped = [&](std::string_view inner) {
    std::string out;
    const auto parts = tree->unary();
    for (std::size_t i = 0; i < parts.size();) {
      std::size_t last = i;
      while (last + 1 < parts.size() && text(tree->connective(last)->start) == inner) ++last;
      if (!out.empty()) out += fmt::format(" {} ", text(tree->connective(i - 1)->start));
      std::string group = short_text(parts[i]);
      for (std::size_t k = i + 1; k <= last; ++k) group += fmt::format(" {} {}", inner, short_text(parts[k]));
      out += last > i ? "(" + group + ")" : group;
      i = last + 1;
    }
    return out;
  };
  std::string_view first = text(tree->connective(0)->start);
  P::ConnectiveContext* other = tree->connective(0);
  for (P::ConnectiveContext* connective : tree->connective())
    if (text(connective->start) != first) {
      other = connective;
      break;
    }
  Diagnostic& diagnostic = diagnostics_.add(Code::and_with_or, span(other), "`and` and `or` stand side by side without parentheses",
                                            fmt::format("write `{}`\n   or `{}`", grouped("and"), grouped("or")));
  diagnostic.notes.push_back({span(tree->connective(0)), fmt::format("`{}` is here", first)});
}

ast::ConditionPtr Builder::condition(P::ConditionContext* tree) {
  const auto parts = tree->unary();
  if (parts.size() == 1) return unary(parts[0]);
  const std::string_view first = text(tree->connective(0)->start);
  for (P::ConnectiveContext* connective : tree->connective()) {
    if (text(connective->start) == first) continue;
    report_mixed(tree);
    break;
  }
  ast::ConditionPtr result = condition_node(first == "and" ? ConditionKind::both : ConditionKind::either, tree);
  for (P::UnaryContext* part : parts) result->args.push_back(unary(part));
  return result;
}

ast::ConditionPtr Builder::unary(P::UnaryContext* tree) {
  tree->accept(this);
  return std::move(unary_);
}

antlrcpp::Any Builder::visitNotCondition(P::NotConditionContext* tree) {
  ast::ConditionPtr result = condition_node(ConditionKind::negation, tree);
  result->args.push_back(unary(tree->unary()));
  unary_ = std::move(result);
  return {};
}

antlrcpp::Any Builder::visitQuantifiedCondition(P::QuantifiedConditionContext* tree) {
  const ConditionKind kind = says(tree, "some") ? ConditionKind::some_item : says(tree, "every") ? ConditionKind::every_item : ConditionKind::no_item;
  ast::ConditionPtr result = condition_node(kind, tree);
  result->args.push_back(unary(tree->unary()));
  unary_ = std::move(result);
  return {};
}

antlrcpp::Any Builder::visitPredicateCondition(P::PredicateConditionContext* tree) {
  ast::ConditionPtr result = condition_node(ConditionKind::truth, tree);
  result->left = expr(tree->expr());
  if (P::PredicateContext* predicate = tree->predicate()) {
    condition_ = result.get();
    predicate->accept(this);
  }
  unary_ = std::move(result);
  return {};
}

antlrcpp::Any Builder::visitGroupCondition(P::GroupConditionContext* tree) {
  unary_ = condition(tree->condition());
  return {};
}

// Each predicate fills the condition that visitPredicateCondition has begun. Expressions are built through `here`, because
// conditions inside them (`total of ... where`) use condition_ for themselves.
antlrcpp::Any Builder::visitIsGiven(P::IsGivenContext*) {
  condition_->kind = ConditionKind::given;
  return {};
}

antlrcpp::Any Builder::visitIsNotGiven(P::IsNotGivenContext*) {
  condition_->kind = ConditionKind::not_given;
  return {};
}

void Builder::values(const std::vector<P::ValueNameContext*>& trees) {
  for (P::ValueNameContext* tree : trees) {
    const bool quoted = tree->STRING() != nullptr;
    if (quoted) {
      ast::Text value = string(tree->STRING());
      condition_->values.push_back({std::move(value.value), value.span});
    } else {
      condition_->values.push_back(name(tree->word()));
    }
    condition_->quoted.push_back(quoted);
  }
}

antlrcpp::Any Builder::visitIsValue(P::IsValueContext* tree) {
  condition_->kind = ConditionKind::is_one_of;
  condition_->negated = says(tree, "not");
  values({tree->valueName()});
  return {};
}

antlrcpp::Any Builder::visitIsOneOf(P::IsOneOfContext* tree) {
  condition_->kind = ConditionKind::is_one_of;
  values(tree->valueName());
  return {};
}

antlrcpp::Any Builder::visitIsNoneOf(P::IsNoneOfContext* tree) {
  condition_->kind = ConditionKind::is_one_of;
  condition_->negated = true;
  values(tree->valueName());
  return {};
}

ast::Comparison Builder::comparison(P::ComparisonContext* tree) const {
  if (says(tree, "exactly")) return ast::Comparison::exactly;
  if (says(tree, "least")) return ast::Comparison::at_least;
  if (says(tree, "most")) return ast::Comparison::at_most;
  return says(tree, "above") ? ast::Comparison::above : ast::Comparison::under;
}

antlrcpp::Any Builder::visitCompares(P::ComparesContext* tree) {
  ast::Condition& here = *condition_;
  here.kind = ConditionKind::compares;
  here.op = comparison(tree->comparison(0));
  here.right = expr(tree->expr(0));
  if (tree->comparison().size() > 1) {
    here.op2 = comparison(tree->comparison(1));
    here.right2 = expr(tree->expr(1));
  }
  return {};
}

antlrcpp::Any Builder::visitIsBetween(P::IsBetweenContext* tree) {
  ast::Condition& here = *condition_;
  here.kind = ConditionKind::between;
  here.right = expr(tree->expr(0));
  here.right2 = expr(tree->expr(1));
  return {};
}

antlrcpp::Any Builder::visitIsTodayOr(P::IsTodayOrContext* tree) {
  condition_->kind = says(tree, "later") ? ConditionKind::today_or_later : ConditionKind::today_or_earlier;
  return {};
}

antlrcpp::Any Builder::visitIsBeforeAfter(P::IsBeforeAfterContext* tree) {
  ast::Condition& here = *condition_;
  here.kind = says(tree, "before") ? ConditionKind::before : ConditionKind::after;
  here.right = expr(tree->expr());
  return {};
}

antlrcpp::Any Builder::visitIsOnOr(P::IsOnOrContext* tree) {
  ast::Condition& here = *condition_;
  here.kind = says(tree, "before") ? ConditionKind::on_or_before : ConditionKind::on_or_after;
  here.right = expr(tree->expr());
  return {};
}

antlrcpp::Any Builder::visitIsFromThrough(P::IsFromThroughContext* tree) {
  ast::Condition& here = *condition_;
  here.kind = ConditionKind::from_through;
  here.right = expr(tree->expr(0));
  here.right2 = expr(tree->expr(1));
  return {};
}

antlrcpp::Any Builder::visitIsFromUntil(P::IsFromUntilContext* tree) {
  condition_->kind = ConditionKind::from_until;
  condition_->from_seconds = time(tree->TIME(0), false);
  condition_->until_seconds = time(tree->TIME(1), true);
  condition_->next_day = says(tree, "next");
  return {};
}

antlrcpp::Any Builder::visitIsWithin(P::IsWithinContext* tree) {
  ast::Condition& here = *condition_;
  here.kind = ConditionKind::within_before;
  here.right = expr(tree->expr(0));
  here.right2 = expr(tree->expr(1));
  return {};
}

antlrcpp::Any Builder::visitIncludes(P::IncludesContext* tree) {
  condition_->kind = ConditionKind::includes;
  condition_->any = says(tree, "of");   // `includes any` alone asks for a value named `any`
  values(tree->valueName());
  return {};
}

antlrcpp::Any Builder::visitHasCharacters(P::HasCharactersContext* tree) {
  condition_->kind = ConditionKind::has_characters;
  condition_->number = number(tree->NUMBER());
  return {};
}

}  // namespace leaflaw::syntax
