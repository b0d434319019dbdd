// Whole policies: what the header, units, symbols and timelines come to in the Model.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/semantics/texts.h"

using namespace leaflaw;
using semantics_test::policy;

namespace {

const PolicySet& shipped() {
  static const PolicySet set = compile_all({std::string(SOURCE_DIR) + "/policies"});
  return set;
}

const model::Policy& shipped(std::string_view id) {
  for (const model::Policy& each : shipped().policies)
    if (each.id == id) return each;
  FAIL("no policy " + std::string(id) + "\n" + print(shipped().diagnostics, shipped().sources, false));
  return shipped().policies.front();
}

const model::Rule& rule(const model::Policy& policy, std::string_view id) {
  for (const model::Rule& each : policy.rules)
    if (each.id == id) return each;
  FAIL("no rule " + std::string(id));
  return policy.rules.front();
}

Date day(std::int32_t year, std::int32_t month, std::int32_t of_month) { return from_civil({year, month, of_month}); }

constexpr const char* age_rule = "rule adult-age \"21\" cite \"c\" confidence primary topic eligibility applies to sale require customer.age is at least 21 years\n";

struct Folder {
  std::filesystem::path path = std::filesystem::temp_directory_path() / ("leaflaw-semantics-" + std::to_string(::getpid()));
  Folder() { std::filesystem::create_directories(path / "deep" / ".hidden"); }
  ~Folder() { std::filesystem::remove_all(path); }
  void write(const std::string& name, const std::string& text) const { std::ofstream(path / name) << text; }
  [[nodiscard]] PolicySet compile() const { return compile_all({path.string()}); }
};

std::string small_policy(const std::string& id, const std::string& words = "retail 1") {
  return "# a policy\npolicy " + id + " \"P\"\n vocabulary " + words + "\n time zone UTC\n covers sale from 2020-01-01\n as of 2021-01-01\n" + age_rule;
}

}  // namespace

TEST_CASE("all shipped policies compile") {
  INFO(print(shipped().diagnostics, shipped().sources, false));
  CHECK_FALSE(shipped().diagnostics.has_errors());
  CHECK(shipped().policies.size() >= 2);
  CHECK(std::is_sorted(shipped().policies.begin(), shipped().policies.end(), [](const auto& a, const auto& b) { return a.id < b.id; }));
  REQUIRE(shipped().paths.size() == shipped().policies.size());
  for (std::size_t i = 0; i < shipped().paths.size(); ++i) CHECK(shipped().paths[i].ends_with(shipped().policies[i].id + ".leaf"));
}

TEST_CASE("every rule of every shipped policy stands in the order of evaluation once") {
  for (const model::Policy& each : shipped().policies) {
    std::vector<std::uint16_t> order = each.evaluation_order;
    std::sort(order.begin(), order.end());
    INFO(each.id);
    REQUIRE(order.size() == each.rules.size());
    for (std::size_t i = 0; i < order.size(); ++i) CHECK(order[i] == i);
  }
}

TEST_CASE("no expression of a shipped policy is left without a dimension or points nowhere") {
  for (const model::Policy& each : shipped().policies)
    for (const model::Expr& expr : each.exprs) {
      INFO(each.id << ": " << shipped().sources.text(expr.span));
      for (model::ExprId arg : expr.args) CHECK(arg < each.exprs.size());
      if (expr.type == model::Type::value) CHECK(expr.domain != no_index);
    }
}

