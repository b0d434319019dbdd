#include "runtime/base/ratio.h"

#include "runtime/base/wide.h"

namespace leaflaw {

namespace {

constexpr std::size_t most_digits = 18;

u128 magnitude(i128 value) { return value < 0 ? u128{0} - static_cast<u128>(value) : static_cast<u128>(value); }

// i128_min has no opposite and no greatest common divisor here: it counts as out of range.
bool usable(const Ratio& a) { return a.num != i128_min; }

std::optional<Ratio> checked(i128 num, i128 den) {
  if (num == i128_min) return std::nullopt;
  Ratio result;
  result.num = num;
  result.den = den;
  return result;
}

// a.num * b_part + b.num * a_part where the products or their sum need more than 128 bits; the result may fit all the same.
struct SignedWide { bool negative = false; Wide size; };
SignedWide wide_sum(i128 a, i128 b_part, i128 b, i128 a_part) {
  const Wide left = multiply(magnitude(a), magnitude(b_part)), right = multiply(magnitude(b), magnitude(a_part));
  if ((a < 0) == (b < 0)) return {a < 0, add(left, right)};
  if (left >= right) return {a < 0, subtract(left, right)};
  return {b < 0, subtract(right, left)};
}

std::optional<i128> narrow(const SignedWide& wide) {
  if (wide.size.high != 0 || wide.size.low > static_cast<u128>(i128_max)) return std::nullopt;
  const auto size = static_cast<i128>(wide.size.low);
  return wide.negative ? -size : size;
}

// Only `rest`, a divisor of both denominators, could still be cancelled: with it gone the sum is reduced.
std::optional<Ratio> reduced_sum(i128 num, i128 rest, i128 a_part, i128 b_den) {
  if (num == 0) return Ratio();
  i128 den = 0;
  if (!mul_to(a_part, b_den / rest, den)) return std::nullopt;
  return checked(num, den);
}

std::optional<Ratio> add_wide(const Ratio& a, const Ratio& b, i128 common) {
  SignedWide sum = wide_sum(a.num, b.den / common, b.num, a.den / common);
  const i128 rest = gcd(static_cast<i128>(divide(sum.size, static_cast<u128>(common)).rest), common);
  sum.size = divide(sum.size, static_cast<u128>(rest)).quotient;
  const std::optional<i128> num = narrow(sum);
  return num ? reduced_sum(*num, rest, a.den / common, b.den) : std::nullopt;
}

bool all_digits(std::string_view text) {
  for (char c : text)
    if (c < '0' || c > '9') return false;
  return !text.empty();
}

std::size_t significant(std::string_view digits) {
  const std::size_t first = digits.find_first_not_of('0');
  return first == std::string_view::npos ? 0 : digits.size() - first;
}

std::size_t significant(i128 value) { return to_string(static_cast<i128>(magnitude(value))).size(); }

i128 power_of_ten(std::size_t exponent) {
  i128 value = 1;
  while (exponent-- > 0) value *= 10;
  return value;
}

// Digits after the point of the shortest exact decimal; nothing where it does not end within 18.
std::optional<std::size_t> places(const Ratio& value) {
  i128 scale = 1;
  for (std::size_t count = 0; count <= most_digits; ++count, scale *= 10)
    if (scale % value.den == 0) return count;
  return std::nullopt;
}

std::string decimal(const Ratio& value, std::size_t digits_after) {
  const i128 size = static_cast<i128>(magnitude(value.num));
  std::string text = (value.num < 0 ? "-" : "") + to_string(size / value.den);
  if (digits_after == 0) return text;
  const std::string fraction = to_string(size % value.den * (power_of_ten(digits_after) / value.den));
  return text + "." + std::string(digits_after - fraction.size(), '0') + fraction;
}

// Whether the decimal has few enough digits to be parsed again.
bool decimal_reads(const Ratio& value, std::size_t digits_after) {
  const i128 whole = static_cast<i128>(magnitude(value.num)) / value.den;
  return whole == 0 || significant(whole) + digits_after <= most_digits;
}

ParsedNumber failed(NumberError error) { return {Ratio(), error}; }

ParsedNumber parse_ratio(std::string_view num, std::string_view den) {
  if (!all_digits(num) || !all_digits(den)) return failed(NumberError::malformed);
  if (significant(num) > most_digits || significant(den) > most_digits) return failed(NumberError::too_many_digits);
  if (significant(den) == 0) return failed(NumberError::zero_denominator);
  return {Ratio::of(*parse_i128(num), *parse_i128(den)), NumberError::none};
}

}  // namespace

Ratio Ratio::of(i128 n, i128 d) {
  const i128 common = gcd(n, d);
  Ratio result;
  result.num = d < 0 ? -(n / common) : n / common;
  result.den = d < 0 ? -(d / common) : d / common;
  return result;
}

// Whole parts first, then the remainders turned over: Euclid's steps, in which nothing grows.
std::strong_ordering operator<=>(const Ratio& a, const Ratio& b) {
  i128 an = a.num, ad = a.den, bn = b.num, bd = b.den;
  while (true) {
    const i128 aq = floor_div(an, ad), bq = floor_div(bn, bd);
    if (aq != bq) return aq <=> bq;
    i128 ar = an % ad, br = bn % bd;
    if (ar < 0) ar += ad;
    if (br < 0) br += bd;
    if (ar == 0 || br == 0) return ar <=> br;
    an = bd;
    bn = ad;
    ad = br;
    bd = ar;
  }
}

std::optional<Ratio> add(const Ratio& a, const Ratio& b) {
  if (!usable(a) || !usable(b)) return std::nullopt;
  const i128 common = gcd(a.den, b.den);
  i128 left = 0, right = 0, sum = 0;
  if (!mul_to(a.num, b.den / common, left) || !mul_to(b.num, a.den / common, right) || !add_to(left, right, sum) || sum == i128_min)
    return add_wide(a, b, common);
  const i128 rest = gcd(sum, common);
  return reduced_sum(sum / rest, rest, a.den / common, b.den);
}

std::optional<Ratio> sub(const Ratio& a, const Ratio& b) {
  if (!usable(b)) return std::nullopt;
  Ratio opposite = b;
  opposite.num = -b.num;
  return add(a, opposite);
}

std::optional<Ratio> mul(const Ratio& a, const Ratio& b) {
  if (!usable(a) || !usable(b)) return std::nullopt;
  if (a.num == 0 || b.num == 0) return Ratio();
  const i128 one = gcd(a.num, b.den), other = gcd(b.num, a.den);
  i128 num = 0, den = 0;
  if (!mul_to(a.num / one, b.num / other, num) || !mul_to(a.den / other, b.den / one, den)) return std::nullopt;
  return checked(num, den);
}

std::optional<Ratio> div(const Ratio& a, const Ratio& b) {
  if (b.num == 0 || !usable(b)) return std::nullopt;
  Ratio inverse;
  inverse.num = b.num < 0 ? -b.den : b.den;
  inverse.den = b.num < 0 ? -b.num : b.num;
  return mul(a, inverse);
}

ParsedNumber parse_number(std::string_view text) {
  if (text.empty()) return failed(NumberError::empty);
  if (const std::size_t slash = text.find('/'); slash != std::string_view::npos) return parse_ratio(text.substr(0, slash), text.substr(slash + 1));
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  if (!all_digits(whole) || (point != std::string_view::npos && !all_digits(fraction))) return failed(NumberError::malformed);
  const std::string digits = std::string(whole) + std::string(fraction);
  if (significant(digits) > most_digits || fraction.size() > most_digits) return failed(NumberError::too_many_digits);
  return {Ratio::of(*parse_i128(digits), power_of_ten(fraction.size())), NumberError::none};
}

bool has_exact_decimal(const Ratio& value) {
  i128 den = value.den;
  while (den % 2 == 0) den /= 2;
  while (den % 5 == 0) den /= 5;
  return den == 1;
}

std::string to_string(const Ratio& value) {
  const std::optional<std::size_t> after = places(value);
  const bool ratio_reads = significant(value.num) <= most_digits && significant(value.den) <= most_digits;
  if (after && (decimal_reads(value, *after) || !ratio_reads || *after == 0)) return decimal(value, *after);
  return to_string(value.num) + "/" + to_string(value.den);
}

}  // namespace leaflaw
