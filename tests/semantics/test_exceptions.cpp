#include <catch2/catch.hpp>

#include <algorithm>

#include "tests/semantics/policy_text.h"

using namespace leaflaw;
using namespace leaflaw::testing;
using model::Body;
using model::Op;

namespace {

const std::string daily_limit = R"(
limit daily "Daily"
  cite "c" confidence primary
  topic purchase-limit
  applies to sale
  counts net_weight of items
  at most 1 oz in each calendar day
  tallied by state
)";

std::string exception(const std::string& head, const std::string& clauses) { return "exception " + head + " \"E\"\n  cite \"c\" confidence primary\n  " + clauses + "\n"; }

const std::string& id_of(const model::Policy& policy, const Body& body) { return policy.exceptions[body.exception].id; }

const Body& body_of(const model::Policy& policy, const model::RuleVersion& version, const std::string& id) {
  for (const Body& body : version.bodies)
    if (body.exception != no_index && id_of(policy, body) == id) return body;
  FAIL("no body of " << id);
  return version.bodies.front();
}

Ratio cap_of(const model::Policy& policy, const Body& body) {
  REQUIRE(policy.expr(body.limit.cap).op == Op::constant);
  return policy.expr(body.limit.cap).number;
}

// How many leaves of a kind of operation a condition has.
int count(const model::Policy& policy, model::ExprId id, Op op) {
  const model::Expr& expr = policy.expr(id);
  int found = expr.op == op ? 1 : 0;
  for (model::ExprId arg : expr.args) found += count(policy, arg, op);
  return found;
}

}  // namespace

TEST_CASE("an exception replaces clause by clause; the cap is the one it replaces") {
  const model::Policy policy = policy_of(daily_limit + exception("patients to daily", "when customer is patient\n  at most 3 times the cap") +
                                         exception("monthly to daily", "when channel is delivery\n  at most 4 oz in each calendar month\n  for patient\n  also duty \"Log it.\""));
  const model::RuleVersion& version = rule_of(policy, "daily").versions.front();
  REQUIRE(version.bodies.size() == 3);
  CHECK(version.bodies.front().exception == no_index);
  CHECK(cap_of(policy, version.bodies.front()) == Ratio(28));

  const Body& patients = body_of(policy, version, "patients");
  CHECK(cap_of(policy, patients) == Ratio(84));
  CHECK(patients.limit.window == version.bodies.front().limit.window);
  CHECK(patients.limit.amount == version.bodies.front().limit.amount);
  CHECK(patients.limit.scope == Scope::state);
  CHECK(patients.limit.written.name == "oz");
  CHECK(patients.also_duty.empty());

  const Body& monthly = body_of(policy, version, "monthly");
  CHECK(cap_of(policy, monthly) == Ratio(112));
  CHECK(monthly.limit.window.kind == WindowKind::calendar_month);
  CHECK(monthly.limit.person == model::Person::patient);
  CHECK(version.bodies.front().limit.person == model::Person::customer);
  CHECK(monthly.also_duty == "Log it.");
}

TEST_CASE("rank is the length of the chain, and conditions are joined along it") {
  const model::Policy policy = policy_of(daily_limit + exception("first to daily", "when customer is patient\n  at most 2 times the cap") +
                                         exception("second to first", "when channel is delivery\n  at most 5 times the cap") +
                                         exception("third to daily, second", "when patient.terminal\n  waived") +
                                         exception("other to first, second", "when registry.status is unavailable\n  waived"));
  const model::RuleVersion& version = rule_of(policy, "daily").versions.front();
  std::vector<std::string> order;
  std::vector<int> ranks;
  for (const Body& body : version.bodies) {
    order.push_back(body.exception == no_index ? "daily" : id_of(policy, body));
    ranks.push_back(body.rank);
  }
  CHECK(order == std::vector<std::string>{"daily", "third", "other", "second", "first"});
  CHECK(ranks == std::vector<int>{0, 3, 3, 2, 1});

  const Body& second = body_of(policy, version, "second");
  CHECK(cap_of(policy, second) == Ratio(280));   // five times the twofold cap that it replaces
  CHECK(policy.expr(second.condition).op == Op::both);
  CHECK(count(policy, second.condition, Op::one_of) == 2);
  CHECK(policy.expr(body_of(policy, version, "third").condition).op == Op::fact_truth);   // names the rule: stands for itself
  const Body& other = body_of(policy, version, "other");
  CHECK(count(policy, other.condition, Op::either) == 1);
  CHECK(count(policy, other.condition, Op::one_of) == 4);   // its own, first's, and second's with first's
}

