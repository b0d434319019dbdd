#include "runtime/facts/quantity_reader.h"

#include <algorithm>
#include <vector>

#include "runtime/facts/suggest.h"

namespace leaflaw {

bool fits(Wanted wanted, Dimension dimension) {
  switch (wanted.kind) {
    case Wanted::Kind::one: return dimension == wanted.dimension;
    case Wanted::Kind::count_or_mass: return dimension == Dimension::count || dimension == Dimension::mass;
    case Wanted::Kind::anything: return true;
  }
  return false;
}

namespace {

constexpr std::size_t most_whole_digits = 13;

struct Parts { std::string number, unit; };

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "100 mg  THC" -> "100", "mg THC"
Parts split(std::string_view text) {
  Parts parts;
  std::size_t at = 0;
  while (at < text.size() && text[at] == ' ') ++at;
  while (at < text.size() && (is_digit(text[at]) || text[at] == '.' || text[at] == '/')) parts.number += text[at++];
  bool gap = false;
  for (; at < text.size(); ++at) {
    if (text[at] == ' ') {
      gap = true;
      continue;
    }
    if (gap && !parts.unit.empty()) parts.unit += ' ';
    gap = false;
    parts.unit += text[at];
  }
  return parts;
}

QuantityOrError refuse(InputCode code, std::string message, std::string help = {}) {
  QuantityOrError result;
  result.error = code;
  result.message = std::move(message);
  result.help = std::move(help);
  return result;
}

bool bare_allowed(Wanted wanted) {
  return wanted.kind != Wanted::Kind::one || wanted.dimension == Dimension::count || wanted.dimension == Dimension::age;
}

Dimension bare_dimension(Wanted wanted) { return wanted.kind == Wanted::Kind::one ? wanted.dimension : Dimension::count; }

std::vector<std::string_view> units_for(Wanted wanted, const UnitTable& units) {
  std::vector<std::string_view> names;
  for (const Unit& unit : units.units())
    if (fits(wanted, unit.dimension)) names.push_back(unit.name);
  return names;
}

std::string with_article(std::string_view noun) {
  bool vowel = !noun.empty() && std::string_view("aeiou").find(noun[0]) != std::string_view::npos;
  return (vowel ? "an " : "a ") + std::string(noun);
}

std::string described(Wanted wanted, const UnitTable& units) {
  if (wanted.kind == Wanted::Kind::count_or_mass) return "a count of units or a mass";
  if (wanted.kind == Wanted::Kind::anything) return "a quantity";
  return with_article(units.name_of(wanted.dimension));
}

// An example of what may be written, with the caller's own number.
std::string example(const std::string& number, Wanted wanted, const UnitTable& units) {
  Dimension dimension = wanted.kind == Wanted::Kind::one ? wanted.dimension : Dimension::mass;
  return "\"" + number + " " + std::string(units.base_unit(dimension)) + "\"";
}

QuantityOrError bad_number(std::string_view text, const Parts& parts) {
  std::string shown = suggest::quoted(text);
  std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return refuse(InputCode::bad_number, "the quantity is empty", "leave it out, or write null, where it is not known");
  if (text[first] == '-')
    return refuse(InputCode::negative, shown + " is below zero", "quantities are never negative; a return is an event of its own");
  if (text[first] == '+') return refuse(InputCode::bad_number, shown + " has a sign", "write the number without it");
  if (parts.number.empty()) return refuse(InputCode::bad_number, shown + " is not a quantity", "a quantity is a number and a unit: \"3.5 g\"");
  if (!parts.unit.empty() && parts.unit[0] == ',')
    return refuse(InputCode::bad_number, shown + " has a comma in its number", "write 1000 without separators, and 2.5 with a point");
  return refuse(InputCode::bad_number, shown + " is not a number that can be read exactly", "write digits, with a point (2.5) or as a ratio (350/283)");
}

bool looks_like_exponent(const std::string& unit) {
  return unit.size() >= 2 && (unit[0] == 'e' || unit[0] == 'E') && (is_digit(unit[1]) || unit[1] == '+' || unit[1] == '-');
}

// Where "100 mg" is meant as "100 mg THC": the wanted unit that begins with the given one.
std::string_view longer_unit(const Unit& unit, Wanted wanted, const UnitTable& units) {
  for (const Unit& other : units.units())
    if (fits(wanted, other.dimension) && other.name.size() > unit.name.size() && other.name.starts_with(unit.name) &&
        other.name[unit.name.size()] == ' ')
      return other.name;
  return {};
}

std::string written_in(Wanted wanted, const UnitTable& units) {
  auto names = units_for(wanted, units);
  if (names.size() > 8) names.resize(8);
  return names.empty() ? std::string() : "write it in " + suggest::listed(names);
}

QuantityOrError with_unit(const Parts& parts, const Ratio& number, Wanted wanted, const UnitTable& units) {
  const Unit* unit = units.find(parts.unit);
  if (!unit) {
    auto fitting = units_for(wanted, units);
    std::string_view near = suggest::nearest_of(parts.unit, fitting);
    if (near.empty() && wanted.kind != Wanted::Kind::anything)
      return refuse(InputCode::unknown_unit, "there is no unit " + suggest::quoted(parts.unit), written_in(wanted, units));
    return refuse(InputCode::unknown_unit, "there is no unit " + suggest::quoted(parts.unit), suggest::suggestion(parts.unit, fitting));
  }
  if (!fits(wanted, unit->dimension)) {
    std::string written = parts.number + " " + parts.unit;
    std::string_view longer = longer_unit(*unit, wanted, units);
    std::string help = longer.empty() ? written_in(wanted, units) : "did you mean \"" + parts.number + " " + std::string(longer) + "\"?";
    return refuse(InputCode::wrong_dimension,
                  suggest::quoted(written) + " is " + with_article(units.name_of(unit->dimension)) + "; here belongs " + described(wanted, units), help);
  }
  auto value = mul(number, unit->in_base);
  if (!value) return refuse(InputCode::out_of_range, suggest::quoted(parts.number + " " + parts.unit) + " is out of range", "at most 10^12 of a unit are read");
  QuantityOrError result;
  result.quantity = {*value, unit->dimension};
  return result;
}

QuantityOrError bare(std::string_view text, const Parts& parts, const Ratio& number, Wanted wanted, const UnitTable& units) {
  bool whole = parts.number.find_first_of("./") == std::string::npos;
  if (bare_allowed(wanted) && whole) {
    QuantityOrError result;
    result.quantity = {number, bare_dimension(wanted)};
    return result;
  }
  std::string help = "write for example " + example(parts.number, wanted, units);
  if (bare_allowed(wanted) && !whole && wanted.kind == Wanted::Kind::one) help = "only whole numbers may stand without their unit; " + help;
  return refuse(InputCode::unit_missing, suggest::quoted(text) + " has no unit", help);
}

// Digits before the point, leading zeros not counted; 0 for ratios, whose size the value shows.
std::size_t whole_digits(const std::string& number) {
  if (number.find('/') != std::string::npos) return 0;
  std::size_t end = std::min(number.find('.'), number.size());
  std::size_t leading = std::min(number.find_first_not_of('0'), end);
  return end - leading;
}

}  // namespace

QuantityOrError read_quantity(std::string_view text, Wanted wanted, const UnitTable& units) {
  Parts parts = split(text);
  if (parts.number.empty() || (!parts.unit.empty() && parts.unit[0] == ',')) return bad_number(text, parts);
  if (looks_like_exponent(parts.unit))
    return refuse(InputCode::bad_number, suggest::quoted(text) + " has an exponent", "write the number with all its digits");

  if (whole_digits(parts.number) > most_whole_digits)
    return refuse(InputCode::out_of_range, suggest::quoted(text) + " is out of range", "at most 10^12 of a unit are read");

  ParsedNumber number = parse_number(parts.number);
  switch (number.error) {
    case NumberError::none: break;
    case NumberError::zero_denominator: return refuse(InputCode::bad_number, suggest::quoted(text) + " divides by zero");
    case NumberError::too_many_digits:
      return refuse(InputCode::bad_number, suggest::quoted(text) + " has too many digits", "at most 18 significant digits are read");
    case NumberError::empty:
    case NumberError::malformed: return bad_number(text, parts);
  }
  if (number.value > largest_number) return refuse(InputCode::out_of_range, suggest::quoted(text) + " is out of range", "at most 10^12 of a unit are read");
  return parts.unit.empty() ? bare(text, parts, number.value, wanted, units) : with_unit(parts, number.value, wanted, units);
}

}  // namespace leaflaw
