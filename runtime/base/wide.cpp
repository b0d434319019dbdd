#include "runtime/base/wide.h"

namespace leaflaw {

Wide multiply(u128 a, u128 b) {
  constexpr u128 half = ~std::uint64_t{0};
  const u128 low = (a & half) * (b & half);
  const u128 left = (a >> 64) * (b & half) + (low >> 64);        // below 2^128: (2^64 - 1)^2 + 2^64 - 1
  const u128 right = (a & half) * (b >> 64) + (left & half);
  return {(a >> 64) * (b >> 64) + (left >> 64) + (right >> 64), (right << 64) | (low & half)};
}

Wide add(const Wide& a, const Wide& b) {
  const u128 low = a.low + b.low;
  return {a.high + b.high + (low < a.low ? 1 : 0), low};
}

Wide subtract(const Wide& a, const Wide& b) { return {a.high - b.high - (a.low < b.low ? 1 : 0), a.low - b.low}; }

WideDivision divide(const Wide& a, u128 b) {
  WideDivision result{{}, 0};
  for (int bit = 255; bit >= 0; --bit) {
    const u128 digit = (bit >= 128 ? a.high >> (bit - 128) : a.low >> bit) & 1;
    result.rest = (result.rest << 1) | digit;
    result.quotient.high = (result.quotient.high << 1) | (result.quotient.low >> 127);
    result.quotient.low <<= 1;
    if (result.rest >= b) {
      result.rest -= b;
      result.quotient.low |= 1;
    }
  }
  return result;
}

}  // namespace leaflaw
