// What a policy declares: its units first, then every name once, with its amendments in the order of the text.
#pragma once

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

// The policy's ounce, and units of its own (`unit day-unit`). A unit that a fact measures out for each person is not supported yet.
void declare_units(Draft& draft);

// Names become symbols, each with an entry in the Model's list of its kind: id, title, place; of measures the dimension, of rules the
// kind, of exceptions the targets as written. The entries are filled by parts.h and rules.h.
void declare_symbols(Draft& draft);

}  // namespace leaflaw::semantics
