#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <functional>

#include "runtime/base/int128.h"
#include "runtime/base/ratio.h"
#include "runtime/base/units.h"

using namespace leaflaw;

namespace {

Ratio some_ratio() {
  const auto part = [] { return static_cast<i128>(*rc::gen::arbitrary<std::int64_t>()) * *rc::gen::inRange<std::int64_t>(1, 1 << 30); };
  const i128 den = part();
  return Ratio::of(part(), den == 0 ? 1 : den);
}

void holds(const char* name, const std::function<void()>& property) {
  INFO(name);
  CHECK(rc::check(name, property));
}

}  // namespace

TEST_CASE("whole numbers of 128 bits print and parse to their ends") {
  CHECK(to_string(i128_max) == "170141183460469231731687303715884105727");
  CHECK(to_string(i128_min) == "-170141183460469231731687303715884105728");
  CHECK(parse_i128("170141183460469231731687303715884105727") == i128_max);
  CHECK_FALSE(parse_i128("170141183460469231731687303715884105728"));
  CHECK_FALSE(parse_i128(""));
  CHECK_FALSE(parse_i128("-1"));
  CHECK_FALSE(parse_i128("1 "));
  CHECK(lcm(4, 6) == i128{12});
  CHECK_FALSE(lcm(i128_max, i128_max - 1));
  CHECK(floor_div(-7, 2) == -4);
  CHECK(ceil_div(-7, 2) == -3);
  CHECK(floor_div(7, 2) == 3);
  CHECK(ceil_div(7, 2) == 4);
}

TEST_CASE("a sum that fits is found though its steps do not fit") {
  const Ratio big = Ratio::of(i128_max, 3), other = Ratio::of(-i128_max + 1, 2);
  const std::optional<Ratio> sum = add(big, other);
  REQUIRE(sum);
  CHECK(add(*sum, Ratio::of(i128_max - 1, 2)) == big);
  CHECK_FALSE(add(Ratio(i128_max), Ratio(1)));
  CHECK_FALSE(sub(Ratio(-i128_max), Ratio(1)));     // i128_min has no opposite: it is out of range
  CHECK_FALSE(mul(Ratio::of(1, i128_max), Ratio::of(1, 2)));
  CHECK(mul(Ratio::of(i128_max, 2), Ratio::of(2, i128_max)) == Ratio(1));
  CHECK_FALSE(div(Ratio(1), Ratio(0)));
  CHECK(div(Ratio(3), Ratio(-6)) == Ratio::of(-1, 2));
}

TEST_CASE("comparison never overflows") {
  CHECK(Ratio::of(i128_max, i128_max - 1) < Ratio::of(i128_max - 1, i128_max - 2));
  CHECK(Ratio(i128_min) < Ratio::of(i128_min + 1, 2));
  CHECK(Ratio::of(-1, 3) < Ratio::of(-1, 4));
  CHECK(Ratio::of(1, 3) > Ratio::of(333333333333333333, 1000000000000000000));
}

TEST_CASE("laws of arithmetic") {
  holds("what is added and taken away again is gone", [] {
    const Ratio a = some_ratio(), b = some_ratio();
    if (const auto sum = add(a, b)) RC_ASSERT(sub(*sum, b) == a);
  });
  holds("what is multiplied and divided again is gone", [] {
    const Ratio a = some_ratio(), b = some_ratio();
    if (const auto product = mul(a, b); product && !b.is_zero()) RC_ASSERT(div(*product, b) == a);
  });
  holds("the difference has the sign of the comparison", [] {
    const Ratio a = some_ratio(), b = some_ratio();
    if (const auto difference = sub(a, b)) RC_ASSERT((*difference <=> Ratio(0)) == (a <=> b));
  });
  holds("results are reduced", [] {
    const Ratio a = some_ratio(), b = some_ratio();
    for (const auto& result : {add(a, b), sub(a, b), mul(a, b), div(a, b)})
      if (result) RC_ASSERT(result->den > 0 && gcd(result->num, result->den) == 1);
  });
}

