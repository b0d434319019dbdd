// Words of a class, and categories, that no limit counts: what is called so may be sold without end, and nobody may have meant that.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "compiler/lints/look.h"
#include "compiler/semantics/suggestions.h"

namespace leaflaw::lints {

using semantics::bad;

namespace {

using model::Expr;
using model::LimitBody;
using model::Op;

constexpr std::string_view uncounted_word = "none";   // of a class: it is meant to be counted nowhere

enum class Truth : std::uint8_t { no, open, yes };

Truth inverse(Truth truth) { return truth == Truth::yes ? Truth::no : truth == Truth::no ? Truth::yes : Truth::open; }

// What a condition comes to for some items, nothing being known of them but what one of their lists of words says.
class Items {
 public:
  // Whether the list's word is among those; open where it is another list.
  using Test = std::function<Truth(const Expr& list, u128 words)>;
  Items(const Draft& draft, Test test) : draft_(draft), test_(std::move(test)) {}

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
      case Op::one_of: return test_(draft_.expr(expr.args[0]), expr.values);
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
  Test test_;
  std::map<ExprId, Truth> known_;
};

Items of_class(const Draft& draft, std::uint16_t item_class, unsigned word) {
  return Items(draft, [=](const Expr& list, u128 words) {
    if (list.op != Op::class_value || list.index != item_class) return Truth::open;
    return (words >> word) & 1 ? Truth::yes : Truth::no;
  });
}

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
  return of_class(draft, item_class, word).truth(limit.item_condition) != Truth::no;
}

std::vector<const LimitBody*> limits_on(const model::Policy& policy, Date day) {
  std::vector<const LimitBody*> limits;
  for (const model::Rule& rule : policy.rules)
    if (const model::RuleVersion* version = rule.kind == model::RuleKind::limit ? model::in_force(rule, day) : nullptr) limits.push_back(&version->bodies.front().limit);
  return limits;
}

bool is_used(const Draft& draft, const std::vector<const LimitBody*>& limits, std::uint16_t item_class) {
  return std::any_of(limits.begin(), limits.end(), [&](const LimitBody* each) { return is_about(draft, *each, item_class); });
}

void report_class(Draft& draft, std::uint16_t index, const std::vector<const LimitBody*>& limits) {
  const model::ItemClass& item_class = draft.policy.classes[index];
  const auto* version = model::in_force(item_class.versions, draft.policy.as_of);
  if (!version || !is_used(draft, limits, index)) return;
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

// ---- categories ---------------------------------------------------------------------------------------------------------

// The words that a class may give to items of one category.
struct Words { u128 possible = 0; bool unknown = false; };

class Category {
 public:
  Category(const Draft& draft, unsigned category) : draft_(draft), category_(category), items_(draft, [this](const Expr& list, u128 words) { return test(list, words); }) {}

  bool is_counted(const LimitBody& limit) {
    if (items_.truth(limit.item_condition) == Truth::no) return false;
    if (limit.key_class == no_index) return true;
    const Words words = words_of(limit.key_class);
    return words.unknown || std::any_of(limit.keys.begin(), limit.keys.end(), [&](std::uint16_t key) { return (words.possible & semantics::bit_of(key)) != 0; });
  }
  // A class that limits count by has a word for it, or says that nobody knows: what they make of that word is said of the class.
  bool is_sorted(std::uint16_t item_class) {
    const Words words = words_of(item_class);
    return words.unknown || words.possible != 0;
  }
  // A measure says that it counts nothing.
  bool is_nothing(ExprId amount) {
    const Expr& expr = draft_.expr(amount);
    if (expr.op == Op::constant) return expr.number.is_zero();
    if (expr.op != Op::choose) return expr.args.size() == 1 && is_nothing(expr.args.front());
    for (std::size_t i = 0; i < expr.args.size(); i += 2)
      if (items_.truth(expr.args[i]) == Truth::yes) return is_nothing(expr.args[i + 1]);
    return false;
  }

 private:
  Truth test(const Expr& list, u128 words) {
    if (list.op == Op::fact_value && list.fact.fact == draft_.schema.with(Role::line_category)) return (words >> category_) & 1 ? Truth::yes : Truth::no;
    if (list.op != Op::class_value) return Truth::open;
    const Words found = words_of(list.index);
    if (found.unknown || (found.possible & words) != 0) return (found.possible & ~words) == 0 && !found.unknown ? Truth::yes : Truth::open;
    return Truth::no;
  }
  Words words_of(std::uint16_t item_class) {
    Words words;
    const auto* version = model::in_force(draft_.policy.classes[item_class].versions, draft_.policy.as_of);
    if (!version) return {0, true};
    for (const model::ClassRow& row : version->body) {
      if (items_.truth(row.condition) == Truth::no) continue;
      if (row.value < 0) words.unknown = true;
      else words.possible |= semantics::bit_of(static_cast<unsigned>(row.value));
    }
    return words;
  }

  const Draft& draft_;
  unsigned category_;
  Items items_;
};

void report_categories(Draft& draft, const std::vector<const LimitBody*>& limits) {
  if (limits.empty() || draft.layers.all.size() > 1) return;   // a policy that narrows another counts what it wants
  const FactId category = draft.schema.with(Role::line_category);
  const std::vector<std::string>& names = draft.schema.enumerations[draft.schema.facts[category].enumeration].values;
  std::vector<std::string> uncounted;
  for (unsigned i = 0; i < names.size(); ++i) {
    Category one(draft, i);
    bool known = std::any_of(limits.begin(), limits.end(), [&](const LimitBody* each) { return one.is_counted(*each); });
    for (std::uint16_t each = 0; each < draft.policy.classes.size(); ++each) known = known || (is_used(draft, limits, each) && one.is_sorted(each));
    for (const model::Measure& each : draft.policy.measures) known = known || (!each.versions.empty() && one.is_nothing(each.versions.back().body));
    if (!known) uncounted.push_back(names[i]);
  }
  if (uncounted.empty()) return;
  draft.error(Code::lint_uncounted, draft.layers.last().head, fmt::format("no limit counts items of the {} {}", uncounted.size() == 1 ? "category" : "categories", semantics::listed(uncounted)),
              fmt::format("count them in a limit, or sort them in a class and call them `{}` there", uncounted_word));
}

}  // namespace

void report_uncounted(Draft& draft) {
  const std::vector<const LimitBody*> limits = limits_on(draft.policy, draft.policy.as_of);
  for (std::size_t i = 0; i < draft.policy.classes.size(); ++i) report_class(draft, static_cast<std::uint16_t>(i), limits);
  report_categories(draft, limits);
}

}  // namespace leaflaw::lints
