// YAML text -> Node, for case files: maps, lists and scalars, nothing else. Anchors, aliases, tags, further documents and
// duplicate keys are errors, as are bad UTF-8, control characters and what breaks the limits.
// In: bytes that need not be YAML. Out: the tree, or what is wrong with line and column. Never throws.
// Scalars: `null`, `~` and nothing at all are null; `true` and `false` without quotes are truth; every other scalar is text, with
// plain = true where it has no quotes (the reader of facts takes such a text as number, date, yes-no or text, whatever is meant).
#pragma once

#include <string_view>

#include "runtime/facts/json_reader.h"

namespace leaflaw {

inline constexpr ReadLimits case_file_limits{4u << 20, 64, 1'000'000};

[[nodiscard]] ReadTree read_yaml(std::string_view text, const ReadLimits& limits = case_file_limits);

}  // namespace leaflaw
