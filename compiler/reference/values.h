// What an expression can come to: a truth, a number or a value, each possibly unknown, and which facts are to blame when it is.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <optional>
#include <set>
#include <tuple>

#include "runtime/base/ratio.h"
#include "runtime/facts/schema.h"

namespace leaflaw::reference {

using Rational = boost::multiprecision::cpp_rational;
[[nodiscard]] Rational exact(const Ratio& ratio);
// Throws std::overflow_error where the figure does not fit 128 bits: the oracle has no other way to fail.
[[nodiscard]] Ratio narrow(const Rational& value);
[[nodiscard]] Rational rounded_down(const Rational& value);   // to a whole number
[[nodiscard]] Rational rounded_up(const Rational& value);

// An unknown fact, and on which line or history entry it was asked for (-1: on the event itself).
inline constexpr FactId the_items = 0xFFFD;
inline constexpr FactId the_history = 0xFFFE;
struct Unknown {
  FactId fact = no_fact;
  int entry = -1;
  int line = -1;
  bool disputed = false;
  auto operator<=>(const Unknown&) const = default;
};
using Blame = std::set<Unknown>;

enum class Kleene : std::uint8_t { no, yes, unknown };
struct Truth {
  Kleene value = Kleene::no;
  Blame blame;   // empty unless unknown
};

// An interval; an end that is missing is infinite. `none`: an optional fact that was not given.
struct Number {
  bool none = false;
  std::optional<Rational> low, high;
  Blame blame;   // empty where known
  [[nodiscard]] bool known() const { return !none && low && high && *low == *high; }
};
[[nodiscard]] Number known(Rational value);
[[nodiscard]] Number nothing();                       // none
[[nodiscard]] Number any_amount(Blame blame);         // [0, inf)

struct Value {
  bool none = false;
  u128 possible = 0;
  Blame blame;   // empty where one value is possible
};
[[nodiscard]] bool is_one(u128 set);

[[nodiscard]] Truth yes_or_no(bool value);
[[nodiscard]] Truth unknown(Blame blame);
[[nodiscard]] Truth negated(Truth truth);
[[nodiscard]] Truth all_of(const std::vector<Truth>& truths);
[[nodiscard]] Truth any_of(const std::vector<Truth>& truths);

[[nodiscard]] Number sum(const Number& a, const Number& b);
[[nodiscard]] Number difference(const Number& a, const Number& b);
[[nodiscard]] Number scaled(const Rational& factor, const Number& a);
[[nodiscard]] Number least_of(const Number& a, const Number& b);
[[nodiscard]] Number greatest_of(const Number& a, const Number& b);
[[nodiscard]] Number hull(const Number& a, const Number& b);   // none counts as 0
// Of what only possibly counts: between nothing and all of it.
[[nodiscard]] Number only_possible(const Number& number, const Blame& why);
// Forgets the blame of a number that is known.
[[nodiscard]] Number settled(Number number);
void add_blame(Blame& to, const Blame& from);

enum class Relation : std::uint8_t { less, at_most, equal };
[[nodiscard]] Truth compare(Relation relation, const Number& a, const Number& b);

}  // namespace leaflaw::reference
