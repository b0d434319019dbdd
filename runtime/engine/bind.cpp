#include "runtime/engine/bind.h"

namespace leaflaw::engine {

void bind_fact(FactStore& store, const Slot& slot, const FactValue& fact, std::uint8_t& state, i128& cell) {
  if (fact.given == Given::no) return;
  if (fact.given == Given::disputed) { state = static_cast<std::uint8_t>(State::disputed); return; }
  state = static_cast<std::uint8_t>(State::known);
  switch (static_cast<FactType>(slot.type)) {
    case FactType::text: cell = store.texts.number_of(fact.text); break;
    case FactType::set: cell = static_cast<i128>(fact.set); break;
    case FactType::truth:
    case FactType::value: cell = fact.number.num; break;
    case FactType::amount:
      if (fact.dimension != Dimension::count) state |= not_a_count;
      cell = store.cell_of(fact.number);
      break;
    default: cell = store.cell_of(fact.number); break;
  }
  if (slot.type == static_cast<std::uint8_t>(FactType::quantity) && fact.dimension != Dimension::count) state |= not_a_count;
}

void bind_entry(FactStore& store, const Slot& slot, bool entry, const FactValue* field, std::uint8_t& state, i128& cell) {
  auto use = static_cast<SlotUse>(slot.use);
  bool present = use == SlotUse::map_given || (use == SlotUse::entry_given && entry);
  bool unknown = use == SlotUse::fact && entry && field->given == Given::no && (slot.flags & slot_field_required);
  state = static_cast<std::uint8_t>(present ? State::known : unknown ? State::unknown : State::none);
  if (use == SlotUse::fact && entry) bind_fact(store, slot, *field, state, cell);
}

namespace {

class Binder {
 public:
  explicit Binder(FactStore& store) : store_(store), policy_(store.policy) {}

  void event(const Record& record) {
    std::size_t row = store_.add_event(record.event_kind, record.at, record.zone);
    for (std::size_t i = 0; i < policy_.event_slots.size(); ++i) {
      const Slot& slot = policy_.event_slots[i];
      std::size_t at = row * store_.event_width + i;
      one(slot, slot.map == none16 ? &record.facts[slot.fact] : nullptr, slot.map == none16 ? nullptr : &record.maps[slot.map],
          store_.event_states[at], store_.event_cells[at]);
    }
    if (!record.items_given) return;
    store_.items_given();
    for (const Line& line : record.items) item(line);
  }

 private:
  void item(const Line& line) {
    std::size_t number = store_.add_item();
    for (std::size_t i = 0; i < policy_.item_slots.size(); ++i) {
      const Slot& slot = policy_.item_slots[i];
      std::size_t at = number * store_.item_width + i;
      one(slot, slot.map == none16 ? &line.facts[slot.fact] : nullptr, slot.map == none16 ? nullptr : &line.maps[slot.map], store_.item_states[at],
          store_.item_cells[at]);
    }
  }

  // What is not given keeps its first state: unknown, none or borrowed.
  void one(const Slot& slot, const FactValue* fact, const MapValue* map, std::uint8_t& state, i128& cell) {
    if (fact) return bind_fact(store_, slot, *fact, state, cell);
    if (!map->given) return;
    const MapEntry* found = nullptr;
    for (const MapEntry& entry : map->entries)
      if (slot.key != nothing && entry.key == policy_.texts[slot.key]) found = &entry;
    bind_entry(store_, slot, found != nullptr, found ? &found->fields[slot.field] : nullptr, state, cell);
  }

  FactStore& store_;
  const PolicyView& policy_;
};

}  // namespace

void bind(const Request& request, FactStore& store) {
  store.clear();
  store.denominator = 1;
  Binder binder(store);
  binder.event(request.event);
  store.topics = request.topics;
  store.history_given = request.history.given;
  store.history_bare = request.history.bare;
  store.history_scope = request.history.scope;
  store.complete_from = request.history.complete_from;
  for (const Record& entry : request.history.entries) binder.event(entry);
}

}  // namespace leaflaw::engine
