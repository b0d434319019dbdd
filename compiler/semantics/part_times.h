// Measures, classes and tables must be in force as long as something in force reads them.
#pragma once

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

// When all rules are compiled: days on which a rule reads a part that has no version then.
void check_part_times(Draft& draft);

}  // namespace leaflaw::semantics
