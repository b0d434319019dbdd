// The facts of one request in numbered slots: row 0 is the present event, then the history entries; lines stand in rows of their
// own. Numbers are whole, over one denominator for all (`denominator`). Filled by bind.h (from a Request) or typed_request.h.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/base/calendar.h"
#include "runtime/engine/program.h"
#include "runtime/engine/text_table.h"
#include "runtime/facts/record.h"

namespace leaflaw::engine {

// `borrow`: not given on an entry; taken from the present event unless the entry is about somebody else.
enum class State : std::uint8_t { none, known, unknown, disputed, borrow };
inline constexpr std::uint8_t state_mask = 7, not_a_count = 0x80;

struct EventRow {
  std::int64_t at = 0;
  std::int32_t kind = 0;
  std::uint16_t zone = 0;
  bool items_given = false;
  std::uint32_t first_item = 0, item_count = 0;
};

class FactStore {
 public:
  explicit FactStore(const PolicyView& policy);

  // Forgets the request; keeps memory and denominator.
  void clear();
  // Begins an event row: the first is the present event. Every fact starts as not given.
  std::size_t add_event(int kind, Instant at, std::uint16_t zone);
  // Adds a line to the row begun last. Returns its number among all lines.
  std::size_t add_item();
  void items_given() { rows.back().items_given = true; }

  // The present event once more, entries as they are: nothing of it is given, and its lines stand after all others from now on.
  // `other_lines`: how many lines the entries have.
  void restart_event(int kind, Instant at, std::uint16_t zone, std::size_t other_lines);
  std::size_t add_present_item();

  // A number as it stands in cells; where the denominator must grow, everything already there is scaled. Out of range: `overflow`.
  i128 cell_of(const Ratio& number);
  void grow_denominator(i128 to);

  const PolicyView& policy;
  std::size_t event_width, item_width;
  i128 denominator = 1;
  bool overflow = false;
  std::vector<EventRow> rows;
  std::vector<std::uint8_t> event_states, item_states;
  std::vector<i128> event_cells, item_cells;
  TextTable texts;
  bool history_given = false, history_bare = false;
  Scope history_scope = Scope::state;
  std::optional<Date> complete_from;
  std::uint32_t topics = 0xFFFFFFFF;

 private:
  [[nodiscard]] bool scaled(const Slot& slot) const;
  std::size_t append_item(EventRow& row);
  std::vector<std::uint8_t> fresh_present_, fresh_entry_, fresh_item_;   // states of a row in which nothing is given
};

}  // namespace leaflaw::engine
