#include "runtime/base/units.h"

#include <algorithm>
#include <array>

#include "runtime/base/edit_distance.h"

namespace leaflaw {

namespace {

struct DimensionEntry { std::string_view base_unit, name; };
constexpr std::array dimensions{
#define LEAFLAW_DIMENSION(id, base_unit, name) DimensionEntry{base_unit, name},
#include "runtime/base/units.def"
};

constexpr std::size_t longest_unit = 64;
constexpr std::string_view how_to_write = "write digits, with a point (2.5) or as a ratio (350/283)";

bool is_standard(Dimension dimension) { return static_cast<std::size_t>(dimension) < dimensions.size(); }

std::string quoted(std::string_view text) { return "\"" + std::string(text.substr(0, longest_unit)) + (text.size() > longest_unit ? "...\"" : "\""); }

// What is before the unit: digits and what people put among them, so that "-3 g" and "1,000 g" can be explained.
std::string_view number_part(std::string_view text) { return text.substr(0, text.find_first_not_of("0123456789./,+-")); }

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

std::string number_error(std::string_view text, std::string_view number, NumberError error) {
  const std::string shown = quoted(text);
  if (number.starts_with('-')) return shown + " is below zero: quantities are never negative";
  if (number.starts_with('+')) return shown + " has a sign: write the number without it";
  if (number.find(',') != std::string_view::npos) return shown + " has a comma in its number: write 1000 without separators, and 2.5 with a point";
  switch (error) {
    case NumberError::empty: return text.empty() ? "the quantity is empty: write a number and a unit, such as 3.5 g" : shown + " has no number: write a number and a unit, such as 3.5 g";
    case NumberError::too_many_digits: return shown + " has too many digits: at most 18 significant digits are read";
    case NumberError::zero_denominator: return shown + " divides by zero: " + std::string(how_to_write);
    case NumberError::malformed:
    case NumberError::none: break;
  }
  return shown + " is not a number that can be read exactly: " + std::string(how_to_write);
}

std::string unit_error(std::string_view unit, const UnitTable& units) {
  const bool exponent = unit.size() >= 2 && (unit[0] == 'e' || unit[0] == 'E') && (unit[1] >= '0' && unit[1] <= '9');
  if (exponent) return "the number has an exponent: write it with all its digits";
  const std::string_view near = units.nearest(unit);
  if (near.empty()) return "there is no unit " + quoted(unit) + ": write for example 3.5 g or 100 mg THC";
  return "there is no unit " + quoted(unit) + ": did you mean \"" + std::string(near) + "\"?";
}

ParsedQuantity failed(std::string error) { return {{}, std::move(error)}; }

std::string with_unit(const Ratio& number, std::string_view unit) { return unit.empty() ? to_string(number) : to_string(number) + " " + std::string(unit); }

}  // namespace

std::string_view dimension_name(Dimension dimension) {
  if (is_standard(dimension)) return dimensions[static_cast<std::size_t>(dimension)].name;
  return dimension == Dimension::any || dimension == Dimension::none ? "number" : "unit of the policy's own";
}

std::string_view base_unit_name(Dimension dimension) {
  return is_standard(dimension) ? dimensions[static_cast<std::size_t>(dimension)].base_unit : std::string_view();
}

const std::vector<Unit>& standard_units() {
  static const std::vector<Unit> units{
#define LEAFLAW_UNIT(spelling, dimension, numerator, denominator) Unit{spelling, Dimension::dimension, Ratio::of(numerator, denominator)},
#include "runtime/base/units.def"
  };
  return units;
}

UnitTable::UnitTable() : units_(standard_units()) {}

void UnitTable::add(Unit unit) {
  const auto same = std::find_if(units_.begin(), units_.end(), [&](const Unit& each) { return each.name == unit.name; });
  if (same == units_.end()) units_.push_back(std::move(unit));
  else *same = std::move(unit);
}

const Unit* UnitTable::find(std::string_view name) const {
  const auto found = std::find_if(units_.begin(), units_.end(), [&](const Unit& each) { return each.name == name; });
  return found == units_.end() ? nullptr : &*found;
}

std::string_view UnitTable::base_unit(Dimension dimension) const {
  if (is_standard(dimension)) return base_unit_name(dimension);
  const auto own = std::find_if(units_.begin(), units_.end(), [&](const Unit& each) { return each.dimension == dimension && each.in_base == Ratio(1); });
  return own == units_.end() ? std::string_view() : std::string_view(own->name);
}

std::string_view UnitTable::name_of(Dimension dimension) const {
  const std::string_view own = is_standard(dimension) ? std::string_view() : base_unit(dimension);
  return own.empty() ? dimension_name(dimension) : own;
}

std::string_view UnitTable::nearest(std::string_view name) const {
  if (name.empty() || name.size() > longest_unit) return {};
  std::size_t least = std::max<std::size_t>(1, name.size() / 3) + 1;
  std::string_view found;
  for (const Unit& unit : units_) {
    const std::size_t apart = letters_apart(name, unit.name);
    if (apart >= least || apart >= std::max(name.size(), unit.name.size())) continue;   // all letters changed: nothing in common
    least = apart;
    found = unit.name;
  }
  return found;
}

ParsedQuantity parse_quantity(std::string_view text, const UnitTable& units) {
  const std::string_view all = trimmed(text), number_text = number_part(all), unit_text = trimmed(all.substr(number_text.size()));
  const ParsedNumber number = parse_number(number_text);
  if (number.error != NumberError::none) return failed(number_error(all, number_text, number.error));
  if (unit_text.empty()) return {{number.value, Dimension::any}, {}};
  const Unit* unit = units.find(unit_text);
  if (!unit) return failed(unit_error(unit_text, units));
  const std::optional<Ratio> value = mul(number.value, unit->in_base);
  if (!value) return failed(quoted(all) + " is out of range: no quantity is that large or that fine");
  return {{*value, unit->dimension}, {}};
}

std::string print_quantity(const Quantity& quantity, const Unit& unit, const UnitTable& units) {
  const std::optional<Ratio> number = div(quantity.value, unit.in_base);
  if (number && has_exact_decimal(*number)) return with_unit(*number, unit.name);
  if (!number || has_exact_decimal(quantity.value)) return print_in_base(quantity, units);
  return with_unit(*number, unit.name);
}

std::string print_in_base(const Quantity& quantity, const UnitTable& units) { return with_unit(quantity.value, units.base_unit(quantity.dimension)); }

}  // namespace leaflaw
