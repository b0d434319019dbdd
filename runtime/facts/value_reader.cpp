#include "runtime/facts/value_reader.h"

#include "runtime/facts/suggest.h"

namespace leaflaw {

bool has_control_character(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x20 || c == 0x7F) return true;
    if (c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) return true;
  }
  return false;
}

Wanted wanted_by(const PolicyContext& context, FactId id, std::string_view key) {
  const Fact& fact = context.schema->facts[id];
  if (fact.type == FactType::amount) return {Wanted::Kind::count_or_mass, Dimension::none};
  if (fact.dimension != Dimension::any) return {Wanted::Kind::one, fact.dimension};
  for (const KeyUse& use : context.key_uses)
    if (use.field == id && use.key == key && use.dimension != Dimension::any) return {Wanted::Kind::one, use.dimension};
  for (std::size_t i = 0; i < context.quantity_uses.size(); ++i)
    if (context.quantity_uses[i] == id && context.quantity_dimensions[i] != Dimension::any)
      return {Wanted::Kind::one, context.quantity_dimensions[i]};
  return {Wanted::Kind::anything, Dimension::any};
}

namespace {

std::vector<std::string_view> views(const std::vector<std::string>& names) { return {names.begin(), names.end()}; }

bool date_shaped(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (i != 4 && i != 7 && (text[i] < '0' || text[i] > '9')) return false;
  return true;
}

int two_digits(std::string_view text, std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); }

// Of a text that has a date's shape: what is wrong with it.
std::string date_fault(std::string_view text) {
  int year = two_digits(text, 0) * 100 + two_digits(text, 2);
  int month = two_digits(text, 5), day = two_digits(text, 8);
  bool exists = month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
  return suggest::quoted(text) + (exists ? " is out of range" : " does not exist");
}

std::string date_help(std::string_view text) {
  if (!date_shaped(text)) return "write year-month-day, such as 2024-04-05";
  int year = two_digits(text, 0) * 100 + two_digits(text, 2);
  int month = two_digits(text, 5);
  if (month < 1 || month > 12) return "months are 01 to 12; write year-month-day";
  int days = days_in_month(year, month);
  if (two_digits(text, 8) > days || two_digits(text, 8) < 1)
    return std::string(text.substr(0, 7)) + " has " + std::to_string(days) + " days";
  return "dates are read from " + to_string(first_date) + " through " + to_string(last_date);
}

constexpr std::string_view time_example = "write for example 2024-04-05 14:30, with an offset such as -04:00 where it is meant";

}  // namespace

std::string_view kind_name(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null: return "nothing";
    case Node::Kind::truth: return "a yes-no";
    case Node::Kind::number: return "a number";
    case Node::Kind::text: return "a text";
    case Node::Kind::list: return "a list";
    case Node::Kind::map: return "a map";
  }
  return "nothing";
}

const std::string* ValueReader::characters(const Node& node, const InputPath& path, std::string_view what) const {
  bool scalar = node.kind == Node::Kind::text || (node.plain && node.kind != Node::Kind::list && node.kind != Node::Kind::map);
  if (scalar) return &node.scalar;
  std::string help = node.kind == Node::Kind::number || node.kind == Node::Kind::truth ? "write it in quotes: \"" + node.scalar + "\"" : "";
  if (node.kind == Node::Kind::list && node.list.size() == 1) help = "leave out the brackets";
  errors_.add(InputCode::wrong_kind, path, &node, "here stands " + std::string(kind_name(node)) + " instead of " + std::string(what), help);
  return nullptr;
}

bool ValueReader::printable(const std::string& text, const Node& node, const InputPath& path) const {
  if (text.size() > longest_text) {
    errors_.add(InputCode::text_fact_too_long, path, &node, "the text has " + std::to_string(text.size()) + " bytes",
                "at most " + std::to_string(longest_text) + " are read");
    return false;
  }
  if (text.empty()) {
    errors_.add(InputCode::unprintable_text, path, &node, "the text is empty", "leave it out, or write null, where there is none");
    return false;
  }
  if (has_control_character(text)) {
    errors_.add(InputCode::unprintable_text, path, &node, "the text holds a control character", "texts are one line of letters, digits and signs");
    return false;
  }
  return true;
}

std::optional<bool> ValueReader::truth(const Node& node, const InputPath& path) const {
  if (node.kind == Node::Kind::truth) return node.scalar == "true";
  if (node.kind == Node::Kind::text) {
    if (node.plain && (node.scalar == "yes" || node.scalar == "no")) return node.scalar == "yes";
    bool known = node.scalar == "true" || node.scalar == "false" || node.scalar == "yes" || node.scalar == "no";
    std::string help = known ? "write " + std::string(node.scalar == "true" || node.scalar == "yes" ? "true" : "false") + " without quotes"
                             : "write true or false";
    errors_.add(InputCode::wrong_kind, path, &node, suggest::quoted(node.scalar) + " is neither true nor false", help);
    return std::nullopt;
  }
  errors_.add(InputCode::wrong_kind, path, &node, "here stands " + std::string(kind_name(node)) + " instead of true or false");
  return std::nullopt;
}

std::optional<int> ValueReader::value(EnumerationId enumeration, const Node& node, const InputPath& path) const {
  const Enumeration& known = context_.schema->enumerations[enumeration];
  const std::string* text = characters(node, path, "one value of `" + known.name + "`");
  if (!text) return std::nullopt;
  int index = context_.schema->value_of(enumeration, *text);
  if (index >= 0) return index;
  errors_.add(InputCode::unknown_value, path, &node, suggest::quoted(*text) + " is not a value of `" + known.name + "`",
              suggest::suggestion(*text, views(known.values)));
  return std::nullopt;
}

