// Words of a class that no limit counts: what is called so may be sold without end, and nobody may have meant that.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "compiler/semantics/finish.h"

namespace leaflaw::semantics {

namespace {

using model::Expr;
using model::LimitBody;
using model::Op;

constexpr std::string_view uncounted_word = "none";   // of a class: it is meant to be counted nowhere

enum class Truth : std::uint8_t { no, open, yes };

Truth inverse(Truth truth) { return truth == Truth::yes ? Truth::no : truth == Truth::no ? Truth::yes : Truth::open; }

// What a condition comes to for items of one word of a class, nothing else being known of them.
class OneWord {
 public:
  OneWord(const Draft& draft, std::uint16_t item_class, unsigned word) : draft_(draft), class_(item_class), word_(word) {}

  // Each part once: definitions are shared.
  Truth truth(ExprId id) {
    if (id == no_expr) return Truth::yes;
    if (auto found = known_.find(id); found != known_.end()) return found->second;
    const Truth result = worked_out(id);
    known_.emplace(id, result);
    return result;
  }

 private:
  Truth worked_out(ExprId id) {
    const Expr& expr = draft_.expr(id);
    switch (expr.op) {
      case Op::truth_constant: return expr.number.is_zero() ? Truth::no : Truth::yes;
      case Op::negation: return inverse(truth(expr.args[0]));
      case Op::definition: return truth(expr.args[0]);
      case Op::both: return worst(expr, Truth::no, Truth::yes);
      case Op::either: return worst(expr, Truth::yes, Truth::no);
      case Op::one_of: {
        const Expr& value = draft_.expr(expr.args[0]);
        if (value.op != Op::class_value || value.index != class_) return Truth::open;
        return (expr.values >> word_) & 1 ? Truth::yes : Truth::no;
      }
      default: return Truth::open;
    }
  }

  // One argument that is `decisive` decides; all that are `other` give `other`.
  Truth worst(const Expr& expr, Truth decisive, Truth other) {
    Truth result = other;
    for (ExprId arg : expr.args) {
      const Truth each = truth(arg);
      if (each == decisive) return decisive;
      if (each != other) result = Truth::open;
    }
    return result;
  }

  const Draft& draft_;
  std::uint16_t class_;
  unsigned word_;
  std::map<ExprId, Truth> known_;
};

bool reads_class(const Draft& draft, ExprId id, std::uint16_t item_class, std::set<ExprId>& seen) {
  if (id >= bad || !seen.insert(id).second) return false;
  const Expr& expr = draft.expr(id);
  if (expr.op == Op::class_value && expr.index == item_class) return true;
  return std::any_of(expr.args.begin(), expr.args.end(), [&](ExprId arg) { return reads_class(draft, arg, item_class, seen); });
}

bool is_about(const Draft& draft, const LimitBody& limit, std::uint16_t item_class) {
  std::set<ExprId> seen;
  return limit.key_class == item_class || reads_class(draft, limit.item_condition, item_class, seen);
}

bool counts(const Draft& draft, const LimitBody& limit, std::uint16_t item_class, unsigned word) {
  if (limit.key_class == item_class && std::find(limit.keys.begin(), limit.keys.end(), word) == limit.keys.end()) return false;
  return OneWord(draft, item_class, word).truth(limit.item_condition) != Truth::no;
}

std::vector<const LimitBody*> limits_on(const model::Policy& policy, Date day) {
  std::vector<const LimitBody*> limits;
  for (const model::Rule& rule : policy.rules)
    if (const model::RuleVersion* version = rule.kind == model::RuleKind::limit ? model::in_force(rule, day) : nullptr) limits.push_back(&version->bodies.front().limit);
  return limits;
}

void report_class(Draft& draft, std::uint16_t index, const std::vector<const LimitBody*>& limits) {
  const model::ItemClass& item_class = draft.policy.classes[index];
  const auto* version = model::in_force(item_class.versions, draft.policy.as_of);
  const bool used = std::any_of(limits.begin(), limits.end(), [&](const LimitBody* each) { return is_about(draft, *each, index); });
  if (!version || !used) return;
  std::set<int> words;
  for (const model::ClassRow& row : version->body)
    if (row.value >= 0) words.insert(row.value);
  for (int word : words) {
    const std::string& name = item_class.values[static_cast<std::size_t>(word)];
    const bool counted = std::any_of(limits.begin(), limits.end(), [&](const LimitBody* each) { return counts(draft, *each, index, static_cast<unsigned>(word)); });
    if (counted || name == uncounted_word) continue;
    draft.error(Code::lint_uncounted, item_class.span, fmt::format("no limit counts what `{}` calls `{}`", item_class.id, name),
                fmt::format("count it in a limit, or call it `{}` where there is no limit for it", uncounted_word));
  }
}

}  // namespace

void report_uncounted(Draft& draft) {
  const std::vector<const LimitBody*> limits = limits_on(draft.policy, draft.policy.as_of);
  for (std::size_t i = 0; i < draft.policy.classes.size(); ++i) report_class(draft, static_cast<std::uint16_t>(i), limits);
}

}  // namespace leaflaw::semantics
