// The meaning of a policy's tables: that whatever they say, the engine can run it without looking. In: tables in which every number may
// be anything, and a schema and context that are in order (restore.h). Out: the first thing that is wrong. What passes
// - stays inside its tables: every index, range, slot, text, operand and key is checked against what it is used for;
// - stays inside the engine's stacks: every instruction finds its operands, every routine leaves one result, calls and the figures of
//   limits included never need more than engine::most_depth;
// - ends soon: jumps go forward, routines call only routines that do not call them, and the steps of one evaluation are bounded.
// Whether the law in it is the right one only the content hash can say.
#pragma once

#include "runtime/engine/program.h"
#include "runtime/facts/policy_context.h"
#include "runtime/pack/problem.h"

namespace leaflaw::packed {

void verify(const engine::PolicyView& policy, const PolicyContext& context, Problem& problem);

}  // namespace leaflaw::packed
