// Text of a quantity -> exact value in base units, with the reason where it cannot be read: "3.5 g", "100 mg THC",
// "350/283 day-unit", "40" for counts and ages. Never through floating point. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "runtime/base/units.h"
#include "runtime/facts/input_errors.h"

namespace leaflaw {

// What dimension is meant where the text stands.
struct Wanted {
  enum class Kind : std::uint8_t {
    one,               // `dimension`
    count_or_mass,     // a quantity of units sold or of bulk
    anything,          // no rule reads it, so any dimension will do
  } kind = Kind::one;
  Dimension dimension = Dimension::none;
};

struct QuantityOrError {
  Quantity quantity;
  std::optional<InputCode> error;    // nothing: `quantity` is good
  std::string message, help;
};

[[nodiscard]] bool fits(Wanted wanted, Dimension dimension);

// Largest number accepted, of the unit it is written in: 10^12.
inline constexpr std::int64_t largest_number = 1'000'000'000'000;
[[nodiscard]] QuantityOrError read_quantity(std::string_view text, Wanted wanted, const UnitTable& units);

}  // namespace leaflaw
