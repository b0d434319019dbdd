// Derivations: the only place where facts are multiplied. Expressions and conditions -> postfix steps, each checked against what
// runtime/facts/derive.h can do with it: a step that could never give a value is a mistake here.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/semantics/suggestions.h"
#include "compiler/semantics/vocabulary.h"

namespace leaflaw::semantics {

namespace {

using Step = DeriveStep;
using StepOp = DeriveStep::Op;
using ExprKind = ast::Expr::Kind;
using ConditionKind = ast::Condition::Kind;

constexpr std::size_t most_derivations = 4096;
constexpr std::size_t deepest = 30;   // operands waiting at once, a little less than the evaluator's stack

// What an expression gives. A number may have one of several dimensions: an `amount` is a count or a mass.
struct Shape {
  FactType type = FactType::truth;
  std::vector<Dimension> dimensions;          // quantity; any: a plain number
  EnumerationId enumeration = no_index;       // value, set
  bool state = false;                         // what the header's `state` names: of any list
};

Shape number_of(std::vector<Dimension> dimensions) { return {FactType::quantity, std::move(dimensions), no_index, false}; }

Dimension of_sum(Dimension a, Dimension b) { return a == b || b == Dimension::any ? a : a == Dimension::any ? b : Dimension::none; }
Dimension of_product(Dimension a, Dimension b) {
  if (a == Dimension::any || a == Dimension::count) return b;
  return b == Dimension::any || b == Dimension::count ? a : Dimension::none;
}
Dimension of_quotient(Dimension a, Dimension b) { return a == b ? Dimension::any : b == Dimension::any || b == Dimension::count ? a : Dimension::none; }

std::string list_of(const std::vector<Dimension>& dimensions) {
  std::string text;
  for (Dimension each : dimensions) {
    if (!text.empty()) text += " or ";
    text += each == Dimension::any ? "a plain number" : std::string(dimension_name(each));
  }
  return text;
}

class DerivationCompiler {
 public:
  DerivationCompiler(VocabularyDraft& draft, const ast::Declaration& declaration) : draft_(draft), declaration_(declaration) {}

  void run() {
    std::optional<FactId> target = fact_named(declaration_.target, true);
    if (!target) return;
    target_ = *target;
    Derivation derivation;
    derivation.target = target_;
    derivation.same = declaration_.kind == ast::Declaration::Kind::same;
    std::optional<Shape> shape = value(derivation.value);
    if (!where(derivation.condition) || !shape) return;
    if (!fits(*shape)) return report_misfit(*shape);
    if (!tolerance(derivation)) return;
    draft_.schema.derivations.push_back(std::move(derivation));
  }

 private:
  Diagnostic& error(Code code, Span span, std::string message, std::string help = {}) { return draft_.error(code, span, std::move(message), std::move(help)); }
  std::nullopt_t refuse(Code code, Span span, std::string message, std::string help = {}) {
    error(code, span, std::move(message), std::move(help));
    return std::nullopt;
  }
  const Fact& fact(FactId id) const { return draft_.schema.facts[id]; }
  bool of_item() const { return fact(target_).place == FactPlace::item; }

  // ---- names ---------------------------------------------------------------------------------------------------------
  std::optional<FactId> fact_named(const ast::Path& path, bool is_target = false) {
    std::string name = path.text();
    for (const auto& [word, id] : draft_.short_forms)
      if (word == name) name = fact(id).name;
    auto found = draft_.facts.find(name);
    if (found == draft_.facts.end()) {
      if (draft_.broken.contains(name)) return std::nullopt;
      if (std::any_of(path.steps.begin(), path.steps.end(), [](const auto& step) { return step.key.has_value(); }))
        return refuse(Code::vocabulary_mistake, path.span, "a derivation knows no maps", "name a fact that stands in no map");
      std::vector<std::string> known;
      for (const Fact& each : draft_.schema.facts) known.push_back(each.name);
      return refuse(Code::unknown_name, path.span, fmt::format("there is no fact `{}`", name), did_you_mean(name, known));
    }
    const FactId id = found->second;
    if (is_target) return id;
    if (id == target_)
      return refuse(Code::cycle, path.span, fmt::format("`{}` is derived from itself", name), "derive it from other facts");
    if (fact(id).place == FactPlace::item && !of_item())
      return refuse(Code::no_item_at_hand, path.span, fmt::format("`{}` is a fact of an item, and `{}` is not", name, fact(target_).name), "a fact of the event cannot follow from one item");
    return id;
  }

