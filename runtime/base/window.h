// Windows: which span of time a limit looks at, and when what was bought is free again. The table of section 4 of
// docs/contributors/semantics.md is the contract.
#pragma once

#include <cstdint>
#include <optional>

#include "runtime/base/calendar.h"
#include "runtime/base/zone.h"

namespace leaflaw {

enum class WindowKind : std::uint8_t { transaction, calendar_day, calendar_week, calendar_month, rolling_days, rolling_hours, period, since, on_hand };

struct Window {
  WindowKind kind = WindowKind::transaction;
  std::int32_t length = 0;         // rolling_days, period: days; rolling_hours: hours; at least 1
  std::int32_t first_weekday = 0;  // calendar_week: 0 = Monday
  std::int32_t start_seconds = 0;  // calendar_*: seconds after local midnight at which the span begins
  std::int32_t periods = 0;        // period: how many there are; 0 = no end
  friend constexpr bool operator==(const Window&, const Window&) = default;
};

// The span that holds `at`. An entry at e is inside iff from <= e && e <= at.
struct WindowSpan {
  bool uses_history = false;   // false: in one transaction
  bool begins = true;          // false: all history, on hand
  bool closed = false;         // before the anchor, or after the last period: the cap is 0
  Instant from;                // first instant inside
  Date from_date;              // local date of `from` (what history must reach)
  bool ends = false;           // `until` is meant: calendar windows and periods
  Instant until;               // first instant of the next span
  bool renews = false;         // another span follows `until` (false after the last period)
};
// `anchor` is needed for period and since (nothing: the span is closed).
[[nodiscard]] WindowSpan span_of(const Window& window, std::optional<Date> anchor, Instant at, const ZoneView& zone);

// When an entry (inside the span) stops counting; nothing: never.
[[nodiscard]] std::optional<Instant> release_of(const Window& window, const WindowSpan& span, Instant entry, const ZoneView& zone);

}  // namespace leaflaw
