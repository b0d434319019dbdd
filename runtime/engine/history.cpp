#include "runtime/engine/history.h"

namespace leaflaw::engine {

void HistoryNotes::prepare(const FactStore& facts) {
  const RoleSlots& roles = facts.policy.roles;
  auto count = static_cast<std::uint32_t>(facts.rows.size());
  rows.assign(count, RowNotes{});
  returns.clear();
  voids.clear();
  sorted = false;
  std::uint32_t customer = own_text(facts, roles.customer, 0), patient = own_text(facts, roles.patient, 0), store = own_text(facts, roles.store, 0);
  std::uint32_t licensee = own_text(facts, roles.licensee, 0), receipt = own_text(facts, roles.receipt, 0);
  auto differs = [&](std::uint32_t own, std::uint32_t slot, std::uint32_t row) {
    if (own == nothing) return false;
    std::uint32_t other = own_text(facts, slot, row);
    return other != nothing && other != own;
  };
  for (std::uint32_t row = 1; row < count; ++row) {
    RowNotes& notes = rows[row];
    std::uint32_t there = own_text(facts, roles.store, row), holder = own_text(facts, roles.licensee, row);
    bool elsewhere = store != nothing && there != nothing && there != store;
    notes.foreign = static_cast<std::uint8_t>((differs(customer, roles.customer, row) ? 1 : 0) | (differs(patient, roles.patient, row) ? 2 : 0) |
                                              (elsewhere ? 4 : 0));
    notes.other_licensee = licensee != nothing && holder != nothing && holder != licensee;
    notes.store_given = there != nothing;
    notes.licensee_given = holder != nothing;
    notes.same_receipt = receipt != nothing && own_text(facts, roles.receipt, row) == receipt && !FAULT(12);
    std::int32_t kind = facts.rows[row].kind;
    if (kind != roles.void_kind && kind != roles.return_kind) continue;
    std::uint32_t undone = own_text(facts, roles.undoes, row);
    if (undone == nothing) continue;
    if (kind == roles.void_kind) voids.push_back(undone);
    else returns.push_back({undone, row});
  }
  if (!voids.empty() || !returns.empty()) mark_undone(facts);
}

void HistoryNotes::mark_undone(const FactStore& facts) {
  std::sort(voids.begin(), voids.end());
  std::sort(returns.begin(), returns.end(), [](const Undoing& a, const Undoing& b) { return a.receipt != b.receipt ? a.receipt < b.receipt : a.row < b.row; });
  for (std::uint32_t row = 1; row < rows.size(); ++row) {
    std::uint32_t receipt = own_text(facts, facts.policy.roles.receipt, row);
    if (receipt == nothing) continue;
    rows[row].voided = std::binary_search(voids.begin(), voids.end(), receipt) && !FAULT(19);
    rows[row].has_returns = !returns_of(receipt).empty() && !FAULT(11);
  }
}

std::span<const HistoryNotes::Undoing> HistoryNotes::returns_of(std::uint32_t receipt) const {
  auto first = std::lower_bound(returns.begin(), returns.end(), receipt, [](const Undoing& one, std::uint32_t wanted) { return one.receipt < wanted; });
  auto last = first;
  while (last != returns.end() && last->receipt == receipt) ++last;
  return {first, last};
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
