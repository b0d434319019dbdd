#include "compiler/reference/values.h"

#include <stdexcept>

namespace leaflaw::reference {

using Whole = boost::multiprecision::cpp_int;

namespace {

Whole whole(i128 value) {
  bool negative = value < 0;
  u128 size = negative ? ~static_cast<u128>(value) + 1 : static_cast<u128>(value);
  Whole result = static_cast<std::uint64_t>(size >> 64);
  result <<= 64;
  result += static_cast<std::uint64_t>(size);
  return negative ? Whole(-result) : result;
}

i128 narrow_whole(const Whole& value) {
  static const Whole most = whole(i128_max);
  if (value > most || value < -most) throw std::overflow_error("a figure of the reference does not fit 128 bits");
  Whole size = abs(value);
  u128 result = (static_cast<u128>(static_cast<std::uint64_t>(Whole(size >> 64))) << 64) |
                static_cast<std::uint64_t>(Whole(size & Whole(~std::uint64_t{0})));
  return value < 0 ? -static_cast<i128>(result) : static_cast<i128>(result);
}

}  // namespace

Rational exact(const Ratio& ratio) { return Rational(whole(ratio.num), whole(ratio.den)); }

Ratio narrow(const Rational& value) { return Ratio::of(narrow_whole(numerator(value)), narrow_whole(denominator(value))); }

Rational rounded_down(const Rational& value) {
  Whole quotient, remainder;
  divide_qr(Whole(numerator(value)), Whole(denominator(value)), quotient, remainder);
  if (remainder < 0) --quotient;
  return Rational(quotient);
}

Rational rounded_up(const Rational& value) { return -rounded_down(-value); }

Number known(Rational value) { return Number{false, value, value, {}}; }
Number nothing() { return Number{true, {}, {}, {}}; }
Number any_amount(Blame blame) { return Number{false, Rational(0), {}, std::move(blame)}; }
bool is_one(u128 set) { return set != 0 && (set & (set - 1)) == 0; }

Truth yes_or_no(bool value) { return {value ? Kleene::yes : Kleene::no, {}}; }
Truth unknown(Blame blame) { return {Kleene::unknown, std::move(blame)}; }
Truth negated(Truth truth) {
  if (truth.value == Kleene::yes) truth.value = Kleene::no;
  else if (truth.value == Kleene::no) truth.value = Kleene::yes;
  return truth;
}

void add_blame(Blame& to, const Blame& from) { to.insert(from.begin(), from.end()); }

Truth all_of(const std::vector<Truth>& truths) {
  Truth result = yes_or_no(true);
  for (const Truth& truth : truths) {
    if (truth.value == Kleene::no) return yes_or_no(false);
    if (truth.value == Kleene::unknown) { result.value = Kleene::unknown; add_blame(result.blame, truth.blame); }
  }
  return result;
}

Truth any_of(const std::vector<Truth>& truths) {
  std::vector<Truth> opposites;
  for (const Truth& truth : truths) opposites.push_back(negated(truth));
  return negated(all_of(opposites));
}

Number settled(Number number) {
  if (number.none || number.known()) number.blame.clear();
  return number;
}

namespace {

template <typename Low, typename High>
Number combine(const Number& a, const Number& b, Low low, High high) {
  if (a.none || b.none) return nothing();
  Number result;
  result.low = low(a, b);
  result.high = high(a, b);
  result.blame = a.blame;
  add_blame(result.blame, b.blame);
  return settled(std::move(result));
}

using End = std::optional<Rational>;
End plus(const End& a, const End& b) { return a && b ? End(*a + *b) : End(); }
End minus(const End& a, const End& b) { return a && b ? End(*a - *b) : End(); }

}  // namespace

Number sum(const Number& a, const Number& b) {
  return combine(a, b, [](auto& x, auto& y) { return plus(x.low, y.low); }, [](auto& x, auto& y) { return plus(x.high, y.high); });
}

Number difference(const Number& a, const Number& b) {
  return combine(a, b, [](auto& x, auto& y) { return minus(x.low, y.high); }, [](auto& x, auto& y) { return minus(x.high, y.low); });
}

Number scaled(const Rational& factor, const Number& a) {
  if (a.none) return a;
  if (factor == 0) return known(0);
  Number result = a;
  if (result.low) *result.low *= factor;
  if (result.high) *result.high *= factor;
  if (factor < 0) std::swap(result.low, result.high);
  return result;
}

Number least_of(const Number& a, const Number& b) {
  auto low = [](auto& x, auto& y) { return x.low && y.low ? End(std::min(*x.low, *y.low)) : End(); };
  auto high = [](auto& x, auto& y) { return !x.high ? y.high : !y.high ? x.high : End(std::min(*x.high, *y.high)); };
  return combine(a, b, low, high);
}

Number greatest_of(const Number& a, const Number& b) {
  auto low = [](auto& x, auto& y) { return !x.low ? y.low : !y.low ? x.low : End(std::max(*x.low, *y.low)); };
  auto high = [](auto& x, auto& y) { return x.high && y.high ? End(std::max(*x.high, *y.high)) : End(); };
  return combine(a, b, low, high);
}

Number hull(const Number& a, const Number& b) {
  Number first = a.none ? known(0) : a, second = b.none ? known(0) : b;
  auto low = [](auto& x, auto& y) { return x.low && y.low ? End(std::min(*x.low, *y.low)) : End(); };
  auto high = [](auto& x, auto& y) { return x.high && y.high ? End(std::max(*x.high, *y.high)) : End(); };
  return combine(first, second, low, high);
}

Number only_possible(const Number& number, const Blame& why) {
  Number result = hull(number, known(0));
  add_blame(result.blame, why);
  return settled(std::move(result));
}

Truth compare(Relation relation, const Number& a, const Number& b) {
  if (a.none || b.none) return yes_or_no(false);
  Blame blame = a.blame;
  add_blame(blame, b.blame);
  switch (relation) {
    case Relation::less:
      if (a.high && b.low && *a.high < *b.low) return yes_or_no(true);
      if (a.low && b.high && *a.low >= *b.high) return yes_or_no(false);
      break;
    case Relation::at_most:
      if (a.high && b.low && *a.high <= *b.low) return yes_or_no(true);
      if (a.low && b.high && *a.low > *b.high) return yes_or_no(false);
      break;
    case Relation::equal:
      if (a.known() && b.known()) return yes_or_no(*a.low == *b.low);
      if ((a.high && b.low && *a.high < *b.low) || (a.low && b.high && *a.low > *b.high)) return yes_or_no(false);
      break;
  }
  return unknown(std::move(blame));
}

}  // namespace leaflaw::reference
