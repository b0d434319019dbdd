// What each form of a condition means, by the reference evaluator on single records.
#include <catch2/catch.hpp>

#include "compiler/reference/evaluate.h"
#include "tests/semantics/dairy.h"
#include "tests/semantics/no_limits.h"

using namespace leaflaw;
using reference::Kleene;

namespace {

// A record under construction: facts by name, as numbers (values of lists by their place in the list).
struct World {
  Record record = dairy::blank();
  Date today = from_civil({2024, 6, 15});
  std::int32_t time = 12 * 3600;

  FactValue& fact(const std::string& name) {
    const FactId id = dairy::vocabulary().schema->find(name);
    REQUIRE(id != no_fact);
    FactValue& value = name.starts_with("item.") ? record.items[0].facts[id] : record.facts[id];
    value.given = Given::yes;
    return value;
  }
  World& with(const std::string& name, const Ratio& number, Dimension dimension = Dimension::none) {
    fact(name).number = number;
    fact(name).dimension = dimension;
    return *this;
  }
  World& on(const std::string& name, int year, int month, int day) { return with(name, Ratio(from_civil({year, month, day}).days)); }
  World& text(const std::string& name, const std::string& value) {
    fact(name).text = value;
    return *this;
  }
  World& set(const std::string& name, u128 values) {
    fact(name).set = values;
    return *this;
  }
  World& at(std::int32_t seconds) {
    time = seconds;
    return *this;
  }
};

Kleene ask(const std::string& condition, World world) {
  dairy::Text compiled("define it as " + condition);
  INFO(condition << "\n" << compiled.diagnostics());
  REQUIRE(compiled.diagnostics().empty());
  semantics_test::NoLimits limits;
  reference::Evaluator evaluator(compiled.draft().policy, limits);
  reference::Scene scene;
  scene.record = scene.present = &world.record;
  scene.line = &world.record.items[0];
  scene.line_number = 0;
  scene.today = world.today;
  scene.time_of_day = world.time;
  return evaluator.truth(compiled.conditions().front(), scene).value;
}

bool holds(const std::string& condition, const World& world) {
  const Kleene answer = ask(condition, world);
  REQUIRE(answer != Kleene::unknown);
  return answer == Kleene::yes;
}

}  // namespace

TEST_CASE("words of a list") {
  const World gouda = World().with("item.kind", 1);
  CHECK(holds("kind is gouda", gouda));
  CHECK_FALSE(holds("kind is not gouda", gouda));
  CHECK(holds("kind is one of brie, gouda", gouda));
  CHECK(holds("kind is none of brie, feta", gouda));
  CHECK(holds("buyer is member", World().with("buyer.kind", 1)));
  CHECK(ask("kind is gouda", World()) == Kleene::unknown);
  // What is not given is no value at all.
  CHECK_FALSE(holds("milk is cow", World()));
  CHECK(holds("milk is not cow", World()));
  CHECK(holds("milk is none of cow, goat", World()));
}

TEST_CASE("a comparison is not the negation of another where nothing is given") {
  const World none;
  for (const char* test : {"holes is at most 3", "holes is above 3", "holes is under 3", "holes is at least 3", "holes is exactly 3", "holes is between 1 and 3", "made is before 2024-01-01",
                           "made is on or after 2024-01-01", "made is today or later", "made is today or earlier", "made is within 30 days before today", "name is \"x\"", "name has 1 characters"})
    CHECK_FALSE(holds(test, none));
  CHECK(holds("not holes is at most 3", none));
  CHECK(holds("name is not \"x\"", none));
}

TEST_CASE("quantities are compared in their units") {
  const auto weight = [](const Ratio& grams) { return World().with("item.weight", grams, Dimension::mass); };
  CHECK(holds("weight is at most 1000 mg", weight(1)));
  CHECK_FALSE(holds("weight is under 1 g", weight(1)));
  CHECK(holds("weight is exactly 0.5 g", weight(Ratio::of(1, 2))));
  CHECK(holds("weight is above 1 g and at most 2 g", weight(2)));
  CHECK_FALSE(holds("weight is above 1 g and at most 2 g", weight(1)));
  CHECK(holds("weight is between 1 g and 2 g", weight(1)));
  CHECK(holds("weight is between 1 g and 2 g", weight(2)));
  CHECK_FALSE(holds("weight is between 1 g and 2 g", weight(Ratio::of(21, 10))));
  CHECK(holds("3 g is above weight", weight(2)));
  CHECK(holds("buyer.age is at least 18", World().with("buyer.age", 18, Dimension::age)));
}

