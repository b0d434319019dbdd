#include "tests/engine/random_schema.h"

namespace tests {

namespace {

struct Builder {
  Schema& schema;
  EnumerationId enumeration(std::string name, std::vector<std::string> values) {
    schema.enumerations.push_back({std::move(name), std::move(values)});
    return static_cast<EnumerationId>(schema.enumerations.size() - 1);
  }
  FactId fact(std::string name, FactType type, bool required, Dimension dimension = Dimension::none, EnumerationId values = no_index) {
    Fact one;
    auto dot = name.find('.');
    one.group = dot == std::string::npos ? std::string() : name.substr(0, dot);
    one.place = one.group == "item" ? FactPlace::item : FactPlace::event;
    one.name = std::move(name);
    one.type = type;
    one.dimension = dimension;
    one.enumeration = values;
    one.required = required;
    schema.facts.push_back(one);
    return static_cast<FactId>(schema.facts.size() - 1);
  }
  FactId role(Role role, FactId fact) {
    schema.roles[static_cast<std::size_t>(role)].push_back(fact);
    return fact;
  }
  std::uint16_t map(std::string name, FactMap::Keys keys, EnumerationId values, bool required, const std::vector<FactId>& fields) {
    FactMap one;
    one.place = name.starts_with("item.") ? FactPlace::item_map : FactPlace::event_map;
    one.name = std::move(name);
    one.keys = keys;
    one.enumeration = values;
    one.required = required;
    one.fields = fields;
    auto number = static_cast<std::uint16_t>(schema.maps.size());
    for (FactId field : fields) {
      schema.facts[field].place = one.place;
      schema.facts[field].map = number;
    }
    schema.maps.push_back(one);
    return number;
  }
};

}  // namespace

TestSchema::TestSchema() {
  Builder b{*schema};
  kinds = b.enumeration("kind", {"sale", "gift", "return", "void"});
  categories = b.enumeration("category", {"leaf", "oil", "cake", "other"});
  people = b.enumeration("person", {"adult", "patient", "agent"});
  tags = b.enumeration("tag", {"red", "green", "blue"});
  schema->return_kind = 2;
  schema->void_kind = 3;
  event = b.role(Role::event_kind, b.fact("event", FactType::value, true, Dimension::none, kinds));
  at = b.role(Role::event_time, b.fact("at", FactType::instant, true));
  receipt = b.role(Role::receipt, b.fact("receipt", FactType::text, false));
  undoes = b.role(Role::undoes, b.fact("undoes", FactType::text, false));
  channel = b.fact("channel", FactType::text, false);
  customer_key = b.role(Role::customer_key, b.fact("customer.key", FactType::text, false));
  customer_kind = b.fact("customer.kind", FactType::value, true, Dimension::none, people);
  age = b.fact("customer.age", FactType::quantity, true, Dimension::age);
  member = b.fact("customer.member", FactType::truth, false);
  born = b.fact("customer.born", FactType::date, false);
  customer_tags = b.fact("customer.tags", FactType::set, true, Dimension::none, tags);
  note = b.fact("customer.note", FactType::text, true);
  patient_key = b.role(Role::patient_key, b.fact("patient.key", FactType::text, false));
  registered = b.fact("patient.registered", FactType::date, true);
  amount = b.fact("patient.orders[].amount", FactType::quantity, false, Dimension::mass);
  start = b.fact("patient.orders[].start", FactType::date, true);
  open = b.fact("patient.orders[].open", FactType::truth, false);
  total = b.fact("patient.orders[].kind", FactType::value, true, Dimension::none, people);
  mark = b.fact("patient.orders[].mark", FactType::text, false);
  orders = b.map("patient.orders", FactMap::Keys::enumeration, categories, true, {amount, start, open, total, mark});
  store_key = b.role(Role::store_key, b.fact("store.key", FactType::text, false));
  licensee = b.role(Role::licensee_key, b.fact("store.licensee", FactType::text, false));
  balance = b.role(Role::registry_balance, b.fact("patient.balances[].left", FactType::quantity, false, Dimension::mass));
  balances = b.map("patient.balances", FactMap::Keys::limit, no_index, false, {balance});
  category = b.role(Role::line_category, b.fact("item.category", FactType::value, true, Dimension::none, categories));
  quantity = b.role(Role::line_quantity, b.fact("item.quantity", FactType::amount, true, Dimension::count));
  weight = b.fact("item.weight", FactType::quantity, true, Dimension::mass);
  thc = b.fact("item.thc", FactType::quantity, false, Dimension::mass);
  label = b.fact("item.label", FactType::text, false);
  b.role(Role::line_identity, category);
  b.role(Role::line_identity, label);
  tested = b.fact("item.tested", FactType::instant, false);
  item_tags = b.fact("item.tags", FactType::set, false, Dimension::none, tags);
  level = b.fact("item.checks[].level", FactType::quantity, true, Dimension::mass);
  checks = b.map("item.checks", FactMap::Keys::enumeration, categories, false, {level});
}

std::vector<ZoneData> test_zones() {
  // Clocks go forward on 2024-03-10 and back on 2024-11-03, both at 02:00; the second zone never changes.
  return {{"East", -18000, {1710054000, 1730613600}, {-14400, -18000}}, {"West", -25200, {}, {}}};
}

namespace {

const std::int64_t noon = 1712318400;   // 2024-04-05 12:00 UTC

class Maker {
 public:
  Maker(Dice& dice, const TestSchema& test, const std::vector<std::string>& limits) : dice_(dice), test_(test), schema_(*test.schema), limits_(limits) {}

