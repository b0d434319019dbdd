// What is still there of what was bought, if so much of it is used each day: section 4 of semantics.md, on hand.
#pragma once

#include <optional>
#include <vector>

#include "compiler/reference/history.h"
#include "runtime/base/zone.h"

namespace leaflaw::reference {

// Stock at `now`: bought on a day is added, `usage` is taken at each local midnight, never more than there is.
[[nodiscard]] Number on_hand(const std::vector<Contribution>& bought, const Number& usage, const ZoneView& zone, Instant now);

// The first local midnight at which max(0, cap - stock) grows, and by how much.
struct Growth { Instant at; Rational amount; };
[[nodiscard]] std::optional<Growth> next_use(const Rational& stock, const Rational& cap, const Rational& usage, const ZoneView& zone, Instant now);

}  // namespace leaflaw::reference
