// Model -> the engine's tables. In: a policy without errors, its evaluation_order filled. Out: programs specialised for every event
// kind and every period of law, with constants folded, routines shared where equal, and every number a whole number over D * L (see
// runtime/engine/program.h). The meaning is docs/contributors/semantics.md.
#pragma once

#include <optional>

#include "compiler/semantics/model.h"
#include "compiler/source/diagnostic.h"
#include "runtime/engine/policy_tables.h"

namespace leaflaw {

// Nothing where something of the policy cannot be made into a program: a number that can never fit 128 bits, an expression too deep for
// the engine's stacks. The diagnostics then name the place.
[[nodiscard]] std::optional<engine::PolicyTables> emit(const model::Policy& policy, Diagnostics& diagnostics);

}  // namespace leaflaw