TEST_CASE("Florida as the compiler understands it") {
  const model::Policy& florida = shipped("us-fl");
  CHECK(florida.name == "Florida");
  CHECK(florida.covers_from == day(2022, 3, 1));
  CHECK(florida.context.units.find("oz")->in_base == Ratio::of(2835, 100));
  CHECK(florida.context.zone_from_fact);
  CHECK(florida.context.zone_names[florida.context.default_zone] == "America/New_York");
  CHECK(std::find(florida.context.zone_names.begin(), florida.context.zone_names.end(), "America/Chicago") != florida.context.zone_names.end());
  CHECK(florida.schema->enumerations[florida.context.state_enumeration].values[static_cast<std::size_t>(florida.context.state)] == "FL");
  const auto& addresses = florida.context.limit_addresses;
  CHECK(std::find(addresses.begin(), addresses.end(), "route-70-day[edible]") != addresses.end());
  CHECK(std::find(addresses.begin(), addresses.end(), "route-70-day[smoking]") == addresses.end());
  CHECK(std::find(addresses.begin(), addresses.end(), "route-70-day[none]") == addresses.end());
  const FactId amount = florida.schema->find("patient.orders[].amount");
  const auto use = [&](std::string_view key) {
    for (const KeyUse& each : florida.context.key_uses)
      if (each.field == amount && each.key == key) return each.dimension;
    return Dimension::none;
  };
  CHECK(use("smoking") == Dimension::mass);
  CHECK(use("edible") == Dimension::thc);
  const std::vector<Date> periods = florida.periods();
  REQUIRE(!periods.empty());
  CHECK(periods.front() == florida.covers_from);
  CHECK(std::find(periods.begin(), periods.end(), day(2022, 8, 29)) != periods.end());
  CHECK(std::find(periods.begin(), periods.end(), day(2023, 3, 26)) != periods.end());   // the day after an exception ends
}

TEST_CASE("Washington's drinks change on one day, the other rows of their class do not") {
  const model::Policy& washington = shipped("us-wa");
  REQUIRE(washington.classes.size() == 1);
  const model::ItemClass& bucket = washington.classes.front();
  REQUIRE(bucket.versions.size() == 2);
  CHECK(bucket.versions[0].through == day(2024, 6, 5));
  CHECK(bucket.versions[1].from == day(2024, 6, 6));
  CHECK(bucket.versions[1].body.size() >= bucket.versions[0].body.size());
  const model::Rule& usable = rule(washington, "usable");
  REQUIRE(usable.versions.size() == 1);
  REQUIRE(usable.versions[0].bodies.size() == 2);
  CHECK(washington.exceptions[usable.versions[0].bodies[1].exception].id == "registered-patients");
  CHECK(usable.versions[0].bodies[1].limit.written.name == "oz");
}

TEST_CASE("units: the policy's ounces, units of other units, dimensions of its own") {
  const auto made = policy(R"(unit oz is 28 g cite "a" confidence primary
unit fl oz is 30 ml
unit half is 0.5 oz
unit day-unit "whole-day unit"
unit pack is 3 day-unit
unit share
measure days in day-unit counts each item flower: net_weight per 2 g as 1 day-unit  anything else: nothing
measure shares in share counts each item flower: net_weight per 2 g as 1 share  anything else: nothing
limit a "A" cite "c" confidence primary topic purchase-limit applies to sale counts days at most 2 pack in one transaction
limit b "B" cite "c" confidence primary topic purchase-limit applies to sale counts shares at most 2 share in one transaction
limit c "C" cite "c" confidence primary topic purchase-limit applies to sale counts net_weight at most 4 half in one transaction
)" + std::string(age_rule));
  INFO(made.printed);
  REQUIRE(made.policy);
  const UnitTable& units = made.policy->context.units;
  CHECK(units.find("half")->in_base == Ratio(14));
  CHECK(units.find("fl oz")->in_base == Ratio(30));
  CHECK(units.find("day-unit")->dimension == Dimension::own);
  CHECK(units.find("pack")->dimension == Dimension::own);
  CHECK(units.find("pack")->in_base == Ratio(3));
  CHECK(units.find("share")->dimension != Dimension::own);
  CHECK(made.policy->units.size() == 6);
  CHECK(made.policy->units[3].title == "whole-day unit");
  const auto& body = rule(*made.policy, "c").versions[0].bodies[0];
  CHECK(made.policy->expr(body.limit.cap).number == Ratio(56));
}

TEST_CASE("amendments attach wherever they stand, in the order of the text") {
  const auto made = policy(R"(amendment to adult-age effective from 2022-01-01 require customer.age is at least 25 years
)" + std::string(age_rule) + R"(amendment to adult-age "30" effective from 2023-01-01 require customer.age is at least 30 years
)");
  INFO(made.printed);
  REQUIRE(made.policy);
  const model::Rule& age = rule(*made.policy, "adult-age");
  REQUIRE(age.versions.size() == 3);
  CHECK(age.versions[2].title == "30");
  CHECK(model::in_force(age, day(2022, 12, 31)) == &age.versions[1]);
  CHECK(model::in_force(age, day(2019, 12, 31)) == nullptr);
  CHECK(made.policy->periods() == std::vector<Date>{day(2020, 1, 1), day(2022, 1, 1), day(2023, 1, 1)});
}

