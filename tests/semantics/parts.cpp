// What classes, tables and measures come to for single lines, by the reference evaluator, version by version.
#include <catch2/catch.hpp>

#include "compiler/reference/evaluate.h"
#include "compiler/semantics/compile.h"
#include "compiler/semantics/table_rows.h"
#include "tests/semantics/no_limits.h"

using namespace leaflaw;
using reference::Rational;

namespace {

constexpr const char* header = R"(policy us-zz "Nowhere"
  vocabulary  retail 1
  time zone   America/New_York
  regulator   "Office of Made-up Examples"
  state       FL
  covers      sale from 2024-01-01
  as of       2026-01-01

unit day-unit "whole-day unit"
)";

model::Policy compiled(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  bool usable = true;
  const FileId file = sources.add("parts.leaf", header + text, diagnostics, usable);
  std::optional<model::Policy> policy = compile_policy(sources, file, {}, diagnostics);
  INFO(print(diagnostics, sources, false));
  REQUIRE(policy);
  return std::move(*policy);
}

struct Item {
  explicit Item(const model::Policy& policy) : schema(*policy.schema) {
    record.facts.resize(schema.facts.size());
    record.maps.resize(schema.maps.size());
    record.items_given = true;
    record.items.resize(1);
    record.items[0].facts.resize(schema.facts.size());
    record.items[0].maps.resize(schema.maps.size());
  }
  Item& is(const std::string& name, const std::string& value) {
    FactValue& fact = fact_of(name);
    fact.number = Ratio(schema.value_of(schema.facts[schema.find(name)].enumeration, value));
    REQUIRE(fact.number >= Ratio(0));
    return *this;
  }
  Item& has(const std::string& name, const Ratio& number) {
    FactValue& fact = fact_of(name);
    fact.number = number;
    const Fact& declared = schema.facts[schema.find(name)];
    fact.dimension = declared.type == FactType::amount ? Dimension::count : declared.dimension;
    return *this;
  }

  const Schema& schema;
  Record record;

 private:
  FactValue& fact_of(const std::string& name) {
    const FactId id = schema.find(name);
    REQUIRE(id != no_fact);
    FactValue& fact = name.starts_with("item.") ? record.items[0].facts[id] : record.facts[id];
    fact.given = Given::yes;
    return fact;
  }
};

struct Day { int year, month, day; };
constexpr Day early{2024, 3, 1};

reference::Scene scene_of(const Item& item, Day day) {
  reference::Scene scene;
  scene.record = scene.present = &item.record;
  scene.line = &item.record.items[0];
  scene.line_number = 0;
  scene.law = scene.today = from_civil({day.year, day.month, day.day});
  return scene;
}

reference::Number measured(const model::Policy& policy, const std::string& name, const Item& item, Day day = early) {
  semantics_test::NoLimits limits;
  reference::Evaluator evaluator(policy, limits);
  for (const model::Measure& measure : policy.measures)
    if (measure.id == name) {
      const auto* version = model::in_force(measure.versions, from_civil({day.year, day.month, day.day}));
      REQUIRE(version);
      return evaluator.number(version->body, scene_of(item, day));
    }
  FAIL("no measure " << name);
  return {};
}

Rational amount(const model::Policy& policy, const std::string& name, const Item& item, Day day = early) {
  const reference::Number number = measured(policy, name, item, day);
  REQUIRE(number.known());
  return *number.low;
}

std::string class_of(const model::Policy& policy, const Item& item, Day day = early) {
  semantics_test::NoLimits limits;
  reference::Evaluator evaluator(policy, limits);
  const reference::Value value = evaluator.class_value(0, scene_of(item, day));
  std::string words;
  for (unsigned i = 0; i < policy.classes[0].values.size(); ++i)
    if (value.possible >> i & 1) words += (words.empty() ? "" : " ") + policy.classes[0].values[i];
  return words;
}

std::set<std::string> missing(const model::Policy& policy, const reference::Number& number) {
  std::set<std::string> names;
  for (const reference::Unknown& unknown : number.blame) names.insert(policy.schema->facts[unknown.fact].name);
  return names;
}

}  // namespace

