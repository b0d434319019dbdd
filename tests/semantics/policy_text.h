// Small policies for the tests of semantics/: a header and some declarations in, a Model or what was reported out.
#pragma once

#include <optional>
#include <string>

#include "compiler/semantics/compile.h"

namespace leaflaw::testing {

struct Compiled {
  Sources sources;
  Diagnostics diagnostics;
  std::optional<model::Policy> policy;
  [[nodiscard]] std::string printed() const { return print(diagnostics, sources, false); }
};

// A policy "us-xx" of the standard vocabulary that covers sale and intake from 2020-01-01, with an ounce of 28 g and the class `sort`
// (plant, food, none), followed by the text.
[[nodiscard]] Compiled compiled(const std::string& text);

// Fails the test where the policy has errors.
[[nodiscard]] model::Policy policy_of(const std::string& text);
[[nodiscard]] const model::Rule& rule_of(const model::Policy& policy, const std::string& id);
[[nodiscard]] inline Date day(const char* text) { return *parse_date(text); }

}  // namespace leaflaw::testing
