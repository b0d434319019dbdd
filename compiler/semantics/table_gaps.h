// Tables that are read for a case they have no row for, where that would count nothing or leave a limit without a cap.
#pragma once

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

// What measures and limits read, when all is compiled. Cells whose key is that of a meter are check_table_uses' own business.
void check_table_gaps(Draft& draft);

}  // namespace leaflaw::semantics