TEST_CASE("numbers as they are written") {
  CHECK(parse_number("2.50").value == Ratio::of(5, 2));
  CHECK(parse_number("007").value == Ratio(7));
  CHECK(parse_number("350/283").value == Ratio::of(350, 283));
  for (const char* text : {"2.5/3", ".5", "5.", "1e3", "-1", "+1", "1,000", " 1", "1 ", "1//2", "1/2/3", "0x1", "1.2.3"}) {
    INFO(text);
    CHECK(parse_number(text).error == NumberError::malformed);
  }
  CHECK(parse_number("").error == NumberError::empty);
  CHECK(parse_number("1/0").error == NumberError::zero_denominator);
  CHECK(parse_number("1000000000000000000").error == NumberError::too_many_digits);
  CHECK(parse_number("000000999999999999999999").value == Ratio(999999999999999999));
  CHECK(parse_number("0.0000000000000000001").error == NumberError::too_many_digits);
}

TEST_CASE("what is printed reads back") {
  CHECK(to_string(Ratio::of(5, 2)) == "2.5");
  CHECK(to_string(Ratio::of(-1, 8)) == "-0.125");
  CHECK(to_string(Ratio::of(350, 283)) == "350/283");
  CHECK(to_string(Ratio::of(1, 1048576)) == "1/1048576");   // its decimal has 20 digits after the point, more than are read
  holds("parse after print is the identity wherever the ratio itself can be read", [] {
    const Ratio value = Ratio::of(*rc::gen::inRange<std::int64_t>(0, 1000000000000000000), *rc::gen::inRange<std::int64_t>(1, 1000000000000000000));
    const ParsedNumber again = parse_number(to_string(value));
    RC_ASSERT(again.error == NumberError::none && again.value == value);
  });
}

TEST_CASE("one clear sentence for every quantity that cannot be read") {
  UnitTable units;
  units.add({"oz", Dimension::mass, Ratio::of(2835, 100)});
  const auto error = [&](std::string_view text) { return parse_quantity(text, units).error; };
  CHECK(error("") == "the quantity is empty: write a number and a unit, such as 3.5 g");
  CHECK(error("g") == "\"g\" has no number: write a number and a unit, such as 3.5 g");
  CHECK(error("-3 g") == "\"-3 g\" is below zero: quantities are never negative");
  CHECK(error("+3 g") == "\"+3 g\" has a sign: write the number without it");
  CHECK(error("1,000 g") == "\"1,000 g\" has a comma in its number: write 1000 without separators, and 2.5 with a point");
  CHECK(error("1e3 g") == "the number has an exponent: write it with all its digits");
  CHECK(error("3 / 4 g") == "there is no unit \"/ 4 g\": write for example 3.5 g or 100 mg THC");
  CHECK(error("3 mgg") == "there is no unit \"mgg\": did you mean \"mg\"?");
  CHECK(error("3 mg thc") == "there is no unit \"mg thc\": did you mean \"mg THC\"?");
  CHECK(error("1/0 g") == "\"1/0 g\" divides by zero: write digits, with a point (2.5) or as a ratio (350/283)");
  CHECK(error("1.5.2 g") == "\"1.5.2 g\" is not a number that can be read exactly: write digits, with a point (2.5) or as a ratio (350/283)");
  CHECK(error("1234567890123456789 g") == "\"1234567890123456789 g\" has too many digits: at most 18 significant digits are read");
  CHECK(parse_quantity(" 2  oz ", units).quantity == Quantity{Ratio::of(567, 10), Dimension::mass});
  CHECK(parse_quantity("2.5oz", units).quantity == Quantity{Ratio::of(2835 * 5, 200), Dimension::mass});
  CHECK(parse_quantity("40", units).quantity == Quantity{40, Dimension::any});
}

TEST_CASE("a policy's unit replaces the standard one, and its own dimension has its own name") {
  UnitTable units;
  CHECK(units.find("oz") == nullptr);
  CHECK(units.find("fl oz")->in_base == Ratio::of(295735295625, 10000000000));
  const std::size_t standard = units.units().size();
  units.add({"fl oz", Dimension::volume, Ratio::of(295735, 10000)});
  CHECK(units.units().size() == standard);
  CHECK(units.find("fl oz")->in_base == Ratio::of(295735, 10000));
  units.add({"share", Dimension::own, 1});
  CHECK(units.base_unit(Dimension::own) == "share");
  CHECK(units.name_of(Dimension::own) == "share");
  CHECK(print_in_base({Ratio::of(1, 3), Dimension::own}, units) == "1/3 share");
  CHECK(print_in_base({Ratio::of(5, 2), Dimension::any}, units) == "2.5");
}