  Shape shape_of(FactId id) const {
    const Fact& one = fact(id);
    switch (one.type) {
      case FactType::amount: return number_of({Dimension::count, Dimension::mass});
      case FactType::quantity: return number_of({one.dimension});
      default: return {one.type, {}, one.enumeration, false};
    }
  }

  // ---- amounts and values ----------------------------------------------------------------------------------------------
  void push(std::vector<Step>& steps, StepOp op) { steps.push_back({op, no_fact, {}, 0}); }

  std::optional<Shape> value(std::vector<Step>& steps) {
    if (declaration_.kind == ast::Declaration::Kind::same) return path(declaration_.source, steps);
    if (declaration_.expr) return expression(*declaration_.expr, steps);
    if (!declaration_.condition || !condition(*declaration_.condition, steps)) return std::nullopt;
    return Shape{};
  }

  std::optional<Shape> path(const ast::Path& written, std::vector<Step>& steps) {
    if (written.text() == state_path) {
      push(steps, StepOp::policy_state);
      return Shape{FactType::value, {}, no_index, true};
    }
    std::optional<FactId> id = fact_named(written);
    if (!id) return std::nullopt;
    steps.push_back({StepOp::fact, *id, {}, 0});
    return shape_of(*id);
  }

  std::optional<Shape> expression(const ast::Expr& expr, std::vector<Step>& steps) {
    if (++depth_ > deepest) return refuse(Code::nesting_too_deep, expr.span, "the derivation is nested too deeply", "derive a part of it as a fact of its own");
    std::optional<Shape> shape = unchecked_expression(expr, steps);
    --depth_;
    return shape;
  }

  std::optional<Shape> unchecked_expression(const ast::Expr& expr, std::vector<Step>& steps) {
    switch (expr.kind) {
      case ExprKind::quantity:
        if (!expr.quantity.unit.empty())
          return refuse(Code::vocabulary_mistake, expr.span, "a derivation's constants are plain numbers", "leave out the unit; the facts bring theirs");
        steps.push_back({StepOp::constant, no_fact, expr.quantity.number.value, 0});
        return number_of({Dimension::any});
      case ExprKind::path: return path(expr.path, steps);
      case ExprKind::today:
        push(steps, StepOp::today);
        return Shape{FactType::date, {}, no_index, false};
      case ExprKind::add:
      case ExprKind::subtract:
      case ExprKind::multiply:
      case ExprKind::divide: return binary(expr, steps);
      case ExprKind::whole_years: return years(expr, steps);
      default:
        return refuse(Code::vocabulary_mistake, expr.span, "a derivation cannot say this", "it knows facts, plain numbers, `+`, `-`, `times`, `divided by`, `today` and `whole years from`");
    }
  }

  std::optional<Shape> binary(const ast::Expr& expr, std::vector<Step>& steps) {
    std::optional<Shape> a = expression(*expr.args[0], steps), b = expression(*expr.args[1], steps);
    if (!a || !b) return std::nullopt;
    push(steps, expr.kind == ExprKind::add ? StepOp::add : expr.kind == ExprKind::subtract ? StepOp::subtract : expr.kind == ExprKind::multiply ? StepOp::multiply : StepOp::divide);
    const bool sum = expr.kind == ExprKind::add || expr.kind == ExprKind::subtract;
    if (sum && a->type == FactType::date) return dated(expr, *b);
    if (a->type != FactType::quantity || b->type != FactType::quantity)
      return refuse(Code::wrong_type, expr.span, "only quantities are added, multiplied and divided", "days are added to a date");
    std::vector<Dimension> results;
    for (Dimension x : a->dimensions)
      for (Dimension y : b->dimensions) {
        Dimension result = sum ? of_sum(x, y) : expr.kind == ExprKind::multiply ? of_product(x, y) : of_quotient(x, y);
        if (result != Dimension::none && std::find(results.begin(), results.end(), result) == results.end()) results.push_back(result);
      }
    if (!results.empty()) return number_of(results);
    return refuse(Code::wrong_dimension, expr.span, fmt::format("{} and {} do not go together here", list_of(a->dimensions), list_of(b->dimensions)),
                  sum ? "only quantities of one kind are added" : "one of the two must be a count or a plain number, or both are divided as one kind");
  }

