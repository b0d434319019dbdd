// Coverage against the reference evaluator: all cases of a small world, one by one.
#include "compiler/semantics/coverage.h"

#include <catch2/catch.hpp>
#include <functional>
#include <random>

#include "compiler/reference/evaluate.h"
#include "tests/semantics/dairy.h"
#include "tests/semantics/no_limits.h"

using namespace leaflaw;
using semantics::Verdict;

namespace {

Verdict verdict_of(const std::string& text, bool exhaustive = true) {
  dairy::Text compiled(text);
  INFO(compiled.diagnostics());
  REQUIRE(compiled.diagnostics().empty());
  return semantics::check_cases(compiled.draft(), compiled.conditions(), exhaustive);
}

std::string defines(const std::vector<std::string>& conditions) {
  std::string text;
  for (std::size_t i = 0; i < conditions.size(); ++i) text += "define c" + std::to_string(i) + " as " + conditions[i] + "\n";
  return text;
}

std::string gap(const std::vector<std::string>& conditions) {
  const Verdict verdict = verdict_of(defines(conditions));
  REQUIRE(verdict.kind == Verdict::Kind::gap);
  return verdict.witness;
}
std::string overlap(const std::vector<std::string>& conditions) {
  const Verdict verdict = verdict_of(defines(conditions));
  REQUIRE(verdict.kind == Verdict::Kind::overlap);
  return verdict.witness;
}
bool fits(const std::vector<std::string>& conditions) { return verdict_of(defines(conditions)).kind == Verdict::Kind::ok; }

// ---- the oracle -------------------------------------------------------------------------------------------------------

using Change = std::function<void(Record&)>;

FactValue number(const Ratio& value, Dimension dimension) {
  FactValue made;
  made.given = Given::yes;
  made.number = value;
  made.dimension = dimension;
  return made;
}

// Every way that the facts in the text can be: all values that the conditions below can tell apart, and not given where that is possible.
std::vector<std::vector<Change>> worlds(const std::string& text) {
  const Schema& schema = *dairy::vocabulary().schema;
  std::vector<std::vector<Change>> all;
  const auto item = [&](const std::string& name, const std::vector<FactValue>& values, bool maybe_none) {
    if (text.find(name.substr(name.find('.') + 1)) == std::string::npos) return;
    const FactId fact = schema.find(name);
    std::vector<Change> ways;
    for (const FactValue& value : values) ways.emplace_back([=](Record& record) { record.items[0].facts[fact] = value; });
    if (maybe_none) ways.emplace_back([](Record&) {});
    all.push_back(ways);
  };
  const auto several = [](std::initializer_list<int> values, Dimension dimension) {
    std::vector<FactValue> made;
    for (int value : values) made.push_back(number(Ratio(value), dimension));
    return made;
  };
  item("item.kind", several({0, 1, 2, 3}, Dimension::none), false);
  item("item.milk", several({0, 1}, Dimension::none), true);
  std::vector<FactValue> fats = several({0, 1, 2, 3}, Dimension::percent);
  for (int half : {1, 3, 5}) fats.push_back(number(Ratio::of(half, 2), Dimension::percent));
  item("item.fat", fats, false);
  item("item.ripe", several({0, 1}, Dimension::none), false);
  item("item.organic", several({0, 1}, Dimension::none), true);
  item("item.made", several({19000, 19001, 19002, 19003}, Dimension::none), true);   // 2022-01-08 .. 2022-01-11
  std::vector<Change> orders{[](Record&) {}, [](Record& record) { record.maps[0].given = true; }};
  for (int grams : {-1, 4, 5, 6})
    orders.emplace_back([=](Record& record) {
      MapEntry entry{"feta", {FactValue{}, FactValue{}}};
      if (grams >= 0) entry.fields[0] = number(Ratio(grams), Dimension::mass);
      record.maps[0].given = true;
      record.maps[0].entries = {entry};
    });
  if (text.find("orders") != std::string::npos) all.push_back(orders);
  return all;
}

const std::vector<std::string> tests = {
    "kind is brie", "kind is one of brie, gouda", "kind is not feta", "kind is none of gouda, whey", "milk is goat", "milk is not cow", "milk is given", "milk is not given",
    "fat is under 1 %", "fat is at most 1 %", "fat is exactly 2 %", "fat is above 2 %", "fat is at least 1 % and under 2 %", "fat is between 1 % and 2 %", "2 times fat is at most 4 %",
    "fat + 1 % is above 2 %", "1 % is at most fat", "ripe", "organic", "organic is given", "made is before 2022-01-09", "made is after 2022-01-08", "made is from 2022-01-09 through 2022-01-10",
    "made is given", "made is on or after 1 day before 2022-01-10", "orders is given", "orders[feta] is given", "orders[feta].amount is given", "orders[feta].amount is at most 5 g", "orders[feta].amount is above 5 g",
};

std::string random_condition(std::mt19937& random, int depth) {
  const auto below = [&](std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(random); };
  const std::size_t choice = below(depth > 0 ? 6 : 2);
  if (choice < 2) return tests[below(tests.size())];
  if (choice == 2) return "not (" + random_condition(random, depth - 1) + ")";
  const std::string word = choice == 3 ? " or " : " and ";
  return "(" + random_condition(random, depth - 1) + word + random_condition(random, depth - 1) + ")";
}

// How many conditions hold at most and at least, over all cases.
struct Counted { std::size_t most = 0, least = 100; };
Counted by_hand(dairy::Text& compiled, const std::string& text) {
  semantics_test::NoLimits limits;
  reference::Evaluator evaluator(compiled.draft().policy, limits);
  const std::vector<std::vector<Change>> all = worlds(text);
  std::vector<std::size_t> at(all.size(), 0);
  Counted counted;
  for (bool more = true; more;) {
    Record record = dairy::blank();
    for (std::size_t i = 0; i < all.size(); ++i) all[i][at[i]](record);
    reference::Scene scene;
    scene.record = scene.present = &record;
    scene.line = &record.items[0];
    scene.line_number = 0;
    std::size_t holding = 0;
    for (semantics::ExprId id : compiled.conditions()) holding += evaluator.truth(id, scene).value == reference::Kleene::yes;
    counted.most = std::max(counted.most, holding);
    counted.least = std::min(counted.least, holding);
    more = false;
    for (std::size_t i = 0; i < all.size() && !more; ++i) {
      more = ++at[i] < all[i].size();
      if (!more) at[i] = 0;
    }
  }
  return counted;
}

}  // namespace

