#include "tests/facts/vocabulary.h"

#include <catch2/catch.hpp>

#include "runtime/facts/input_errors.h"
#include "runtime/facts/json_reader.h"
#include "runtime/facts/normalize.h"

using namespace leaflaw;

namespace cheese {

namespace {

using Op = DeriveStep::Op;

class Builder {
 public:
  Schema schema;

  EnumerationId enumeration(std::string name, std::vector<std::string> values) {
    schema.enumerations.push_back({std::move(name), std::move(values)});
    return static_cast<EnumerationId>(schema.enumerations.size() - 1);
  }
  FactId fact(std::string name, FactType type, Dimension dimension = Dimension::none, EnumerationId values = no_index, bool required = false) {
    Fact one;
    one.place = name.starts_with("item.") ? FactPlace::item : FactPlace::event;
    one.group = name.substr(0, name.find('.'));
    one.name = std::move(name);
    one.type = type;
    one.dimension = dimension;
    one.enumeration = values;
    one.required = required;
    schema.facts.push_back(one);
    return static_cast<FactId>(schema.facts.size() - 1);
  }
  FactId required(std::string name, FactType type, Dimension dimension = Dimension::none, EnumerationId values = no_index) {
    return fact(std::move(name), type, dimension, values, true);
  }
  void role(Role role, FactId fact) { schema.roles[static_cast<std::size_t>(role)].push_back(fact); }
  void map(std::string name, FactMap::Keys keys, EnumerationId values, std::vector<std::pair<std::string, FactType>> fields) {
    FactMap one;
    bool item = name.starts_with("item.");
    one.name = name;
    one.keys = keys;
    one.enumeration = values;
    one.place = item ? FactPlace::item_map : FactPlace::event_map;
    for (auto& [field, type] : fields) {
      FactId id = fact(name + "[]." + field, type, type == FactType::quantity ? Dimension::any : Dimension::none);
      schema.facts[id].place = one.place;
      schema.facts[id].map = static_cast<std::uint16_t>(schema.maps.size());
      one.fields.push_back(id);
    }
    schema.maps.push_back(one);
  }
  void derive(FactId target, std::vector<DeriveStep> value, std::vector<DeriveStep> condition = {}, std::optional<Ratio> tolerance = {}, bool same = false) {
    schema.derivations.push_back({target, std::move(value), std::move(condition), tolerance, same});
  }
};

DeriveStep of(FactId fact) { return {Op::fact, fact, {}, 0}; }
DeriveStep op(Op op) { return {op, no_fact, {}, 0}; }
DeriveStep constant(Ratio number) { return {Op::constant, no_fact, number, 0}; }
DeriveStep is(FactId fact, unsigned value) { return {Op::is_value, fact, {}, u128{1} << value}; }

void event_facts(Builder& b) {
  auto deal = b.enumeration("deal", {"sell", "takeback", "cancel"});
  auto buyers = b.enumeration("buyer-kind", {"guest", "member"});
  auto places = b.enumeration("place", {"AA", "BB"});
  auto papers = b.enumeration("paper", {"stamp", "letter", "photo"});
  auto cheeses = b.enumeration("cheese", {"brie", "gouda", "feta", "whey"});
  b.role(Role::event_kind, b.required("event", FactType::value, Dimension::none, deal));
  b.role(Role::event_time, b.required("at", FactType::instant));
  b.role(Role::receipt, b.fact("receipt", FactType::text));
  b.role(Role::undoes, b.fact("undoes", FactType::text));
  FactId kind = b.required("buyer.kind", FactType::value, Dimension::none, buyers);
  FactId key = b.fact("buyer.key", FactType::text);
  FactId age = b.required("buyer.age", FactType::quantity, Dimension::age);
  FactId birth = b.fact("buyer.birth", FactType::date);
  b.schema.facts[birth].input_only = true;
  FactId home = b.required("buyer.home.place", FactType::value, Dimension::none, places);
  FactId local = b.required("buyer.local", FactType::truth);
  FactId member_key = b.fact("member.key", FactType::text);
  FactId member_age = b.required("member.age", FactType::quantity, Dimension::age);
  b.fact("member.allowance", FactType::quantity, Dimension::any);
  b.fact("papers", FactType::set, Dimension::none, papers);
  b.role(Role::store_key, b.fact("shop.key", FactType::text));
  b.role(Role::time_zone, b.fact("shop.zone", FactType::text));
  b.map("orders", FactMap::Keys::enumeration, cheeses, {{"amount", FactType::quantity}, {"start", FactType::date}});
  b.map("ledger.balances", FactMap::Keys::limit, no_index, {{"remaining", FactType::quantity}});
  b.role(Role::customer_key, key);
  b.role(Role::patient_key, member_key);
  b.derive(age, {of(birth), op(Op::today), op(Op::whole_years)});
  b.derive(local, {of(home), op(Op::policy_state), op(Op::is_same)});
  b.derive(member_age, {of(age)}, {is(kind, 1)}, {}, true);
  b.derive(member_key, {of(key)}, {is(kind, 1)}, {}, true);
}

void item_facts(Builder& b) {
  EnumerationId cheeses = 4;
  b.role(Role::line_category, b.required("item.kind", FactType::value, Dimension::none, cheeses));
  FactId quantity = b.required("item.quantity", FactType::amount);
  b.role(Role::line_quantity, quantity);
  FactId unit = b.fact("item.unit_weight", FactType::quantity, Dimension::mass);
  FactId net = b.required("item.net_weight", FactType::quantity, Dimension::mass);
  FactId salt_unit = b.fact("item.salt_per_unit", FactType::quantity, Dimension::thc);
  FactId salt = b.required("item.salt", FactType::quantity, Dimension::thc);
  FactId dry = b.fact("item.fat_dry", FactType::quantity, Dimension::percent);
  FactId wet = b.fact("item.fat_wet", FactType::quantity, Dimension::percent);
  FactId fat = b.required("item.fat", FactType::quantity, Dimension::percent);
  b.fact("item.price", FactType::quantity, Dimension::money);
  b.fact("item.tag", FactType::text);
  b.fact("item.volume", FactType::quantity, Dimension::volume);
  b.required("item.ripe", FactType::truth);
  b.fact("item.lab.tested", FactType::instant);
  b.map("item.lab.results", FactMap::Keys::text, no_index, {{"level", FactType::quantity}});
  b.derive(net, {of(quantity)});
  b.derive(net, {of(quantity), of(unit), op(Op::multiply)}, {}, Ratio::of(2, 100));
  b.derive(unit, {of(net), of(quantity), op(Op::divide)});
  b.derive(salt, {of(quantity), of(salt_unit), op(Op::multiply)}, {}, Ratio::of(5, 100));
  b.derive(fat, {of(dry), constant(Ratio::of(877, 1000)), op(Op::multiply), of(wet), op(Op::add)}, {}, Ratio(0));
}

ZoneData town() {   // -5 hours, -4 from 2024-03-10 02:00 to 2024-11-03 02:00
  return {"Here/Town", -5 * 3600, {1710054000, 1730613600}, {-4 * 3600, -5 * 3600}};
}

Counter make() {
  Builder b;
  event_facts(b);
  item_facts(b);
  Counter out;
  out.schema = std::move(b.schema);
  out.zones = {town(), {"Here/West", -6 * 3600, {}, {}}};
  return out;
}

void connect(Counter& out) {
  PolicyContext& c = out.context;
  c.id = "counter";
  c.schema = &out.schema;
  c.units.add({"oz", Dimension::mass, Ratio(28)});
  c.units.add({"wheel", Dimension::own, Ratio(1)});
  c.state = 0;
  c.state_enumeration = 2;
  for (const ZoneData& zone : out.zones) {
    c.zone_names.push_back(zone.name);
    c.zones.push_back(zone.view());
  }
  c.zone_from_fact = true;
  c.class_values = {"soft", "none"};
  c.limit_addresses = {"daily", "kinds[soft]"};
  c.key_uses = {{out.schema.find("orders[].amount"), "soft", Dimension::mass}, {out.schema.find("ledger.balances[].remaining"), "daily", Dimension::mass}};
  c.quantity_uses = {out.schema.find("member.allowance")};
  c.quantity_dimensions = {Dimension::thc};
  out.limits["daily"] = {*c.units.find("oz"), "One ounce a day"};
  out.limits["kinds"] = {*c.units.find("mg THC"), "Salt by kind"};
  out.print = {&c.units, &out.limits, c.zones[0]};
}

}  // namespace

const Counter& counter() {
  static Counter* one = [] {
    auto* made = new Counter(make());
    connect(*made);
    return made;
  }();
  return *one;
}

FactId fact(std::string_view name) {
  FactId id = counter().schema.find(name);
  REQUIRE(id != no_fact);
  return id;
}

std::string lines_of(const std::vector<InputError>& errors) {
  std::string text;
  for (const InputError& one : errors) {
    if (!text.empty()) text += '\n';
    text += one.code + " " + one.path + ": " + one.message;
    if (!one.help.empty()) text += " | " + one.help;
  }
  return text;
}

namespace {

RequestOrErrors read(std::string_view json) {
  ReadTree tree = read_json(json);
  if (!tree.errors.empty()) return tree.errors;
  return read_complete_request(tree.root, RequestReader(counter().context));
}

}  // namespace

Request request(std::string_view json) {
  RequestOrErrors result = read(json);
  if (auto* errors = std::get_if<std::vector<InputError>>(&result)) FAIL(lines_of(*errors));
  return std::get<Request>(std::move(result));
}

std::string errors_of(std::string_view json) {
  RequestOrErrors result = read(json);
  auto* errors = std::get_if<std::vector<InputError>>(&result);
  return errors ? lines_of(*errors) : std::string();
}

Ratio number(const Record& record, std::string_view name) {
  const FactValue& value = record.facts[fact(name)];
  REQUIRE(value.given == Given::yes);
  return value.number;
}
Ratio number(const Line& line, std::string_view name) {
  const FactValue& value = line.facts[fact(name)];
  REQUIRE(value.given == Given::yes);
  return value.number;
}

}  // namespace cheese
