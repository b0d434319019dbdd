// Texts, slots and whatever names facts.
#include <set>

#include "runtime/pack/restore.h"
#include "runtime/pack/verify_parts.h"

namespace leaflaw::packed {

using namespace engine;   // NOLINT: the engine's tables

void check_texts(Checking& check) {
  const Texts& texts = check.policy.texts;
  const auto& starts = texts.starts;
  if (!check.require(!starts.empty() || texts.characters.empty(), "texts have no beginnings")) return;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const bool in_order = i == 0 ? starts[0] == 0 : starts[i - 1] <= starts[i];
    if (!check.require(in_order && starts[i] <= texts.characters.size(), "text ", i, " begins outside the texts")) return;
  }
  check.require(starts.empty() || starts.back() == texts.characters.size(), "the last text does not end the texts");
  for (std::size_t i = 0; check.good() && i < texts.size(); ++i) check.require(is_utf8(texts[i]), "text ", i, " is not UTF-8");
  std::set<std::string_view> constants;
  for (std::uint32_t text : check.policy.text_constants) {
    if (!check.require(check.is_text(text), "a text constant does not exist")) return;
    check.require(constants.insert(texts[text]).second, "a text constant stands twice");
  }
  for (std::uint32_t name : check.policy.value_names) check.require(check.is_text_or_none(name), "the name of a value does not exist");
}

namespace {

// A slot shows one fact, or one field of one entry of a map, or that a map or an entry is there.
void check_slot(Checking& check, std::size_t number, bool item) {
  const Slot& slot = *check.slot(static_cast<std::uint32_t>(number), item);
  const std::string_view kind = item ? "item slot " : "event slot ";
  if (!check.require(slot.fact < check.schema.facts.size(), kind, number, ": its fact does not exist")) return;
  const Fact& fact = check.schema.facts[slot.fact];
  const bool of_map = slot.map != none16;
  const FactPlace place = item ? (of_map ? FactPlace::item_map : FactPlace::item) : (of_map ? FactPlace::event_map : FactPlace::event);
  if (!check.require(fact.place == place, kind, number, ": the fact ", fact.name, " does not stand there")) return;
  if (!check.require(slot.use <= static_cast<std::uint8_t>(SlotUse::entry_given), kind, number, ": its use does not exist")) return;
  const auto use = static_cast<SlotUse>(slot.use);
  const bool typed = use != SlotUse::fact || slot.type == static_cast<std::uint8_t>(fact.type);
  check.require(typed, kind, number, ": the fact ", fact.name, " is of another type");
  if (!of_map) {
    check.require(use == SlotUse::fact, kind, number, ": the fact ", fact.name, " has no entries");
    return;
  }
  if (!check.require(slot.map == fact.map, kind, number, ": the fact ", fact.name, " is of another map")) return;
  const auto& fields = check.schema.maps[slot.map].fields;
  const bool field = slot.field < fields.size() && (use != SlotUse::fact || fields[slot.field] == slot.fact);
  check.require(field, kind, number, ": the fact ", fact.name, " is another field");
  check.require(use == SlotUse::map_given ? slot.key == nothing : check.is_text(slot.key), kind, number, ": its key does not exist");
}

bool is_text_slot(const Checking& check, std::uint32_t index) {
  if (index == nothing) return true;
  const Slot* slot = check.slot(index, false);
  return slot && slot->map == none16 && slot->type == static_cast<std::uint8_t>(FactType::text);
}

void check_roles(Checking& check) {
  const RoleSlots& roles = check.policy.roles;
  for (std::uint32_t slot : {roles.receipt, roles.undoes, roles.customer, roles.patient, roles.store, roles.licensee})
    check.require(is_text_slot(check, slot), "a key of the event is not a text");
  const FactId kind = check.schema.with(Role::event_kind);
  const std::size_t kinds = check.schema.enumerations[check.schema.facts[kind].enumeration].values.size();
  check.require(roles.event_kinds == kinds, "it counts ", roles.event_kinds, " kinds of events, the vocabulary has ", kinds);
  auto known = [&](std::int32_t given) { return given == -1 || (given >= 0 && static_cast<std::uint32_t>(given) < kinds); };
  check.require(known(roles.void_kind) && known(roles.return_kind) && known(roles.destroy_kind), "the kind of voids, returns or destructions does not exist");
  if (roles.category != nothing) {
    const Slot* slot = check.slot(roles.category, true);
    const bool is_value = slot && slot->map == none16 && slot->type == static_cast<std::uint8_t>(FactType::value);
    if (!check.require(is_value, "the category of lines is not a value")) return;
    const std::size_t values = check.schema.enumerations[check.schema.facts[slot->fact].enumeration].values.size();
    check.require(roles.category_count == values, "it counts ", roles.category_count, " categories, the vocabulary has ", values);
  }
  if (roles.quantity != nothing) {
    const Slot* slot = check.slot(roles.quantity, true);
    const bool is_number = slot && slot->map == none16 &&
                           (slot->type == static_cast<std::uint8_t>(FactType::amount) || slot->type == static_cast<std::uint8_t>(FactType::quantity));
    check.require(is_number, "the quantity of lines is not a number");
  }
}

}  // namespace

void check_slots(Checking& check) {
  const PolicyView& policy = check.policy;
  constexpr std::size_t most_slots = 0xFFFF;
  check.require(policy.event_slots.size() <= most_slots && policy.item_slots.size() <= most_slots, "it has too many slots");
  for (std::size_t i = 0; check.good() && i < policy.event_slots.size(); ++i) check_slot(check, i, false);
  for (std::size_t i = 0; check.good() && i < policy.item_slots.size(); ++i) check_slot(check, i, true);
  if (check.good()) check_roles(check);
  for (std::size_t i = 0; check.good() && i < policy.blames.size(); ++i)
    check.require(check.inside(policy.blame_facts, policy.blames[i].first, policy.blames[i].count), "blame ", i, " names facts outside its table");
  for (const BlamedFact& blamed : policy.blame_facts) check.require(blamed.fact < check.schema.facts.size(), "a blamed fact does not exist");
  for (std::size_t i = 0; check.good() && i < policy.text_sets.size(); ++i)
    check.require(check.inside(policy.text_members, policy.text_sets[i].first, policy.text_sets[i].count), "text set ", i, " reaches outside its table");
  for (const std::uint32_t constant : policy.text_members) check.require(constant < policy.text_constants.size(), "a text of a set does not exist");
  for (std::size_t i = 0; check.good() && i < policy.key_tables.size(); ++i) {
    const KeyTable& table = policy.key_tables[i];
    check.require(table.count <= most_values && check.inside(policy.key_slots, table.first, table.count), "key table ", i, " reaches outside its slots");
    for (std::uint32_t k = 0; check.good() && k < table.count; ++k) {
      const std::uint32_t slot = policy.key_slots[table.first + k];
      check.require(slot == nothing || check.slot(slot, table.item != 0), "key table ", i, ": a slot does not exist");
    }
  }
}

}  // namespace leaflaw::packed