TEST_CASE("a rule stands after the limits that it reads") {
  const auto made = policy(R"(rule enough "At least a gram" cite "c" confidence primary topic purchase-limit applies to sale require daily.this is at least 1 g
limit daily "Ten grams" cite "c" confidence primary topic purchase-limit applies to sale counts net_weight at most 10 g in each calendar day tallied by store
)");
  INFO(made.printed);
  REQUIRE(made.policy);
  CHECK(made.policy->evaluation_order == std::vector<std::uint16_t>{1, 0});
}

TEST_CASE("a policy moves with its zones, and gives its names") {
  auto made = policy("class kind of each item flower: herb  anything else: none\nrule r \"R\" cite \"c\" confidence primary topic eligibility applies to sale require no item has kind is herb\n" + std::string(age_rule));
  INFO(made.printed);
  REQUIRE(made.policy);
  const model::Policy moved = std::move(*made.policy);
  CHECK(offset_at(moved.context.zones[0], Instant{1717200000}) == -5 * 3600);
  CHECK(moved.value_name(model::first_class, 0) == "herb");
  CHECK(moved.value_name(moved.schema->facts[moved.schema->with(Role::event_kind)].enumeration, 0) == "sale");
  CHECK(moved.context.class_values == std::vector<std::string>{"herb", "none"});
  CHECK(std::string(model::spelling(model::Confidence::secondary)) == "secondary");
}

TEST_CASE("folders: every policy once, vocabularies beside them, hidden folders left alone") {
  Folder folder;
  folder.write("b.leaf", small_policy("us-b"));
  folder.write("deep/a.leaf", small_policy("us-a", "shop 2"));
  folder.write("words.leaf", "# words\n\nvocabulary shop 2 \"W\"\nenumeration k is sale\nfact event is one of k, role event-kind\nfact at is instant, role event-time\nfact customer.age is years, required\n");
  folder.write("deep/.hidden/c.leaf", "not a policy");
  folder.write("notes.txt", "not a policy");
  const PolicySet set = compile_all({folder.path.string(), (folder.path / "b.leaf").string()});
  INFO(print(set.diagnostics, set.sources, false));
  CHECK(set.diagnostics.all().empty());
  REQUIRE(set.policies.size() == 2);
  CHECK(set.policies[0].id == "us-a");
  CHECK(set.policies[0].schema->name == "shop");
  CHECK(set.paths[1].ends_with("b.leaf"));
}

TEST_CASE("folders: what cannot be read, two of one name, and words with mistakes") {
  Folder folder;
  const PolicySet none = compile_all({(folder.path / "missing.leaf").string()});
  REQUIRE(none.diagnostics.all().size() == 1);
  CHECK(none.diagnostics.all()[0].code == Code::file_unreadable);
  folder.write("one.leaf", small_policy("us-b"));
  folder.write("two.leaf", small_policy("us-b"));
  const PolicySet twice = folder.compile();
  REQUIRE(twice.diagnostics.all().size() == 1);
  CHECK(twice.diagnostics.all()[0].code == Code::duplicate_policy);
  CHECK(twice.policies.size() == 1);
  folder.write("words.leaf", "vocabulary shop 2 \"W\"\nfact event is one of k, role event-kind\n");
  const PolicySet wordless = folder.compile();
  CHECK(wordless.policies.empty());
  for (const Diagnostic& each : wordless.diagnostics.all()) CHECK(wordless.sources.file(each.span.file).path.ends_with("words.leaf"));
}

TEST_CASE("a vocabulary beside the policies takes the place of the standard one of its name") {
  const auto other = semantics_test::vocabulary("vocabulary retail 1 \"Mine\"\nenumeration k is sale\nfact event is one of k, role event-kind\nfact at is instant, role event-time\nfact customer.age is years, required\nfact mine is yes-no\n");
  REQUIRE(other.printed == "");
  const auto made = semantics_test::whole_policy(small_policy("us-b") + "rule m \"M\" cite \"c\" confidence primary topic eligibility applies to sale require mine\n", {*other.vocabulary});
  CHECK(made.printed == "");
}
