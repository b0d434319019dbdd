#include <catch2/catch.hpp>

#include "tests/semantics/policy_text.h"

using namespace leaflaw;
using namespace leaflaw::testing;
using model::Op;

namespace {

// The constant that a comparison `fact is at least N` compares with, whichever way round it stands.
Ratio bound_of(const model::Policy& policy, model::ExprId id) {
  const model::Expr& comparison = policy.expr(id);
  for (model::ExprId arg : comparison.args)
    if (policy.expr(arg).op == Op::constant) return policy.expr(arg).number;
  return Ratio(-1);
}

const std::string amended = R"(
rule age "Of age"
  cite      "old law" confidence secondary
  reading   "A birthday counts from its first minute."
  topic     eligibility
  applies to sale
  require   customer.age is at least 19 years
  otherwise deny "Too young."

amendment to age "Twenty-one"
  cite      "new law"
  effective from 2022-07-01 through 2023-12-31
  require   customer.age is at least 21 years

amendment to age
  reading   "Intake counts as well."
  effective from 2024-01-01
  applies to sale, intake
)";

}  // namespace

TEST_CASE("an amendment replaces clause by clause and ends the version before it") {
  const model::Policy policy = policy_of(amended);
  const model::Rule& rule = rule_of(policy, "age");
  REQUIRE(rule.versions.size() == 3);
  const auto& [first, second, third] = std::tie(rule.versions[0], rule.versions[1], rule.versions[2]);

  CHECK(first.from == day("2020-01-01"));   // the policy's cover
  CHECK(first.through == day("2022-06-30"));
  CHECK(second.from == day("2022-07-01"));
  CHECK(second.through == day("2023-12-31"));
  CHECK(third.from == day("2024-01-01"));
  CHECK_FALSE(third.through.has_value());

  CHECK(first.title == "Of age");
  CHECK(second.title == "Twenty-one");
  CHECK(third.title == "Twenty-one");
  CHECK(first.source.cite == "old law");
  CHECK(third.source.cite == "new law");
  CHECK(third.source.confidence == model::Confidence::secondary);
  CHECK(first.source.readings.size() == 1);
  CHECK(third.source.readings == std::vector<std::string>{"A birthday counts from its first minute.", "Intake counts as well."});

  CHECK(bound_of(policy, first.bodies.front().require) == Ratio(19));
  CHECK(bound_of(policy, second.bodies.front().require) == Ratio(21));
  CHECK(bound_of(policy, third.bodies.front().require) == Ratio(21));
  CHECK(first.events == second.events);
  CHECK(third.events != first.events);
  CHECK((third.events & first.events) == first.events);
  for (const model::RuleVersion& version : rule.versions) {
    REQUIRE(version.bodies.front().message.size() == 1);
    CHECK(version.bodies.front().message.front().text == "Too young.");
  }
}

TEST_CASE("what held before the first version, and what follows the last") {
  const model::Policy policy = policy_of(R"(
rule adults "Adults"
  cite "c" confidence primary
  topic eligibility
  effective from 2021-01-01 through 2022-12-31
  before that no sale
  followed by everyone
  applies to sale when customer is adult
  require customer.age is at least 21 years

rule everyone "Everyone"
  cite "c" confidence primary
  topic eligibility
  effective from 2023-01-01
  applies to sale
  require customer.age is at least 21 years
)");
  const model::Rule& adults = rule_of(policy, "adults");
  REQUIRE(adults.before_first.has_value());
  const Fact& kind = policy.schema->facts[policy.schema->with(Role::event_kind)];
  CHECK(policy.schema->enumerations[kind.enumeration].values[*adults.before_first] == "sale");
  CHECK(adults.followed_by == std::vector<std::string>{"everyone"});
  CHECK_FALSE(rule_of(policy, "everyone").before_first.has_value());
  CHECK(model::in_force(adults, day("2023-01-01")) == nullptr);
  CHECK(model::in_force(adults, day("2022-12-31")) == &adults.versions.front());
}

TEST_CASE("a message keeps its words and values in order") {
  const model::Policy policy = policy_of(R"(
rule age "Of age"
  cite "c" confidence primary
  topic eligibility
  applies to sale for each item where category is edible
  require customer.age is at least 21 years
  otherwise deny "{item.product.name} is not for {customer.age}."
)");
  const model::Message& message = rule_of(policy, "age").versions.front().bodies.front().message;
  REQUIRE(message.size() == 4);
  CHECK(policy.expr(message[0].value).op == Op::fact_text);
  CHECK(policy.expr(message[0].value).item_scope);
  CHECK(message[1].text == " is not for ");
  CHECK(policy.expr(message[2].value).op == Op::fact_number);
  CHECK_FALSE(policy.expr(message[2].value).item_scope);
  CHECK(message[3].text == ".");
}
