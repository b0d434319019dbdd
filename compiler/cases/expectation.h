// What a case expects of its decision: the `expect` map, read and checked as far as that is possible without the policy.
// Lists are exact, maps are subsets, what is not mentioned is not compared. Quantities and times stay text until the policy's
// units and zone are known (case_runner.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "runtime/decision/document.h"
#include "runtime/facts/input_errors.h"
#include "runtime/facts/node.h"

namespace leaflaw {

// `remaining` and `counts`: an address ("id", "id[key]", "any") and its quantity; nothing: expected to be null.
struct ExpectedFigure {
  std::string address;
  std::optional<std::string> quantity;
};
struct ExpectedRelease {
  std::string address;
  bool never = false;                     // null
  std::optional<std::string> at, amount;
};
using ExpectedList = std::optional<std::vector<std::string>>;

struct Expectation {
  std::optional<Verdict> verdict;
  std::optional<std::string> error;       // "E0810": the request is refused with this code
  ExpectedList by, topics, missing, duties, warnings, refers;
  std::vector<ExpectedFigure> remaining, counts;
  std::vector<ExpectedRelease> next_release;
};

[[nodiscard]] Expectation read_expectation(const Node& node, const InputPath& path, InputErrors& errors);

}  // namespace leaflaw
