#include <catch2/catch.hpp>

#include <sstream>

#include "runtime/decision/both_readings.h"
#include "runtime/decision/decision_json.h"
#include "runtime/decision/decision_text.h"
#include "tests/facts/vocabulary.h"

using namespace leaflaw;

namespace {


Document denied() {
  Document d;
  d.verdict = Verdict::deny;
  d.judged = {"purchase-limit"};
  d.complete = false;
  d.policy = "counter";
  d.as_of = "2026-10-01";
  d.pack = "sha256:ab";
  Finding f;
  f.rule = "daily";
  f.version = "2016-10-01";
  f.layer = "counter";
  f.topic = "purchase-limit";
  f.title = "One ounce a day";
  f.cite = "Rule 1 \"b\"";
  f.confidence = "secondary";
  f.message = "One ounce a day";
  f.values = LimitValues{cheese::grams(28), cheese::grams(21), cheese::grams(10), cheese::grams(3), false};
  f.lines = {{0, cheese::grams(7)}, {2, cheese::grams(3)}};
  d.violations = {f};
  d.applied = {"daily"};
  Allowance a;
  a.limit = "daily";
  a.cap = cheese::grams(28);
  a.used_before = cheese::grams(21);
  a.this_event = cheese::grams(10);
  a.remaining_before = cheese::grams(7);
  a.remaining_after = cheese::grams(0);
  a.window = "calendar-day";
  a.from = Instant{1717214400};   // 2024-06-01 00:00 in town
  a.until = Instant{1717300800};
  a.next_release = Release{Instant{1717300800}, cheese::grams(21)};
  d.allowances = {a};
  d.remedies = {{{{0, "item.quantity", {2, Dimension::count}, {3, Dimension::count}}}, "Take 2 instead of 3."}};
  return d;
}

}  // namespace

TEST_CASE("a decision as JSON: field order, units and instants of the contract") {
  CHECK(to_json(denied(), cheese::counter().print) ==
        R"({"leaflaw":1,"verdict":"deny","judged":["purchase-limit"],"complete":false,"policy":{"id":"counter","as_of":"2026-10-01","pack":"sha256:ab"},"request":null,)"
        R"("violations":[{"rule":"daily","version":"2016-10-01","layer":"counter","topic":"purchase-limit","title":"One ounce a day","cite":"Rule 1 \"b\"","confidence":"secondary","message":"One ounce a day",)"
        R"("values":{"cap":"1 oz","used":"0.75 oz","this":"10 g","over":"3 g"},"lines":[{"item":0,"counts":"7 g"},{"item":2,"counts":"3 g"}]}],)"
        R"("referrals":[],"duties":[],"warnings":[],"missing":[],"applied":["daily"],)"
        R"("allowances":[{"limit":"daily","key":null,"cap":"1 oz","used_before":"21 g","this":"10 g","remaining_before":"7 g","remaining_after":"0 g","binding":"own",)"
        R"("window":{"kind":"calendar-day","from":"2024-06-01T00:00:00-04:00","until":"2024-06-02T00:00:00-04:00"},"next_release":{"at":"2024-06-02T00:00:00-04:00","amount":"21 g"}}],)"
        R"("remedies":[{"set":[{"item":0,"fact":"quantity","to":"2 each"}],"text":"Take 2 instead of 3.","leaves":"allow"}]})");
}

TEST_CASE("what is not known is an interval or null, never a figure") {
  Document d = denied();
  d.verdict = Verdict::incomplete;
  d.violations.clear();
  d.remedies.clear();
  d.allowances[0].key = "soft";
  d.allowances[0].limit = "kinds";
  d.allowances[0].used_before = {Dimension::mass, Ratio(3), std::nullopt};
  d.allowances[0].this_event = {Dimension::mass, Ratio::of(1, 3), Ratio(10)};
  d.allowances[0].remaining_before = Figure{Dimension::mass, Ratio(0), Ratio(25)};
  d.allowances[0].remaining_after.reset();
  d.allowances[0].cap.reset();
  d.allowances[0].next_release.reset();
  d.allowances[0].until.reset();
  d.allowances[0].registry_binds = true;
  d.missing = {{"item.net_weight", {1, 2}, {}, false, {"daily"}}, {"item.salt", {}, {0}, true, {"kinds"}}, {"history", {}, {}, false, {"daily", "kinds"}}};
  std::string json = to_json(d, cheese::counter().print);
  CHECK(json.find(R"("missing":[{"fact":"item.net_weight","items":[1,2],"needed_by":["daily"]},{"fact":"item.salt","entries":[0],"disputed":true,"needed_by":["kinds"]},{"fact":"history","needed_by":["daily","kinds"]}])") != std::string::npos);
  CHECK(json.find(R"({"limit":"kinds","key":"soft","cap":null,"used_before":{"from":"3 g","to":null},"this":{"from":"1/3 g","to":"10 g"},"remaining_before":null,"remaining_after":null,"binding":"registry")") != std::string::npos);
  CHECK(json.find(R"("until":null},"next_release":null})") != std::string::npos);
}

TEST_CASE("instants are local times with their offset") {
  const ZoneView& town = cheese::counter().context.zones[0];
  CHECK(print_instant({1710053999}, town) == "2024-03-10T01:59:59-05:00");
  CHECK(print_instant({1710054000}, town) == "2024-03-10T03:00:00-04:00");
  ZoneData odd{"odd", 5 * 3600 + 1800 + 20, {}, {}};
  CHECK(print_instant({0}, odd.view()) == "1970-01-01T05:30:20+05:30:20");
}

