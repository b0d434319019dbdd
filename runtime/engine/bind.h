// Request -> slots. In: a request in normal form (facts/normalize.h) and the policy's slots. Out: the fact store, filled; the
// store's denominator is that of this request alone. Numbers out of range set FactStore::overflow.
#pragma once

#include "runtime/engine/facts.h"

namespace leaflaw::engine {

void bind(const Request& request, FactStore& store);

}  // namespace leaflaw::engine