TEST_CASE("days") {
  const auto made = [](int day) { return World().on("item.made", 2024, 6, day); };   // today is the 15th
  CHECK(holds("made is today or later", made(15)));
  CHECK_FALSE(holds("made is today or later", made(14)));
  CHECK(holds("made is today or earlier", made(15)));
  CHECK_FALSE(holds("made is before today", made(15)));
  CHECK(holds("made is on or before today", made(15)));
  CHECK(holds("made is after 2024-06-14", made(15)));
  CHECK_FALSE(holds("made is after 2024-06-15", made(15)));
  CHECK(holds("made is on or after 2024-06-15", made(15)));
  CHECK(holds("made is from 2024-06-15 through 2024-06-20", made(20)));
  CHECK_FALSE(holds("made is from 2024-06-15 through 2024-06-20", made(21)));
  CHECK(holds("today is from made through 5 days after made", made(10)));
  CHECK_FALSE(holds("today is from made through 5 days after made", made(9)));
  CHECK(holds("made is within 5 days before today", made(10)));
  CHECK_FALSE(holds("made is within 5 days before today", made(9)));
  CHECK_FALSE(holds("made is within 5 days before today", made(16)));
  CHECK(holds("made is at least 5 days before today", made(10)));
  CHECK(holds("made is at least 5 days before today", made(9)));
  CHECK_FALSE(holds("made is at least 5 days before today", made(11)));
  CHECK(holds("made is at least 5 days after 2024-06-01", made(6)));
  CHECK_FALSE(holds("made is at least 5 days after 2024-06-01", made(5)));
}

TEST_CASE("hours") {
  const auto at = [](int hour, int minute = 0, int second = 0) { return World().at((hour * 60 + minute) * 60 + second); };
  CHECK(holds("time is from 08:00 until 22:00", at(8)));
  CHECK(holds("time is from 08:00 until 22:00", at(21, 59, 59)));
  CHECK_FALSE(holds("time is from 08:00 until 22:00", at(22)));
  CHECK_FALSE(holds("time is from 08:00 until 22:00", at(7, 59, 59)));
  CHECK(holds("time is from 20:00 until 02:00 next day", at(23)));
  CHECK(holds("time is from 20:00 until 02:00 next day", at(1, 59, 59)));
  CHECK_FALSE(holds("time is from 20:00 until 02:00 next day", at(2)));
  CHECK_FALSE(holds("time is from 20:00 until 02:00 next day", at(19, 59)));
  CHECK(holds("time is from 08:00 until 24:00", at(23, 59, 59)));
  CHECK(holds("time is from 08:00 until 00:00 next day", at(23, 59, 59)));
  CHECK_FALSE(holds("time is from 08:00 until 00:00 next day", at(0)));
}

TEST_CASE("what sets include and texts are") {
  World marked = World().set("item.marks", 0b011);   // stamp, seal
  CHECK(holds("marks includes stamp", marked));
  CHECK(holds("marks includes stamp, seal", marked));
  CHECK_FALSE(holds("marks includes stamp, crest", marked));
  CHECK(holds("marks includes any of stamp, crest", marked));
  CHECK_FALSE(holds("marks includes any of stamp, crest", World()));
  CHECK(holds("name is \"Old Amsterdam\"", World().text("item.name", "Old Amsterdam")));
  CHECK_FALSE(holds("name is \"old amsterdam\"", World().text("item.name", "Old Amsterdam")));
  CHECK(holds("name is one of \"a\", \"b\"", World().text("item.name", "b")));
  CHECK(holds("name has 5 characters", World().text("item.name", "fr\u00fch\u00e9")));
}

TEST_CASE("given") {
  CHECK(holds("milk is given", World().with("item.milk", 0)));
  CHECK(holds("milk is not given", World()));
  World ordered;
  CHECK_FALSE(holds("orders is given", ordered));
  ordered.record.maps[0].given = true;
  CHECK(holds("orders is given", ordered));
  CHECK(holds("orders[feta] is not given", ordered));
  ordered.record.maps[0].entries = {{"feta", {FactValue{}, FactValue{}}}};
  CHECK(holds("orders[feta] is given", ordered));
  CHECK(holds("orders[feta].amount is not given", ordered));
  CHECK(holds("orders[kind] is given", ordered.with("item.kind", 2)));
  CHECK_FALSE(holds("orders[kind] is given", ordered.with("item.kind", 0)));
}

TEST_CASE("and, or, not, and items") {
  const World ripe = World().with("item.ripe", 1).with("item.kind", 0);
  CHECK(holds("ripe and kind is brie", ripe));
  CHECK(holds("not ripe or kind is brie", ripe));
  CHECK_FALSE(holds("not (ripe or organic)", ripe));
  CHECK_FALSE(holds("organic", ripe));
  CHECK(holds("some item has ripe", ripe));
  CHECK(holds("every item has (ripe and kind is brie)", ripe));
  CHECK_FALSE(holds("no item has ripe", ripe));
  CHECK(ask("some item has kind is feta and ripe", World().with("item.ripe", 1)) == Kleene::unknown);
  CHECK(ask("ripe or kind is brie", World().with("item.ripe", 1)) == Kleene::yes);
}