TEST_CASE("errors of a request are JSON too") {
  InputError one{"E0810", "items[0].x", 3, 4, "there is no `x` here", ""};
  CHECK(to_json(std::vector<InputError>{one}) == R"({"errors":[{"code":"E0810","path":"items[0].x","line":3,"column":4,"message":"there is no `x` here","help":null}]})");
}

TEST_CASE("a person reads the verdict, the figures, the way out and what is left") {
  CHECK(to_text(denied(), cheese::counter().print) == R"(DENIED
Law of counter, as of 2026-10-01.
Only judged: purchase-limit. Not enough to close a sale.

Why not
  - One ounce a day
      at most         1 oz (28 g)
      already bought  21 g
      this sale       10 g (line 1: 7 g, line 3: 3 g)
      over by         3 g
    Rule 1 "b" [daily, secondary]

What would make it legal
  - Take 2 instead of 3.

What is left now
  - One ounce a day
    7 g left of 1 oz (28 g); 21 g more from 2024-06-02 00:00
    bought before 21 g, asked for 10 g; counted from 2024-06-01 00:00
)");
}

TEST_CASE("text says what is missing, wraps at 100 columns and cannot steer the terminal") {
  Document d;
  d.verdict = Verdict::incomplete;
  d.policy = "counter";
  d.missing = {{"item.net_weight", {1, 2}, {}, false, {"daily"}}, {"item.salt", {}, {0}, true, {"kinds"}}};
  Finding duty;
  duty.rule = "bag";
  duty.title = "A bag";
  duty.message = "Wrap it \x1b[31m" + [] { std::string long_text; for (int i = 0; i < 40; ++i) long_text += "really "; return long_text; }() + "well";
  duty.uncertain = true;
  duty.cite = "Rule 2";
  d.duties = {duty};
  std::string text = to_text(d, cheese::counter().print);
  CHECK(text.find("CANNOT DECIDE YET\n") == 0);
  CHECK(text.find("  - item.net_weight of lines 2 and 3\n    needed by daily\n") != std::string::npos);
  CHECK(text.find("  - item.salt of past purchase 1: the stated value does not fit the others\n") != std::string::npos);
  CHECK(text.find("(to be safe: not known") != std::string::npos);
  CHECK(text.find('\x1b') == std::string::npos);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 100);
  TextStyle coloured{true, 100};
  CHECK(to_text(d, cheese::counter().print, coloured).find("\x1b[1;33mCANNOT DECIDE YET\x1b[0m") == 0);
}

TEST_CASE("figures in words") {
  const UnitTable& units = cheese::counter().context.units;
  CHECK(figure_in_words(cheese::grams(21), units) == "21 g");
  CHECK(figure_in_words({Dimension::mass, Ratio(3), Ratio(5)}, units) == "between 3 g and 5 g");
  CHECK(figure_in_words({Dimension::mass, Ratio(3), {}}, units) == "at least 3 g");
  CHECK(figure_in_words({Dimension::mass, Ratio(0), {}}, units) == "unknown");
  CHECK(figure_in_words({Dimension::own, Ratio::of(350, 283), Ratio::of(350, 283)}, units) == "350/283 wheel (about 1.237 wheel)");
}

// ---- repeated hours -------------------------------------------------------------------------------------------
namespace {

// Denies what happens before a given second.
Judge open_from(std::int64_t second, int* judged = nullptr) {
  return [second, judged](const Request& request) -> DocumentOrErrors {
    if (judged) ++*judged;
    CHECK_FALSE(request.event.at_other);
    CHECK(request.event.facts[cheese::fact("at")].number == Ratio(request.event.at.seconds));
    Document d;
    d.policy = "counter";
    d.applied = {"daily", "hours"};
    if (request.event.at.seconds >= second) return d;
    d.verdict = Verdict::deny;
    Finding f;
    f.rule = "hours";
    d.violations = {f};
    return d;
  };
}

Document judged(std::string_view json, const Judge& judge) {
  return std::get<Document>(judge_both_readings(cheese::request(json), cheese::counter().schema, judge));
}

}  // namespace

TEST_CASE("a repeated hour is decided where both readings agree, else the time is missing") {
  constexpr std::string_view repeated = R"({"at":"2024-11-03 01:30"})";   // 1730611800 or 1730615400
  CHECK(judged(repeated, open_from(0)).verdict == Verdict::allow);
  CHECK(judged(repeated, open_from(1730615401)).verdict == Verdict::deny);
  Document d = judged(repeated, open_from(1730611801));
  CHECK(d.verdict == Verdict::incomplete);
  CHECK(d.violations.empty());
  REQUIRE(d.missing.size() == 1);
  CHECK(d.missing[0].fact == "at");
  CHECK(d.missing[0].needed_by == std::vector<std::string>{"hours"});
  CHECK(judged(R"({"at":"2024-11-03 01:30-05:00"})", open_from(1730611801)).verdict == Verdict::allow);
  int times = 0;
  CHECK(judged(R"({"at":"2024-06-01 12:00"})", open_from(0, &times)).verdict == Verdict::allow);
  CHECK(times == 1);
}

TEST_CASE("repeated hours of history entries are judged both ways too") {
  auto last_entry_before = [](std::int64_t second) {
    return [second](const Request& request) -> DocumentOrErrors {
      Document d;
      if (request.history.entries[0].at.seconds >= second) d.verdict = Verdict::deny;
      return d;
    };
  };
  constexpr std::string_view json = R"({"at":"2024-11-03 12:00","history":[{"at":"2024-11-03 01:30"}]})";
  CHECK(judged(json, last_entry_before(1730611800)).verdict == Verdict::deny);
  CHECK(judged(json, last_entry_before(1730615400)).verdict == Verdict::incomplete);
  CHECK(judged(json, last_entry_before(1730615401)).verdict == Verdict::allow);
}
