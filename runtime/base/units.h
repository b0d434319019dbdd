// Dimensions and units: one closed table (units.def) for text, case files, requests and output alike.
// A policy adds its own ounce and its own units (UnitTable below); callers never convert by hand.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/ratio.h"

namespace leaflaw {

// What a number measures. Values of one dimension are kept in its base unit (see units.def).
// Dimensions from `own` on are a policy's own units (day-unit, share): own + k is its k-th.
enum class Dimension : std::uint8_t {
#define LEAFLAW_DIMENSION(id, base_unit, name) id,
#include "runtime/base/units.def"
  any = 62,   // a bare number, or a fact of type `quantity` before its use is known
  none = 63,
  own = 64,
};

// A spelling of a unit ("mg THC", "oz", "%") and how many base units one of it is.
struct Unit {
  std::string name;
  Dimension dimension = Dimension::none;
  Ratio in_base = 1;
};

// "mass", "mass of THC"; for own dimensions the unit's own name is given by UnitTable::dimension_name.
[[nodiscard]] std::string_view dimension_name(Dimension dimension);
// The base unit's spelling: "g", "mg THC", ...
[[nodiscard]] std::string_view base_unit_name(Dimension dimension);
[[nodiscard]] const std::vector<Unit>& standard_units();

// The units that hold where one policy is named: the standard ones and its own.
class UnitTable {
 public:
  UnitTable();
  // Adds a unit, or replaces one of that name. For a new own dimension pass Dimension::own + k.
  void add(Unit unit);
  // Nothing when there is none of that name. Plural "s" of own units is not accepted; "units", "days", "years" are in the table.
  [[nodiscard]] const Unit* find(std::string_view name) const;
  // Spelling of the dimension's base unit here (own dimensions included).
  [[nodiscard]] std::string_view base_unit(Dimension dimension) const;
  [[nodiscard]] std::string_view name_of(Dimension dimension) const;
  [[nodiscard]] const std::vector<Unit>& units() const { return units_; }
  // The nearest spelling for "did you mean", empty when nothing is near.
  [[nodiscard]] std::string_view nearest(std::string_view name) const;

 private:
  std::vector<Unit> units_;
};

// A number with its dimension, in base units.
struct Quantity {
  Ratio value;
  Dimension dimension = Dimension::none;
  friend constexpr bool operator==(const Quantity&, const Quantity&) = default;
};

// Reads "3.5 g", "100 mg THC", "350/283 day-unit", "40" (Dimension::any). `error` is empty on success, else one sentence
// that says what is wrong and how to write it, without a place.
struct ParsedQuantity { Quantity quantity; std::string error; };
[[nodiscard]] ParsedQuantity parse_quantity(std::string_view text, const UnitTable& units);

// In `unit` where its decimal ends, else in the base unit where that ends, else as a ratio in `unit`. Parsing it gives the value back.
[[nodiscard]] std::string print_quantity(const Quantity& quantity, const Unit& unit, const UnitTable& units);
// In the base unit: shortest exact decimal, else a ratio.
[[nodiscard]] std::string print_in_base(const Quantity& quantity, const UnitTable& units);

}  // namespace leaflaw
