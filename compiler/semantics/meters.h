// `separately for each CLASS`: which words of the class have a meter of their own.
#pragma once

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

// Fills the class and the keys of what is counted: every word that the item condition does not exclude, `none` never.
void find_meters(Draft& draft, Counted& counted, const ast::Name& class_name);

}  // namespace leaflaw::semantics
