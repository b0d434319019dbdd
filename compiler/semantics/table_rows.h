// The rows of a table as boxes: for each key a set of its values. `anything else` becomes what the other rows leave.
#pragma once

#include <optional>
#include <vector>

#include "runtime/base/int128.h"

namespace leaflaw::semantics {

using Box = std::vector<u128>;   // per key, none of them empty

// A row's keys as written; nothing: `anything else`.
struct WrittenKeys { std::vector<std::optional<u128>> keys; };

struct RowBoxes {
  std::vector<std::vector<Box>> boxes;   // parallel to the rows; a row of which nothing is left has none
  // Two rows that can both match, and a box where they do.
  struct Overlap { std::size_t first, second; Box where; };
  std::optional<Overlap> overlap;
};
// `all`: per key, all its values. A row with `anything else` takes what rows with fewer of them leave.
[[nodiscard]] RowBoxes boxes_of(const std::vector<WrittenKeys>& rows, const Box& all);

}  // namespace leaflaw::semantics
