#include "runtime/base/calendar.h"

#include <tuple>

namespace leaflaw {

namespace {

// A number of fixed width, or -1.
std::int32_t digits(std::string_view text, std::size_t at, std::size_t count) {
  if (text.size() < at + count) return -1;
  std::int32_t value = 0;
  for (char c : text.substr(at, count)) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::string two(std::int32_t value) { return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)}; }

bool has(std::string_view text, std::size_t at, char c) { return at < text.size() && text[at] == c; }

// "Z", "+05:00", "-0600"
std::optional<std::int32_t> parse_offset(std::string_view text) {
  if (text == "Z") return 0;
  if (text.empty() || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const bool colon = has(text, 3, ':');
  if (text.size() != (colon ? 6U : 5U)) return std::nullopt;
  const std::int32_t hours = digits(text, 1, 2), minutes = digits(text, colon ? 4 : 3, 2);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return std::nullopt;
  const std::int32_t seconds = hours * 3600 + minutes * 60;
  return text[0] == '-' ? -seconds : seconds;
}

}  // namespace

std::int32_t whole_years(Date from, Date through) {
  const CivilDate born = to_civil(from), now = to_civil(through);
  const bool before_birthday = std::tie(now.month, now.day) < std::tie(born.month, born.day);
  return now.year - born.year - (before_birthday ? 1 : 0);
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || !has(text, 4, '-') || !has(text, 7, '-')) return std::nullopt;
  const std::int32_t year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  if (year < 0 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) return std::nullopt;
  const Date date = from_civil({year, month, day});
  if (date < first_date || date > last_date) return std::nullopt;
  return date;
}

std::string to_string(Date date) {
  const CivilDate civil = to_civil(date);
  std::string year = std::to_string(civil.year);
  if (year.size() < 4) year.insert(0, 4 - year.size(), '0');
  return year + "-" + two(civil.month) + "-" + two(civil.day);
}

std::optional<std::int32_t> parse_time_of_day(std::string_view text) {
  if ((text.size() != 5 && text.size() != 8) || !has(text, 2, ':') || (text.size() == 8 && !has(text, 5, ':'))) return std::nullopt;
  const std::int32_t hours = digits(text, 0, 2), minutes = digits(text, 3, 2), seconds = text.size() == 8 ? digits(text, 6, 2) : 0;
  if (hours < 0 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59) return std::nullopt;
  const std::int32_t total = hours * 3600 + minutes * 60 + seconds;
  if (total > 86400) return std::nullopt;
  return total;
}

std::string print_time_of_day(std::int32_t seconds) {
  std::string text = two(seconds / 3600) + ":" + two(seconds / 60 % 60);
  if (seconds % 60 != 0) text += ":" + two(seconds % 60);
  return text;
}

std::optional<ParsedTime> parse_time(std::string_view text) {
  if (text.size() < 16 || (text[10] != ' ' && text[10] != 'T')) return std::nullopt;
  const std::size_t clock_length = has(text, 16, ':') ? 8 : 5;
  const std::optional<Date> date = parse_date(text.substr(0, 10));
  const std::optional<std::int32_t> clock = parse_time_of_day(text.substr(11, clock_length));
  if (!date || !clock || *clock == 86400) return std::nullopt;
  ParsedTime result{LocalTime{at_midnight(*date).seconds + *clock}, std::nullopt};
  const std::string_view rest = text.substr(11 + clock_length);
  if (rest.empty()) return result;
  result.offset_seconds = parse_offset(rest);
  if (!result.offset_seconds) return std::nullopt;
  return result;
}

std::string to_string(LocalTime time) { return to_string(time.date()) + " " + print_time_of_day(time.time_of_day()); }

}  // namespace leaflaw
