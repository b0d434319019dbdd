#include "runtime/base/zone.h"

#include <algorithm>
#include <optional>

namespace leaflaw {

namespace {

constexpr std::int64_t two_days = 172800;   // no offset, nor a change of one, is that long

// How many changes have happened at `seconds`.
std::size_t changes_until(const ZoneView& zone, std::int64_t seconds) {
  return static_cast<std::size_t>(std::upper_bound(zone.at.begin(), zone.at.end(), seconds) - zone.at.begin());
}

std::int32_t offset_after(const ZoneView& zone, std::size_t changes) { return changes == 0 ? zone.first_offset : zone.offset[changes - 1]; }

}  // namespace

std::int32_t offset_at(const ZoneView& zone, Instant instant) { return offset_after(zone, changes_until(zone, instant.seconds)); }

LocalTime to_local(const ZoneView& zone, Instant instant) { return LocalTime{instant.seconds + offset_at(zone, instant)}; }

LocalResolution from_local(const ZoneView& zone, LocalTime local) {
  const std::size_t first = changes_until(zone, local.seconds - two_days), last = changes_until(zone, local.seconds + two_days);
  std::optional<Instant> found, skipped_at;
  bool over_before = true;
  for (std::size_t changes = first; changes <= last; ++changes) {
    const Instant instant{local.seconds - offset_after(zone, changes)};
    const bool begun = changes == 0 || zone.at[changes - 1] <= instant.seconds;
    const bool over = changes < zone.at.size() && zone.at[changes] <= instant.seconds;
    if (begun && !over) {
      if (found) return {LocalResolution::Kind::repeated, *found, instant};
      found = instant;
    }
    // By the clock before the change the change has been, by the clock after it it is still to come.
    if (!begun && over_before && !skipped_at) skipped_at = Instant{zone.at[changes - 1]};
    over_before = over;
  }
  if (found) return {LocalResolution::Kind::unique, *found, *found};
  const Instant after_gap = skipped_at.value_or(Instant{});   // one of the two is always there
  return {LocalResolution::Kind::gap, after_gap, after_gap};
}

Instant start_of(const ZoneView& zone, LocalTime local) { return from_local(zone, local).first; }

}  // namespace leaflaw
