// What is counted never is negative: a possible line may count for nothing, but not for less. Proved from the bounds of what the amounts of
// measures and limits are made of: quantities of a record are never negative.
#pragma once

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

// When all rules are compiled: rows and amounts that could be negative.
void check_never_negative(Draft& draft);

}  // namespace leaflaw::semantics
