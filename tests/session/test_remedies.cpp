// What would make a denied cart legal: applied, it is.
#include <catch2/catch.hpp>

#include "runtime/facts/normalize.h"
#include "runtime/session/remedies.h"
#include "runtime/facts/json_reader.h"
#include "runtime/session/what_if.h"
#include "tests/session/law.h"

using namespace leaflaw;

namespace {

struct Cart {
  std::string items, history = "[]";
  int age = 34;
  [[nodiscard]] std::string text() const {
    return R"({"at":"2025-06-04 15:00","customer":{"kind":"adult","age":)" + std::to_string(age) + R"(},"history":)" + history + R"(,"items":[)" + items + "]}";
  }
};

Document decided(const Cart& cart) {
  Session session(law::of_shop().parts("shop"));
  return law::document(session.decide(cart.text()));
}

std::vector<std::string> texts(const Document& document) {
  std::vector<std::string> all;
  for (const Remedy& one : document.remedies) all.push_back(one.text);
  return all;
}

using Texts = std::vector<std::string>;

std::string line(const std::string& category, int quantity, const std::string& rest) {
  return R"({"category":")" + category + R"(","quantity":)" + std::to_string(quantity) + "," + rest + "}";
}
std::string flower(int quantity, const std::string& each) { return line("flower", quantity, R"("unit_weight":")" + each + "\""); }
std::string edible(int quantity, int milligrams) { return line("edible", quantity, R"("thc_per_package":")" + std::to_string(milligrams) + " mg THC\""); }

}  // namespace

TEST_CASE("the largest number of units that still fits is offered") {
  CHECK(texts(decided({flower(5, "7 g")})) == Texts{"Take 4 instead of 5."});
  CHECK(texts(decided({flower(30, "1 g")})) == Texts{"Take 28 instead of 30."});
  CHECK(texts(decided({flower(1000000, "1 mg")})) == Texts{"Take 28000 instead of 1000000."});
}

TEST_CASE("steps as the contract has them") {
  Document document = decided({flower(5, "7 g")});
  REQUIRE(document.remedies.size() == 1);
  REQUIRE(document.remedies[0].set.size() == 1);
  const RemedyStep& step = document.remedies[0].set[0];
  CHECK(step.item == 0);
  CHECK(step.fact == "item.quantity");
  CHECK(step.to == Quantity{4, Dimension::count});
  CHECK(step.from == Quantity{5, Dimension::count});
}

TEST_CASE("a total that was stated shrinks with the quantity") {
  // 35 g as the total of five: four are 28 g.
  CHECK(texts(decided({line("flower", 5, R"("net_weight":"35 g")")})) == Texts{"Take 4 instead of 5."});
  // Total and unit, within the label's tolerance.
  CHECK(texts(decided({line("flower", 5, R"("net_weight":"35 g","unit_weight":"7.1 g")")})) == Texts{"Take 4 instead of 5."});
}

TEST_CASE("one line rather than two, the least units first, the earlier line where equal") {
  // 21 + 14 = 35 g: one unit of seven grams of either line is enough.
  CHECK(texts(decided({flower(3, "7 g") + "," + flower(2, "7 g")})) == Texts{"Take 2 instead of 3 of line 1.", "Take 1 instead of 2 of line 2."});
  // 28 + 4: one ounce unit or four grams.
  CHECK(texts(decided({flower(1, "28 g") + "," + flower(4, "1 g")})) == Texts{"Leave out line 1.", "Leave out line 2."});
}

TEST_CASE("two lines where no single one is enough") {
  Document document = decided({flower(1, "28 g") + "," + flower(2, "14 g") + "," + flower(1, "7 g")});
  REQUIRE(!document.remedies.empty());
  CHECK(document.remedies[0].set.size() == 2);
  // The first two take two units out, the earlier lines stand first; the third takes three.
  CHECK(texts(document) == Texts{"Take 1 instead of 2 of line 2 and leave out line 1.", "Leave out lines 1 and 3.", "Leave out lines 2 and 3."});
}

TEST_CASE("a large cart far above the limit") {
  std::string items;
  for (int i = 0; i < 40; ++i) items += (items.empty() ? "" : ",") + flower(2, std::to_string(1 + i % 7) + " g");
  Document document = decided({items});
  REQUIRE(document.verdict == Verdict::deny);
  REQUIRE(!document.remedies.empty());
  // Of 310 g the six lines of 2 g and four of 4 g can stay: 28 g.
  CHECK(document.remedies[0].set.size() == 30);
}

TEST_CASE("a cart of thousands of lines is answered soon") {
  std::string items;
  for (int i = 0; i < 3000; ++i) items += (items.empty() ? "" : ",") + flower(1, "1 g");
  CHECK(decided({items}).remedies.empty());
}

