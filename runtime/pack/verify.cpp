#include "runtime/pack/verify.h"

#include "runtime/pack/verify_parts.h"

namespace leaflaw::packed {

// Not keyed: one key, none16. Keyed: values of a class, ascending.
bool Checking::are_keys(std::uint32_t first, std::uint32_t count) const {
  if (count == 0 || count > engine::most_values || !inside(policy.key_values, first, count)) return false;
  if (policy.key_values[first] == engine::none16) return count == 1;
  for (std::uint32_t i = 0; i < count; ++i)
    if (policy.key_values[first + i] >= engine::most_values || (i > 0 && policy.key_values[first + i - 1] >= policy.key_values[first + i])) return false;
  return true;
}

void verify(const engine::PolicyView& policy, const PolicyContext& context, Problem& problem) {
  Checking check{policy, context, *context.schema, problem, {}};
  for (auto* part : {check_texts, check_slots, check_code, check_limits, check_rules, check_programs}) {
    part(check);
    if (!problem.none()) return;
  }
}

}  // namespace leaflaw::packed
