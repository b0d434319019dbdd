// Warnings that an author keeps with a reason: `knowingly NAME "why"` in a declaration silences the warnings of that name whose place is
// in it; in the header, those about the policy whole. A silence that silences nothing is itself reported, so that none outlives its cause.
#pragma once

#include <set>
#include <vector>

#include "compiler/lints/lints.h"
#include "compiler/syntax/ast.h"

namespace leaflaw::lints {

struct Silence {
  const Lint* lint;   // null: no such name, or no reason; reported
  Span where;         // the declaration, or the header
  Span name;          // the name in the clause
  bool broken;        // the declaration had syntax errors: what it lacks is no news
};

// Those of one declaration; what is wrong with them is reported.
void gather(const ast::Declaration& declaration, std::vector<Silence>& silences, Diagnostics& diagnostics);

// Takes out what is silenced. `looked`: whoever has looked for all of their warnings: one of theirs that is silenced and not there is
// reported.
[[nodiscard]] Diagnostics silenced(const Diagnostics& said, const std::vector<Silence>& silences, const std::set<Runner>& looked);

}  // namespace leaflaw::lints
