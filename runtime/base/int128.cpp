#include "runtime/base/int128.h"

#include <algorithm>

namespace leaflaw {

std::optional<i128> lcm(i128 a, i128 b) {
  i128 result = 0;
  if (!mul_to(a / gcd(a, b), b, result)) return std::nullopt;
  return result;
}

std::string to_string(i128 value) {
  u128 rest = value < 0 ? u128{0} - static_cast<u128>(value) : static_cast<u128>(value);
  std::string text;
  do {
    text += static_cast<char>('0' + static_cast<int>(rest % 10));
    rest /= 10;
  } while (rest != 0);
  if (value < 0) text += '-';
  std::reverse(text.begin(), text.end());
  return text;
}

std::optional<i128> parse_i128(std::string_view digits) {
  if (digits.empty()) return std::nullopt;
  i128 value = 0;
  for (char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    if (!mul_to(value, 10, value) || !add_to(value, c - '0', value)) return std::nullopt;
  }
  return value;
}

}  // namespace leaflaw
