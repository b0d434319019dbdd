// What a policy declares: its units first, then every name once, with its amendments in the order of the text.
#pragma once

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

// The policy's ounce, and units of its own (`unit day-unit`). A unit may be what a fact measures out for each person.
void declare_units(Draft& draft);

// Names become symbols, each with an entry in the Model's list of its kind, which parts.h and rules.h fill. Only the dimension of a
// measure is set here: whatever names the measure may be compiled before it.
void declare_symbols(Draft& draft);

// A layer changed what stands in another one: it may only add.
void report_outer(Draft& draft, Span span, const std::string& name, const ast::Declaration& declared);

}  // namespace leaflaw::semantics
