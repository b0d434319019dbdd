#include "compiler/semantics/steps.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace leaflaw::semantics {

using model::Expr;
using model::Op;

namespace {

constexpr std::size_t most_of_a_definition = 10'000;
constexpr std::size_t most_steps = 100'000;
constexpr std::size_t beyond = 1'000'000'000;   // sums stop here

std::size_t sum(std::size_t a, std::size_t b) { return std::min(a + b, beyond); }

std::size_t size_of(const Draft& draft, ExprId id) {
  if (id >= bad) return 0;
  const Expr& expr = draft.expr(id);
  if (expr.op == Op::definition) {
    auto found = draft.definition_sizes.find(expr.index);
    return found == draft.definition_sizes.end() ? 1 : found->second;
  }
  std::size_t size = sum(1, size_of(draft, expr.fact.key_value));
  for (ExprId arg : expr.args) size = sum(size, size_of(draft, arg));
  return size;
}

class Steps {
 public:
  explicit Steps(const Draft& draft) : draft_(draft) {}

  std::size_t of(ExprId id) {
    if (id >= bad) return 0;
    if (auto found = known_.find(id); found != known_.end()) return found->second;
    const Expr& expr = draft_.expr(id);
    std::size_t steps = sum(1, of(expr.fact.key_value));
    for (ExprId arg : expr.args) steps = sum(steps, of(arg));
    if (expr.op == Op::class_value) steps = sum(steps, of_class(expr.index));
    if (expr.op == Op::measure) steps = sum(steps, of_measure(expr.index));
    known_[id] = steps;
    return steps;
  }

 private:
  // Only one version is asked at a time. Parts that rest on themselves have been reported.
  std::size_t of_class(std::uint16_t index) {
    if (auto [found, fresh] = classes_.emplace(index, 1); !fresh) return found->second;
    std::size_t most = 0;
    for (const auto& version : draft_.policy.classes[index].versions) {
      std::size_t steps = 0;
      for (const model::ClassRow& row : version.body) steps = sum(steps, of(row.condition));
      most = std::max(most, steps);
    }
    return classes_[index] = most;
  }
  std::size_t of_measure(std::uint16_t index) {
    if (auto [found, fresh] = measures_.emplace(index, 1); !fresh) return found->second;
    std::size_t most = 0;
    for (const auto& version : draft_.policy.measures[index].versions) most = std::max(most, of(version.body));
    return measures_[index] = most;
  }

  const Draft& draft_;
  std::unordered_map<ExprId, std::size_t> known_;
  std::unordered_map<std::uint16_t, std::size_t> classes_, measures_;
};

void check_steps_of(Draft& draft, Steps& steps, ExprId id) {
  if (id >= bad || steps.of(id) <= most_steps) return;
  draft.error(Code::nesting_too_deep, draft.expr(id).span, fmt::format("to decide this takes more than {} steps", most_steps),
              "definitions, classes and measures that use others several times over multiply; let each use the others once");
}

}  // namespace

bool definition_fits(Draft& draft, const Symbol& definition) {
  const std::size_t size = sum(1, size_of(draft, draft.policy.definitions[definition.index].body));
  draft.definition_sizes[definition.index] = size;
  if (size <= most_of_a_definition) return true;
  draft.error(Code::nesting_too_deep, definition.declaration->name.span, fmt::format("`{}`, written out, has more than {} parts", definition.declaration->name.text, most_of_a_definition),
              "definitions that use others several times over multiply; let each use the others once");
  return false;
}

void check_steps(Draft& draft) {
  Steps steps(draft);
  for (const model::Rule& rule : draft.policy.rules) {
    for (const model::RuleVersion& version : rule.versions) {
      check_steps_of(draft, steps, version.when);
      check_steps_of(draft, steps, version.item_where);
      for (const model::Body& body : version.bodies) {
        for (ExprId id : {body.condition, body.require, body.limit.amount, body.limit.item_condition, body.limit.cap, body.limit.anchor, body.limit.usage}) check_steps_of(draft, steps, id);
        for (const model::MessagePart& part : body.message) check_steps_of(draft, steps, part.value);
      }
    }
  }
}

}  // namespace leaflaw::semantics
