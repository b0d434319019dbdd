#include "compiler/semantics/linear_form.h"

#include <fmt/format.h>

#include <map>

namespace leaflaw::semantics {

using model::Expr;
using model::Op;

namespace {

class Sum {
 public:
  explicit Sum(const Draft& draft) : draft_(draft) {}

  // Adds factor x expression. False: out of range, or definitions upon definitions make it too long.
  bool add(ExprId id, const Ratio& factor) {
    constexpr int most_steps = 10000;
    if (++steps_ > most_steps) return false;
    const Expr& expr = draft_.expr(id);
    switch (expr.op) {
      case Op::definition: return add(expr.args[0], factor);
      case Op::constant: return accumulate(constant, mul(factor, expr.number));
      case Op::scale: {
        const std::optional<Ratio> inner = mul(factor, expr.number);
        return inner && add(expr.args[0], *inner);
      }
      case Op::add:
        for (ExprId arg : expr.args)
          if (!add(arg, factor)) return false;
        return true;
      case Op::subtract: {
        const std::optional<Ratio> back = mul(factor, Ratio(-1));
        return back && add(expr.args[0], factor) && add(expr.args[1], *back);
      }
      default: {
        auto [place, is_new] = terms.try_emplace(structure_of(draft_, id), Term{{}, id, Ratio(0)});
        return accumulate(place->second.factor, factor);
      }
    }
  }

  Ratio constant = 0;
  std::map<std::string, Term> terms;

 private:
  static bool accumulate(Ratio& sum, const std::optional<Ratio>& more) {
    const std::optional<Ratio> result = more ? leaflaw::add(sum, *more) : std::nullopt;
    if (result) sum = *result;
    return result.has_value();
  }

  const Draft& draft_;
  int steps_ = 0;
};

}  // namespace

std::string structure_of(const Draft& draft, const model::FactRef& ref) {
  std::string out = fmt::format("f{}/{}[{}]", ref.fact, ref.map, ref.key);
  if (ref.key_value != no_expr) out += "[" + structure_of(draft, ref.key_value) + "]";
  return out;
}

std::string structure_of(const Draft& draft, ExprId id) {
  const Expr& expr = draft.expr(id);
  // By its name: written out, definitions upon definitions could become endless.
  if (expr.op == Op::definition) return fmt::format("d{}", expr.index);
  std::string out = fmt::format("{}:{}", static_cast<int>(expr.op), to_string(expr.number));
  if (expr.fact.fact != no_fact || expr.fact.map != no_index) out += structure_of(draft, expr.fact);
  if (expr.values != 0) out += fmt::format("v{:x}.{:x}", static_cast<std::uint64_t>(expr.values >> 64), static_cast<std::uint64_t>(expr.values));
  if (expr.index != no_index) out += fmt::format("i{}.{}.{}", expr.index, expr.column, static_cast<int>(expr.figure));
  for (const std::string& text : expr.texts) out += fmt::format("t{}:{}", text.size(), text);
  out += '(';
  for (std::size_t i = 0; i < expr.args.size(); ++i) {
    if (i > 0) out += ',';
    if (i < expr.if_given.size() && expr.if_given[i]) out += '?';
    out += structure_of(draft, expr.args[i]);
  }
  return out + ')';
}

std::optional<LinearForm> difference_of(const Draft& draft, ExprId left, ExprId right) {
  Sum sum(draft);
  if (!sum.add(left, Ratio(1)) || !sum.add(right, Ratio(-1))) return std::nullopt;
  LinearForm form;
  form.constant = sum.constant;
  for (auto& [structure, term] : sum.terms)
    if (!term.factor.is_zero()) form.terms.push_back({structure, term.expr, term.factor});
  return form;
}

}  // namespace leaflaw::semantics
