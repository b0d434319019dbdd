// Time zones, beyond the year at which the machine's database ends. The expected moments were computed with another implementation
// of the same rules (Python's zoneinfo, which continues them for ever).
#include <catch2/catch.hpp>

#include "compiler/semantics/zones.h"

using namespace leaflaw;
using semantics::find_zone;
using semantics::ZoneProblem;

namespace {

std::int32_t offset(const ZoneData& zone, std::int32_t year, std::int32_t month, std::int32_t day, std::int32_t hour, std::int32_t minute = 0) {
  const std::int64_t at = std::int64_t{from_civil({year, month, day}).days} * 86400 + hour * 3600 + minute * 60;
  return offset_at(zone.view(), Instant{at});
}

Date second_sunday_of_march(std::int32_t year) {
  const Date eighth = from_civil({year, 3, 8});
  return Date{eighth.days + (6 - weekday(eighth)) % 7};
}
Date first_sunday_of_november(std::int32_t year) {
  const Date first = from_civil({year, 11, 1});
  return Date{first.days + (6 - weekday(first)) % 7};
}

}  // namespace

TEST_CASE("daylight saving time goes on through 2199 in every zone that has it") {
  struct Expected { const char* name; std::int32_t winter; };
  for (const Expected each : {Expected{"America/New_York", -5}, Expected{"America/Chicago", -6}, Expected{"America/Denver", -7}, Expected{"America/Los_Angeles", -8},
                              Expected{"America/Anchorage", -9}, Expected{"America/Adak", -10}, Expected{"America/Detroit", -5}, Expected{"America/Boise", -7}}) {
    const ZoneData zone = find_zone(each.name).zone;
    for (std::int32_t year = 2007; year <= 2199; ++year) {
      INFO(each.name << ' ' << year);
      // 02:00 of the time before the change
      const std::int64_t spring = std::int64_t{second_sunday_of_march(year).days} * 86400 + (2 - each.winter) * 3600;
      const std::int64_t autumn = std::int64_t{first_sunday_of_november(year).days} * 86400 + (1 - each.winter) * 3600;
      REQUIRE(offset_at(zone.view(), Instant{spring - 1}) == each.winter * 3600);
      REQUIRE(offset_at(zone.view(), Instant{spring}) == (each.winter + 1) * 3600);
      REQUIRE(offset_at(zone.view(), Instant{autumn - 1}) == (each.winter + 1) * 3600);
      REQUIRE(offset_at(zone.view(), Instant{autumn}) == each.winter * 3600);
    }
  }
}

TEST_CASE("zones without daylight saving time have none in the future either") {
  for (const char* name : {"America/Phoenix", "Pacific/Honolulu", "America/Puerto_Rico", "Pacific/Guam", "UTC"}) {
    const ZoneData zone = find_zone(name).zone;
    for (std::int32_t year : {2030, 2038, 2100, 2199}) {
      INFO(name << ' ' << year);
      CHECK(offset(zone, year, 1, 15, 12) == offset(zone, year, 7, 15, 12));
    }
  }
  CHECK(offset(find_zone("America/Phoenix").zone, 2026, 7, 1, 0) == -7 * 3600);
}

TEST_CASE("the past is the database's: older rules, war time, local mean time") {
  const ZoneData east = find_zone("America/New_York").zone;
  CHECK(offset(east, 2006, 3, 20, 12) == -5 * 3600);    // until 2006 it began in April
  CHECK(offset(east, 2007, 3, 20, 12) == -4 * 3600);
  CHECK(offset(east, 1944, 1, 15, 12) == -4 * 3600);
  const ZoneData detroit = find_zone("America/Detroit").zone;
  CHECK(detroit.first_offset == -19931);
}

TEST_CASE("rules of other weekdays, months and half-years go on as well") {
  const ZoneData sydney = find_zone("Australia/Sydney").zone;      // first Sunday of October to first Sunday of April
  CHECK(offset(sydney, 2150, 1, 15, 0) == 11 * 3600);
  CHECK(offset(sydney, 2150, 7, 15, 0) == 10 * 3600);
  const ZoneData london = find_zone("Europe/London").zone;         // last Sundays, at 01:00 UTC
  CHECK(offset(london, 2100, 3, 28, 0, 59) == 0);
  CHECK(offset(london, 2100, 3, 28, 1) == 3600);
  CHECK(offset(london, 2100, 10, 31, 0, 59) == 3600);
  CHECK(offset(london, 2100, 10, 31, 1) == 0);
}

TEST_CASE("changes are in order, and a zone nobody knows is said to be unknown") {
  for (const std::string& name : semantics::store_zones()) {
    const auto found = find_zone(name);
    INFO(name);
    CHECK(found.problem == ZoneProblem::none);
    CHECK(found.zone.at.size() == found.zone.offset.size());
    CHECK(std::is_sorted(found.zone.at.begin(), found.zone.at.end(), std::less_equal<>{}));
  }
  CHECK(find_zone("America/Gotham").problem == ZoneProblem::unknown);
  CHECK(find_zone("../../etc/passwd").problem == ZoneProblem::unknown);
  CHECK(find_zone("").problem == ZoneProblem::unknown);
}
