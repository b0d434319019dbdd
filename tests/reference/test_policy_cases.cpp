// Every case of every policy in the tree, judged by the reference evaluator.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include "compiler/cases/case_runner.h"
#include "compiler/reference/reference.h"
#include "compiler/semantics/compile.h"

using namespace leaflaw;

namespace {

namespace fs = std::filesystem;

const PolicySet& policies() {
  static const PolicySet set = compile_all({std::string(SOURCE_DIR) + "/policies"});
  return set;
}

const model::Policy* policy_called(const std::string& id) {
  for (const model::Policy& policy : policies().policies)
    if (policy.id == id) return &policy;
  return nullptr;
}

LimitPrints prints_of(const model::Policy& policy) {
  LimitPrints prints;
  for (const model::Rule& rule : policy.rules)
    if (rule.kind == model::RuleKind::limit) prints[rule.id] = {rule.versions.back().bodies.front().limit.written, rule.versions.back().title};
  return prints;
}

std::vector<fs::path> case_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(SOURCE_DIR) / "policies"))
    if (entry.path().string().ends_with(".cases.yaml")) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

TEST_CASE("the policies compile without errors") {
  INFO(print(policies().diagnostics, policies().sources, false));
  CHECK_FALSE(policies().diagnostics.has_errors());
  CHECK(policies().policies.size() >= 2);
}

TEST_CASE("the reference evaluator decides every case as expected") {
  for (const fs::path& path : case_files()) {
    const CaseFile file = load_case_file(path.string());
    INFO(path.string());
    CHECK(file.errors.empty());
    const model::Policy* policy = policy_called(file.policy);
    CHECK(policy != nullptr);
    if (policy == nullptr) continue;
    const RequestReader reader(policy->context, case_keys());
    const LimitPrints limits = prints_of(*policy);
    const Judge judge = [&](const Request& request) -> DocumentOrErrors { return decide_by_reference(*policy, request); };
    for (const Case& one : file.cases) {
      const CaseResult result = run_case(one, reader, PrintContext{&policy->context.units, &limits, {}}, judge);
      std::string differences;
      for (const std::string& line : result.differences) differences += "\n  " + line;
      INFO(one.name << " (line " << one.line << ")" << differences);
      CHECK(result.passed());
    }
  }
}
