// What holds of history entries whatever the limit (semantics.md, section 5, 1 and the keys of 2 to 4): who, where, undone or not,
// and which returns belong to which purchase.
#pragma once

#include <span>

#include "runtime/engine/machine.h"

namespace leaflaw::engine {

struct HistoryNotes {
  std::vector<RowNotes> rows;             // by row, [0] is the present event; of an entry: where of() was asked
  struct Undoing { std::uint32_t receipt, row; };
  std::vector<Undoing> returns;           // returns that name a receipt and were not voided, by receipt
  std::vector<std::uint32_t> voids;       // receipts that were voided, ascending
  std::vector<std::uint32_t> destroyed;   // receipts of returns whose goods were destroyed, by what was not voided; ascending

  void prepare(const FactStore& facts);
  // The returns that name a receipt.
  [[nodiscard]] std::span<const Undoing> returns_of(std::uint32_t receipt) const;
  // Whether the goods of a return are known to be destroyed.
  [[nodiscard]] bool is_destroyed(std::uint32_t row) const;
  // To be asked of an entry before its facts are: most entries are outside of every window, and nobody asks.
  const RowNotes& of(std::uint32_t row) {
    if (rows[row].decision != decision_) note(row);
    return rows[row];
  }

 private:
  void note(std::uint32_t row);
  [[nodiscard]] bool is_voided(std::uint32_t receipt) const;
  struct Keys { std::uint32_t customer = nothing, patient = nothing, store = nothing, licensee = nothing, receipt = nothing; };
  std::vector<Undoing> destructions_;     // while preparing
  const FactStore* facts_ = nullptr;
  std::uint32_t decision_ = 0;
  Keys present_;
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
