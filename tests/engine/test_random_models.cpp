// The engine against the reference: random Models, random requests, whole decisions compared as text; and the quick judge against the
// one that explains.
#include <catch2/catch.hpp>
#include <cstdlib>

#include "compiler/emit/emit.h"
#include "compiler/reference/reference.h"
#include "runtime/decision/decision_json.h"
#include "runtime/engine/explain.h"
#include "runtime/pack/verify.h"
#include "tests/engine/engine.h"
#include "tests/engine/print_model.h"
#include "tests/engine/random_model.h"

using namespace leaflaw;

namespace {

std::uint64_t count_of(const char* name, std::uint64_t ordinary) {
  const char* value = std::getenv(name);
  return value ? std::strtoull(value, nullptr, 10) : ordinary;
}

template <class Mode>
std::string figures_of(const engine::Judge<Mode>& judge) {
  std::string text;
  auto put = [&](const engine::Number<Mode>& number) {
    text += to_string(number.low) + ".." + to_string(number.high) + "/" + std::to_string(number.flags & 31) + " ";
  };
  for (const auto& allowance : judge.allowances) {
    text += std::to_string(allowance.step) + "[" + std::to_string(allowance.key) + "] ";
    put(allowance.remaining_before);
    put(allowance.remaining_after);
    if (allowance.release) text += std::to_string(allowance.release->at.seconds) + ":" + to_string(allowance.release->amount);
  }
  for (const auto& finding : judge.findings)
    text += " f" + std::to_string(static_cast<int>(finding.kind)) + ":" + std::to_string(finding.step) + ":" + std::to_string(finding.body);
  return text;
}

}  // namespace

TEST_CASE("random models: the engine decides as the reference does") {
  const tests::TestSchema test;
  const std::uint64_t first = count_of("LEAFLAW_SEED", 1), policies = count_of("LEAFLAW_POLICIES", 150), requests = count_of("LEAFLAW_REQUESTS", 20);
  std::uint64_t verdicts[4] = {}, out_of_range = 0;
  for (std::uint64_t seed = first; seed < first + policies; ++seed) {
    tests::Dice dice(seed);
    model::Policy policy = tests::random_policy(dice, test);
    Diagnostics diagnostics;
    std::optional<engine::PolicyTables> tables = emit(policy, diagnostics);
    INFO("seed " << seed << ": " << (diagnostics.all().empty() ? std::string() : diagnostics.all().front().message));
    REQUIRE(tables);
    const engine::PolicyView view = tables->view();
    packed::Problem problem;
    packed::verify(view, policy.context, problem);
    REQUIRE(problem.text() == "");
    tests::Engine<engine::Traced> traced(view);
    tests::Engine<engine::Fast> fast(view);
    PrintContext print;
    print.units = &policy.context.units;
    print.zone = policy.context.zones.front();
    for (std::uint64_t number = 0; number < requests; ++number) {
      Request request = tests::random_request(dice, test, policy.context.limit_addresses);
      INFO("request " << number);
      if (!traced.decide(request)) { ++out_of_range; continue; }
      std::optional<Document> found = engine::explain(traced.judge, traced.facts, policy.context);
      REQUIRE(found);
      Document wanted = decide_by_reference(policy, request);
      ++verdicts[static_cast<int>(wanted.verdict)];
      const std::string says = to_json(*found, print), should_say = to_json(wanted, print);
      if (says != should_say) UNSCOPED_INFO(tests::print(policy) << tests::print(*test.schema, request));
      REQUIRE(says == should_say);
      REQUIRE(fast.decide(request));
      CHECK(fast.judge.verdict == traced.judge.verdict);
      CHECK(figures_of(fast.judge) == figures_of(traced.judge));
    }
  }
  for (std::uint64_t one : verdicts) CHECK(one > 0);
  CHECK(out_of_range * 100 < policies * requests);
}
