// Dates, times of day and instants: whole numbers, proleptic Gregorian, constexpr, no clock.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace leaflaw {

// A day: days since 1970-01-01. What text may say: 1900-01-01 .. 2199-12-31.
struct Date {
  std::int32_t days = 0;
  friend constexpr auto operator<=>(const Date&, const Date&) = default;
};
inline constexpr Date first_date{-25567};   // 1900-01-01
inline constexpr Date last_date{84005};     // 2199-12-31
[[nodiscard]] constexpr Date day_before(Date date) { return Date{date.days - 1}; }
[[nodiscard]] constexpr Date day_after(Date date) { return Date{date.days + 1}; }

// A moment: seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
struct Instant {
  std::int64_t seconds = 0;
  friend constexpr auto operator<=>(const Instant&, const Instant&) = default;
};

// Local wall time: seconds since local 1970-01-01 00:00:00 as if in UTC.
struct LocalTime {
  std::int64_t seconds = 0;
  [[nodiscard]] constexpr Date date() const {
    std::int64_t d = seconds / 86400;
    if (seconds % 86400 < 0) --d;
    return Date{static_cast<std::int32_t>(d)};
  }
  // Seconds since local midnight, 0 .. 86399.
  [[nodiscard]] constexpr std::int32_t time_of_day() const { return static_cast<std::int32_t>(seconds - std::int64_t{date().days} * 86400); }
  friend constexpr auto operator<=>(const LocalTime&, const LocalTime&) = default;
};
[[nodiscard]] constexpr LocalTime at_midnight(Date date) { return LocalTime{std::int64_t{date.days} * 86400}; }

struct CivilDate { std::int32_t year; std::int32_t month; std::int32_t day; };

[[nodiscard]] constexpr Date from_civil(CivilDate c) {
  std::int32_t y = c.year - (c.month <= 2 ? 1 : 0);
  std::int32_t era = (y >= 0 ? y : y - 399) / 400;
  std::int32_t yoe = y - era * 400;
  std::int32_t doy = (153 * (c.month + (c.month > 2 ? -3 : 9)) + 2) / 5 + c.day - 1;
  std::int32_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return Date{era * 146097 + doe - 719468};
}
[[nodiscard]] constexpr CivilDate to_civil(Date date) {
  std::int32_t z = date.days + 719468;
  std::int32_t era = (z >= 0 ? z : z - 146096) / 146097;
  std::int32_t doe = z - era * 146097;
  std::int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  std::int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  std::int32_t mp = (5 * doy + 2) / 153;
  std::int32_t d = doy - (153 * mp + 2) / 5 + 1;
  std::int32_t m = mp < 10 ? mp + 3 : mp - 9;
  return CivilDate{yoe + era * 400 + (m <= 2 ? 1 : 0), m, d};
}
// 0 = Monday .. 6 = Sunday.
[[nodiscard]] constexpr int weekday(Date date) { int w = (date.days + 3) % 7; return w < 0 ? w + 7 : w; }
[[nodiscard]] constexpr bool is_leap(std::int32_t year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }
[[nodiscard]] constexpr std::int32_t days_in_month(std::int32_t year, std::int32_t month) {
  constexpr std::int32_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : lengths[month - 1];
}
// Birthdays passed between the two dates; one born on 29 February is a year older on 1 March where there is no 29th.
[[nodiscard]] std::int32_t whole_years(Date from, Date through);

// "2024-04-05". Nothing when malformed, no such day, or outside first_date .. last_date.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);
[[nodiscard]] std::string to_string(Date date);
// "08:00" or "08:00:30" -> seconds since midnight; "24:00" is 86400.
[[nodiscard]] std::optional<std::int32_t> parse_time_of_day(std::string_view text);
// "08:00", with seconds only where they are not 0.
[[nodiscard]] std::string print_time_of_day(std::int32_t seconds);

// "2024-04-05 00:00[:00][offset]" or with 'T'; offset "Z", "+05:00", "-0600".
struct ParsedTime { LocalTime local; std::optional<std::int32_t> offset_seconds; };
[[nodiscard]] std::optional<ParsedTime> parse_time(std::string_view text);
// "2024-04-05 00:00", with seconds only where they are not 0.
[[nodiscard]] std::string to_string(LocalTime time);

}  // namespace leaflaw