void ValueReader::set(const Fact& fact, const Node& node, const InputPath& path, FactValue& out) const {
  if (node.kind != Node::Kind::list) {
    std::string help = node.kind == Node::Kind::text ? "write a list: [" + node.scalar + "]" : "write a list, [] where there is none";
    errors_.add(InputCode::wrong_kind, path, &node, "here stands " + std::string(kind_name(node)) + " instead of a list", help);
    return;
  }
  if (node.list.size() > longest_list) {
    errors_.add(InputCode::list_too_long, path, &node, "the list has " + std::to_string(node.list.size()) + " members",
                "at most " + std::to_string(longest_list) + " are read");
    return;
  }
  out.given = Given::yes;
  for (std::size_t i = 0; i < node.list.size(); ++i) {
    InputPath step{&path, {}, static_cast<long>(i)};
    if (auto index = value(fact.enumeration, node.list[i], step)) out.set |= u128{1} << *index;
  }
}

void ValueReader::quantity(FactId id, const Node& node, const InputPath& path, std::string_view key, FactValue& out) const {
  if (node.kind == Node::Kind::truth || node.kind == Node::Kind::list || node.kind == Node::Kind::map) {
    errors_.add(InputCode::wrong_kind, path, &node, "here stands " + std::string(kind_name(node)) + " instead of a quantity",
                "a quantity is a text with its unit: \"3.5 g\"");
    return;
  }
  QuantityOrError read_result = read_quantity(node.scalar, wanted_by(context_, id, key), context_.units);
  if (read_result.error) {
    errors_.add(*read_result.error, path, &node, read_result.message, read_result.help);
    return;
  }
  out.given = Given::yes;
  out.number = read_result.quantity.value;
  out.dimension = read_result.quantity.dimension;
}

std::optional<Date> ValueReader::date(const Node& node, const InputPath& path) const {
  const std::string* text = characters(node, path, "a date");
  if (!text) return std::nullopt;
  if (auto found = parse_date(*text)) return found;
  errors_.add(InputCode::bad_date, path, &node, date_shaped(*text) ? date_fault(*text) : suggest::quoted(*text) + " is not a date", date_help(*text));
  return std::nullopt;
}

std::optional<ReadTime> ValueReader::time(const Node& node, const InputPath& path, std::uint16_t zone_index) const {
  const std::string* text = characters(node, path, "a time");
  if (!text) return std::nullopt;
  auto parsed = parse_time(*text);
  if (!parsed) {
    std::string_view day = std::string_view(*text).substr(0, 10);
    if (date_shaped(day) && !parse_date(day))
      errors_.add(InputCode::bad_date, path, &node, date_fault(day), date_help(day));
    else if (date_shaped(*text))
      errors_.add(InputCode::bad_time, path, &node, suggest::quoted(*text) + " has no time of day", "write for example " + *text + " 14:30");
    else
      errors_.add(InputCode::bad_time, path, &node, suggest::quoted(*text) + " is not a time", std::string(time_example));
    return std::nullopt;
  }
  const ZoneView& zone = context_.zones[zone_index];
  ReadTime result;
  if (parsed->offset_seconds) {
    result.first = Instant{parsed->local.seconds - *parsed->offset_seconds};
  } else {
    LocalResolution meaning = from_local(zone, parsed->local);
    if (meaning.kind == LocalResolution::Kind::gap) {
      errors_.add(InputCode::time_in_gap, path, &node, "the clocks of " + context_.zone_names[zone_index] + " skip " + to_string(parsed->local),
                  "the next time that exists is " + to_string(to_local(zone, meaning.first)));
      return std::nullopt;
    }
    result.first = meaning.first;
    if (meaning.kind == LocalResolution::Kind::repeated) result.second = meaning.second;
  }
  Date local = to_local(zone, result.first).date();
  if (local < first_date || local > last_date) {
    errors_.add(InputCode::bad_time, path, &node, suggest::quoted(*text) + " is out of range",
                "times are read from " + to_string(first_date) + " through " + to_string(last_date));
    return std::nullopt;
  }
  return result;
}

FactValue ValueReader::read(FactId id, const Node& node, const InputPath& path, std::uint16_t zone, std::string_view key) const {
  FactValue out;
  const Fact& fact = context_.schema->facts[id];
  if (node.kind == Node::Kind::null) return out;
  switch (fact.type) {
    case FactType::truth:
      if (auto yes = truth(node, path)) {
        out.given = Given::yes;
        out.number = Ratio(*yes ? 1 : 0);
      }
      break;
    case FactType::value:
      if (auto index = value(fact.enumeration, node, path)) {
        out.given = Given::yes;
        out.number = Ratio(*index);
      }
      break;
    case FactType::set: set(fact, node, path, out); break;
    case FactType::text:
      if (const std::string* text = characters(node, path, "a text"); text && printable(*text, node, path)) {
        out.given = Given::yes;
        out.text = *text;
      }
      break;
    case FactType::quantity:
    case FactType::amount: quantity(id, node, path, key, out); break;
    case FactType::date:
      if (auto found = date(node, path)) {
        out.given = Given::yes;
        out.number = Ratio(found->days);
      }
      break;
    case FactType::instant:
      if (auto found = time(node, path, zone)) {
        out.given = Given::yes;
        out.number = Ratio(found->first.seconds);
      }
      break;
  }
  return out;
}

}  // namespace leaflaw
