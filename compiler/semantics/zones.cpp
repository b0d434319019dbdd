#include "compiler/semantics/zones.h"

#include <date/tz.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <mutex>

namespace leaflaw::semantics {

namespace {

// The database ends with 2037, the last year whose seconds fit 32 bits.
constexpr std::int32_t last_known_year = 2037;
constexpr std::int32_t first_year = 1900, last_year = 2199;
constexpr std::int32_t fewest_years = 8;   // of the same changes, before they are taken for a rule

struct Change {
  std::int64_t at = 0;        // seconds, UTC
  std::int32_t before = 0;    // offsets
  std::int32_t after = 0;
};

constexpr std::int64_t start_of_year(std::int32_t year) { return std::int64_t{from_civil({year, 1, 1}).days} * 86400; }

std::vector<Change> known_changes(const date::time_zone& zone, std::int32_t& first_offset) {
  using std::chrono::seconds;
  const auto offset = [&](std::int64_t at) { return zone.get_info(date::sys_seconds{seconds{at}}); };
  std::vector<Change> changes;
  std::int64_t at = start_of_year(first_year);
  const std::int64_t end = start_of_year(last_known_year + 1);
  auto info = offset(at);
  first_offset = static_cast<std::int32_t>(info.offset.count());
  std::int32_t before = first_offset;
  for (at = info.end.time_since_epoch().count(); at < end; at = info.end.time_since_epoch().count()) {
    info = offset(at);
    const auto after = static_cast<std::int32_t>(info.offset.count());
    if (after != before) changes.push_back({at, before, after});
    before = after;
  }
  return changes;
}

// ---- the rule that goes on -----------------------------------------------------------------------------------------------

// One change of every year: on the first such weekday on or after a day of a month, at a local time.
struct YearlyChange {
  std::int32_t month = 0, first_day = 0;
  int weekday_of = 0;
  std::int32_t seconds = 0;   // of local time before the change; below 0 or above a day where the rule is given in another offset's time
  std::int32_t before = 0, after = 0;
};

struct LocalDay {
  CivilDate civil;
  int weekday_of;
  std::int32_t seconds;
};
LocalDay local_day(const Change& change) {
  const LocalTime local{change.at + change.before};
  return {to_civil(local.date()), weekday(local.date()), local.time_of_day()};
}

bool alike(const Change& a, const Change& b) {
  const LocalDay x = local_day(a), y = local_day(b);
  return a.before == b.before && a.after == b.after && x.civil.month == y.civil.month && x.weekday_of == y.weekday_of && x.seconds == y.seconds;
}

std::vector<Change> changes_in(const std::vector<Change>& all, std::int32_t year) {
  std::vector<Change> found;
  for (const Change& each : all)
    if (local_day(each).civil.year == year) found.push_back(each);
  return found;
}

// The day of the month from which the weekday is looked for: the days seen leave one, or, where they are few, several: then the usual ones.
std::int32_t first_day_of(std::int32_t least, std::int32_t most, std::int32_t month_length) {
  for (std::int32_t usual : {1, 8, 15, 22, month_length - 6})
    if (usual >= most - 6 && usual <= least) return usual;
  return least;
}

// What happens every year as the last known years show it. Nothing: no rule can be seen.
std::optional<std::vector<YearlyChange>> yearly_rule(const std::vector<Change>& all) {
  const std::vector<Change> last = changes_in(all, last_known_year);
  std::vector<YearlyChange> rule;
  for (std::size_t i = 0; i < last.size(); ++i) {
    const LocalDay day = local_day(last[i]);
    std::int32_t least = day.civil.day, most = day.civil.day, years = 0;
    for (std::int32_t year = last_known_year; year >= first_year; --year, ++years) {
      const std::vector<Change> then = changes_in(all, year);
      if (then.size() != last.size() || !alike(then[i], last[i])) break;
      const std::int32_t seen = local_day(then[i]).civil.day;
      if (std::max(most, seen) - std::min(least, seen) > 6) break;   // an older rule, of another week
      least = std::min(least, seen);
      most = std::max(most, seen);
    }
    if (years < fewest_years) return std::nullopt;
    const std::int32_t first_day = first_day_of(least, most, days_in_month(last_known_year, day.civil.month));
    rule.push_back({day.civil.month, first_day, day.weekday_of, day.seconds, last[i].before, last[i].after});
  }
  return rule;
}

std::int64_t instant_of(const YearlyChange& change, std::int32_t year) {
  const Date first = from_civil({year, change.month, change.first_day});
  const std::int32_t wait = (change.weekday_of - weekday(first) + 7) % 7;
  return std::int64_t{first.days + wait} * 86400 + change.seconds - change.before;
}

ZoneResult build(const std::string& name) {
  const auto& zones = date::get_tzdb().zones;
  const auto found = std::find_if(zones.begin(), zones.end(), [&](const date::time_zone& each) { return each.name() == name; });
  if (found == zones.end()) return {{}, ZoneProblem::unknown};
  ZoneResult result;
  result.zone.name = name;
  std::vector<Change> changes = known_changes(*found, result.zone.first_offset);
  const std::optional<std::vector<YearlyChange>> rule = yearly_rule(changes);
  if (!rule) return {{}, ZoneProblem::irregular};
  for (std::int32_t year = last_known_year + 1; year <= last_year; ++year)
    for (const YearlyChange& each : *rule) changes.push_back({instant_of(each, year), each.before, each.after});
  for (const Change& each : changes) {
    result.zone.at.push_back(each.at);
    result.zone.offset.push_back(each.after);
  }
  return result;
}

}  // namespace

ZoneResult find_zone(const std::string& name) {
  static std::mutex guard;
  static std::map<std::string, ZoneResult> known;   // a policy after the other asks for the same few
  const std::lock_guard lock(guard);
  auto found = known.find(name);
  if (found == known.end()) found = known.emplace(name, build(name)).first;
  return found->second;
}

const std::vector<std::string>& store_zones() {
  static const std::vector<std::string> zones = {
      "America/New_York",     "America/Detroit",     "America/Indiana/Indianapolis", "America/Kentucky/Louisville", "America/Chicago",
      "America/Menominee",    "America/Denver",      "America/Boise",                "America/Phoenix",             "America/Los_Angeles",
      "America/Anchorage",    "America/Juneau",      "America/Sitka",                "America/Metlakatla",          "America/Nome",
      "America/Adak",         "Pacific/Honolulu",    "America/Puerto_Rico",          "America/St_Thomas",           "Pacific/Guam",
      "Pacific/Saipan",       "Pacific/Pago_Pago"};
  return zones;
}

std::vector<std::string> zone_names() {
  std::vector<std::string> names;
  for (const date::time_zone& each : date::get_tzdb().zones) names.push_back(each.name());
  return names;
}

}  // namespace leaflaw::semantics
