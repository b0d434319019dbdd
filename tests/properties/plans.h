// RapidCheck's side of the properties: plans of policies and requests, how many, and how a counterexample is shown.
#pragma once

#include <iosfwd>
#include <rapidcheck.h>
#include <string>
#include <vector>

#include "runtime/facts/node.h"
#include "tests/properties/policy_writer.h"
#include "tests/properties/request_maker.h"

namespace leaflaw::properties {

struct Plan {
  PolicyPlan policy;
  std::vector<RequestPlan> requests;
};
void showValue(const Plan& plan, std::ostream& out);

[[nodiscard]] rc::Gen<Plan> plans(std::size_t requests);

// Number of policies for a property that takes `ordinary` in ./dev test: LEAFLAW_SOAK multiplies it, sanitizers divide it by ten.
[[nodiscard]] std::size_t how_many(std::size_t ordinary);
// Runs the property `count` times, with the seed of LEAFLAW_SEED (default: the same every time).
void check(const std::string& name, std::size_t count, const std::function<void()>& property);

// What a failed property prints: the policy, the request, and what was decided.
[[nodiscard]] std::string counterexample(const std::string& policy, const Node& request, const std::string& what);

}  // namespace leaflaw::properties
