// What printing a decision needs besides the decision: units, the unit each limit is written in, and the zone of its times.
// Made once per policy; per decision only `zone` changes (the zone of the judged event). Views what it points to.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "runtime/base/units.h"
#include "runtime/base/zone.h"
#include "runtime/decision/document.h"

namespace leaflaw {

struct LimitPrint {
  Unit written;            // the unit its cap is written in
  std::string title;
};
using LimitPrints = std::map<std::string, LimitPrint, std::less<>>;   // by limit id, without key

struct PrintContext {
  const UnitTable* units = nullptr;
  const LimitPrints* limits = nullptr;    // may be null: everything in base units
  ZoneView zone;

  // `address`: "by-route" or "by-route[north]"; null where the limit is not known.
  [[nodiscard]] const LimitPrint* limit(std::string_view address) const {
    if (!limits) return nullptr;
    auto found = limits->find(address.substr(0, address.find('[')));
    return found == limits->end() ? nullptr : &found->second;
  }
};

// "by-route[north]" -> "by-route"
[[nodiscard]] inline std::string_view without_key(std::string_view address) { return address.substr(0, address.find('[')); }

}  // namespace leaflaw
