// Rules, limits, duties, warnings and exceptions: their timelines with what exceptions make of them.
#pragma once

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

// Ids, kinds and topics of all rules and exceptions, so that anything may name them. When the symbols are known; also checks that the
// clauses of every declaration of the policy belong to it.
void declare_rules(Draft& draft);
// The rest. When measures, classes and tables are compiled: keys of meters are class values.
void compile_rules(Draft& draft);

}  // namespace leaflaw::semantics
