// One typed value into one fact, checked as a request's text would be: type, list of values, dimension, range. Nothing is allocated
// unless something is wrong (or a text is longer than any before it).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "runtime/facts/input_errors.h"
#include "runtime/facts/policy_context.h"
#include "runtime/facts/record.h"
#include "runtime/session/typed_policy.h"

namespace leaflaw::typed {

struct Problem {
  InputCode code;
  std::string message, help;
};
using Checked = std::optional<Problem>;   // nothing: `out` holds the value

// A quantity as it is handed over: a number in a unit. Views the unit.
struct Measured { Ratio number; const Unit& unit; };

// `key`: of the entry, where the fact is a field of a map.
[[nodiscard]] Checked put(const PolicyContext& context, FactId fact, bool value, FactValue& out, std::string_view key = {});
[[nodiscard]] Checked put(const PolicyContext& context, FactId fact, Choice value, FactValue& out, std::string_view key = {});
[[nodiscard]] Checked put(const PolicyContext& context, FactId fact, std::span<const Choice> members, FactValue& out, std::string_view key = {});
// Texts; and values of enumerations by name.
[[nodiscard]] Checked put(const PolicyContext& context, FactId fact, std::string_view value, FactValue& out, std::string_view key = {});
[[nodiscard]] Checked put(const PolicyContext& context, FactId fact, Date value, FactValue& out, std::string_view key = {});
[[nodiscard]] Checked put(const PolicyContext& context, FactId fact, Instant value, FactValue& out, std::string_view key = {});
[[nodiscard]] Checked put(const PolicyContext& context, FactId fact, Measured value, FactValue& out, std::string_view key = {});
// Counts and years, which need no unit.
[[nodiscard]] Checked put(const PolicyContext& context, FactId fact, std::int64_t value, FactValue& out, std::string_view key = {});

// Whether a local date in `zone` is one that requests may name.
[[nodiscard]] bool in_range(Instant at, const ZoneView& zone);

}  // namespace leaflaw::typed
