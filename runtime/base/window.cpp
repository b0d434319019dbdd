#include "runtime/base/window.h"

namespace leaflaw {

namespace {

constexpr std::int64_t day_seconds = 86400;

Instant midnight(const ZoneView& zone, std::int64_t days) { return start_of(zone, LocalTime{days * day_seconds}); }

std::int32_t local_day(const ZoneView& zone, Instant at) { return to_local(zone, at).date().days; }

// The first day of the calendar span that is `steps` spans after the one holding `day`.
std::int64_t calendar_start(const Window& window, std::int32_t day, std::int32_t steps) {
  switch (window.kind) {
    case WindowKind::calendar_week: return day - (weekday(Date{day}) - window.first_weekday + 7) % 7 + std::int64_t{7} * steps;
    case WindowKind::calendar_month: {
      const CivilDate civil = to_civil(Date{day});
      const std::int32_t month = civil.month - 1 + steps;   // steps are -1 .. 2
      return from_civil({civil.year + (month < 0 ? -1 : month / 12), (month + 12) % 12 + 1, 1}).days;
    }
    default: return std::int64_t{day} + steps;
  }
}

void set_from(WindowSpan& span, Instant from, const ZoneView& zone) {
  span.from = from;
  span.from_date = Date{local_day(zone, from)};
}

// Where clocks go back over the hour at which spans begin, the first time of that hour begins the span: the span is
// found by its instants, and the local date only says where to begin looking.
WindowSpan calendar_span(const Window& window, Instant at, const ZoneView& zone) {
  const std::int32_t day = LocalTime{to_local(zone, at).seconds - window.start_seconds}.date().days;
  const auto start = [&](std::int32_t steps) {
    return start_of(zone, LocalTime{calendar_start(window, day, steps) * day_seconds + window.start_seconds});
  };
  std::int32_t steps = 0;
  while (start(steps) > at) --steps;
  while (start(steps + 1) <= at) ++steps;
  WindowSpan span;
  span.uses_history = span.ends = span.renews = true;
  set_from(span, start(steps), zone);
  span.until = start(steps + 1);
  return span;
}

WindowSpan period_span(const Window& window, std::int32_t anchor, Instant at, const ZoneView& zone) {
  const auto start = [&](std::int64_t index) { return midnight(zone, anchor + index * window.length); };
  WindowSpan span;
  span.uses_history = true;
  span.closed = true;
  if (at < start(0)) return span;
  std::int64_t index = (std::int64_t{local_day(zone, at)} - anchor) / window.length;
  while (index > 0 && start(index) > at) --index;
  while (start(index + 1) <= at) ++index;
  if (window.periods > 0 && index >= window.periods) return span;
  span.closed = false;
  span.ends = true;
  set_from(span, start(index), zone);
  span.until = start(index + 1);
  span.renews = window.periods == 0 || index + 1 < window.periods;
  return span;
}

WindowSpan since_span(std::int32_t anchor, Instant at, const ZoneView& zone) {
  WindowSpan span;
  span.uses_history = true;
  const Instant from = midnight(zone, anchor);
  span.closed = at < from;
  if (!span.closed) set_from(span, from, zone);
  return span;
}

WindowSpan closed_span() {
  WindowSpan span;
  span.uses_history = span.closed = true;
  return span;
}

WindowSpan rolling_span(Instant from, const ZoneView& zone) {
  WindowSpan span;
  span.uses_history = true;
  set_from(span, from, zone);
  return span;
}

}  // namespace

WindowSpan span_of(const Window& window, std::optional<Date> anchor, Instant at, const ZoneView& zone) {
  switch (window.kind) {
    case WindowKind::transaction: return {};
    case WindowKind::calendar_day:
    case WindowKind::calendar_week:
    case WindowKind::calendar_month: return calendar_span(window, at, zone);
    case WindowKind::rolling_days: return rolling_span(midnight(zone, std::int64_t{local_day(zone, at)} - window.length + 1), zone);
    case WindowKind::rolling_hours: return rolling_span(Instant{at.seconds - std::int64_t{window.length} * 3600 + 1}, zone);
    case WindowKind::period: return anchor ? period_span(window, anchor->days, at, zone) : closed_span();
    case WindowKind::on_hand: {   // what was bought long ago may still be there
      WindowSpan span = rolling_span(midnight(zone, first_date.days), zone);
      span.begins = false;
      span.from_date = first_date;
      return span;
    }
    case WindowKind::since: return anchor ? since_span(anchor->days, at, zone) : closed_span();
  }
  return {};
}

std::optional<Instant> release_of(const Window& window, const WindowSpan& span, Instant entry, const ZoneView& zone) {
  switch (window.kind) {
    case WindowKind::calendar_day:
    case WindowKind::calendar_week:
    case WindowKind::calendar_month: return span.until;
    case WindowKind::rolling_days: return midnight(zone, std::int64_t{local_day(zone, entry)} + window.length);
    case WindowKind::rolling_hours: return Instant{entry.seconds + std::int64_t{window.length} * 3600};
    case WindowKind::period: return span.renews ? std::optional<Instant>(span.until) : std::nullopt;
    case WindowKind::transaction:
    case WindowKind::on_hand:   // nothing is free at once: it is used day by day
    case WindowKind::since: return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace leaflaw
