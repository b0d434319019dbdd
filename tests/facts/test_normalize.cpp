#include <catch2/catch.hpp>

#include "runtime/facts/json_reader.h"
#include "runtime/facts/normalize.h"
#include "tests/facts/vocabulary.h"

using namespace leaflaw;
using cheese::errors_of;
using cheese::number;
using cheese::request;

namespace {
Request lines(std::string_view items) { return request("{\"at\":\"2024-06-01 12:00\",\"items\":[" + std::string(items) + "]}"); }
const FactValue& value(const Line& line, std::string_view name) { return line.facts[cheese::fact(name)]; }
const FactValue& value(const Record& record, std::string_view name) { return record.facts[cheese::fact(name)]; }
}  // namespace

TEST_CASE("totals follow from count and unit, and back") {
  Request r = lines(R"({"quantity":3,"unit_weight":"3.5 g","salt_per_unit":"10 mg THC"},{"quantity":4,"net_weight":"14 g"},{"quantity":"28 g"},{"unit_weight":"2 g"})");
  const auto& i = r.event.items;
  CHECK(number(i[0], "item.net_weight") == Ratio::of(21, 2));
  CHECK(value(i[0], "item.net_weight").derived);
  CHECK(value(i[0], "item.net_weight").dimension == Dimension::mass);
  CHECK_FALSE(value(i[0], "item.unit_weight").derived);
  CHECK(number(i[0], "item.salt") == Ratio(30));
  CHECK(number(i[1], "item.unit_weight") == Ratio::of(7, 2));
  CHECK(number(i[2], "item.net_weight") == Ratio(28));     // bulk: the quantity is the weight
  CHECK(value(i[2], "item.unit_weight").given == Given::no);   // mass / mass is a number, no mass
  CHECK(value(i[3], "item.net_weight").given == Given::no);
  CHECK(value(i[3], "item.salt").given == Given::no);
}

TEST_CASE("a division by zero derives nothing") {
  Request r = lines(R"({"quantity":0,"net_weight":"0 g"})");
  CHECK(value(r.event.items[0], "item.unit_weight").given == Given::no);
}

TEST_CASE("inside the tolerance the stated value wins, outside it is disputed with both values") {
  Request r = lines(R"({"quantity":10,"unit_weight":"1 g","net_weight":"10.2 g"},{"quantity":10,"unit_weight":"1 g","net_weight":"10.21 g"},{"quantity":10,"unit_weight":"1 g","net_weight":"9.8 g"},{"quantity":10,"unit_weight":"1 g","net_weight":"9.79 g"})");
  const auto& i = r.event.items;
  CHECK(number(i[0], "item.net_weight") == Ratio::of(102, 10));
  CHECK(value(i[1], "item.net_weight").given == Given::disputed);
  CHECK(value(i[1], "item.net_weight").number == Ratio::of(1021, 100));
  CHECK(value(i[1], "item.net_weight").derived_number == Ratio(10));
  CHECK(number(i[1], "item.unit_weight") == Ratio(1));
  CHECK(value(i[2], "item.net_weight").given == Given::yes);
  CHECK(value(i[3], "item.net_weight").given == Given::disputed);
}

TEST_CASE("percentages are plain numbers to each other") {
  Request r = lines(R"({"fat_dry":"10 %","fat_wet":"1 %"},{"fat_dry":"10 %","fat_wet":"1 %","fat":"9.77 %"},{"fat_dry":"10 %","fat_wet":"1 %","fat":"9.78 %"},{"fat_dry":"10 %"})");
  CHECK(number(r.event.items[0], "item.fat") == Ratio::of(977, 100));
  CHECK(value(r.event.items[0], "item.fat").dimension == Dimension::percent);
  CHECK(value(r.event.items[1], "item.fat").given == Given::yes);
  CHECK(value(r.event.items[2], "item.fat").given == Given::disputed);
  CHECK(value(r.event.items[3], "item.fat").given == Given::no);
}

