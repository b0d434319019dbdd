// The tables of one policy, owned: what the emitter makes and a pack is written from. view() shows them as the engine reads them.
// Moving keeps every view valid, copying would not: there is none.
#pragma once

#include <string>
#include <vector>

#include "runtime/engine/program.h"

namespace leaflaw::engine {

struct PolicyTables {
#define LEAFLAW_TABLE(element, name) std::vector<element> name;
  LEAFLAW_TABLES(LEAFLAW_TABLE)
#undef LEAFLAW_TABLE
  std::vector<std::uint32_t> text_starts;    // one more than there are texts
  std::vector<char> text_characters;
  Covers covers{};
  RoleSlots roles{};
  std::vector<ZoneData> zones;
  std::uint16_t default_zone = 0;
  std::string id;

  PolicyTables() = default;
  PolicyTables(PolicyTables&&) noexcept = default;
  PolicyTables& operator=(PolicyTables&&) noexcept = default;
  PolicyTables(const PolicyTables&) = delete;
  PolicyTables& operator=(const PolicyTables&) = delete;

  // To be called once `zones` is complete, before view().
  void seal() {
    zone_views_.clear();
    for (const ZoneData& zone : zones) zone_views_.push_back(zone.view());
  }
  // Valid while the tables live (their id: while they stand where they are).
  [[nodiscard]] PolicyView view() const {
    PolicyView view;
#define LEAFLAW_TABLE(element, name) view.name = name;
    LEAFLAW_TABLES(LEAFLAW_TABLE)
#undef LEAFLAW_TABLE
    view.texts = {text_starts, text_characters};
    view.covers = covers;
    view.roles = roles;
    view.zones = zone_views_;
    view.default_zone = default_zone;
    view.id = id;
    return view;
  }

 private:
  std::vector<ZoneView> zone_views_;
};

}  // namespace leaflaw::engine
