// Units and dimensions: which numbers go together. A bare number and a fact of type `quantity` take the dimension of their use;
// everything else has its own, and two that differ are reported with what was probably meant.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

// A unit of the policy by its spelling; reported where there is none.
[[nodiscard]] std::optional<Unit> find_unit(Draft& draft, std::string_view spelling, Span span);
// A number with its unit, in base units; bare: Dimension::any.
[[nodiscard]] ExprId literal(Draft& draft, const ast::Quantity& quantity);
// In what a unit counts, personal ones included; nothing: no such unit, and that was reported.
[[nodiscard]] std::optional<Dimension> unit_dimension(Draft& draft, std::string_view spelling, Span span);
[[nodiscard]] std::string words(const Draft& draft, Dimension dimension);   // "mass of THC", "day-unit"

// "mass of THC", "a date", "a word of a list": what kind of value this is.
[[nodiscard]] std::string kind_words(const Draft& draft, ExprId id);

// The dimension as far as it is known by now.
[[nodiscard]] Dimension dimension_of(const Draft& draft, ExprId id);
// Registers that the expression reads the fact of type `quantity`, under these keys ("" where it is in no map).
void open_quantity(Draft& draft, ExprId id, FactId fact, const std::vector<std::string>& keys);

// Gives the number this dimension, or reports why it cannot have it. `role`: "the cap", "this row".
[[nodiscard]] bool require_dimension(Draft& draft, ExprId id, Dimension dimension, std::string_view role);
// Makes two numbers comparable, or reports. `doing`: "compared", "added".
[[nodiscard]] bool reconcile(Draft& draft, ExprId left, ExprId right, Span span, std::string_view doing);

// When all is compiled: what the open quantities have come to goes into the expressions and the policy's context.
void settle_open_quantities(Draft& draft);

// What one day of a rate is; any other dimension is itself.
[[nodiscard]] Dimension of_one_day(Dimension dimension);

}  // namespace leaflaw::semantics
