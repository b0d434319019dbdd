// The engine against the reference evaluator: on random policies and random requests both give the same decision to the last figure.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "compiler/syntax/parse.h"
#include "runtime/facts/json_reader.h"
#include "tests/random/forms.h"
#include "tests/random/check.h"
#include "tests/random/pair.h"

namespace {

using namespace leaflaw;
using namespace leaflaw::properties;

constexpr std::size_t requests_per_policy = 50;

std::set<std::string> forms_in(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  bool usable = true;
  const FileId file = sources.add("random.leaf", text, diagnostics, usable);
  return forms_of(parse(sources, file, diagnostics));
}

}  // namespace

TEST_CASE("engine and reference give the same decision to the last figure") {
  Mix mix;
  const std::size_t policies = how_many(2100);
  check("differential", policies, [&] {
    const Plan plan = *plans(requests_per_policy);
    const std::string text = write_policy(plan.policy).text();
    std::string report;
    ++mix.policies;
    std::unique_ptr<Subject> subject = Subject::compile(text, report);
    if (!subject) {
      ++mix.refused_policies;
      RC_DISCARD(report);
    }
    const RequestMaker maker(subject->policy());
    const std::set<std::string> forms = forms_in(text);
    for (const RequestPlan& each : plan.requests) {
      const Node request = request_of(*subject, maker, each);
      const std::string differs = difference(*subject, request, forms, mix);
      if (!differs.empty()) RC_FAIL(counterexample(text, request, differs));
    }
  });
  mix.print();
  CHECK(mix.policies - mix.refused_policies >= policies);
  CHECK(mix.refused_policies * 20 <= mix.policies);
  CHECK(mix.pairs >= policies * (requests_per_policy - 2));
  for (std::size_t verdict : mix.verdicts) CHECK(mix.share(verdict) >= 10);
  CHECK(mix.share(mix.at_edge) >= 30);
  CHECK(mix.out_of_range * 100 <= mix.pairs);
  // A tenth of the policies (under the sanitizers) needs a tenth of the pairs.
  for (const std::string& form : all_forms()) {
    INFO(form);
    CHECK(mix.forms[form] >= (policies >= 2000 ? 1000u : 50u));
  }
}

// What check() wrote beside the build: `test_properties "[replay]"` says again what differs.
TEST_CASE("the last counterexample, once more", "[.][replay]") {
  auto read = [](const std::string& name) {
    std::ifstream in(std::string(BINARY_DIR) + "/" + name, std::ios::binary);
    return std::string{std::istreambuf_iterator<char>(in), {}};
  };
  std::string report;
  std::unique_ptr<Subject> subject = Subject::compile(read("counterexample.leaf"), report);
  INFO(report);
  REQUIRE(subject);
  const ReadTree tree = read_json(read("counterexample.json"));
  REQUIRE(tree.errors.empty());
  Mix mix;
  INFO(difference(*subject, tree.root, {}, mix));
  CHECK(difference(*subject, tree.root, {}, mix).empty());
}
