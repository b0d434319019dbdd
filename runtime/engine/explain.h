// From the engine's numbers to the whole decision: what Judge<Traced> left behind becomes a Document, byte-equal to the reference's
// for the same request. In: a judge after a decide() that gave true, the facts it judged, the policy's names and units. Out: the
// document but for `pack`, `request` and `remedies`; nothing where some figure does not fit 128 bits as a reduced ratio.
// Not for the hot path: allocates.
#pragma once

#include <optional>

#include "runtime/decision/document.h"
#include "runtime/engine/judge.h"
#include "runtime/facts/policy_context.h"

namespace leaflaw::engine {

[[nodiscard]] std::optional<Document> explain(Judge<Traced>& judge, const FactStore& facts, const PolicyContext& context);

// A number over `denominator` (above 0) as a figure: open ends are left out. Pure.
[[nodiscard]] Figure figure_of(i128 low, i128 high, std::uint8_t flags, i128 denominator, Dimension dimension);
// "daily", "by-route[north]": of a step that is a limit.
[[nodiscard]] std::string_view address_of(const PolicyView& policy, const Step& step, std::uint32_t key_place);
[[nodiscard]] std::uint32_t place_of_key(const PolicyView& policy, const Step& step, std::uint16_t key);
[[nodiscard]] Dimension dimension_of(const PolicyView& policy, const Step& step);
// The part of an address in brackets; empty where the limit is not keyed.
[[nodiscard]] std::string_view key_of(std::string_view address);

}  // namespace leaflaw::engine