  std::optional<Shape> dated(const ast::Expr& expr, const Shape& b) {
    const bool between = expr.kind == ExprKind::subtract && b.type == FactType::date;
    if (between) return number_of({Dimension::duration});
    const bool days = b.type == FactType::quantity && std::any_of(b.dimensions.begin(), b.dimensions.end(), [](Dimension each) { return each == Dimension::duration || each == Dimension::any; });
    if (days) return Shape{FactType::date, {}, no_index, false};
    return refuse(Code::wrong_type, expr.span, "only days are added to a date or taken from it");
  }

  std::optional<Shape> years(const ast::Expr& expr, std::vector<Step>& steps) {
    for (const ast::ExprPtr& arg : expr.args) {
      std::optional<Shape> shape = expression(*arg, steps);
      if (!shape) return std::nullopt;
      if (shape->type != FactType::date) return refuse(Code::wrong_type, arg->span, "this is no date", "years are counted from one date through another");
    }
    push(steps, StepOp::whole_years);
    return number_of({Dimension::age});
  }

  // ---- conditions --------------------------------------------------------------------------------------------------------
  bool condition(const ast::Condition& written, std::vector<Step>& steps) {
    if (++depth_ > deepest) {
      error(Code::nesting_too_deep, written.span, "the derivation is nested too deeply", "derive a part of it as a fact of its own");
      return false;
    }
    const bool right = unchecked_condition(written, steps);
    --depth_;
    if (right && written.negated) push(steps, StepOp::negate);
    return right;
  }

  bool unchecked_condition(const ast::Condition& written, std::vector<Step>& steps) {
    switch (written.kind) {
      case ConditionKind::both:
      case ConditionKind::either: return joined(written, steps);
      case ConditionKind::negation:
        if (!condition(*written.args[0], steps)) return false;
        push(steps, StepOp::negate);
        return true;
      case ConditionKind::truth: return yes_no(*written.left, steps);
      case ConditionKind::given:
      case ConditionKind::not_given: return given(written, steps);
      case ConditionKind::is_one_of: return one_of(written, steps);
      case ConditionKind::compares:
        if (written.op == ast::Comparison::exactly && !written.op2) return same(written, steps);
        break;
      default: break;
    }
    error(Code::vocabulary_mistake, written.span, "a derivation cannot ask this", "it knows yes-no facts, `is given`, `is one of`, `is exactly`, `and`, `or` and `not`");
    return false;
  }

  bool joined(const ast::Condition& written, std::vector<Step>& steps) {
    for (std::size_t i = 0; i < written.args.size(); ++i) {
      if (!condition(*written.args[i], steps)) return false;
      if (i > 0) push(steps, written.kind == ConditionKind::both ? StepOp::both : StepOp::either);
    }
    return true;
  }

  bool yes_no(const ast::Expr& expr, std::vector<Step>& steps) {
    std::optional<Shape> shape = expression(expr, steps);
    if (shape && shape->type == FactType::truth) return true;
    if (shape) error(Code::wrong_type, expr.span, "this is not a yes or no", "compare it with something, or name a yes-no fact");
    return false;
  }

  std::optional<FactId> asked(const ast::Expr& expr) {
    if (expr.kind == ExprKind::path) return fact_named(expr.path);
    return refuse(Code::wrong_type, expr.span, "only a fact can be asked this");
  }

  bool given(const ast::Condition& written, std::vector<Step>& steps) {
    std::optional<FactId> id = asked(*written.left);
    if (!id) return false;
    steps.push_back({StepOp::is_given, *id, {}, 0});
    if (written.kind == ConditionKind::not_given) push(steps, StepOp::negate);
    return true;
  }

  bool one_of(const ast::Condition& written, std::vector<Step>& steps) {
    std::optional<FactId> id = asked(*written.left);
    if (!id) return false;
    if (fact(*id).type != FactType::value) {
      error(Code::wrong_type, written.left->span, fmt::format("`{}` is not one word of a list", fact(*id).name));
      return false;
    }
    const Enumeration& list = draft_.schema.enumerations[fact(*id).enumeration];
    u128 values = 0;
    for (const ast::Name& name : written.values) {
      const int index = draft_.schema.value_of(fact(*id).enumeration, name.text);
      if (index < 0) {
        error(Code::unknown_value, name.span, fmt::format("`{}` is no {}", name.text, list.name), did_you_mean(name.text, list.values));
        return false;
      }
      values |= u128{1} << static_cast<unsigned>(index);
    }
    steps.push_back({StepOp::is_value, *id, {}, values});
    return true;
  }

