// Every question of oracle.py (Python's datetime, zoneinfo and Fraction) is answered here by runtime/base; the answers must be equal.
#include <catch2/catch.hpp>

#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/base/calendar.h"
#include "runtime/base/ratio.h"
#include "runtime/base/units.h"
#include "runtime/base/window.h"
#include "runtime/base/zone.h"

using namespace leaflaw;

namespace {

using Fields = std::vector<std::string>;
std::map<std::string, ZoneData> zones;

Fields split(const std::string& line, char at) {
  Fields fields(1);
  for (char c : line)
    if (c == at) fields.emplace_back();
    else fields.back() += c;
  return fields;
}

std::vector<Fields> ask_oracle(int seed) {
  const std::string command = "python3 " SOURCE_DIR "/tests/base/oracle.py " + std::to_string(seed);
  std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  REQUIRE(pipe);
  std::string text;
  char buffer[65536];
  while (std::size_t read = std::fread(buffer, 1, sizeof buffer, pipe.get())) text.append(buffer, read);
  std::vector<Fields> lines;
  for (const std::string& line : split(text, '\n'))
    if (!line.empty()) lines.push_back(split(line, '\t'));
  return lines;
}

void add_zone(const Fields& fields) {
  ZoneData zone;
  zone.name = fields[1];
  zone.first_offset = std::stoi(fields[2]);
  for (std::size_t i = 3; i < fields.size(); ++i) {
    const Fields change = split(fields[i], ':');
    zone.at.push_back(std::stoll(change[0]));
    zone.offset.push_back(std::stoi(change[1]));
  }
  zones[zone.name] = zone;
}

Ratio ratio(const std::string& text) {
  const Fields parts = split(text, '/');
  const bool negative = parts[0][0] == '-';
  const i128 num = *parse_i128(parts[0].substr(negative ? 1 : 0)), den = *parse_i128(parts[1]);
  return Ratio::of(negative ? -num : num, den);
}
std::string written(const Ratio& value) { return to_string(value.num) + "/" + to_string(value.den); }
std::string written(const std::optional<Ratio>& value) { return value ? written(*value) : "none"; }

auto binary(std::optional<Ratio> (*operation)(const Ratio&, const Ratio&)) {
  return [operation](const Fields& f) { return written(operation(ratio(f[1]), ratio(f[2]))); };
}

std::string date_parts(const Fields& f) {
  const std::optional<Date> date = parse_date(f[1]);
  if (!date || to_string(*date) != f[1]) return "not read back";
  const CivilDate civil = to_civil(*date);
  if (from_civil(civil) != *date) return "not the same day";
  return std::to_string(date->days) + " " + std::to_string(weekday(*date)) + " " + std::to_string(civil.year) + " " + std::to_string(civil.month) + " " +
         std::to_string(civil.day);
}

std::string date_text(const Fields& f) {
  const std::optional<Date> date = parse_date(f[1]);
  return date ? std::to_string(date->days) : "none";
}

std::string time_text(const Fields& f) {
  const std::optional<ParsedTime> time = parse_time(f[1]);
  if (!time) return "none";
  return std::to_string(time->local.seconds) + " " + (time->offset_seconds ? std::to_string(*time->offset_seconds) : "-");
}

std::string time_of_day(const Fields& f) {
  const std::optional<std::int32_t> seconds = parse_time_of_day(f[1]);
  return seconds && print_time_of_day(*seconds) == f[1] ? std::to_string(*seconds) : "not read back";
}

std::string local(const Fields& f) { return std::to_string(to_local(zones.at(f[1]).view(), Instant{std::stoll(f[2])}).seconds); }

std::string instant(const Fields& f) {
  const LocalTime wall{std::stoll(f[2])};
  const LocalResolution found = from_local(zones.at(f[1]).view(), wall);
  if (start_of(zones.at(f[1]).view(), wall) != found.first) return "start differs";
  const std::string first = std::to_string(found.first.seconds);
  switch (found.kind) {
    case LocalResolution::Kind::unique: return found.second == found.first ? first : "second differs";
    case LocalResolution::Kind::gap: return "gap " + first;
    case LocalResolution::Kind::repeated: return first + " " + std::to_string(found.second.seconds);
  }
  return {};
}

WindowKind window_kind(const std::string& name) {
  static const std::map<std::string, WindowKind> kinds{
      {"transaction", WindowKind::transaction},     {"calendar_day", WindowKind::calendar_day},   {"calendar_week", WindowKind::calendar_week},
      {"calendar_month", WindowKind::calendar_month}, {"rolling_days", WindowKind::rolling_days}, {"rolling_hours", WindowKind::rolling_hours},
      {"period", WindowKind::period},               {"since", WindowKind::since}};
  return kinds.at(name);
}

struct WindowQuestion {
  ZoneView zone;
  Window window;
  WindowSpan span;
  explicit WindowQuestion(const Fields& f)
      : zone(zones.at(f[1]).view()), window{window_kind(f[2]), std::stoi(f[3]), std::stoi(f[4]), std::stoi(f[5]), std::stoi(f[6])},
        span(span_of(window, parse_date(f[7]), Instant{std::stoll(f[8])}, zone)) {}
};

std::string span(const Fields& f) {
  const WindowSpan found = WindowQuestion(f).span;
  if (!found.uses_history) return "transaction";
  if (found.closed) return "closed";
  const std::string until = found.ends ? std::to_string(found.until.seconds) + (found.renews ? " renews" : " ends") : "-";
  return std::to_string(found.from.seconds) + " " + to_string(found.from_date) + " " + until;
}

std::string release(const Fields& f) {
  const WindowQuestion question(f);
  const std::optional<Instant> when = release_of(question.window, question.span, Instant{std::stoll(f[9])}, question.zone);
  return when ? std::to_string(when->seconds) : "never";
}

std::string number(const Fields& f) {
  const ParsedNumber parsed = parse_number(f[1]);
  switch (parsed.error) {
    case NumberError::none: return written(parsed.value);
    case NumberError::empty: return "empty";
    case NumberError::malformed: return "malformed";
    case NumberError::too_many_digits: return "too many digits";
    case NumberError::zero_denominator: return "zero denominator";
  }
  return {};
}

std::string compared(const Fields& f) {
  const Ratio a = ratio(f[1]), b = ratio(f[2]);
  if ((a == b) != ((a <=> b) == 0) || (a < b) != (b > a)) return "inconsistent";
  return a < b ? "less" : a > b ? "greater" : "equal";
}

const UnitTable& units() {
  static const UnitTable table = [] {
    UnitTable all;
    all.add({"oz", Dimension::mass, Ratio::of(28349523125, 1000000000)});
    all.add({"day-unit", Dimension::own, 1});
    return all;
  }();
  return table;
}

std::string read_quantity(const Fields& f) {
  const ParsedQuantity parsed = parse_quantity(f[1], units());
  if (!parsed.error.empty()) return parsed.error;
  return written(parsed.quantity.value) + " " + std::string(units().base_unit(parsed.quantity.dimension));
}

std::string quantity_printed(const Fields& f) {
  const Unit& unit = *units().find(f[2]);
  const Quantity quantity{ratio(f[1]), unit.dimension};
  const std::string text = print_quantity(quantity, unit, units());
  const ParsedQuantity again = parse_quantity(text, units());
  if (again.error.empty() && !(again.quantity == quantity)) return "reads back as another";
  return text;
}

using Answer = std::function<std::string(const Fields&)>;
struct Kind { Answer answer; int least; };   // how many lines there must be at least
const std::map<std::string, Kind>& kinds() {
  static const std::map<std::string, Kind> all{
      {"date", {date_parts, 1500}},       {"years", {[](const Fields& f) { return std::to_string(whole_years(*parse_date(f[1]), *parse_date(f[2]))); }, 1500}},
      {"date text", {date_text, 1500}},   {"time text", {time_text, 1500}},
      {"time of day", {time_of_day, 1500}}, {"local", {local, 1500}},
      {"instant", {instant, 1500}},       {"window", {span, 3000}},
      {"release", {release, 2000}},       {"number", {number, 2000}},
      {"add", {binary(add), 2000}},       {"sub", {binary(sub), 2000}},
      {"mul", {binary(mul), 2000}},       {"div", {binary(div), 2000}},
      {"compare", {compared, 2000}},      {"print", {[](const Fields& f) { return to_string(ratio(f[1])); }, 2000}},
      {"read quantity", {read_quantity, 900}}, {"print quantity", {quantity_printed, 900}}};
  return all;
}

std::string joined(const Fields& fields) {
  std::string text;
  for (const std::string& field : fields) text += (text.empty() ? "" : " | ") + field;
  return text;
}

void compare_with_oracle(int seed) {
  std::map<std::string, int> compared_lines;
  int differences = 0;
  for (const Fields& line : ask_oracle(seed)) {
    if (line[0] == "zone") {
      add_zone(line);
      continue;
    }
    const Fields question(line.begin(), line.end() - 1);
    const std::string answer = kinds().at(line[0]).answer(question);
    ++compared_lines[line[0]];
    if (answer != line.back() && ++differences <= 10) UNSCOPED_INFO("seed " << seed << ": " << joined(line) << "\n  here: " << answer);
  }
  CHECK(differences == 0);
  CHECK(zones.size() == 11);
  for (const auto& [name, kind] : kinds()) {
    INFO(name);
    CHECK(compared_lines[name] >= kind.least);
  }
}

}  // namespace

TEST_CASE("dates, zones, windows and numbers agree with Python's") {
  compare_with_oracle(1);
  compare_with_oracle(20240405);
}