TEST_CASE("rows by the words of a list") {
  CHECK(fits({"kind is brie", "kind is one of gouda, feta", "kind is whey"}));
  CHECK(gap({"kind is brie", "kind is gouda"}) == "kind is feta");
  CHECK(overlap({"kind is brie", "kind is not whey", "kind is whey"}) == "kind is brie");
}

TEST_CASE("an optional fact may be none, and is then not equal to anything") {
  CHECK(gap({"milk is cow", "milk is goat"}) == "milk is not given");
  CHECK(fits({"milk is cow", "milk is not cow"}));
  CHECK(fits({"milk is cow", "milk is goat", "milk is not given"}));
  CHECK(overlap({"milk is not cow", "milk is not given", "milk is cow"}) == "milk is not given");
  CHECK(gap({"kind is not brie", "kind is brie and milk is cow", "kind is brie and milk is goat"}) == "kind is brie and milk is not given");
  CHECK(gap({"holes is at most 3", "holes is above 3"}) == "holes is not given");
  CHECK(fits({"organic", "not organic"}));
}

TEST_CASE("numbers are cut at the constants they are compared with") {
  CHECK(fits({"fat is under 20 %", "fat is at least 20 % and at most 30 %", "fat is above 30 %"}));
  CHECK(gap({"fat is under 20 %", "fat is above 20 %"}) == "fat is exactly 20 %");
  CHECK(overlap({"fat is at most 20 %", "fat is at least 20 %"}) == "fat is exactly 20 %");
  CHECK(gap({"fat is under 20 %", "fat is above 30 %"}) == "fat is exactly 20 %");
  CHECK(gap({"fat is at most 20 %", "fat is at least 30 %"}) == "fat is above 20 % and under 30 %");
  CHECK(fits({"fat is at least 0 %"}));
  CHECK(fits({"2 times fat is at most 40 %", "fat is above 20 %"}));
  CHECK(fits({"fat + 10 % is at most 30 %", "20 % is under fat"}));
  CHECK(overlap({"fat is above 10 % and under 30 %", "fat is above 20 %", "fat is at most 10 %"}) == "fat is above 20 % and under 30 %");
}

TEST_CASE("days are whole, moments of a day have an end") {
  CHECK(fits({"made is before 2022-01-09", "made is after 2022-01-08", "made is not given"}));
  CHECK(gap({"made is before 2022-01-09", "made is after 2022-01-09", "made is not given"}) == "made is exactly 2022-01-09");
  CHECK(fits({"time is from 08:00 until 22:00", "time is from 22:00 until 08:00 next day"}));
  CHECK(fits({"time is from 00:00 until 24:00"}));
  CHECK(gap({"time is from 08:00 until 22:00", "time is from 00:00 until 08:00"}) == "time is exactly 22:00");
}

