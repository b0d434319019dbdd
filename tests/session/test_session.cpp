// A request's whole way: text in, decision out.
#include <catch2/catch.hpp>

#include "runtime/decision/decision_text.h"
#include "tests/session/law.h"

using namespace leaflaw;

namespace {

Session& shop() {
  static Session session(law::of_shop().parts("shop"));
  return session;
}

std::string sale(const std::string& items, const std::string& more = {}) {
  return R"({"at":"2025-06-04 15:00","customer":{"kind":"adult","age":34},"history":[],"items":[)" + items + "]" + more + "}";
}

constexpr const char* flower_line = R"({"category":"flower","quantity":3,"unit_weight":"7 g"})";

}  // namespace

TEST_CASE("a decision says which pack and which request it is about") {
  std::string text = sale(flower_line);
  Document decided = law::document(shop().decide(text));
  CHECK(decided.verdict == Verdict::allow);
  CHECK(decided.pack == law::of_shop().pack->hash());
  CHECK(decided.request == content_hash(text));
  CHECK(content_hash("") == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(decided.request != law::document(shop().decide(sale(flower_line, " "))).request);
}

TEST_CASE("the same request gives the same bytes, whatever was decided before") {
  Session fresh(law::of_shop().parts("shop"));
  std::string odd = sale(R"({"category":"flower","quantity":7,"net_weight":"1/7 g"})");
  std::string first = fresh.json(fresh.decide(sale(flower_line)));
  for (int i = 0; i < 3; ++i) {
    CHECK(shop().json(shop().decide(odd)).find("\"verdict\":\"allow\"") != std::string::npos);
    CHECK(shop().json(shop().decide(sale(flower_line))) == first);
  }
}

TEST_CASE("numbers that are out of range together are a bad request, never a wrong answer") {
  // 35 primes as denominators: the least common one does not fit 128 bits.
  std::string items;
  for (int prime : {1009, 1013, 1019, 1021, 1031, 1033, 1039, 1049, 1051, 1061, 1063, 1069, 1087, 1091, 1093, 1097, 1103, 1109})
    items += (items.empty() ? "" : ",") + std::string(R"({"category":"flower","quantity":1,"net_weight":"1/)") + std::to_string(prime) + " g\"}";
  DocumentOrErrors outcome = shop().decide(sale(items));
  CHECK(law::code(outcome) == "E0852");
  // The session is as good as new.
  CHECK(law::document(shop().decide(sale(flower_line))).verdict == Verdict::allow);
}

TEST_CASE("what cannot be read is said with place and way out") {
  DocumentOrErrors outcome = shop().decide(sale(R"({"categori":"flower","quantity":3})"));
  REQUIRE(law::code(outcome) == "E0810");
  const InputError& error = std::get<std::vector<InputError>>(outcome).front();
  CHECK(error.path == "items[0].categori");
  CHECK(error.help == "did you mean `category`?");
  CHECK(law::code(shop().decide("{")) == "E0803");
  CHECK(law::code(shop().decide("")) == "E0800");
}

TEST_CASE("a message prints its figures in the limit's unit") {
  Document decided = law::document(shop().decide(sale(R"({"category":"flower","quantity":5,"unit_weight":"7 g"})")));
  REQUIRE(decided.violations.size() == 1);
  CHECK(decided.violations[0].message == "0 oz of 1 oz bought, 1.25 oz asked for.");
  CHECK(to_text(decided, shop().print()).find("What would make it legal") != std::string::npos);
}

TEST_CASE("the allowance report says what else fits") {
  ReportOrErrors outcome = shop().allowance(sale(std::string(flower_line) + R"(,{"category":"edible","quantity":1,"thc_per_package":"100 mg THC"},)" +
                                                R"({"category":"accessory","quantity":1})"));
  REQUIRE(std::holds_alternative<AllowanceReport>(outcome));
  const AllowanceReport& report = std::get<AllowanceReport>(outcome);
  REQUIRE(report.document.verdict == Verdict::allow);
  REQUIRE(report.fits.size() == 3);
  // 28 - 21 - 3.5 = 3.5 g are left: no further seven grams, one further package.
  CHECK(report.fits[0].more == Quantity{0, Dimension::count});
  CHECK(report.fits[1].more == Quantity{1, Dimension::count});
  CHECK(!report.fits[2].more);
  std::string json = shop().json(outcome);
  CHECK(json.find(R"("fits":[{"item":0,"fact":"quantity","more":"0 each"},{"item":1,"fact":"quantity","more":"1 each"},{"item":2,"fact":"quantity","more":null}]})") !=
        std::string::npos);
  CHECK(to_text(report, shop().print()).find("line 2: 1 more") != std::string::npos);
}

TEST_CASE("nothing fits beside a cart that is not allowed") {
  ReportOrErrors outcome = shop().allowance(sale(R"({"category":"flower","quantity":5,"unit_weight":"7 g"})"));
  const AllowanceReport& report = std::get<AllowanceReport>(outcome);
  CHECK(report.document.verdict == Verdict::deny);
  CHECK(report.fits.empty());
  CHECK(report.document.remedies.empty());
}
