// Whether conditions that stand side by side (rows of a measure or a class, alternatives of an amount) exclude each other, and whether
// one of them always holds. Proved by going through the finite cases that they can tell apart: values of lists, yes and no, given or
// not, and the line of each number cut at the constants it is compared with. Facts that no condition mentions make no case.
#pragma once

#include <string>
#include <vector>

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

struct Verdict {
  enum class Kind : std::uint8_t { ok, overlap, gap, too_many } kind = Kind::ok;
  std::size_t first = 0, second = 0;   // overlap: the two conditions
  std::string witness;                 // overlap, gap: "kind is bulk and source is not given"
};

// Every case is one where all facts are known or not given at all; what is unknown may turn out to be any of them.
// None of the conditions is `bad` or no_expr. `exhaustive`: a case in which none holds is a gap.
// too_many: more cases than anybody wrote rows for, or all proofs about the policy together have become too long.
[[nodiscard]] Verdict check_cases(const Draft& draft, const std::vector<ExprId>& conditions, bool exhaustive);

}  // namespace leaflaw::semantics