TEST_CASE("ages come from birth dates, which are dropped, at the event's and each entry's own date") {
  Request r = request(R"({"at":"2024-06-01 00:00","buyer":{"birth":"2003-06-01"},"history":[{"at":"2024-05-31 23:59","buyer":{"birth":"2003-06-01"}}]})");
  CHECK(number(r.event, "buyer.age") == Ratio(21));
  CHECK(value(r.event, "buyer.age").dimension == Dimension::age);
  CHECK(value(r.event, "buyer.birth").given == Given::no);
  CHECK(number(r.history.entries[0], "buyer.age") == Ratio(20));
  CHECK(value(r.history.entries[0], "buyer.birth").given == Given::no);
  Request unborn = request(R"({"at":"2024-06-01 00:00","buyer":{"birth":"2024-06-02"}})");
  CHECK(value(unborn.event, "buyer.age").given == Given::no);
}

TEST_CASE("where two facts mean the same, one follows from the other and unequal ones are refused") {
  Request r = request(R"({"at":"2024-06-01 12:00","buyer":{"kind":"member","age":40,"key":"K"}})");
  CHECK(number(r.event, "member.age") == Ratio(40));
  CHECK(value(r.event, "member.key").text == "K");
  CHECK(value(request(R"({"at":"2024-06-01 12:00","buyer":{"kind":"guest","age":40}})").event, "member.age").given == Given::no);
  CHECK(value(request(R"({"at":"2024-06-01 12:00","buyer":{"age":40}})").event, "member.age").given == Given::no);
  CHECK(errors_of(R"({"at":"2024-06-01 12:00","buyer":{"kind":"guest","age":40},"member":{"age":41}})").empty());
  CHECK(errors_of(R"({"at":"2024-06-01 12:00","buyer":{"kind":"member","age":40},"member":{"age":41}})") ==
        "E0850 member.age: `member.age` is 41 years and `buyer.age` is 40 years | here both mean the same; give one of them, or the same value twice");
  CHECK(errors_of(R"({"at":"2024-06-01 12:00","history":{"entries":[{"at":"2024-05-01 12:00","buyer":{"kind":"member","key":"A"},"member":{"key":"B"}}]}})") ==
        "E0850 history.entries[0].member.key: `member.key` is `B` and `buyer.key` is `A` | here both mean the same; give one of them, or the same value twice");
}

TEST_CASE("yes-no follows from the policy's own place") {
  CHECK(number(request(R"({"at":"2024-06-01 12:00","buyer":{"home":{"place":"AA"}}})").event, "buyer.local") == Ratio(1));
  CHECK(number(request(R"({"at":"2024-06-01 12:00","buyer":{"home":{"place":"BB"}}})").event, "buyer.local") == Ratio(0));
  CHECK(number(request(R"({"at":"2024-06-01 12:00","buyer":{"home":{"place":"BB"},"local":true}})").event, "buyer.local") == Ratio(1));
  CHECK(value(request(R"({"at":"2024-06-01 12:00"})").event, "buyer.local").given == Given::no);
}

TEST_CASE("entries' lines are completed too; the normal form is final") {
  Request r = request(R"({"at":"2024-06-01 12:00","items":[{"quantity":2,"unit_weight":"1 g","net_weight":"3 g"}],"history":[{"at":"2024-05-01 12:00","items":[{"quantity":2,"unit_weight":"1 g"}]}]})");
  CHECK(number(r.history.entries[0].items[0], "item.net_weight") == Ratio(2));
  Request again = r;
  CHECK(normalize(again, cheese::counter().context).empty());
  for (std::size_t i = 0; i < r.event.items[0].facts.size(); ++i) {
    CHECK(again.event.items[0].facts[i].given == r.event.items[0].facts[i].given);
    CHECK(again.event.items[0].facts[i].number == r.event.items[0].facts[i].number);
  }
}

TEST_CASE("a product that does not fit is an error, never a wrong figure") {
  std::string fraction = "1/999999999999999989";
  std::string other = "1/999999999999999877";
  Request ok = lines("{\"quantity\":\"" + fraction + " each\",\"unit_weight\":\"" + other + " g\"}");
  CHECK(value(ok.event.items[0], "item.net_weight").given == Given::yes);   // 36 digits fit 128 bits
  CHECK(errors_of("{\"at\":\"2024-06-01 12:00\",\"items\":[{\"fat_dry\":\"" + fraction + " %\",\"fat_wet\":\"" + other + " %\"}]}")
            .starts_with("E0851 items[0].fat: the amounts that it follows from are out of range together"));
}
