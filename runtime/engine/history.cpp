#include "runtime/engine/history.h"

namespace leaflaw::engine {

void HistoryNotes::prepare(const FactStore& facts) {
  const RoleSlots& roles = facts.policy.roles;
  auto count = static_cast<std::uint32_t>(facts.rows.size());
  rows.assign(count, RowNotes{});
  returns.clear();
  sorted = false;
  std::uint32_t customer = own_text(facts, roles.customer, 0), patient = own_text(facts, roles.patient, 0), store = own_text(facts, roles.store, 0);
  std::uint32_t licensee = own_text(facts, roles.licensee, 0), receipt = own_text(facts, roles.receipt, 0);
  bool voids = false;
  auto differ = [](std::uint32_t a, std::uint32_t b) { return a != nothing && b != nothing && a != b; };
  for (std::uint32_t row = 1; row < count; ++row) {
    RowNotes& notes = rows[row];
    std::uint32_t there = own_text(facts, roles.store, row), holder = own_text(facts, roles.licensee, row), number = own_text(facts, roles.receipt, row);
    notes.foreign = static_cast<std::uint8_t>((differ(own_text(facts, roles.customer, row), customer) ? 1 : 0) |
                                              (differ(own_text(facts, roles.patient, row), patient) ? 2 : 0) | (differ(there, store) ? 4 : 0));
    notes.other_licensee = differ(holder, licensee);
    notes.store_given = there != nothing;
    notes.licensee_given = holder != nothing;
    notes.same_receipt = number != nothing && number == receipt && !FAULT(12);
    std::int32_t kind = facts.rows[row].kind;
    if (kind == roles.void_kind || kind == roles.return_kind) {
      if (own_text(facts, roles.undoes, row) == nothing) continue;
      if (kind == roles.void_kind) voids = true;
      else returns.push_back(row);
    }
  }
  if (!voids && returns.empty()) return;
  for (std::uint32_t row = 1; row < count; ++row) {
    std::uint32_t undone = own_text(facts, roles.undoes, row);
    std::int32_t kind = facts.rows[row].kind;
    if (undone == nothing || (kind != roles.void_kind && kind != roles.return_kind)) continue;
    for (std::uint32_t other = 1; other < count; ++other) {
      if (own_text(facts, roles.receipt, other) != undone) continue;
      if (kind == roles.void_kind) rows[other].voided = !FAULT(19);
      else rows[other].has_returns = !FAULT(11);
    }
  }
}

const std::vector<std::uint32_t>& HistoryNotes::in_time_order(const FactStore& facts) {
  if (sorted) return by_time;
  sorted = true;
  by_time.clear();
  bool ascending = true;
  for (std::uint32_t row = 1; row < facts.rows.size(); ++row) {
    ascending = ascending && (row == 1 || facts.rows[row - 1].at <= facts.rows[row].at);
    by_time.push_back(row);
  }
  if (!ascending) std::sort(by_time.begin(), by_time.end(), [&](std::uint32_t a, std::uint32_t b) { return facts.rows[a].at < facts.rows[b].at; });
  return by_time;
}

std::int32_t returned_line(const FactStore& facts, std::uint32_t purchase, std::uint32_t returned_item) {
  const EventRow& row = facts.rows[purchase];
  const auto known = static_cast<std::uint8_t>(State::known);
  for (std::uint32_t i = 0; i < row.item_count; ++i) {
    bool same = true;
    std::size_t mine = (row.first_item + i) * facts.item_width, theirs = returned_item * facts.item_width;
    for (std::size_t slot = 0; slot < facts.item_width && same; ++slot) {
      if (!(facts.policy.item_slots[slot].flags & slot_identity)) continue;
      bool both_given = (facts.item_states[mine + slot] & state_mask) == known && (facts.item_states[theirs + slot] & state_mask) == known;
      if (both_given) same = facts.item_cells[mine + slot] == facts.item_cells[theirs + slot];
    }
    if (same) return static_cast<std::int32_t>(i);
  }
  return -1;
}

}  // namespace leaflaw::engine