TEST_CASE("an exception has days of its own, and applies only while those it is made to are in force") {
  const model::Policy policy = policy_of(daily_limit + exception("first to daily", "effective from 2021-01-01 through 2022-12-31\n  when customer is patient\n  at most 2 oz") +
                                         "amendment to first\n  effective from 2023-01-01\n  at most 3 oz\n" +
                                         exception("second to first", "effective from 2022-07-01 through 2023-06-30\n  when channel is delivery\n  also duty \"Log it.\"") +
                                         "amendment to daily\n  effective from 2023-03-01\n  at most 1.5 oz in each calendar day\n");
  const model::Rule& rule = rule_of(policy, "daily");
  struct Seen { std::string id; Date from; std::optional<Date> through; Ratio cap; };
  auto check = [&](const model::RuleVersion& version, const std::vector<Seen>& expected) {
    REQUIRE(version.bodies.size() == expected.size() + 1);
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const Body& body = version.bodies[i + 1];
      INFO(expected[i].id << " from " << to_string(expected[i].from));
      CHECK(id_of(policy, body) == expected[i].id);
      CHECK(body.from == expected[i].from);
      CHECK(body.through == expected[i].through);
      CHECK(cap_of(policy, body) == expected[i].cap);
    }
  };
  REQUIRE(rule.versions.size() == 2);
  check(rule.versions[0], {{"second", day("2022-07-01"), day("2022-12-31"), Ratio(56)},
                           {"second", day("2023-01-01"), day("2023-02-28"), Ratio(84)},
                           {"first", day("2021-01-01"), day("2022-12-31"), Ratio(56)},
                           {"first", day("2023-01-01"), day("2023-02-28"), Ratio(84)}});
  check(rule.versions[1], {{"second", day("2023-03-01"), day("2023-06-30"), Ratio(84)}, {"first", day("2023-03-01"), std::nullopt, Ratio(84)}});
  // The amended exception stands in the Model once for each of its versions.
  CHECK(policy.exceptions[rule.versions[0].bodies[3].exception].through == day("2022-12-31"));
  CHECK(policy.exceptions[rule.versions[0].bodies[4].exception].from == day("2023-01-01"));
}

TEST_CASE("an amendment turns a waiver into a requirement and back") {
  const model::Policy policy = policy_of(R"(
rule age "Of age"
  cite "c" confidence primary
  topic eligibility
  applies to sale
  require customer.age is at least 21 years
)" + exception("parents to age", "when customer is caregiver\n  waived") +
                                         "amendment to parents\n  effective from 2022-01-01\n  require customer.age is at least 18 years\n"
                                         "amendment to parents\n  effective from 2023-01-01\n  waived\n");
  const model::RuleVersion& version = rule_of(policy, "age").versions.front();
  REQUIRE(version.bodies.size() == 4);
  CHECK(version.bodies[1].waived);
  CHECK_FALSE(version.bodies[2].waived);
  CHECK(version.bodies[2].require != version.bodies[0].require);
  CHECK(version.bodies[3].waived);
}

TEST_CASE("one exception to several rules takes the form of each") {
  const model::Policy policy = policy_of(daily_limit + R"(
rule potency "Each item"
  cite "c" confidence primary
  topic potency
  applies to sale for each item
  require thc_per_package is at most 100 mg THC

warning look "Look"
  cite "c" confidence primary
  topic sale-conduct
  applies to sale
)" + exception("ill to daily, potency, look", "when patient.terminal\n  waived") +
                                         exception("strong to potency", "when category is edible\n  require thc_per_package is at most 200 mg THC"));
  for (const char* id : {"daily", "potency", "look"}) CHECK(body_of(policy, rule_of(policy, id).versions.front(), "ill").waived);
  const model::RuleVersion& each = rule_of(policy, "potency").versions.front();
  CHECK(each.bodies.size() == 3);
  CHECK(policy.expr(body_of(policy, each, "strong").condition).item_scope);
  CHECK(rule_of(policy, "daily").versions.front().bodies.size() == 2);
}
