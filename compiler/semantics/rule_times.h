// The timelines of rules beside each other: what holds before the first version, what follows the last one, and that the limits of all
// versions count alike.
#pragma once

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

// When all rules are compiled.
void check_rule_times(Draft& draft);

}  // namespace leaflaw::semantics
