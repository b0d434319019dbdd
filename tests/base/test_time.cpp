#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "runtime/base/calendar.h"
#include "runtime/base/window.h"
#include "runtime/base/zone.h"

using namespace leaflaw;

namespace {

// Five hours behind; an hour forward at 2024-03-10 02:00, back at 2024-11-03 02:00.
const ZoneData town{"Town", -18000, {1710054000, 1730613600}, {-14400, -18000}};

Instant at(const char* text) { return start_of(town.view(), parse_time(text)->local); }

}  // namespace

static_assert(first_date == from_civil({1900, 1, 1}) && last_date == from_civil({2199, 12, 31}));
static_assert(weekday(from_civil({2024, 4, 5})) == 4);

TEST_CASE("one born on 29 February is a year older on 1 March where there is no 29th") {
  const Date born = *parse_date("2004-02-29");
  CHECK(whole_years(born, *parse_date("2025-02-28")) == 20);
  CHECK(whole_years(born, *parse_date("2025-03-01")) == 21);
  CHECK(whole_years(born, *parse_date("2024-02-28")) == 19);
  CHECK(whole_years(born, *parse_date("2024-02-29")) == 20);
  CHECK(whole_years(born, born) == 0);
}

TEST_CASE("the hour that is skipped and the hour that comes twice") {
  const ZoneView zone = town.view();
  const LocalResolution gap = from_local(zone, parse_time("2024-03-10 02:30")->local);
  CHECK(gap.kind == LocalResolution::Kind::gap);
  CHECK(to_string(to_local(zone, gap.first)) == "2024-03-10 03:00");
  const LocalResolution twice = from_local(zone, parse_time("2024-11-03 01:30")->local);
  CHECK(twice.kind == LocalResolution::Kind::repeated);
  CHECK(twice.second.seconds - twice.first.seconds == 3600);
  CHECK(from_local(zone, parse_time("2024-11-03 02:00")->local).kind == LocalResolution::Kind::unique);
  CHECK(from_local(zone, parse_time("1970-01-01 00:00")->local).first == Instant{18000});
}

TEST_CASE("a day that begins within the hour that comes twice begins once") {
  const Window window{WindowKind::calendar_day, 0, 0, 5400, 0};
  const LocalResolution start = from_local(town.view(), parse_time("2024-11-03 01:30")->local);
  const Instant second_pass{start.second.seconds - 600};   // 01:20 for the second time
  const WindowSpan span = span_of(window, std::nullopt, second_pass, town.view());
  CHECK(span.from == start.first);
  CHECK(span.until == at("2024-11-04 01:30"));
}

TEST_CASE("a day of 23 hours still is the day before the next") {
  const WindowSpan span = span_of({WindowKind::calendar_day, 0, 0, 0, 0}, std::nullopt, at("2024-03-10 12:00"), town.view());
  CHECK(span.until.seconds - span.from.seconds == 23 * 3600);
  const Window hours{WindowKind::rolling_hours, 24, 0, 0, 0};
  CHECK(release_of(hours, {}, at("2024-03-09 12:00"), town.view()) == at("2024-03-10 13:00"));
  const Window days{WindowKind::rolling_days, 1, 0, 0, 0};
  CHECK(release_of(days, {}, at("2024-03-09 12:00"), town.view()) == at("2024-03-10 00:00"));
}

TEST_CASE("periods without an anchor, before it and after the last are closed") {
  const Window window{WindowKind::period, 35, 0, 0, 2};
  const Date anchor = *parse_date("2024-04-01");
  const auto closed = [&](const char* text) { return span_of(window, anchor, at(text), town.view()).closed; };
  CHECK(span_of(window, std::nullopt, at("2024-04-01 00:00"), town.view()).closed);
  CHECK(closed("2024-03-31 23:59:59"));
  CHECK_FALSE(closed("2024-04-01 00:00"));
  CHECK_FALSE(closed("2024-06-09 23:59:59"));
  CHECK(closed("2024-06-10 00:00"));
  CHECK(span_of(window, anchor, at("2024-05-05 23:59:59"), town.view()).renews);
  CHECK_FALSE(span_of(window, anchor, at("2024-05-06 00:00"), town.view()).renews);
}

TEST_CASE("spans are seamless and hold their moment") {
  const auto property = [] {
    const auto kind = *rc::gen::element(WindowKind::calendar_day, WindowKind::calendar_week, WindowKind::calendar_month, WindowKind::period);
    const Window window{kind, *rc::gen::inRange(1, 100), *rc::gen::inRange(0, 7), kind == WindowKind::period ? 0 : *rc::gen::inRange(0, 86400), 0};
    const Instant now{1704067200 + *rc::gen::inRange<std::int64_t>(0, 366 * 86400)};
    const Date anchor = *parse_date("2023-01-15");
    const WindowSpan span = span_of(window, anchor, now, town.view());
    RC_ASSERT(span.from <= now && now < span.until);
    RC_ASSERT(span_of(window, anchor, span.from, town.view()).from == span.from);
    RC_ASSERT(span_of(window, anchor, Instant{span.until.seconds - 1}, town.view()).from == span.from);
    RC_ASSERT(span_of(window, anchor, span.until, town.view()).from == span.until);
  };
  CHECK(rc::check("spans", property));
}

TEST_CASE("an entry counts until its release and no longer") {
  const auto property = [] {
    const auto kind = *rc::gen::element(WindowKind::calendar_day, WindowKind::calendar_week, WindowKind::calendar_month, WindowKind::rolling_days,
                                        WindowKind::rolling_hours, WindowKind::period);
    const Window window{kind, *rc::gen::inRange(1, 100), 0, 0, 0};
    const Instant entry{1704067200 + *rc::gen::inRange<std::int64_t>(0, 366 * 86400)};
    const Date anchor = *parse_date("2023-01-15");
    const auto counts = [&](Instant now) { return span_of(window, anchor, now, town.view()).from <= entry; };
    const WindowSpan span = span_of(window, anchor, entry, town.view());
    const std::optional<Instant> free = release_of(window, span, entry, town.view());
    RC_ASSERT(free && *free > entry);
    RC_ASSERT(counts(entry) && counts(Instant{free->seconds - 1}) && !counts(*free));
  };
  CHECK(rc::check("release", property));
}
