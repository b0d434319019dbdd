// Unsigned whole numbers of 256 bits, only as far as sums of ratios need them when a step in between does not fit 128 bits.
// Every operation is exact within the stated bounds.
#pragma once

#include <compare>

#include "runtime/base/int128.h"

namespace leaflaw {

struct Wide {
  u128 high = 0, low = 0;
  friend constexpr auto operator<=>(const Wide&, const Wide&) = default;
};

[[nodiscard]] Wide multiply(u128 a, u128 b);
// The sum of two products of numbers below 2^127 always fits.
[[nodiscard]] Wide add(const Wide& a, const Wide& b);
// `a` must not be less than `b`.
[[nodiscard]] Wide subtract(const Wide& a, const Wide& b);
// `b` is above 0 and below 2^127.
struct WideDivision { Wide quotient; u128 rest; };
[[nodiscard]] WideDivision divide(const Wide& a, u128 b);

}  // namespace leaflaw
