#include "tests/reference/small_policy.h"

#include <catch2/catch.hpp>

#include "compiler/cases/case_runner.h"
#include "compiler/emit/emit.h"
#include "compiler/reference/reference.h"
#include "compiler/semantics/compile.h"
#include "runtime/decision/decision_json.h"
#include "runtime/engine/explain.h"
#include "tests/engine/engine.h"

namespace leaflaw::testing {

namespace {

const std::string header = R"(policy us-xx "Example"
  vocabulary  retail 1
  time zone   America/New_York
  regulator   "Board"
  state       FL
  covers      sale, intake from 2020-01-01
  as of       2030-01-01

unit oz is 28 g
)";

const std::string baselines = R"(adult:
  at: 2025-06-02 12:00
  customer: {kind: adult, age: 30}
  item: {category: flower, quantity: 1}
  history: []
)";

}  // namespace

void check_cases(const model::Policy& policy, const CaseFile& file) {
  for (const CaseFileError& error : file.errors) FAIL(error.file << ": " << error.error.message);
  REQUIRE_FALSE(file.cases.empty());
  LimitPrints limits;
  for (const model::Rule& rule : policy.rules)
    if (rule.kind == model::RuleKind::limit) limits[rule.id] = {rule.versions.back().bodies.front().limit.written, rule.versions.back().title};
  const RequestReader reader(policy.context, case_keys());
  Diagnostics diagnostics;
  const std::optional<engine::PolicyTables> tables = emit(policy, diagnostics);
  REQUIRE(tables.has_value());
  tests::Engine<engine::Traced> engine(tables->view());
  const PrintContext print_context{&policy.context.units, &limits, policy.context.zones[policy.context.default_zone]};
  const Judge judge = [&](const Request& request) -> DocumentOrErrors {
    Document expected = decide_by_reference(policy, request);
    REQUIRE(engine.decide(request));
    const std::optional<Document> came = engine::explain(engine.judge, engine.facts, policy.context);
    REQUIRE(came.has_value());
    CHECK(to_json(*came, print_context) == to_json(expected, print_context));
    return expected;
  };
  for (const Case& one : file.cases) {
    const CaseResult result = run_case(one, reader, PrintContext{&policy.context.units, &limits, {}}, judge);
    std::string differences;
    for (const std::string& line : result.differences) differences += "\n  " + line;
    INFO(one.name << differences);
    CHECK(result.passed());
  }
}

void check_cases(const std::string& declarations, const std::string& cases) {
  Sources sources;
  Diagnostics diagnostics;
  bool usable = true;
  const FileId id = sources.add("us-xx.leaf", header + declarations, diagnostics, usable);
  REQUIRE(usable);
  const std::optional<model::Policy> policy = compile_policy(sources, id, {}, diagnostics);
  INFO(print(diagnostics, sources, false));
  REQUIRE(policy.has_value());
  check_cases(*policy, read_case_file("us-xx.cases.yaml", "policy: us-xx\ncases:\n" + cases, {"baselines.yaml", baselines}));
}

}  // namespace leaflaw::testing
