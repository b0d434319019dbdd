// Measures, classes and tables that rest on themselves.
#pragma once

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

// Reports each cycle once, with its path. Only parts whose versions are compiled are looked at.
void report_part_cycles(Draft& draft);

}  // namespace leaflaw::semantics
