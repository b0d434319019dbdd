// Exact whole numbers of 128 bits. Every operation that can overflow says so; nothing wraps.
// Threading: pure functions. Units: none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace leaflaw {

__extension__ typedef __int128 i128;
__extension__ typedef unsigned __int128 u128;

inline constexpr i128 i128_max = static_cast<i128>(~u128{0} >> 1);
inline constexpr i128 i128_min = -i128_max - 1;

// False on overflow; `out` is then unspecified.
[[nodiscard]] constexpr bool add_to(i128 a, i128 b, i128& out) { return !__builtin_add_overflow(a, b, &out); }
[[nodiscard]] constexpr bool sub_to(i128 a, i128 b, i128& out) { return !__builtin_sub_overflow(a, b, &out); }
[[nodiscard]] constexpr bool mul_to(i128 a, i128 b, i128& out) { return !__builtin_mul_overflow(a, b, &out); }

// Greatest common divisor, never negative; gcd(0, 0) = 0. i128_min is not allowed.
[[nodiscard]] constexpr i128 gcd(i128 a, i128 b) {
  if (a < 0) a = -a;
  if (b < 0) b = -b;
  while (b != 0) { i128 r = a % b; a = b; b = r; }
  return a;
}
// Least common multiple of two positive numbers; nothing on overflow.
[[nodiscard]] std::optional<i128> lcm(i128 a, i128 b);

// Quotient rounded towards minus or plus infinity; `b` > 0.
[[nodiscard]] constexpr i128 floor_div(i128 a, i128 b) { i128 q = a / b; return (a % b != 0 && a < 0) ? q - 1 : q; }
[[nodiscard]] constexpr i128 ceil_div(i128 a, i128 b) { i128 q = a / b; return (a % b != 0 && a > 0) ? q + 1 : q; }

// Decimal digits with a '-' where negative.
[[nodiscard]] std::string to_string(i128 value);
// Decimal digits only (no sign); nothing when empty, not digits, or out of range.
[[nodiscard]] std::optional<i128> parse_i128(std::string_view digits);

}  // namespace leaflaw
