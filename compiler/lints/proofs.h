// What conditions can come to together, proved over the finite cases that they can tell apart (semantics/case_space.h). Facts that hang
// together in the world (a class and its category) are taken as free, so more seems possible than is: `no` is a proof, `yes` none.
#pragma once

#include <vector>

#include "compiler/lints/look.h"

namespace leaflaw::lints {

enum class Possible : std::uint8_t { no, yes, open };   // open: too many cases to go through

// Is there a case in which all of `holding` are true and none of `failing` is? Every fact is known or not given at all.
// no_expr: always true.
[[nodiscard]] Possible can_be(const Draft& draft, const std::vector<ExprId>& holding, const std::vector<ExprId>& failing);

class Scratch : public semantics::Scratch {
 public:
  using semantics::Scratch::Scratch;

  // The fact (of a list, not of a line) has one of these values.
  [[nodiscard]] ExprId is_one_of(FactId fact, u128 values);
  // The event is one of these kinds.
  [[nodiscard]] ExprId is_event(std::uint64_t kinds);
};

}  // namespace leaflaw::lints
