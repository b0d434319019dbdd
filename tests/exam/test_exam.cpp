// The exam: real rules that the language must hold without tricks, each as a small policy under tests/language/exam with its cases.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "compiler/cases/case_file.h"
#include "compiler/semantics/compile.h"
#include "tests/reference/small_policy.h"

using namespace leaflaw;

namespace {

namespace fs = std::filesystem;

const fs::path folder = fs::path(SOURCE_DIR) / "tests/language/exam";

// The names of all files that end so, without the ending.
std::set<std::string> names_with(const std::string& ending) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(ending)) names.insert(name.substr(0, name.size() - ending.size()));
  }
  return names;
}

std::string text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), {}};
}

model::Policy compiled(const std::string& name) {
  Sources sources;
  Diagnostics diagnostics;
  bool usable = true;
  const FileId file = sources.add(name + ".leaf", text_of(folder / (name + ".leaf")), diagnostics, usable);
  REQUIRE(usable);
  std::optional<model::Policy> policy = compile_policy(sources, file, {}, diagnostics);
  CHECK(print(diagnostics, sources, false).empty());   // no warning either
  REQUIRE(policy.has_value());
  return *std::move(policy);
}

}  // namespace

TEST_CASE("exam: every row is decided as its cases say, by the reference evaluator and by the engine") {
  const std::set<std::string> names = names_with(".leaf");
  REQUIRE_FALSE(names.empty());
  for (const std::string& name : names) {
    INFO(name);
    const model::Policy policy = compiled(name);
    const CaseFile cases = load_case_file((folder / (name + ".cases.yaml")).string());
    CHECK(cases.policy == policy.id);
    testing::check_cases(policy, cases);
  }
}

TEST_CASE("exam: every row shows what it allows, what it denies, and what it must be told") {
  for (const std::string& name : names_with(".leaf")) {
    INFO(name);
    std::set<std::string> verdicts;
    for (const Case& one : load_case_file((folder / (name + ".cases.yaml")).string()).cases)
      if (one.expect.verdict) verdicts.insert(spelling(*one.expect.verdict));
    CHECK(verdicts.count("allow") == 1);
    CHECK(verdicts.count("deny") == 1);
    CHECK(verdicts.count("incomplete") == 1);
  }
}

TEST_CASE("exam: policies, cases and the list of rows name each other") {
  const std::set<std::string> names = names_with(".leaf");
  CHECK(names == names_with(".cases.yaml"));
  const std::string list = text_of(folder / "README.md");
  for (const std::string& name : names) {
    INFO(name);
    CHECK(list.find("`" + name + "`") != std::string::npos);
  }
}
