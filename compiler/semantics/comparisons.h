// Comparisons of quantities, dates and times of day. Each gives an Expr of type truth, or `bad` when something is wrong and reported.
#pragma once

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

[[nodiscard]] ExprId quantity_condition(Draft& draft, const ast::Condition& condition, const Surroundings& where);   // compares, between
[[nodiscard]] ExprId date_condition(Draft& draft, const ast::Condition& condition, const Surroundings& where);       // today_or_later .. within_before
[[nodiscard]] ExprId hours_condition(Draft& draft, const ast::Condition& condition, const Surroundings& where);      // from_until

}  // namespace leaflaw::semantics
