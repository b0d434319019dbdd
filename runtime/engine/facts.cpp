#include "runtime/engine/facts.h"

#include <algorithm>

namespace leaflaw::engine {

namespace {

std::uint8_t fresh(const Slot& slot, bool entry) {
  if (entry && (slot.flags & slot_borrows)) return static_cast<std::uint8_t>(State::borrow);
  return static_cast<std::uint8_t>(slot.flags & slot_required ? State::unknown : State::none);
}

}  // namespace

FactStore::FactStore(const PolicyView& view) : policy(view), event_width(view.event_slots.size()), item_width(view.item_slots.size()) {
  for (const Slot& slot : view.event_slots) {
    fresh_present_.push_back(fresh(slot, false));
    fresh_entry_.push_back(fresh(slot, true));
  }
  for (const Slot& slot : view.item_slots) fresh_item_.push_back(fresh(slot, false));
  for (std::uint32_t text : view.text_constants) texts.number_of(view.texts[text]);
  texts.pin();
}

void FactStore::clear() {
  rows.clear();
  event_states.clear();
  event_cells.clear();
  item_states.clear();
  item_cells.clear();
  texts.clear();
  history_given = history_bare = overflow = false;
  history_scope = Scope::state;
  complete_from.reset();
  topics = 0xFFFFFFFF;
}

std::size_t FactStore::add_event(int kind, Instant at, std::uint16_t zone) {
  EventRow row;
  row.at = at.seconds;
  row.kind = kind;
  row.zone = zone;
  row.first_item = static_cast<std::uint32_t>(item_width == 0 ? (rows.empty() ? 0 : rows.back().first_item + rows.back().item_count)
                                                               : item_states.size() / item_width);
  const auto& states = rows.empty() ? fresh_present_ : fresh_entry_;
  event_states.insert(event_states.end(), states.begin(), states.end());
  event_cells.resize(event_cells.size() + event_width);
  rows.push_back(row);
  return rows.size() - 1;
}

std::size_t FactStore::append_item(EventRow& row) {
  row.items_given = true;
  item_states.insert(item_states.end(), fresh_item_.begin(), fresh_item_.end());
  item_cells.resize(item_cells.size() + item_width);
  return row.first_item + row.item_count++;
}

std::size_t FactStore::add_item() { return append_item(rows.back()); }
std::size_t FactStore::add_present_item() { return append_item(rows.front()); }

void FactStore::restart_event(int kind, Instant at, std::uint16_t zone, std::size_t other_lines) {
  EventRow& row = rows.front();
  row = EventRow{at.seconds, kind, zone, false, static_cast<std::uint32_t>(other_lines), 0};
  std::copy(fresh_present_.begin(), fresh_present_.end(), event_states.begin());
  // Cells that are not known are scaled with the others: they must not stand in the way.
  std::fill_n(event_cells.begin(), event_width, i128{0});
  item_states.resize(other_lines * item_width);
  item_cells.resize(other_lines * item_width);
}

bool FactStore::scaled(const Slot& slot) const {
  auto type = static_cast<FactType>(slot.type);
  return static_cast<SlotUse>(slot.use) == SlotUse::fact &&
         (type == FactType::quantity || type == FactType::amount || type == FactType::date || type == FactType::instant);
}

void FactStore::grow_denominator(i128 to) {
  i128 factor = to / denominator;
  denominator = to;
  if (factor == 1) return;
  auto grow = [&](std::vector<i128>& cells, std::span<const Slot> slots) {
    for (std::size_t i = 0; i < cells.size(); ++i)
      if (scaled(slots[i % slots.size()]) && !mul_to(cells[i], factor, cells[i])) { cells[i] = 0; overflow = true; }
  };
  grow(event_cells, policy.event_slots);
  grow(item_cells, policy.item_slots);
}

i128 FactStore::cell_of(const Ratio& number) {
  if (number.den != 1 && number.den != denominator && denominator % number.den != 0) {
    std::optional<i128> common = lcm(denominator, number.den);
    if (!common) { overflow = true; return 0; }
    grow_denominator(*common);
  }
  i128 result = 0;
  i128 factor = number.den == denominator ? 1 : number.den == 1 ? denominator : denominator / number.den;
  if (!mul_to(number.num, factor, result)) { overflow = true; return 0; }
  return result;
}

}  // namespace leaflaw::engine
