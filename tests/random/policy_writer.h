// Random policies as text in the language. In: a plan of numbers. Out: the text of a policy over the standard vocabulary that the
// compiler accepts (a few do not: two exceptions that contradict each other can come out), as a header and declarations.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace leaflaw::properties {

struct PolicyPlan {
  std::vector<std::uint32_t> header;
  std::vector<std::vector<std::uint32_t>> declarations;   // one list of choices each
};

struct PolicyText {
  std::string header;
  std::vector<std::string> declarations;
  [[nodiscard]] std::string text() const;
};

[[nodiscard]] PolicyText write_policy(const PolicyPlan& plan);

}  // namespace leaflaw::properties
