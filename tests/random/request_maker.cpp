#include "tests/random/request_maker.h"

#include <algorithm>
#include <set>

#include "runtime/decision/decision_json.h"
#include "tests/random/node_text.h"

namespace leaflaw::properties {

using model::Op;

namespace {

bool is_item(FactPlace place) { return place == FactPlace::item || place == FactPlace::item_map; }
bool in_map(const Fact& fact) { return fact.map != no_index; }

template <class T>
void add_once(std::vector<T>& list, const T& value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

}  // namespace

RequestMaker::RequestMaker(const model::Policy& policy) : policy_(policy), schema_(*policy.schema) { gather(); }

void RequestMaker::add_fact(FactId fact) {
  if (fact == no_fact || schema_.facts[fact].input_only) return;
  if (in_map(schema_.facts[fact])) return add_once(maps_, schema_.facts[fact].map);
  add_once(is_item(schema_.facts[fact].place) ? item_facts_ : event_facts_, fact);
}

void RequestMaker::gather() {
  for (const model::Expr& expr : policy_.exprs) {
    add_fact(expr.fact.fact);
    if (expr.fact.map != no_index) {
      add_once(maps_, expr.fact.map);
      if (!expr.fact.key.empty()) add_once(map_keys_[expr.fact.map], expr.fact.key);
    }
    if (expr.op == Op::constant && expr.type == model::Type::number) add_once(numbers_[expr.dimension], expr.number);
    if (expr.op == Op::constant && expr.type == model::Type::date && expr.number.is_whole()) add_once(days_, Date{static_cast<std::int32_t>(expr.number.num)});
    if (expr.op == Op::constant && expr.type == model::Type::time_of_day && expr.number.is_whole()) add_once(times_, static_cast<std::int32_t>(expr.number.num));
    EnumerationId enumeration = expr.domain != no_index && expr.domain < model::first_class ? expr.domain : no_index;
    if ((expr.op == Op::includes_all || expr.op == Op::includes_any) && expr.fact.fact != no_fact) enumeration = schema_.facts[expr.fact.fact].enumeration;
    if (expr.op == Op::one_of && !expr.args.empty()) enumeration = policy_.expr(expr.args[0]).domain < model::first_class ? policy_.expr(expr.args[0]).domain : no_index;
    if (enumeration != no_index && (expr.op == Op::one_of || expr.op == Op::includes_all || expr.op == Op::includes_any || expr.op == Op::value_constant))
      for (std::size_t i = 0; i < schema_.enumerations[enumeration].values.size(); ++i)
        if (expr.values >> i & 1) add_once(values_[enumeration], schema_.enumerations[enumeration].values[i]);
  }
  for (Role role : {Role::customer_key, Role::patient_key, Role::store_key, Role::licensee_key, Role::line_category, Role::line_quantity}) add_fact(schema_.with(role));
  if (FactId balance = schema_.with(Role::registry_balance); balance != no_fact) add_fact(balance);
  for (const std::string& value : policy_.context.class_values)
    for (std::uint16_t map : maps_)
      if (schema_.maps[map].keys == FactMap::Keys::enumeration) add_once(map_keys_[map], value);
  for (std::uint16_t map : maps_)
    if (schema_.maps[map].keys == FactMap::Keys::limit) map_keys_[map] = policy_.context.limit_addresses;
  auto versions = [&](const auto& parts) {
    for (const auto& part : parts)
      for (const auto& version : part.versions) add_once(entry_days_, version.from);
  };
  versions(policy_.measures);
  versions(policy_.classes);
  versions(policy_.tables);
  for (const model::Rule& rule : policy_.rules)
    for (const model::RuleVersion& version : rule.versions)
      for (const model::Body& body : version.bodies)
        if (body.limit.counting_from) add_once(entry_days_, *body.limit.counting_from);
  for (Date day : policy_.periods()) add_once(days_, day);
  for (Date day : entry_days_) add_once(days_, day);
}

std::string RequestMaker::path_of(FactId fact, const std::string& key) const {
  std::string name = schema_.facts[fact].name;
  if (is_item(schema_.facts[fact].place)) name = name.substr(name.find('.') + 1);
  if (std::size_t brackets = name.find("[]"); brackets != std::string::npos) name.replace(brackets, 2, "." + key);
  return name;
}

std::string RequestMaker::quantity_text(Dimension dimension, Choices& c) const {
  static const std::vector<Ratio> plain = {Ratio(1), Ratio(0), Ratio::of(7, 2), Ratio(7), Ratio(28), Ratio::of(1, 2), Ratio(100), Ratio::of(2835, 1000)};
  Ratio value = c.pick(plain);
  if (auto known = numbers_.find(dimension); known != numbers_.end() && c.chance(60)) value = c.pick(known->second);
  if (value.is_negative()) value = Ratio(1);
  if (dimension == Dimension::age) {
    value = Ratio(floor_div(value.num, value.den) + static_cast<int>(c.below(3)) - 1);
    if (value.is_negative()) value = Ratio(30);
    return to_string(value) + " years";
  }
  if (dimension == Dimension::count) {
    value = Ratio(floor_div(value.num, value.den) + static_cast<int>(c.below(2)));
    return to_string(value) + " each";
  }
  if (c.chance(30)) {
    const std::optional<Ratio> moved = c.chance(50) ? add(value, Ratio::of(1, 1000)) : sub(value, Ratio::of(1, 1000));
    if (moved && !moved->is_negative()) value = *moved;
  }
  if (value.num > 1'000'000 || value.den > 1'000'000'000) value = Ratio(2);
  return to_string(value) + " " + std::string(policy_.context.units.base_unit(dimension));
}

Node RequestMaker::value_for(FactId id, const std::string& key, Instant at, Choices& c) const {
  const Fact& fact = schema_.facts[id];
  const PolicyContext& context = policy_.context;
  switch (fact.type) {
    case FactType::truth: return truth(c.chance(65));
    case FactType::value: {
      auto known = values_.find(fact.enumeration);
      if (known != values_.end() && c.chance(75)) return text(c.pick(known->second));
      return text(c.pick(schema_.enumerations[fact.enumeration].values));
    }
    case FactType::set: {
      Node all = list();
      const auto known = values_.find(fact.enumeration);
      const std::vector<std::string>& from = known != values_.end() && c.chance(85) ? known->second : schema_.enumerations[fact.enumeration].values;
      for (unsigned i = 0, n = c.below(3); i < n; ++i) {
        Node one = text(c.pick(from));
        if (std::none_of(all.list.begin(), all.list.end(), [&](const Node& each) { return each.scalar == one.scalar; })) all.list.push_back(one);
      }
      return all;
    }
    case FactType::text: return text(c.pick({"A", "A", "B", "abcd", "1A4060300000000000000001"}));
    case FactType::amount: return text(c.chance(5) ? "3.5 g" : std::to_string(1 + c.below(4)) + " each");
    case FactType::quantity: {
      Dimension dimension = fact.dimension;
      for (const KeyUse& use : context.key_uses)
        if (dimension == Dimension::any && use.field == id && use.key == key) dimension = use.dimension;
      for (std::size_t i = 0; i < context.quantity_uses.size(); ++i)
        if (dimension == Dimension::any && context.quantity_uses[i] == id) dimension = context.quantity_dimensions[i];
      if (dimension == Dimension::any) return {};
      return text(quantity_text(dimension, c));
    }
    case FactType::date: {
      const Date today = to_local(context.zones[context.default_zone], at).date();
      Date day = !days_.empty() && c.chance(35) ? c.pick(days_) : today;
      static const std::vector<int> steps = {0, 0, 1, -1, -30, 30, -90, -400, 44, 45, -45, 365};
      day.days += c.pick(steps);
      return text(to_string(day));
    }
    case FactType::instant: {
      static const std::vector<int> steps = {0, -1, 3600, -86400, 86400, -86400 * 30};
      return text(print_instant(Instant{at.seconds + c.pick(steps)}, context.zones[context.default_zone]));
    }
  }
  return {};
}

void RequestMaker::fill(Node& record, const std::vector<FactId>& facts, FactPlace map_place, Instant at, unsigned holes, Choices& c) const {
  for (FactId id : facts) {
    const Fact& fact = schema_.facts[id];
    if (fact.required ? c.chance(holes) : c.chance(50)) continue;
    if (std::find(schema_.roles[static_cast<std::size_t>(Role::event_kind)].begin(), schema_.roles[static_cast<std::size_t>(Role::event_kind)].end(), id) !=
            schema_.roles[static_cast<std::size_t>(Role::event_kind)].end() ||
        id == schema_.with(Role::event_time) || id == schema_.with(Role::time_zone) || id == schema_.with(Role::receipt) || id == schema_.with(Role::undoes))
      continue;
    if (Node value = value_for(id, {}, at, c); value.kind != Node::Kind::null) put(record, path_of(id), std::move(value));
  }
  for (std::uint16_t number : maps_) {
    const FactMap& map = schema_.maps[number];
    if (map.place != map_place || !c.chance(map.keys == FactMap::Keys::limit ? 12 : 55)) continue;
    Node& whole = [&]() -> Node& {
      std::string path = map.name;
      if (map_place == FactPlace::item_map) path = path.substr(path.find('.') + 1);
      put(record, path, properties::map());
      return *properties::at(record, path);
    }();
    auto keys = map_keys_.find(number);
    if (keys == map_keys_.end()) continue;
    for (const std::string& key : keys->second) {
      if (!c.chance(60)) continue;
      for (FactId field : map.fields) {
        if (!c.chance(75)) continue;
        Node value = value_for(field, key, at, c);
        if (value.kind == Node::Kind::null) continue;
        const std::string& name = schema_.facts[field].name;
        put(member(whole, key), name.substr(name.rfind('.') + 1), std::move(value));
      }
    }
  }
}

// Facts that follow from others are mostly left out: stated ones would be disputed.
void RequestMaker::thin_derived(Node& record, bool items, Choices& c) const {
  for (const Derivation& derivation : schema_.derivations) {
    const Fact& target = schema_.facts[derivation.target];
    if (is_item(target.place) != items || in_map(target) || !properties::at(record, path_of(derivation.target))) continue;
    bool all = true;
    for (const DeriveStep& step : derivation.value)
      if (step.op == DeriveStep::Op::fact && is_item(schema_.facts[step.fact].place) == items) all = all && properties::at(record, path_of(step.fact));
    if (all && c.chance(derivation.same ? 95 : 88)) remove(record, path_of(derivation.target));
  }
}

// Now and then an hour that the clocks repeat, which time_text then writes without saying which of the two is meant.
Instant RequestMaker::moment(Choices& c) const {
  const ZoneView& zone = policy_.context.zones[policy_.context.default_zone];
  if (c.chance(2) && zone.at.size() > 160) {
    const std::size_t change = 150 + c.below(static_cast<unsigned>(std::min<std::size_t>(zone.at.size(), 300) - 150));
    if (zone.offset[change] < zone.offset[change - 1]) return Instant{zone.at[change] + 60};
  }
  Date day = from_civil({2021, 1, 1});
  if (!days_.empty() && c.chance(45)) {
    day = c.pick(days_);
    day.days += c.chance(40) ? static_cast<int>(c.below(20)) : static_cast<int>(c.below(3)) - 1;
  } else {
    day.days += static_cast<int>(c.below(365 * 5));
  }
  std::int64_t seconds = c.below(86400);
  if (!times_.empty() && c.chance(40)) seconds = c.pick(times_) + static_cast<int>(c.below(3)) - 1;
  else if (c.chance(20)) seconds = c.chance(50) ? 0 : 86399;
  return start_of(policy_.context.zones[policy_.context.default_zone], LocalTime{at_midnight(day).seconds + seconds});
}

std::string RequestMaker::time_text(Instant at, Choices& c) const {
  const ZoneView& zone = policy_.context.zones[policy_.context.default_zone];
  const LocalTime local = to_local(zone, at);
  if (c.chance(30) || from_local(zone, local).kind == LocalResolution::Kind::repeated) return to_string(local);
  return print_instant(at, zone);
}

Node RequestMaker::line(std::uint32_t seed, Instant at, unsigned holes) const {
  Choices c{static_cast<std::uint64_t>(seed)};
  Node node = map();
  fill(node, item_facts_, FactPlace::item_map, at, holes, c);
  thin_derived(node, true, c);
  return node;
}

Node RequestMaker::entry(std::uint32_t seed, std::size_t number, Instant event) const {
  Choices c{static_cast<std::uint64_t>(seed)};
  static const std::vector<int> back = {0, 1, 3600, 86400, 3 * 86400, 7 * 86400, 29 * 86400, 60 * 86400, 400 * 86400};
  const Instant at{event.seconds - c.pick(back) - (c.chance(50) ? static_cast<std::int64_t>(c.below(86400)) : 0)};
  Node node = map();
  const unsigned kind = c.below(12);
  std::string path = path_of(schema_.with(Role::event_time));
  put(node, path, text(time_text(at, c)));
  const FactId receipt = schema_.with(Role::receipt), undoes = schema_.with(Role::undoes);
  if (receipt != no_fact && c.chance(85)) put(node, path_of(receipt), text("r" + std::to_string(number)));
  const Enumeration& kinds = schema_.enumerations[schema_.facts[schema_.with(Role::event_kind)].enumeration];
  const int undoing = kind == 1 ? schema_.void_kind : kind <= 3 && kind >= 2 ? schema_.return_kind : kind == 5 ? schema_.destroy_kind : -1;
  if (undoing >= 0) {
    put(node, path_of(schema_.with(Role::event_kind)), text(kinds.values[static_cast<std::size_t>(undoing)]));
    if (undoes != no_fact) put(node, path_of(undoes), text("r" + std::to_string(c.below(5))));
  } else if (kind == 4) {
    put(node, path_of(schema_.with(Role::event_kind)), text(c.pick(kinds.values)));
  }
  if (c.chance(25)) fill(node, event_facts_, FactPlace::event_map, at, 60, c);
  if (c.chance(95)) {
    Node& items = member(node, "items");
    items = list();
    for (unsigned i = 0, n = c.below(3); i < n; ++i) items.list.push_back(line(seed + 77 * (i + 1), at, c.chance(85) ? 0 : 15));
  }
  thin_derived(node, false, c);
  return node;
}

Node RequestMaker::make(const RequestPlan& plan) const {
  Choices c{static_cast<std::uint64_t>(plan.event)};
  const unsigned mode = c.below(10), holes = mode < 6 ? 0 : mode < 8 ? 6 : 25;
  const Instant at = moment(c);
  Node request = map();
  const Enumeration& kinds = schema_.enumerations[schema_.facts[schema_.with(Role::event_kind)].enumeration];
  put(request, path_of(schema_.with(Role::event_kind)), text(c.chance(80) ? kinds.values.front() : c.pick(kinds.values)));
  put(request, path_of(schema_.with(Role::event_time)), text(time_text(at, c)));
  if (FactId receipt = schema_.with(Role::receipt); receipt != no_fact && c.chance(60)) put(request, path_of(receipt), text(c.pick({"now", "r0", "abcd"})));
  if (FactId zone = schema_.with(Role::time_zone); zone != no_fact && policy_.context.zone_from_fact && c.chance(20)) put(request, path_of(zone), text(c.pick(policy_.context.zone_names)));
  fill(request, event_facts_, FactPlace::event_map, at, holes, c);
  thin_derived(request, false, c);
  if (c.chance(96)) {
    Node& items = member(request, "items");
    items = list();
    for (std::uint32_t seed : plan.lines) items.list.push_back(line(seed, at, holes));
  }
  if (c.chance(12)) {
    Node& topics = member(request, "topics");
    topics = list();
    topics.list.push_back(text(c.pick({"purchase-limit", "eligibility", "sale-conduct"})));
  }
  if (mode == 7 && c.chance(50)) return request;   // no history at all
  Node entries = list();
  for (std::size_t i = 0; i < plan.entries.size(); ++i) entries.list.push_back(entry(plan.entries[i], i, at));
  Node& history = member(request, "history");
  history = std::move(entries);
  if (c.chance(20)) {
    Node whole = map();
    put(whole, "entries", std::move(history));
    if (c.chance(70)) put(whole, "scope", text(c.pick({"state", "licensee", "store"})));
    if (c.chance(50)) put(whole, "complete_from", text(to_string(Date{to_local(policy_.context.zones[policy_.context.default_zone], at).date().days - static_cast<int>(c.below(60))})));
    member(request, "history") = std::move(whole);
  }
  return request;
}

}  // namespace leaflaw::properties
