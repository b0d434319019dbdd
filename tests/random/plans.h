// RapidCheck's side of the properties: plans of policies and requests, and how a counterexample is shown.
#pragma once

#include <iosfwd>
#include <rapidcheck.h>
#include <string>
#include <vector>

#include "runtime/facts/node.h"
#include "tests/random/policy_writer.h"
#include "tests/random/request_maker.h"

namespace leaflaw::properties {

struct Plan {
  PolicyPlan policy;
  std::vector<RequestPlan> requests;
};
void showValue(const Plan& plan, std::ostream& out);

[[nodiscard]] rc::Gen<Plan> plans(std::size_t requests);

// What a failed property prints: the policy, the request, and what was decided.
[[nodiscard]] std::string counterexample(const std::string& policy, const Node& request, const std::string& what);

}  // namespace leaflaw::properties
