// Completes the facts of one event, or of one of its lines, by derivations (semantics.md, section 7): what follows from others is
// filled in, what contradicts its derivation becomes disputed, `same` facts must be equal. In: the row as given. Out: the row in normal
// form; errors as of normalize.h. Allocates nothing unless something is wrong.
#pragma once

#include "runtime/facts/derive.h"
#include "runtime/facts/input_errors.h"

namespace leaflaw::derivation {

// `place` says which row of the scope is completed: event or item. `derivations` in the vocabulary's order; those of other rows are
// passed over. `path` of the row, for errors.
void complete(const DeriveScope& scope, FactPlace place, std::span<const Derivation> derivations, const InputPath& path, InputErrors& errors);

}  // namespace leaflaw::derivation