TEST_CASE("rows of a measure: formulas, nothing, unknown, alternatives") {
  const model::Policy policy = compiled(R"(
measure counted in g
  counts each item
    flower, shake where origin is not hemp:   net_weight
    flower, shake where origin is hemp:       nothing
    edible:                                   thc per 800 mg THC as 28 g
    beverage:                                 (net_weight, or net_weight divided by 2 where servings is above 1)
    vape:                                     unknown
    capsule where thc_percent is above 3 %:   unknown
    capsule where thc_percent is at most 3 %: net_weight
    anything else:                            unknown
)");
  const auto item = [&](const std::string& category) { return Item(policy).is("item.category", category).has("item.net_weight", 10).has("item.thc", 400); };
  CHECK(amount(policy, "counted", item("flower")) == 10);
  CHECK(amount(policy, "counted", item("shake").is("item.origin", "hemp")) == 0);
  CHECK(amount(policy, "counted", item("edible")) == 14);
  CHECK(amount(policy, "counted", item("beverage")) == 10);
  CHECK(amount(policy, "counted", item("beverage").has("item.servings", 2)) == 5);
  const reference::Number vape = measured(policy, "counted", item("vape"));
  CHECK(vape.low == Rational(0));
  CHECK_FALSE(vape.high);
  CHECK(missing(policy, vape) == std::set<std::string>{"item.category"});
  CHECK(missing(policy, measured(policy, "counted", item("capsule").has("item.thc_percent", 5))) == std::set<std::string>{"item.category", "item.thc_percent"});
  CHECK(missing(policy, measured(policy, "counted", item("seed").is("item.origin", "hemp"))) == std::set<std::string>{"item.category"});
  // Without a category: anything that some row could make of it.
  const reference::Number nobody_knows = measured(policy, "counted", Item(policy).has("item.net_weight", 10).has("item.thc", 400));
  CHECK(nobody_knows.low == Rational(0));
  CHECK_FALSE(nobody_knows.high);
}

TEST_CASE("rounding: per package and not, and what is left out of it") {
  const model::Policy policy = compiled(R"(
measure packages in day-unit
  counts each item
    flower, vape:   net_weight per 2 g as 1 day-unit
    anything else:  nothing
  rounded up to a whole day-unit per package, except flower

measure lines in day-unit
  counts each item
    flower, vape:   net_weight per 2 g as 1 day-unit
    anything else:  nothing
  rounded up to a whole day-unit

measure nearest in day-unit
  counts each item
    flower, vape:   net_weight per 2 g as 1 day-unit
    anything else:  nothing
  rounded to a whole day-unit, except vape

measure downwards in day-unit
  counts each item
    anything else:  net_weight per 2 g as 1 day-unit
  rounded down to a whole day-unit
)");
  const auto item = [&](const std::string& category) { return Item(policy).is("item.category", category).has("item.net_weight", 9).has("item.quantity", 3); };
  CHECK(amount(policy, "packages", item("vape")) == 6);          // three of 1.5, each 2
  CHECK(amount(policy, "packages", item("flower")) == Rational(9, 2));
  CHECK(amount(policy, "lines", item("vape")) == 5);
  CHECK(amount(policy, "nearest", item("flower")) == 5);
  CHECK(amount(policy, "nearest", item("vape")) == Rational(9, 2));
  CHECK(amount(policy, "downwards", item("vape")) == 4);
}

TEST_CASE("amendments of a measure: rows by their names, whole versions, and what is inherited") {
  const model::Policy policy = compiled(R"(
measure counted in g
  counts each item
    flower, shake:  net_weight
    anything else:  nothing
  rounded up to a whole g

amendment to counted "Shake by half, edibles at all"
  effective from 2024-06-01
  replaces rows
    shake where origin is hemp:      nothing
    shake where origin is not hemp:  net_weight divided by 2
    edible:                          5 g

amendment to counted "Others become unknown"
  effective from 2024-07-01
  replaces rows
    anything else:                   unknown

amendment to counted "Everything is new"
  effective from 2024-08-01
  replaces all
    flower:                          2 times net_weight
    anything else:                   nothing

amendment to counted "No more rounding up"
  effective from 2024-09-01
  rounded down to a whole g
)");
  const auto item = [&](const std::string& category) { return Item(policy).is("item.category", category).has("item.net_weight", Ratio::of(25, 10)); };
  constexpr Day june{2024, 6, 1}, july{2024, 7, 1}, august{2024, 8, 1}, september{2024, 9, 1};
  CHECK(amount(policy, "counted", item("shake")) == 3);
  CHECK(amount(policy, "counted", item("edible")) == 0);
  CHECK(amount(policy, "counted", item("flower"), june) == 3);
  CHECK(amount(policy, "counted", item("shake"), june) == 2);
  CHECK(amount(policy, "counted", item("shake").is("item.origin", "hemp"), june) == 0);
  CHECK(amount(policy, "counted", item("edible"), june) == 5);
  CHECK(amount(policy, "counted", item("vape"), june) == 0);
  CHECK_FALSE(measured(policy, "counted", item("vape"), july).high);
  CHECK(amount(policy, "counted", item("edible"), july) == 5);
  CHECK(amount(policy, "counted", item("flower"), august) == 5);
  CHECK(amount(policy, "counted", item("shake"), august) == 0);
  CHECK(amount(policy, "counted", item("flower").has("item.net_weight", Ratio::of(28, 10)), september) == 5);
}

