#include "compiler/emit/pools.h"

#include <algorithm>

namespace leaflaw::emitting {

using engine::SlotUse;

std::uint32_t Pools::text(const std::string& text) {
  if (tables.text_starts.empty()) tables.text_starts.push_back(0);
  auto [place, fresh] = texts_.try_emplace(text, static_cast<std::uint32_t>(tables.text_starts.size() - 1));
  if (fresh) {
    tables.text_characters.insert(tables.text_characters.end(), text.begin(), text.end());
    tables.text_starts.push_back(static_cast<std::uint32_t>(tables.text_characters.size()));
  }
  return place->second;
}

std::uint32_t Pools::text_constant(const std::string& constant) { return one(tables.text_constants, text(constant)); }

std::uint32_t Pools::text_set(const std::vector<std::string>& texts) {
  std::vector<std::uint32_t> members;
  for (const std::string& each : texts) members.push_back(text_constant(each));
  return one(tables.text_sets, engine::Range{run(tables.text_members, members), static_cast<std::uint32_t>(members.size())});
}

std::uint32_t Pools::names_of(std::uint16_t domain) {
  const auto& values = domain >= model::first_class ? policy_.classes[domain - model::first_class].values : policy_.schema->enumerations[domain].values;
  std::vector<std::uint32_t> names;
  for (const std::string& value : values) names.push_back(text(value));
  return run(tables.value_names, names);
}

std::uint32_t Pools::words(std::vector<engine::Words>& table, const std::vector<u128>& values) {
  std::vector<engine::Words> all;
  for (u128 value : values) all.push_back(engine::words_of(value));
  return run(table, all);
}

std::uint32_t Pools::blame(const std::vector<FactId>& facts) {
  std::vector<engine::BlamedFact> all;
  for (FactId fact : facts) {
    bool item = policy_.schema->facts[fact].place == FactPlace::item;
    all.push_back({fact, static_cast<std::uint16_t>(item)});
  }
  return one(tables.blames, engine::Range{run(tables.blame_facts, all), static_cast<std::uint32_t>(all.size())});
}

// ---- slots ------------------------------------------------------------------------------------------------

namespace {

// The keys whose persons or places the group is about.
std::uint8_t group_keys(const Schema& schema, const std::string& group) {
  std::uint8_t keys = 0, bit = 1;
  for (Role role : {Role::customer_key, Role::patient_key, Role::store_key}) {
    FactId key = schema.with(role);
    if (key != no_fact && schema.facts[key].group == group) keys = static_cast<std::uint8_t>(keys | bit);
    bit = static_cast<std::uint8_t>(bit << 1);
  }
  return keys;
}

}  // namespace

std::uint32_t Pools::slot(SlotUse use, FactId fact, std::uint16_t map, const std::string* key) {
  const Schema& schema = *policy_.schema;
  const bool of_map = map != no_index;
  const Fact& declared = schema.facts[fact];
  const bool item = declared.place == FactPlace::item || declared.place == FactPlace::item_map;
  auto& slots = item ? tables.item_slots : tables.event_slots;
  auto [place, fresh] = slots_.try_emplace({use, fact, map, key ? *key : std::string()}, static_cast<std::uint32_t>(slots.size()));
  if (!fresh) return place->second;

  engine::Slot made{};
  made.fact = fact;
  made.map = of_map ? map : engine::none16;
  made.use = static_cast<std::uint8_t>(use);
  made.type = static_cast<std::uint8_t>(declared.type);
  made.key = key ? text(*key) : engine::nothing;
  std::string group = declared.group;
  bool required = declared.required;
  if (of_map) {
    const FactMap& owner = schema.maps[map];
    made.field = static_cast<std::uint16_t>(std::find(owner.fields.begin(), owner.fields.end(), fact) - owner.fields.begin());
    required = owner.required;
    auto dot = owner.name.find('.');
    group = dot == std::string::npos ? std::string() : owner.name.substr(0, dot);
    if (use == SlotUse::fact && declared.required) made.flags |= engine::slot_field_required;
  }
  if (required) made.flags |= engine::slot_required;
  if (!item && !group.empty()) {
    made.flags |= engine::slot_borrows;
    made.group_keys = group_keys(schema, group);
  }
  const auto& identity = schema.roles[static_cast<std::size_t>(Role::line_identity)];
  if (item && !of_map && std::find(identity.begin(), identity.end(), fact) != identity.end()) made.flags |= engine::slot_identity;
  slots.push_back(made);
  return place->second;
}

std::uint32_t Pools::fact_slot(FactId fact) { return slot(SlotUse::fact, fact, no_index, nullptr); }
std::uint32_t Pools::field_slot(FactId field, const std::string& key) { return slot(SlotUse::fact, field, policy_.schema->facts[field].map, &key); }
std::uint32_t Pools::map_slot(std::uint16_t map) { return slot(SlotUse::map_given, policy_.schema->maps[map].fields.front(), map, nullptr); }
std::uint32_t Pools::entry_slot(std::uint16_t map, const std::string& key) {
  return slot(SlotUse::entry_given, policy_.schema->maps[map].fields.front(), map, &key);
}

std::uint32_t Pools::role_slot(Role role) {
  FactId fact = policy_.schema->with(role);
  return fact == no_fact ? engine::nothing : fact_slot(fact);
}

std::uint32_t Pools::role_slot_if_used(Role role) const {
  auto found = slots_.find({SlotUse::fact, policy_.schema->with(role), no_index, std::string()});
  return found == slots_.end() ? engine::nothing : found->second;
}

}  // namespace leaflaw::emitting