TEST_CASE("sums of several facts are told apart as they are written") {
  CHECK(fits({"fat + fat is at most 40 %", "fat is above 20 %"}));
  CHECK(fits({"weight is at most 2 times weight + 5 g", "not weight is at most 2 times weight + 5 g"}));
  CHECK(fits({"orders[feta].amount is under weight", "weight is at most orders[feta].amount", "orders[feta].amount is not given"}));
  CHECK(gap({"orders[feta].amount is under weight", "weight is at most orders[feta].amount"}) == "orders[feta].amount is not given");
}

TEST_CASE("entries of maps are there or not, and their parts with them") {
  CHECK(overlap({"orders is given", "orders[feta].start is given", "orders is not given"}) == "orders[feta].start is given");
  CHECK(fits({"orders[feta].amount is above 5 g", "orders[feta].amount is at most 5 g", "orders is not given", "orders is given and orders[feta].amount is not given"}));
  CHECK(fits({"orders[kind].amount is given", "orders[kind].amount is not given"}));
}

TEST_CASE("sets and texts") {
  CHECK(fits({"marks includes stamp, seal", "marks includes stamp and not marks includes seal", "not marks includes stamp"}));
  CHECK(gap({"marks includes any of stamp, seal", "marks includes crest and not marks includes any of stamp, seal"}) == "not (marks includes stamp) and not (marks includes seal) and not (marks includes crest)");
  CHECK(gap({"name is \"a\"", "name is \"b\"", "name is not given"}) == "name is another text");
  CHECK(fits({"name has 3 characters", "not name has 3 characters"}));
}

TEST_CASE("whole yes-no conditions are equal where they are written alike") {
  CHECK(fits({"some item has ripe", "no item has ripe"}));
  CHECK(overlap({"some item has ripe", "every item has ripe", "no item has ripe"}) == "some item has ripe and every item has ripe");
}

TEST_CASE("facts that only some rows test make no cases for the others") {
  std::vector<std::string> rows;
  for (int i = 0; i < 60; ++i)
    for (const char* test : {"is at most", "is above"}) rows.push_back("fat is at least " + std::to_string(i) + " % and under " + std::to_string(i + 1) + " % and weight " + test + " " + std::to_string(i) + " g");
  rows.push_back("fat is at least 60 %");
  CHECK(fits(rows));
}

TEST_CASE("what cannot be gone through is said, and soon") {
  // Whether an odd number of tests holds: each test doubles the cases, and none of them settles anything before the last.
  std::string text;
  for (int i = 0; i < 32; ++i) text += "define odd" + std::to_string(i) + " as least of (weight, " + std::to_string(i + 1) + " g) is above 1/2 g\n";
  for (int from = 0, to = 32; to < 63; from += 2, ++to) {
    const std::string a = "odd" + std::to_string(from), b = "odd" + std::to_string(from + 1);
    text += "define odd" + std::to_string(to) + " as (" + a + " and not " + b + ") or (not " + a + " and " + b + ")\n";
  }
  dairy::Text compiled(text + "define even as not odd62\n");
  INFO(compiled.diagnostics());
  REQUIRE(compiled.diagnostics().empty());
  const std::vector<semantics::ExprId>& all = compiled.conditions();
  CHECK(semantics::check_cases(compiled.draft(), {all[62], all[63]}, true).kind == Verdict::Kind::too_many);
}

TEST_CASE("random rows fit together exactly where going through every case says so") {
  std::mt19937 random(20240601);
  std::size_t ok = 0, gaps = 0, overlaps = 0;
  for (int round = 0; round < 250; ++round) {
    std::vector<std::string> rows;
    const int kinds = round % 3;   // many rounds are built to fit, else hardly any would
    const std::string first = random_condition(random, 2), second = random_condition(random, 1);
    if (kinds == 0) rows = {first, "not (" + first + ") and (" + second + ")", "not ((" + first + ") or (" + second + "))"};
    else if (kinds == 1) rows = {"(" + first + ") and (" + second + ")", "not ((" + first + ") and (" + second + "))"};
    else rows = {first, second, random_condition(random, 1)};
    const std::string text = defines(rows);
    dairy::Text compiled(text);
    INFO(text << compiled.diagnostics());
    REQUIRE(compiled.diagnostics().empty());
    const Verdict verdict = semantics::check_cases(compiled.draft(), compiled.conditions(), true);
    const Counted counted = by_hand(compiled, text);
    INFO(verdict.witness);
    switch (verdict.kind) {
      case Verdict::Kind::ok:
        ++ok;
        CHECK(counted.most == 1);
        CHECK(counted.least == 1);
        break;
      case Verdict::Kind::gap:
        ++gaps;
        CHECK(counted.least == 0);
        break;
      case Verdict::Kind::overlap:
        ++overlaps;
        CHECK(counted.most >= 2);
        break;
      case Verdict::Kind::too_many: FAIL("too many cases");
    }
  }
  CHECK(ok >= 100);
  CHECK(gaps >= 10);
  CHECK(overlaps >= 10);
}
