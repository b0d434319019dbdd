// What holds of history entries whatever the limit (semantics.md, section 5, 1 and the keys of 2 to 4): who, where, undone or not,
// and which returns belong to which purchase.
#pragma once

#include <span>

#include "runtime/engine/machine.h"

namespace leaflaw::engine {

struct HistoryNotes {
  std::vector<RowNotes> rows;             // by row; [0] is the present event
  struct Undoing { std::uint32_t receipt, row; };
  std::vector<Undoing> returns;           // returns that name a receipt, by receipt
  std::vector<std::uint32_t> voids;       // receipts that were voided, ascending
  std::vector<std::uint32_t> by_time;     // rows of entries, oldest first; made when asked for
  bool sorted = false;

  void prepare(const FactStore& facts);
  // The returns that name a receipt.
  [[nodiscard]] std::span<const Undoing> returns_of(std::uint32_t receipt) const;
  [[nodiscard]] const std::vector<std::uint32_t>& in_time_order(const FactStore& facts);

 private:
  void mark_undone(const FactStore& facts);
};

// The text of a role's slot as given on that row itself; nothing where it is not given.
[[nodiscard]] inline std::uint32_t own_text(const FactStore& facts, std::uint32_t slot, std::uint32_t row) {
  if (slot == nothing) return nothing;
  std::size_t at = row * facts.event_width + slot;
  if ((facts.event_states[at] & state_mask) != static_cast<std::uint8_t>(State::known)) return nothing;
  return static_cast<std::uint32_t>(facts.event_cells[at]);
}

// The line of `purchase` that a returned line names: the first with which every identity fact that both give agrees; -1: none.
[[nodiscard]] std::int32_t returned_line(const FactStore& facts, std::uint32_t purchase, std::uint32_t returned_item);

}  // namespace leaflaw::engine
