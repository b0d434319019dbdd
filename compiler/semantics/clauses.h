// Which clauses belong to which declaration, and which it cannot do without.
#pragma once

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

// All declarations of the policy but its header. When the symbols are known: an amendment has the clauses of what it amends.
void check_clauses(Draft& draft);

[[nodiscard]] bool belongs_to_exception_of(ast::Clause::Kind clause, model::RuleKind rule);

}  // namespace leaflaw::semantics
