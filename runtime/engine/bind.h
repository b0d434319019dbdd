// Request -> slots. In: a request in normal form (facts/normalize.h) and the policy's slots. Out: the fact store, filled; the
// store's denominator is that of this request alone. Numbers out of range set FactStore::overflow.
#pragma once

#include "runtime/engine/facts.h"

namespace leaflaw::engine {

void bind(const Request& request, FactStore& store);

// One fact into its cell. What is not given leaves the cell as it is: unknown, none or borrowed.
void bind_fact(FactStore& store, const Slot& slot, const FactValue& fact, std::uint8_t& state, i128& cell);
// The same for a slot of a map that is given. `entry`: whether the map has the slot's entry; `field`: the slot's field of it.
void bind_entry(FactStore& store, const Slot& slot, bool entry, const FactValue* field, std::uint8_t& state, i128& cell);

}  // namespace leaflaw::engine
