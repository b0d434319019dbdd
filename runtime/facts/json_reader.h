// JSON text -> Node. Numbers stay text, encoding is checked, keys of a map are unique, nothing may follow the value.
// In: bytes that need not be JSON, nor text, nor finite in depth. Out: the tree, or what is wrong with line and column
// (columns count characters). Never throws; memory is bounded by the limits below.
#pragma once

#include <string_view>
#include <vector>

#include "runtime/facts/node.h"

namespace leaflaw {

struct ReadLimits {
  std::size_t bytes = 16u << 20;
  std::size_t depth = 64;             // lists and maps inside each other
  std::size_t values = 1'000'000;     // nodes of the tree
};

struct ReadTree {
  Node root;
  std::vector<InputError> errors;     // empty: `root` is the whole text
};

[[nodiscard]] ReadTree read_json(std::string_view text, const ReadLimits& limits = {});

}  // namespace leaflaw
