#include "runtime/session/typed_values.h"

#include "runtime/facts/suggest.h"
#include "runtime/facts/value_reader.h"

namespace leaflaw::typed {

namespace {

std::string type_in_words(const Schema& schema, const Fact& fact) {
  switch (fact.type) {
    case FactType::truth: return "a yes-no";
    case FactType::value: return "one value of `" + schema.enumerations[fact.enumeration].name + "`";
    case FactType::set: return "a set of `" + schema.enumerations[fact.enumeration].name + "`";
    case FactType::text: return "a text";
    case FactType::quantity: return "a quantity";
    case FactType::amount: return "a count of units or a mass";
    case FactType::date: return "a date";
    case FactType::instant: return "an instant";
  }
  return "something else";
}

Problem other_type(const Schema& schema, const Fact& fact, std::string_view given) {
  return {InputCode::wrong_kind, "here stands " + std::string(given) + " instead of " + type_in_words(schema, fact), {}};
}

Checked keep(FactValue& out, const Ratio& number, Dimension dimension = Dimension::none) {
  out.given = Given::yes;
  out.derived = false;
  out.number = number;
  out.dimension = dimension;
  return std::nullopt;
}

}  // namespace

Checked put(const PolicyContext& context, FactId id, bool value, FactValue& out, std::string_view) {
  const Fact& fact = context.schema->facts[id];
  if (fact.type != FactType::truth) return other_type(*context.schema, fact, "a yes-no");
  return keep(out, Ratio(value ? 1 : 0));
}

Checked put(const PolicyContext& context, FactId id, Choice value, FactValue& out, std::string_view) {
  const Fact& fact = context.schema->facts[id];
  if (fact.type != FactType::value) return other_type(*context.schema, fact, "a value of a list");
  if (value.enumeration != fact.enumeration)
    return Problem{InputCode::unknown_value, "this is not " + type_in_words(*context.schema, fact), "look it up with TypedPolicy::choice"};
  return keep(out, Ratio(value.value));
}

Checked put(const PolicyContext& context, FactId id, std::span<const Choice> members, FactValue& out, std::string_view) {
  const Fact& fact = context.schema->facts[id];
  if (fact.type != FactType::set) return other_type(*context.schema, fact, "a set");
  u128 set = 0;
  for (Choice member : members) {
    if (member.enumeration != fact.enumeration)
      return Problem{InputCode::unknown_value, "a member is not of `" + context.schema->enumerations[fact.enumeration].name + "`",
                     "look it up with TypedPolicy::choice"};
    set |= u128{1} << member.value;
  }
  out.set = set;
  return keep(out, Ratio(0));
}

Checked put(const PolicyContext& context, FactId id, std::string_view value, FactValue& out, std::string_view) {
  const Schema& schema = *context.schema;
  const Fact& fact = schema.facts[id];
  if (fact.type == FactType::value) {
    int index = schema.value_of(fact.enumeration, value);
    if (index >= 0) return keep(out, Ratio(index));
    const auto& known = schema.enumerations[fact.enumeration].values;
    return Problem{InputCode::unknown_value, suggest::quoted(value) + " is not " + type_in_words(schema, fact),
                   suggest::suggestion(value, {known.begin(), known.end()})};
  }
  if (fact.type != FactType::text) return other_type(schema, fact, "a text");
  if (value.size() > longest_text) return Problem{InputCode::text_fact_too_long, "the text is too long", "at most 10,000 bytes are read"};
  if (value.empty() || has_control_character(value))
    return Problem{InputCode::unprintable_text, value.empty() ? "the text is empty" : "the text holds control characters", "leave out what is not known"};
  out.text.assign(value);
  return keep(out, Ratio(0));
}

Checked put(const PolicyContext& context, FactId id, Date value, FactValue& out, std::string_view) {
  const Fact& fact = context.schema->facts[id];
  if (fact.type != FactType::date) return other_type(*context.schema, fact, "a date");
  if (value < first_date || value > last_date)
    return Problem{InputCode::bad_date, "the date is out of range", "dates are read from " + to_string(first_date) + " through " + to_string(last_date)};
  return keep(out, Ratio(value.days));
}

bool in_range(Instant at, const ZoneView& zone) {
  // Far outside, the local date itself would not fit.
  if (at < Instant{std::int64_t{first_date.days - 1} * 86400} || at > Instant{std::int64_t{last_date.days + 2} * 86400}) return false;
  Date local = to_local(zone, at).date();
  return local >= first_date && local <= last_date;
}

Checked put(const PolicyContext& context, FactId id, Instant value, FactValue& out, std::string_view) {
  const Fact& fact = context.schema->facts[id];
  if (fact.type != FactType::instant) return other_type(*context.schema, fact, "an instant");
  if (!in_range(value, context.zones[context.default_zone]))
    return Problem{InputCode::bad_time, "the instant is out of range", "times are read from " + to_string(first_date) + " through " + to_string(last_date)};
  return keep(out, Ratio(value.seconds));
}

Checked put(const PolicyContext& context, FactId id, Measured value, FactValue& out, std::string_view key) {
  const Fact& fact = context.schema->facts[id];
  if (fact.type != FactType::quantity && fact.type != FactType::amount) return other_type(*context.schema, fact, "a quantity");
  if (value.unit.dimension == Dimension::none)
    return Problem{InputCode::unknown_unit, "the unit does not exist here", "look it up with TypedPolicy::unit and see that it is found"};
  Wanted wanted = wanted_by(context, id, key);
  if (!fits(wanted, value.unit.dimension)) {
    std::string wants = wanted.kind == Wanted::Kind::one ? std::string(context.units.name_of(wanted.dimension)) : "a count of units or a mass";
    return Problem{InputCode::wrong_dimension, "`" + value.unit.name + "` measures " + std::string(context.units.name_of(value.unit.dimension)) +
                   "; here belongs " + wants, {}};
  }
  if (value.number.is_negative()) return Problem{InputCode::negative, "the quantity is below zero", "quantities are never negative; a return is an event of its own"};
  std::optional<Ratio> in_base = value.number > Ratio(largest_number) ? std::nullopt : mul(value.number, value.unit.in_base);
  if (!in_base) return Problem{InputCode::out_of_range, "the quantity is out of range", "at most 10^12 of a unit are read"};
  return keep(out, *in_base, value.unit.dimension);
}

Checked put(const PolicyContext& context, FactId id, std::int64_t value, FactValue& out, std::string_view key) {
  const Fact& fact = context.schema->facts[id];
  if (fact.type != FactType::quantity && fact.type != FactType::amount) return other_type(*context.schema, fact, "a number");
  Wanted wanted = wanted_by(context, id, key);
  Dimension dimension = wanted.kind == Wanted::Kind::one ? wanted.dimension : Dimension::count;
  if (dimension != Dimension::count && dimension != Dimension::age)
    return Problem{InputCode::unit_missing, "the number has no unit", "only counts and years may stand without one"};
  if (value < 0) return Problem{InputCode::negative, "the number is below zero", {}};
  if (value > largest_number) return Problem{InputCode::out_of_range, "the number is out of range", "at most 10^12 are read"};
  return keep(out, Ratio(value), dimension);
}

}  // namespace leaflaw::typed
