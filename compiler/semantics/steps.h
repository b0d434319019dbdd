// How much there is to go through. Definitions are expanded in place and classes are asked wherever they are named, so those that name
// others several times over multiply; beyond these bounds neither a proof nor a decision would end in time.
#pragma once

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

// The definition's body with all it is made of, once it is compiled. False: too much, reported.
[[nodiscard]] bool definition_fits(Draft& draft, const Symbol& definition);
// When all is compiled: what rules, measures and tables ask, with the rows of classes and measures.
void check_steps(Draft& draft);

}  // namespace leaflaw::semantics
