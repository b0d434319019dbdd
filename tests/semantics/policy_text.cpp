#include "tests/semantics/policy_text.h"

#include <catch2/catch.hpp>

#include <algorithm>

namespace leaflaw::testing {

namespace {

const std::string beginning = R"(policy us-xx "Example"
  vocabulary  retail 1
  time zone   America/New_York
  regulator   "Board"
  state       FL
  covers      sale, intake from 2020-01-01
  as of       2026-01-01

unit oz is 28 g

class sort of each item
  flower, shake:    plant
  edible, beverage: food
  accessory:        none
  anything else:    unknown

)";

}  // namespace

Compiled compiled(const std::string& text) {
  Compiled result;
  bool usable = true;
  const FileId file = result.sources.add("us-xx.leaf", beginning + text, result.diagnostics, usable);
  REQUIRE(usable);
  result.policy = compile_policy(result.sources, file, {}, result.diagnostics);
  result.diagnostics.sort();
  return result;
}

model::Policy policy_of(const std::string& text) {
  Compiled result = compiled(text);
  INFO(result.printed());
  REQUIRE(result.policy.has_value());
  return std::move(*result.policy);
}

const model::Rule& rule_of(const model::Policy& policy, const std::string& id) {
  auto found = std::find_if(policy.rules.begin(), policy.rules.end(), [&](const model::Rule& rule) { return rule.id == id; });
  INFO(id);
  REQUIRE(found != policy.rules.end());
  return *found;
}

}  // namespace leaflaw::testing
