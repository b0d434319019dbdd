// What follows from a whole policy, when all its parts are compiled: what requests need to know of it, the order in which its rules
// are judged, and what is of no use in it.
#pragma once

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

// Words that may be keys of maps, and the dimension of the balances that the registry gives for each limit.
void fill_context(Draft& draft);
// Fills evaluation_order; rules that rest on themselves are reported with the path.
void order_rules(Draft& draft);
// Declarations that no rule reaches.
void report_unused(Draft& draft);

}  // namespace leaflaw::semantics
