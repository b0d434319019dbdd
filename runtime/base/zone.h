// A time zone as the pack carries it: a list of changes of the offset from UTC. No zone files, no clock, no locale.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "runtime/base/calendar.h"

namespace leaflaw {

// Views memory that outlives it (a pack, or ZoneData in the compiler). at[i] = first second (UTC) at which offset[i] holds;
// before at[0] the offset is first_offset. Offsets are seconds east of UTC. `at` is strictly ascending.
struct ZoneView {
  std::int32_t first_offset = 0;
  std::span<const std::int64_t> at;
  std::span<const std::int32_t> offset;
};

struct ZoneData {
  std::string name;
  std::int32_t first_offset = 0;
  std::vector<std::int64_t> at;
  std::vector<std::int32_t> offset;
  [[nodiscard]] ZoneView view() const { return {first_offset, at, offset}; }
};

[[nodiscard]] std::int32_t offset_at(const ZoneView& zone, Instant instant);
[[nodiscard]] LocalTime to_local(const ZoneView& zone, Instant instant);

// What a wall time means: one instant, none (skipped by a change), or two (repeated; `first` < `second`).
struct LocalResolution {
  enum class Kind : std::uint8_t { unique, gap, repeated } kind = Kind::unique;
  Instant first;    // unique, repeated: the (earlier) instant; gap: the first instant after the gap
  Instant second;   // repeated: the later instant; else equal to first
};
[[nodiscard]] LocalResolution from_local(const ZoneView& zone, LocalTime local);
// The start of a local day or of an hour of it: a gap gives the first instant after it, a repeated time the earlier one.
[[nodiscard]] Instant start_of(const ZoneView& zone, LocalTime local);

}  // namespace leaflaw
