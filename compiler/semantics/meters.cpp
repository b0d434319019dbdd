#include "compiler/semantics/meters.h"

#include <fmt/format.h>

#include "compiler/semantics/suggestions.h"

namespace leaflaw::semantics {

using model::Expr;
using model::Op;

namespace {

constexpr std::string_view no_meter = "none";   // the word of a class for what it leaves out

enum class Answer : std::uint8_t { no, yes, maybe };

Answer opposite(Answer answer) { return answer == Answer::yes ? Answer::no : answer == Answer::no ? Answer::yes : Answer::maybe; }

// What a condition comes to for a line of that class value when nothing else is known of it.
Answer holds(const Draft& draft, ExprId id, std::uint16_t item_class, unsigned value) {
  const Expr& expr = draft.expr(id);
  switch (expr.op) {
    case Op::truth_constant: return expr.number.is_zero() ? Answer::no : Answer::yes;
    case Op::definition: return holds(draft, expr.args[0], item_class, value);
    case Op::negation: return opposite(holds(draft, expr.args[0], item_class, value));
    case Op::one_of: {
      const Expr& what = draft.expr(expr.args[0]);
      if (what.op != Op::class_value || what.index != item_class) return Answer::maybe;
      return (expr.values & bit_of(value)) != 0 ? Answer::yes : Answer::no;
    }
    case Op::both:
    case Op::either: {
      const Answer decisive = expr.op == Op::both ? Answer::no : Answer::yes;
      Answer all = opposite(decisive);
      for (ExprId arg : expr.args) {
        const Answer answer = holds(draft, arg, item_class, value);
        if (answer == decisive) return decisive;
        if (answer == Answer::maybe) all = Answer::maybe;
      }
      return all;
    }
    default: return Answer::maybe;
  }
}

}  // namespace

void find_meters(Draft& draft, Counted& counted, const ast::Name& class_name) {
  const Symbol* symbol = draft.find(class_name.text);
  if (!symbol || symbol->kind != SymbolKind::item_class) {
    std::vector<std::string> classes;
    for (const auto& [name, each] : draft.symbols)
      if (each.kind == SymbolKind::item_class) classes.push_back(name);
    draft.error(Code::limit_key, class_name.span, fmt::format("`{}` is no class of the policy, so it gives no meters", class_name.text),
                classes.empty() ? "declare it: `class NAME of each item`" : did_you_mean(class_name.text, classes));
    counted.amount = bad;
    return;
  }
  counted.key_class = symbol->index;
  const std::vector<std::string>& values = draft.policy.classes[symbol->index].values;
  for (std::size_t value = 0; value < values.size(); ++value) {
    if (values[value] == no_meter) continue;
    const bool all = counted.item_condition >= bad;
    if (all || holds(draft, counted.item_condition, symbol->index, static_cast<unsigned>(value)) != Answer::no) counted.keys.push_back(static_cast<std::uint16_t>(value));
  }
  if (counted.keys.empty() && !values.empty() && counted.item_condition != bad)
    draft.error(Code::limit_key, class_name.span, fmt::format("no `{}` is left that could have a meter", class_name.text), "the items that are counted exclude every one of them");
}

}  // namespace leaflaw::semantics
