// Time zones by name, from the zone database of the machine that compiles; packs carry what is found here, so that no other machine
// needs one. Every change of the offset from 1900 through 2199: where the database ends, its last yearly rule goes on.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/zone.h"

namespace leaflaw::semantics {

enum class ZoneProblem : std::uint8_t { none, unknown, irregular };   // irregular: its changes follow no yearly rule that could go on
struct ZoneResult {
  ZoneData zone;
  ZoneProblem problem = ZoneProblem::none;
};
[[nodiscard]] ZoneResult find_zone(const std::string& name);

// Where a policy lets each store name its own zone, it may name one of these: all zones of the country and its territories.
[[nodiscard]] const std::vector<std::string>& store_zones();
// For "did you mean".
[[nodiscard]] std::vector<std::string> zone_names();

}  // namespace leaflaw::semantics
