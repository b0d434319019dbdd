// What a run of random pairs was made of, so that a generator that has gone blind is seen: verdicts, forms of the language, requests
// on the edge, and what fell away. Printed as lines that begin with "## ", which the test runner shows.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>

#include "runtime/decision/document.h"
#include "runtime/facts/record.h"

namespace leaflaw::properties {

struct Mix {
  std::size_t policies = 0, refused_policies = 0;
  std::size_t pairs = 0, bad_requests = 0, out_of_range = 0, at_edge = 0, ambiguous = 0;
  std::array<std::size_t, 4> verdicts{};
  std::map<std::string, std::size_t> forms;   // pairs of policies that use the form

  void add(const Document& document, bool edge);
  [[nodiscard]] double share(std::size_t part) const { return pairs ? 100.0 * static_cast<double>(part) / static_cast<double>(pairs) : 0; }
  void print() const;
};

// True where some limit is met exactly or within a thousandth of a base unit, or an entry stands at the first instant of a window
// or in the second before it.
[[nodiscard]] bool on_the_edge(const Document& document, const Request& request);

}  // namespace leaflaw::properties