  bool same(const ast::Condition& written, std::vector<Step>& steps) {
    std::optional<Shape> a = expression(*written.left, steps), b = expression(*written.right, steps);
    if (!a || !b) return false;
    push(steps, StepOp::is_same);
    if (a->state != b->state) return state_list(written, a->state ? b->enumeration : a->enumeration);
    const bool alike = a->type == b->type && a->enumeration == b->enumeration && !a->state &&
                       (a->type != FactType::quantity || std::any_of(a->dimensions.begin(), a->dimensions.end(), [&](Dimension x) {
                          return std::any_of(b->dimensions.begin(), b->dimensions.end(), [&](Dimension y) { return of_sum(x, y) != Dimension::none; });
                        }));
    if (!alike) error(Code::wrong_type, written.span, "these two can never be the same", "compare facts of one kind");
    return alike;
  }

  bool state_list(const ast::Condition& written, EnumerationId list) {
    if (list == no_index) {
      error(Code::wrong_type, written.span, fmt::format("`{}` is one word of a list, and this is not", state_path));
      return false;
    }
    if (draft_.state_enumeration != no_index && draft_.state_enumeration != list) {
      error(Code::vocabulary_mistake, written.span, fmt::format("`{}` is compared with words of `{}` here and of `{}` elsewhere", state_path,
                                                             draft_.schema.enumerations[list].name, draft_.schema.enumerations[draft_.state_enumeration].name),
            "it is one word of one list");
      return false;
    }
    draft_.state_enumeration = list;
    return true;
  }

  // ---- the whole -----------------------------------------------------------------------------------------------------------
  bool where(std::vector<Step>& steps) {
    const ast::ConditionPtr& written = declaration_.kind == ast::Declaration::Kind::same ? declaration_.condition : declaration_.where;
    return !written || condition(*written, steps);
  }

  bool fits(const Shape& shape) const {
    const Fact& target = fact(target_);
    auto any = [&](auto accepts) { return std::any_of(shape.dimensions.begin(), shape.dimensions.end(), accepts); };
    switch (target.type) {
      case FactType::amount: return shape.type == FactType::quantity && any([](Dimension d) { return d == Dimension::count || d == Dimension::mass || d == Dimension::any; });
      case FactType::quantity:
        if (shape.type != FactType::quantity) return false;
        return any([&](Dimension d) {
          const bool plain = d == Dimension::any && (target.dimension == Dimension::percent || target.dimension == Dimension::count);
          return plain || target.dimension == Dimension::any || d == target.dimension;
        });
      default: return shape.type == target.type && shape.enumeration == target.enumeration && !shape.state;
    }
  }

  void report_misfit(const Shape& shape) {
    const Fact& target = fact(target_);
    const Span span = declaration_.kind == ast::Declaration::Kind::same ? declaration_.source.span : declaration_.expr ? declaration_.expr->span : declaration_.condition->span;
    if (shape.type == FactType::quantity && (target.type == FactType::quantity || target.type == FactType::amount)) {
      const std::string wanted = target.type == FactType::amount ? "a count or a mass" : std::string(dimension_name(target.dimension));
      error(Code::wrong_dimension, span, fmt::format("`{}` is {}, and this gives {}", target.name, wanted, list_of(shape.dimensions)));
      return;
    }
    error(Code::wrong_type, span, fmt::format("this gives no value that `{}` could have", target.name), "the two are of different types");
  }

  bool tolerance(Derivation& derivation) {
    if (!declaration_.tolerance) return true;
    const ast::Quantity& within = *declaration_.tolerance;
    if (within.unit != base_unit_name(Dimension::percent)) {
      error(Code::missing_unit, within.span, "a tolerance is a share of the derived value", fmt::format("write it as a percentage: `within {} %`", within.number.written));
      return false;
    }
    derivation.tolerance = div(within.number.value, Ratio(100));
    return derivation.tolerance.has_value();
  }

  VocabularyDraft& draft_;
  const ast::Declaration& declaration_;
  FactId target_ = no_fact;
  std::size_t depth_ = 0;
};

}  // namespace

void compile_derivations(VocabularyDraft& draft) {
  std::size_t count = 0;
  for (const ast::Declaration& each : draft.file.declarations) {
    const bool derives = each.kind == ast::Declaration::Kind::derive || each.kind == ast::Declaration::Kind::same;
    if (derives && ++count > most_derivations) {
      draft.error(Code::vocabulary_mistake, each.head, fmt::format("a vocabulary holds at most {} derivations", most_derivations));
      return;
    }
    if (derives && !each.broken) DerivationCompiler(draft, each).run();
  }
}

}  // namespace leaflaw::semantics