  Record record(bool present, std::int64_t time) {
    Record record;
    record.facts.resize(schema_.facts.size());
    record.maps.resize(schema_.maps.size());
    record.event_kind = dice_.chance(70) ? 0 : dice_.below(4);
    record.at = Instant{time};
    record.zone = static_cast<std::uint16_t>(dice_.chance(90) ? 0 : 1);
    for (FactId id = 0; id < schema_.facts.size(); ++id)
      if (schema_.facts[id].place == FactPlace::event && dice_.chance(present ? 85 : 45)) fill(record.facts[id], id);
    give(record.facts[test_.event], Ratio(record.event_kind));
    give(record.facts[test_.at], Ratio(time));
    for (std::uint16_t map = 0; map < schema_.maps.size(); ++map)
      if (schema_.maps[map].place == FactPlace::event_map && dice_.chance(present ? 80 : 30)) entries(record.maps[map], schema_.maps[map]);
    record.items_given = dice_.chance(95);
    if (!record.items_given) return record;
    record.items.resize(static_cast<std::size_t>(dice_.below(4)));
    for (Line& line : record.items) fill_line(line);
    return record;
  }

 private:
  static void give(FactValue& value, Ratio number) {
    value.given = Given::yes;
    value.number = number;
  }

  void fill_line(Line& line) {
    line.facts.resize(schema_.facts.size());
    line.maps.resize(schema_.maps.size());
    for (FactId id = 0; id < schema_.facts.size(); ++id)
      if (schema_.facts[id].place == FactPlace::item && dice_.chance(88)) fill(line.facts[id], id);
    for (std::uint16_t map = 0; map < schema_.maps.size(); ++map)
      if (schema_.maps[map].place == FactPlace::item_map && dice_.chance(70)) entries(line.maps[map], schema_.maps[map]);
  }

  void entries(MapValue& value, const FactMap& map) {
    value.given = true;
    std::vector<std::string> keys = map.keys == FactMap::Keys::limit ? limits_ : schema_.enumerations[map.enumeration].values;
    for (const std::string& key : keys) {
      if (!dice_.chance(map.keys == FactMap::Keys::limit ? 15 : 60)) continue;
      MapEntry entry{key, std::vector<FactValue>(map.fields.size())};
      for (std::size_t i = 0; i < map.fields.size(); ++i)
        if (dice_.chance(85)) fill(entry.fields[i], map.fields[i]);
      value.entries.push_back(std::move(entry));
    }
  }

  void fill(FactValue& value, FactId id) {
    const Fact& fact = schema_.facts[id];
    value.given = dice_.chance(4) ? Given::disputed : Given::yes;
    switch (fact.type) {
      case FactType::truth: value.number = Ratio(dice_.below(2)); break;
      case FactType::value: value.number = Ratio(dice_.below(static_cast<int>(schema_.enumerations[fact.enumeration].values.size()))); break;
      case FactType::set: value.set = static_cast<u128>(dice_.below(8)); break;
      case FactType::text: value.text = dice_.pick(std::vector<std::string>{"a", "b", "b", "caf\xc3\xa9"}); break;
      case FactType::amount:
        value.dimension = dice_.chance(80) ? Dimension::count : Dimension::mass;
        value.number = dice_.chance(85) ? Ratio(dice_.below(5)) : Ratio::of(1 + dice_.below(9), 2);
        break;
      case FactType::quantity:
        value.dimension = fact.dimension;
        value.number = dice_.chance(60) ? Ratio(dice_.below(8)) : Ratio::of(dice_.below(40), 1 + dice_.below(7));
        break;
      case FactType::date: value.number = Ratio(19810 + dice_.below(20)); break;
      case FactType::instant: value.number = Ratio(noon - 86400 * dice_.below(6)); break;
    }
  }

  Dice& dice_;
  const TestSchema& test_;
  const Schema& schema_;
  const std::vector<std::string>& limits_;
};

}  // namespace

Request random_request(Dice& dice, const TestSchema& test, const std::vector<std::string>& limits) {
  Maker maker(dice, test, limits);
  Request request;
  // Most around the change of law of 2024-04-01, some where the clocks change.
  std::int64_t time = dice.chance(70) ? noon + 3600 * (dice.below(240) - 200) : 1730608200 + 1800 * (dice.below(9) - 4);
  request.event = maker.record(true, time);
  if (dice.chance(10)) request.topics = static_cast<std::uint32_t>(dice.below(1 << 12));
  if (dice.chance(85)) {
    History& history = request.history;
    history.given = true;
    history.bare = dice.chance(60);
    if (!history.bare) {
      history.scope = static_cast<Scope>(dice.below(3));
      if (dice.chance(60)) history.complete_from = Date{19800 + dice.below(20)};
    }
    for (int i = dice.below(6); i > 0; --i) {
      std::int64_t back = dice.chance(50) ? 86400 * dice.below(12) : dice.chance(50) ? 3600 * dice.below(60) : dice.below(100000);
      history.entries.push_back(maker.record(false, time - back));
    }
  }
  return request;
}

}  // namespace tests