TEST_CASE("two limits at once") {
  // Five packages are one too many; with 25 g of flower the day has room for 3 g, which is none of 100 mg (3.5 g).
  Document document = decided({flower(25, "1 g") + "," + edible(5, 100)});
  REQUIRE(!document.remedies.empty());
  CHECK(texts(document).front() == "Leave out line 2.");
  // With 21 g there is room for two packages.
  CHECK(texts(decided({flower(21, "1 g") + "," + edible(5, 100)})) == Texts{"Take 2 instead of 5 of line 2."});
}

TEST_CASE("a line that breaks a rule about lines can only be left out") {
  CHECK(texts(decided({flower(1, "7 g") + "," + edible(2, 150)})) == Texts{"Leave out line 2."});
}

TEST_CASE("nothing is offered where quantities do not help") {
  CHECK(decided({flower(5, "7 g"), "[]", 20}).remedies.empty());                                             // the customer is too young
  CHECK(decided({flower(1, "30 g")}).remedies.empty());                                                       // an empty cart sells nothing
  CHECK(decided({flower(1, "7 g"), R"([{"at":"2025-06-04 09:00","items":[{"category":"flower","net_weight":"28 g"}]}])"}).remedies.empty());
  CHECK(decided({flower(1, "7 g")}).remedies.empty());                                                        // allowed as it is
}

TEST_CASE("what is left of the day decides") {
  Cart cart{flower(5, "7 g"), R"([{"at":"2025-06-04 09:00","items":[{"category":"flower","net_weight":"14 g"}]}])"};
  CHECK(texts(decided(cart)) == Texts{"Take 2 instead of 5."});
}

TEST_CASE("goods in bulk are offered in whole grams") {
  Document document = decided({R"({"category":"flower","quantity":"30.5 g"})"});
  CHECK(texts(document) == Texts{"Take 28 g instead of 30.5 g."});
}

TEST_CASE("the reference offers what the engine offers") {
  const model::Policy& policy = law::of_shop().policy("shop");
  Session session(law::of_shop().parts("shop"));
  for (const std::string& items : {flower(5, "7 g"), flower(25, "1 g") + "," + edible(5, 100), flower(1, "28 g") + "," + flower(2, "14 g") + "," + flower(1, "7 g")}) {
    Cart cart{items};
    Document by_engine = law::document(session.decide(cart.text()));
    RequestOrErrors read = session.reader().read(read_json(cart.text()).root);
    Request completed = std::get<Request>(read);
    Record as_read = completed.event;
    REQUIRE(normalize(completed, policy.context).empty());
    Document denied = law::document(law::reference(policy)(completed));
    denied.remedies = find_remedies(as_read, completed, denied, policy.context, law::reference(policy));
    CHECK(texts(denied) == texts(by_engine));
  }
}

TEST_CASE("every remedy, applied, allows; and no single line with more units does") {
  Session session(law::of_shop().parts("shop"));
  const PolicyContext& context = *session.parts().context;
  const Judge judge = [&](const Request& request) { return session.judge(request); };
  std::size_t offered = 0, denials = 0;
  std::uint32_t random = 12345;
  auto below = [&random](std::uint32_t n) { return (random = random * 1664525u + 1013904223u, (random >> 8) % n); };
  for (int round = 0; round < 300; ++round) {
    std::string items;
    for (std::uint32_t i = 0, count = 1 + below(4); i < count; ++i) {
      std::string one = below(2) ? flower(static_cast<int>(1 + below(6)), std::to_string(1 + below(14)) + " g") : edible(static_cast<int>(1 + below(6)), 10 + static_cast<int>(below(12)) * 10);
      items += (items.empty() ? "" : ",") + one;
    }
    Cart cart{items};
    RequestOrErrors read = session.reader().read(read_json(cart.text()).root);
    Request completed = std::get<Request>(read);
    Record as_read = completed.event;
    REQUIRE(normalize(completed, context).empty());
    Document denied = law::document(session.decide(cart.text()));
    if (denied.verdict != Verdict::deny) continue;
    ++denials;
    INFO(cart.text());
    WhatIf what_if(as_read, completed, context, judge);
    for (const Remedy& remedy : denied.remedies) {
      ++offered;
      std::vector<QuantityChange> changes;
      for (const RemedyStep& step : remedy.set) changes.push_back({step.item, step.to.value});
      std::optional<Document> after = what_if.judged(changes);
      REQUIRE(after);
      CHECK(after->verdict == Verdict::allow);
      if (remedy.set.size() != 1) continue;
      for (i128 units = remedy.set[0].to.value.num + 1; Ratio(units) < remedy.set[0].from.value; ++units) {
        QuantityChange more{remedy.set[0].item, Ratio(units)};
        CHECK(what_if.judged({&more, 1})->verdict != Verdict::allow);
      }
    }
    // Fewest lines: where two are offered, no single line could do.
    if (denied.remedies.empty() || denied.remedies[0].set.size() < 2) continue;
    for (std::uint32_t line = 0; line < what_if.lines(); ++line) {
      QuantityChange out{line, Ratio(0)};
      CHECK(what_if.judged({&out, 1})->verdict != Verdict::allow);
    }
  }
  CHECK(denials > 100);
  CHECK(offered > 100);
}
