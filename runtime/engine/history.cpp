#include "runtime/engine/history.h"

namespace leaflaw::engine {

namespace {

// The keys that stand on one row itself, as numbers of texts.
struct RowKeys {
  RowKeys(const FactStore& facts, std::uint32_t row)
      : states_(facts.event_states.data() + row * facts.event_width), cells_(facts.event_cells.data() + row * facts.event_width) {}
  [[nodiscard]] std::uint32_t operator[](std::uint32_t slot) const {
    return slot != nothing && (states_[slot] & state_mask) == static_cast<std::uint8_t>(State::known) ? static_cast<std::uint32_t>(cells_[slot]) : nothing;
  }

 private:
  const std::uint8_t* states_;
  const i128* cells_;
};

bool differ(std::uint32_t a, std::uint32_t b) { return a != nothing && b != nothing && a != b; }

}  // namespace

void HistoryNotes::prepare(const FactStore& facts) {
  facts_ = &facts;
  const RoleSlots& roles = facts.policy.roles;
  const auto count = static_cast<std::uint32_t>(facts.rows.size());
  if (++decision_ == 0) {
    rows.clear();
    decision_ = 1;
  }
  rows.resize(count);
  returns.clear();
  voids.clear();
  destroyed.clear();
  if (count == 0) return;
  rows.front() = RowNotes{};
  const RowKeys own(facts, 0);
  present_ = {own[roles.customer], own[roles.patient], own[roles.store], own[roles.licensee], own[roles.receipt]};
  destructions_.clear();
  for (std::uint32_t row = 1; row < count; ++row) {
    const std::int32_t kind = facts.rows[row].kind;
    if (kind != roles.void_kind && kind != roles.return_kind && kind != roles.destroy_kind) continue;
    std::uint32_t undone = own_text(facts, roles.undoes, row);
    if (undone == nothing) continue;
    if (kind == roles.void_kind) voids.push_back(undone);
    else if (kind == roles.destroy_kind) destructions_.push_back({undone, row});
    else returns.push_back({undone, row});
  }
  std::sort(voids.begin(), voids.end());
  // What a void names never happened, wherever the void stands: nothing came back, nothing was destroyed.
  const auto never = [&](const Undoing& one) { return is_voided(own_text(facts, roles.receipt, one.row)) && !FAULT(37); };
  returns.erase(std::remove_if(returns.begin(), returns.end(), never), returns.end());
  for (const Undoing& one : destructions_)
    if (!never(one)) destroyed.push_back(one.receipt);
  std::sort(destroyed.begin(), destroyed.end());
  std::sort(returns.begin(), returns.end(), [](const Undoing& a, const Undoing& b) { return a.receipt != b.receipt ? a.receipt < b.receipt : a.row < b.row; });
}

std::span<const HistoryNotes::Undoing> HistoryNotes::returns_of(std::uint32_t receipt) const {
  auto first = std::lower_bound(returns.begin(), returns.end(), receipt, [](const Undoing& one, std::uint32_t wanted) { return one.receipt < wanted; });
  auto last = first;
  while (last != returns.end() && last->receipt == receipt) ++last;
  return {first, last};
}

bool HistoryNotes::is_voided(std::uint32_t receipt) const { return receipt != nothing && std::binary_search(voids.begin(), voids.end(), receipt); }

bool HistoryNotes::is_destroyed(std::uint32_t row) const {
  const std::uint32_t receipt = own_text(*facts_, facts_->policy.roles.receipt, row);
  return receipt != nothing && std::binary_search(destroyed.begin(), destroyed.end(), receipt);
}

void HistoryNotes::note(std::uint32_t row) {
  const RoleSlots& roles = facts_->policy.roles;
  const RowKeys keys(*facts_, row);
  const std::uint32_t there = keys[roles.store], holder = keys[roles.licensee], number = keys[roles.receipt];
  RowNotes& notes = rows[row];
  notes = RowNotes{};
  notes.decision = decision_;
  notes.foreign = static_cast<std::uint8_t>((differ(keys[roles.customer], present_.customer) ? 1 : 0) |
                                            (differ(keys[roles.patient], present_.patient) ? 2 : 0) | (differ(there, present_.store) ? 4 : 0));
  notes.other_licensee = differ(holder, present_.licensee);
  notes.store_given = there != nothing;
  notes.licensee_given = holder != nothing;
  if (number == nothing) return;
  notes.same_receipt = number == present_.receipt && !FAULT(12);
  notes.voided = is_voided(number) && !FAULT(19);
  notes.has_returns = !returns_of(number).empty() && !FAULT(11);
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
