// An exact rational number in 128 bits: the value of every quantity outside the engine's programs.
// Always reduced, denominator above 0. An operation whose result does not fit gives nothing: the caller reports
// "number out of range", never a wrong figure. Comparison is total and never fails.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/base/int128.h"

namespace leaflaw {

struct Ratio {
  i128 num = 0;
  i128 den = 1;

  constexpr Ratio() = default;
  constexpr Ratio(i128 whole) : num(whole) {}  // NOLINT: a whole number is a ratio
  // Reduces; `d` must not be 0 and neither may be i128_min.
  [[nodiscard]] static Ratio of(i128 n, i128 d);

  [[nodiscard]] constexpr bool is_zero() const { return num == 0; }
  [[nodiscard]] constexpr bool is_negative() const { return num < 0; }
  [[nodiscard]] constexpr bool is_whole() const { return den == 1; }

  friend constexpr bool operator==(const Ratio&, const Ratio&) = default;
  friend std::strong_ordering operator<=>(const Ratio& a, const Ratio& b);
};

[[nodiscard]] std::optional<Ratio> add(const Ratio& a, const Ratio& b);
[[nodiscard]] std::optional<Ratio> sub(const Ratio& a, const Ratio& b);
[[nodiscard]] std::optional<Ratio> mul(const Ratio& a, const Ratio& b);
// Nothing also when b is 0.
[[nodiscard]] std::optional<Ratio> div(const Ratio& a, const Ratio& b);

// "12", "2.5", "350/283", "2.5/3" is refused. Digits with an optional fraction part, or a ratio of two whole numbers;
// at most 18 significant digits in each; at most 18 digits after the point; no sign, exponent or separator.
enum class NumberError { none, empty, malformed, too_many_digits, zero_denominator };
struct ParsedNumber { Ratio value; NumberError error = NumberError::none; };
[[nodiscard]] ParsedNumber parse_number(std::string_view text);

// True when the decimal expansion ends.
[[nodiscard]] bool has_exact_decimal(const Ratio& value);
// Shortest exact decimal where it ends ("2.5"), else the ratio ("350/283"); '-' where negative. Parsing it gives the value back.
[[nodiscard]] std::string to_string(const Ratio& value);

}  // namespace leaflaw
