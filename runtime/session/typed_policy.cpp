#include "runtime/session/typed_policy.h"

#include <algorithm>

#include "runtime/facts/fact_tree.h"
#include "runtime/facts/suggest.h"

namespace leaflaw {

namespace {

using engine::none16;

// The facts that matter: those with slots, and whatever the derivations of facts that matter read. Targets of `same` always do: that
// they are equal is checked whether or not the policy reads them.
std::vector<bool> facts_that_matter(const Schema& schema, const engine::PolicyView& view) {
  std::vector<bool> matters(schema.facts.size(), false);
  for (const auto& slots : {view.event_slots, view.item_slots})
    for (const engine::Slot& slot : slots)
      if (slot.map == none16) matters[slot.fact] = true;
  for (const Derivation& derivation : schema.derivations)
    if (derivation.same) matters[derivation.target] = true;
  for (Role role : {Role::event_kind, Role::event_time, Role::store_key, Role::receipt, Role::line_quantity})
    if (FactId fact = schema.with(role); fact != no_fact) matters[fact] = true;
  for (bool changed = true; changed;) {
    changed = false;
    for (const Derivation& derivation : schema.derivations) {
      if (!matters[derivation.target]) continue;
      for (const auto& steps : {derivation.value, derivation.condition})
        for (const DeriveStep& step : steps)
          if (step.fact < matters.size() && !matters[step.fact]) matters[step.fact] = changed = true;
    }
  }
  return matters;
}

RowLayout layout_of(const Schema& schema, const engine::PolicyView& view, const std::vector<bool>& matters, FactPlace place) {
  RowLayout layout;
  layout.places.assign(schema.facts.size(), no_index);
  layout.map_count = schema.maps.size();
  for (std::size_t i = 0; i < schema.facts.size(); ++i) {
    if (!matters[i] || schema.facts[i].place != place) continue;
    layout.places[i] = static_cast<std::uint16_t>(layout.facts.size());
    layout.facts.push_back(static_cast<FactId>(i));
  }
  for (const engine::Slot& slot : place == FactPlace::item ? view.item_slots : view.event_slots) {
    bool readable = slot.map == none16 && !schema.facts[slot.fact].input_only;
    layout.slot_places.push_back(readable ? layout.places[slot.fact] : no_index);
    std::uint16_t entry = no_index;
    if (slot.map != none16 && slot.key != engine::nothing) {
      std::string_view key = view.texts[slot.key];
      auto same = [&](const RowLayout::Entry& one) { return one.map == slot.map && one.key == key; };
      auto found = std::find_if(layout.entries.begin(), layout.entries.end(), same);
      entry = static_cast<std::uint16_t>(found - layout.entries.begin());
      if (found == layout.entries.end()) layout.entries.push_back({slot.map, std::string(key)});
    }
    layout.slot_entries.push_back(entry);
  }
  return layout;
}

}  // namespace

TypedPolicy::TypedPolicy(PolicyParts parts) : parts_(std::move(parts)) {
  std::vector<bool> matters = facts_that_matter(schema(), parts_.view);
  events_ = layout_of(schema(), parts_.view, matters, FactPlace::event);
  items_ = layout_of(schema(), parts_.view, matters, FactPlace::item);
  for (const Derivation& derivation : schema().derivations) {
    if (!matters[derivation.target]) continue;
    derivations_.push_back(derivation);
    if (schema().facts[derivation.target].place != FactPlace::item) continue;
    for (const auto& steps : {derivation.value, derivation.condition})
      for (const DeriveStep& step : steps) {
        bool of_event = step.fact < schema().facts.size() && schema().facts[step.fact].place == FactPlace::event;
        lines_follow_event_ = lines_follow_event_ || of_event || step.op == DeriveStep::Op::today;
      }
  }
}

FactHandle TypedPolicy::fact(std::string_view name, FactPlace place, const RowLayout& layout) const {
  FactId found = schema().find(name);
  if (found == no_fact || schema().facts[found].place != place) return {};
  return {found, layout.places[found]};
}

EventFact TypedPolicy::event_fact(std::string_view name) const { return {fact(name, FactPlace::event, events_)}; }
ItemFact TypedPolicy::item_fact(std::string_view name) const { return {fact(name, FactPlace::item, items_)}; }

bool TypedPolicy::known_key(const FactMap& map, std::string_view key) const {
  auto in = [&](const std::vector<std::string>& names) { return std::find(names.begin(), names.end(), key) != names.end(); };
  switch (map.keys) {
    case FactMap::Keys::text: return !key.empty();
    case FactMap::Keys::limit: return in(context().limit_addresses);
    case FactMap::Keys::enumeration: return schema().value_of(map.enumeration, key) >= 0 || in(context().class_values);
  }
  return false;
}

EntryHandle TypedPolicy::entry(std::string_view map, std::string_view key, std::string_view field, FactPlace place) const {
  for (std::size_t m = 0; m < schema().maps.size(); ++m) {
    const FactMap& declared = schema().maps[m];
    if (declared.name != map || declared.place != place || !known_key(declared, key)) continue;
    for (std::size_t k = 0; k < declared.fields.size(); ++k) {
      if (field_step(schema().facts[declared.fields[k]]) != field) continue;
      EntryHandle handle;
      handle.field = declared.fields[k];
      handle.map = static_cast<std::uint16_t>(m);
      const RowLayout& layout = place == FactPlace::item_map ? items_ : events_;
      const auto slots = place == FactPlace::item_map ? parts_.view.item_slots : parts_.view.event_slots;
      for (std::size_t i = 0; i < slots.size(); ++i) {
        std::uint16_t entry = layout.slot_entries[i];
        if (entry == no_index || layout.entries[entry].map != m || layout.entries[entry].key != key) continue;
        handle.entry = entry;
        if (static_cast<engine::SlotUse>(slots[i].use) == engine::SlotUse::fact && slots[i].field == k) handle.slot = static_cast<std::uint16_t>(i);
      }
      return handle;
    }
  }
  return {};
}

EventEntry TypedPolicy::event_entry(std::string_view map, std::string_view key, std::string_view field) const {
  return {entry(map, key, field, FactPlace::event_map)};
}
ItemEntry TypedPolicy::item_entry(std::string_view map, std::string_view key, std::string_view field) const {
  return {entry(map, key, field, FactPlace::item_map)};
}

Choice TypedPolicy::choice(std::string_view fact, std::string_view value) const {
  FactId found = schema().find(fact);
  if (found == no_fact || schema().facts[found].enumeration == no_index) return {};
  EnumerationId enumeration = schema().facts[found].enumeration;
  int index = schema().value_of(enumeration, value);
  return index < 0 ? Choice{} : Choice{enumeration, static_cast<std::uint8_t>(index)};
}

Unit TypedPolicy::unit(std::string_view name) const {
  const Unit* found = context().units.find(name);
  return found ? *found : Unit{};
}

std::uint16_t TypedPolicy::zone(std::string_view name) const {
  const auto& names = context().zone_names;
  auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? no_index : static_cast<std::uint16_t>(found - names.begin());
}

std::string TypedPolicy::why(std::string_view name) const {
  std::vector<std::string_view> names;
  for (const Fact& fact : schema().facts) names.push_back(fact.name);
  if (schema().find(name) != no_fact) return suggest::quoted(name) + " stands elsewhere: facts of lines begin with the name of the line";
  std::string meant = suggest::suggestion(name, names);
  return "there is no " + suggest::quoted(name) + (meant.empty() ? "" : "; " + meant);
}

}  // namespace leaflaw
