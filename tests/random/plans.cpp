#include "tests/random/plans.h"

#include <fstream>
#include <ostream>

#include "tests/random/node_text.h"

namespace leaflaw::properties {

namespace {

rc::Gen<std::vector<std::uint32_t>> numbers(std::size_t count) {
  return rc::gen::container<std::vector<std::uint32_t>>(count, rc::gen::inRange<std::uint32_t>(0, 1u << 16));
}
rc::Gen<std::vector<std::uint32_t>> seeds(std::size_t most) {
  return rc::gen::mapcat(rc::gen::inRange<std::size_t>(0, most + 1), [](std::size_t count) {
    return rc::gen::container<std::vector<std::uint32_t>>(count, rc::gen::noShrink(rc::gen::inRange<std::uint32_t>(0, 1u << 30)));
  });
}
rc::Gen<RequestPlan> request_plans() {
  return rc::gen::build<RequestPlan>(rc::gen::set(&RequestPlan::event, rc::gen::noShrink(rc::gen::inRange<std::uint32_t>(0, 1u << 30))),
                                     rc::gen::set(&RequestPlan::lines, seeds(4)), rc::gen::set(&RequestPlan::entries, seeds(6)));
}
rc::Gen<PolicyPlan> policy_plans() {
  // The first five are: a unit or a class or a measure or a limit, as they come; more declarations stand on them.
  return rc::gen::build<PolicyPlan>(
      rc::gen::set(&PolicyPlan::header, numbers(6)),
      rc::gen::set(&PolicyPlan::declarations, rc::gen::mapcat(rc::gen::inRange<std::size_t>(4, 20), [](std::size_t count) {
                     return rc::gen::container<std::vector<std::vector<std::uint32_t>>>(count, numbers(56));
                   })));
}

}  // namespace

rc::Gen<Plan> plans(std::size_t requests) {
  return rc::gen::build<Plan>(rc::gen::set(&Plan::policy, policy_plans()),
                              rc::gen::set(&Plan::requests, rc::gen::container<std::vector<RequestPlan>>(requests, request_plans())));
}

void showValue(const Plan& plan, std::ostream& out) { out << write_policy(plan.policy).text() << "(" << plan.requests.size() << " requests)"; }

std::string counterexample(const std::string& policy, const Node& request, const std::string& what) {
  const std::string text = to_json_text(request);
  std::ofstream(std::string(BINARY_DIR) + "/counterexample.leaf") << policy;
  std::ofstream(std::string(BINARY_DIR) + "/counterexample.json") << text << "\n";
  return "\n---- counterexample.leaf\n" + policy + "\n---- counterexample.json\n" + text + "\n---- " + what;
}

}  // namespace leaflaw::properties