TEST_CASE("a measure may be made of measures") {
  const model::Policy policy = compiled(R"(
measure plain in g
  counts each item
    flower:         net_weight
    anything else:  nothing

measure double in g
  counts each item
    flower:         plain + plain
    edible:         1 g + plain
    anything else:  unknown
)");
  CHECK(amount(policy, "double", Item(policy).is("item.category", "flower").has("item.net_weight", 4)) == 8);
  CHECK(amount(policy, "double", Item(policy).is("item.category", "edible").has("item.net_weight", 4)) == 1);
}

TEST_CASE("classes: words in the order of the text, unknown, and what stays possible") {
  const model::Policy policy = compiled(R"(
class route-here of each item
  flower, shake:                     smoking
  tincture where route is oral:      oral
  tincture where route is sublingual: sublingual
  accessory:                         none
  anything else:                     unknown

amendment to route-here "Shake is vaporized"
  effective from 2024-06-01
  replaces rows
    shake:                           inhaling
)");
  CHECK(policy.classes[0].values == std::vector<std::string>{"smoking", "oral", "sublingual", "none", "inhaling"});
  const auto item = [&](const std::string& category) { return Item(policy).is("item.category", category); };
  CHECK(class_of(policy, item("shake")) == "smoking");
  CHECK(class_of(policy, item("shake"), Day{2024, 6, 1}) == "inhaling");
  CHECK(class_of(policy, item("flower"), Day{2024, 6, 1}) == "smoking");
  CHECK(class_of(policy, item("tincture").is("item.route", "oral")) == "oral");
  CHECK(class_of(policy, item("tincture").is("item.route", "nasal")) == "smoking oral sublingual none inhaling");
  CHECK(class_of(policy, item("accessory")) == "none");
}

TEST_CASE("tables: keys, everything else, versions") {
  const model::Policy policy = compiled(R"(
table caps
  category by customer:                  cap
  flower by adult:                       1 g
  flower, shake by patient:              2 g
  flower by anything else:               3 g
  edible by patient:                     4 g
  anything else by adult:                5 g
  anything else by anything else:        6 g

table plain
  category:        cap
  flower, shake:   1 g
  edible:          2 g

amendment to plain "Shake"
  effective from 2024-06-01
  replaces rows
    shake:         7 g

measure by-caps in g
  counts each item
    anything else: caps[category].cap

measure by-plain in g
  counts each item
    flower, shake, edible: plain[category].cap
    anything else: nothing
)");
  const auto cell = [&](const std::string& category, const std::string& customer) {
    return amount(policy, "by-caps", Item(policy).is("item.category", category).is("customer.kind", customer));
  };
  CHECK(cell("flower", "adult") == 1);
  CHECK(cell("flower", "patient") == 2);
  CHECK(cell("shake", "patient") == 2);
  CHECK(cell("flower", "visitor") == 3);
  CHECK(cell("edible", "patient") == 4);
  CHECK(cell("shake", "adult") == 5);
  CHECK(cell("shake", "visitor") == 6);
  CHECK(cell("vape", "patient") == 6);
  const auto plain = [&](const std::string& category, Day day) { return amount(policy, "by-plain", Item(policy).is("item.category", category), day); };
  CHECK(plain("shake", early) == 1);
  CHECK(plain("shake", Day{2024, 6, 1}) == 7);
  CHECK(plain("flower", Day{2024, 6, 1}) == 1);
  CHECK(plain("edible", Day{2024, 6, 1}) == 2);
}

TEST_CASE("boxes of a table's rows: disjoint, and rows with fewer open keys come first") {
  using semantics::Box;
  const Box all{0b1111, 0b111};
  const std::vector<semantics::WrittenKeys> rows = {{{0b0001, 0b001}}, {{std::nullopt, 0b010}}, {{0b0010, std::nullopt}}, {{std::nullopt, std::nullopt}}};
  const semantics::RowBoxes boxes = semantics::boxes_of(rows, all);
  REQUIRE(boxes.overlap);   // the second and the third row both match in the second column
  CHECK(boxes.overlap->first == 1);
  CHECK(boxes.overlap->second == 2);
  CHECK(boxes.overlap->where == Box{0b0010, 0b010});
  const semantics::RowBoxes fit = semantics::boxes_of({rows[0], rows[1], rows[3]}, all);
  CHECK_FALSE(fit.overlap);
  for (unsigned a = 0; a < 4; ++a)
    for (unsigned b = 0; b < 3; ++b) {
      int matching = 0;
      for (const auto& row : fit.boxes)
        for (const Box& box : row) matching += (box[0] >> a & 1) && (box[1] >> b & 1);
      CHECK(matching == 1);
    }
}
