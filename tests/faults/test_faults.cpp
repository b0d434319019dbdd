// The faults of runtime/engine/faults.h, each switched on in turn: random pairs must show every one of them. The program links the
// engine built with LEAFLAW_PLANTED_FAULTS in front of the true one.
#include <catch2/catch.hpp>
#include <iostream>

#include "runtime/engine/faults.h"
#include "tests/random/pair.h"

namespace {

using namespace leaflaw;
using namespace leaflaw::properties;

struct Fault { int number; const char* what; };
#define ENTRY(number, what) {number, what},
constexpr Fault faults[] = {LEAFLAW_FAULTS(ENTRY)};
#undef ENTRY

struct World {
  std::unique_ptr<Subject> subject;
  std::vector<Node> requests;
};

// Policies and requests, made once while no fault is switched on.
const std::vector<World>& worlds() {
  static const std::vector<World> all = [] {
    std::vector<World> made;
    for (int i = 0; made.size() < 220; ++i) {
      const Plan plan = plans(60)(rc::Random(static_cast<std::uint64_t>(i) + 7), 100).value();
      std::string report;
      World world{Subject::compile(write_policy(plan.policy).text(), report), {}};
      if (!world.subject) continue;
      const RequestMaker maker(world.subject->policy());
      for (const RequestPlan& each : plan.requests) world.requests.push_back(request_of(*world.subject, maker, each));
      made.push_back(std::move(world));
    }
    return made;
  }();
  return all;
}

// Number of pairs until the fault shows; 0: it does not.
std::size_t pairs_until_caught() {
  std::size_t pairs = 0;
  Mix mix;
  for (const World& world : worlds())
    for (const Node& request : world.requests) {
      ++pairs;
      if (!difference(*world.subject, request, {}, mix).empty()) return pairs;
    }
  return 0;
}

}  // namespace

TEST_CASE("without a fault nothing is caught") {
  engine::planted_fault = 0;
  CHECK(pairs_until_caught() == 0);
}

TEST_CASE("every planted fault is caught") {
  std::size_t slowest = 0, caught = 0;
  for (const Fault& fault : faults) {
    (void)worlds();
    engine::planted_fault = fault.number;
    const std::size_t pairs = pairs_until_caught();
    engine::planted_fault = 0;
    INFO(fault.number << ": " << fault.what);
    CHECK(pairs > 0);
    if (pairs) ++caught;
    slowest = std::max(slowest, pairs);
  }
  std::cout << "## " << caught << " of " << std::size(faults) << " planted faults caught, the last to show after " << slowest << " pairs\n";
  CHECK(std::size(faults) >= 20);
}
