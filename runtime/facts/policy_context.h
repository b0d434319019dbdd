// What reading a request needs to know of the policy it is for: its units, zones, keys and limits. Made by the compiler from
// a Model or by the pack loader; immutable; outlives every reader that uses it.
#pragma once

#include <string>
#include <vector>

#include "runtime/base/calendar.h"
#include "runtime/base/units.h"
#include "runtime/base/zone.h"
#include "runtime/facts/schema.h"

namespace leaflaw {

// A map field of type `quantity` takes the dimension of its use in the policy.
struct KeyUse {
  FactId field = no_fact;
  std::string key;
  Dimension dimension = Dimension::any;
};

struct PolicyContext {
  std::string id;
  const Schema* schema = nullptr;
  UnitTable units;
  int state = -1;                              // value of the header's `state` in its enumeration; -1 = not named
  EnumerationId state_enumeration = no_index;
  std::vector<std::string> zone_names;         // zones a record may be in; [default_zone] is the policy's own
  std::vector<ZoneView> zones;
  std::uint16_t default_zone = 0;
  bool zone_from_fact = false;                 // "or store.time_zone where given"; else the fact is ignored
  std::vector<std::string> class_values;       // keys of maps besides the enumeration's values
  std::vector<std::string> limit_addresses;    // "daily", "by-route[north]"
  std::vector<KeyUse> key_uses;
  std::vector<FactId> quantity_uses;           // facts of type quantity outside maps, with ...
  std::vector<Dimension> quantity_dimensions;  // ... the dimension of their use
};

}  // namespace leaflaw
