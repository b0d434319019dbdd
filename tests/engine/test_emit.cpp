// What the emitter makes of small Models: what it shares, what it folds, and what it refuses.
#include <catch2/catch.hpp>

#include "compiler/emit/emit.h"
#include "tests/engine/random_schema.h"

using namespace leaflaw;
using namespace leaflaw::model;

namespace {

// One policy of one limit on weight for sales, and more where a test adds it.
class Small {
 public:
  Small() {
    policy.id = policy.context.id = "small";
    policy.layers = {{"small", "Small", last_date}};
    policy.schema = test.schema;
    policy.context.schema = test.schema.get();
    policy.covers = 1;
    policy.covers_from = Date{19700};
    policy.as_of = Date{20000};
    policy.zones = tests::test_zones();
  }
  ExprId add(Op op, Type type, std::vector<ExprId> args, Ratio number = 0) {
    Expr expr;
    expr.op = op;
    expr.type = type;
    expr.dimension = type == Type::number ? Dimension::mass : Dimension::none;
    expr.number = number;
    for (ExprId arg : args) expr.item_scope = expr.item_scope || policy.exprs[arg].item_scope;
    expr.args = std::move(args);
    policy.exprs.push_back(std::move(expr));
    return static_cast<ExprId>(policy.exprs.size() - 1);
  }
  ExprId constant(const Ratio& value) { return add(Op::constant, Type::number, {}, value); }
  ExprId fact(Op op, Type type, FactId id) {
    ExprId made = add(op, type, {});
    policy.exprs[made].fact.fact = id;
    policy.exprs[made].item_scope = test.schema->facts[id].place == FactPlace::item;
    return made;
  }
  ExprId weight() { return fact(Op::fact_number, Type::number, test.weight); }
  RuleVersion& rule(RuleKind kind) {
    Rule made;
    made.id = "rule-" + std::to_string(policy.rules.size());
    made.kind = kind;
    RuleVersion version;
    version.from = policy.covers_from;
    version.events = 1;
    version.bodies.emplace_back();
    made.versions.push_back(std::move(version));
    policy.evaluation_order.push_back(static_cast<std::uint16_t>(policy.rules.size()));
    policy.rules.push_back(std::move(made));
    return policy.rules.back().versions.back();
  }
  LimitBody& limit(ExprId amount, ExprId cap) {
    LimitBody& body = rule(RuleKind::limit).bodies.front().limit;
    body.amount = amount;
    body.cap = cap;
    body.dimension = Dimension::mass;
    body.window.kind = WindowKind::calendar_day;
    return body;
  }
  std::optional<engine::PolicyTables> tables() { return emit(policy, diagnostics); }

  tests::TestSchema test;
  Policy policy;
  Diagnostics diagnostics;
};

}  // namespace

TEST_CASE("emit: limits that count alike share a tally, whatever their caps") {
  Small small;
  ExprId amount = small.weight();
  small.limit(amount, small.constant(Ratio::of(10, 3)));
  small.limit(amount, small.constant(Ratio::of(5, 2)));
  auto tables = small.tables();
  REQUIRE(tables);
  CHECK(tables->meters.size() == 2);
  CHECK(tables->tallies.size() == 1);
  // Over 6 both caps are whole.
  CHECK(engine::number_of(tables->wholes[tables->steps.front().denominator]) == 6);
}

TEST_CASE("emit: another window is another tally of the same routine") {
  Small small;
  ExprId amount = small.weight();
  small.limit(amount, small.constant(10));
  small.limit(amount, small.constant(10)).window.kind = WindowKind::transaction;
  auto tables = small.tables();
  REQUIRE(tables);
  REQUIRE(tables->tallies.size() == 2);
  CHECK(tables->tally_variants[tables->tallies[0].variants].amount == tables->tally_variants[tables->tallies[1].variants].amount);
}

TEST_CASE("emit: what holds whatever the facts is no code") {
  Small small;
  ExprId yes = small.add(Op::at_most, Type::truth, {small.constant(1), small.constant(2)});
  ExprId member = small.fact(Op::fact_truth, Type::truth, small.test.member);
  small.rule(RuleKind::rule).bodies.front().require = small.add(Op::either, Type::truth, {member, yes});
  auto tables = small.tables();
  REQUIRE(tables);
  REQUIRE(tables->bodies.size() == 1);
  CHECK(tables->bodies.front().require == engine::always_yes);
  CHECK(tables->event_slots.empty());
  CHECK(tables->code.empty());
}

TEST_CASE("emit: a choice by category is a routine for each category") {
  Small small;
  std::vector<ExprId> args;
  for (u128 category : {1, 2, 12}) {
    ExprId is = small.add(Op::one_of, Type::truth, {small.fact(Op::fact_value, Type::value, small.test.category)});
    small.policy.exprs[is].values = category;
    args.push_back(is);
    args.push_back(category == 1 ? small.weight() : small.constant(Ratio::of(1, static_cast<i128>(category))));
  }
  small.limit(small.add(Op::choose, Type::number, args), small.constant(1));
  auto tables = small.tables();
  REQUIRE(tables);
  const engine::Routine& amount = tables->routines[tables->tally_variants.front().amount];
  REQUIRE(amount.dispatch != engine::nothing);
  REQUIRE(tables->dispatches.size() == 4);
  for (std::uint32_t routine : tables->dispatches) CHECK(tables->routines[routine].count == 1);
  CHECK(tables->dispatches[2] == tables->dispatches[3]);
}

TEST_CASE("emit: only facts that are read have slots") {
  Small small;
  small.limit(small.weight(), small.constant(1)).window.kind = WindowKind::transaction;
  auto tables = small.tables();
  REQUIRE(tables);
  REQUIRE(tables->item_slots.size() == 1);
  CHECK(tables->item_slots.front().fact == small.test.weight);
  // The registry may know the limit's balance.
  REQUIRE(tables->event_slots.size() == 1);
  CHECK(tables->event_slots.front().fact == small.test.balance);
}

TEST_CASE("emit: a number that can never fit is refused, with the rule's name") {
  Small small;
  i128 huge = i128_max / 3;
  small.limit(small.weight(), small.add(Op::add, Type::number, {small.fact(Op::fact_number, Type::number, small.test.age), small.constant(Ratio::of(huge, 5)), small.constant(Ratio::of(1, 11))}));
  CHECK(!small.tables());
  REQUIRE(small.diagnostics.all().size() == 1);
  CHECK(small.diagnostics.all().front().code == Code::number_range);
  CHECK(small.diagnostics.all().front().message == "limit `rule-0`: a number in it does not fit 128 bits");
}

TEST_CASE("emit: fractions without a common denominator are refused") {
  Small small;
  std::vector<ExprId> parts{small.fact(Op::fact_number, Type::number, small.test.age)};
  // Powers of different primes: their product is far above 2^127.
  for (i128 prime : {1000000007, 998244353, 1000000009, 999999937, 999999929}) parts.push_back(small.add(Op::scale, Type::number, {parts.front()}, Ratio::of(1, prime)));
  small.limit(small.weight(), small.add(Op::add, Type::number, parts));
  CHECK(!small.tables());
  REQUIRE(!small.diagnostics.all().empty());
  CHECK(small.diagnostics.all().front().message == "limit `rule-0`: the fractions in it have no common denominator of 128 bits");
}

TEST_CASE("emit: what is nested deeper than the engine's stacks is refused, what is long is not") {
  Small deep, wide;
  auto member = [](Small& small) { return small.fact(Op::fact_truth, Type::truth, small.test.member); };
  ExprId nested = member(deep);
  for (int i = 0; i < 100; ++i) {
    ExprId age = deep.fact(Op::fact_number, Type::number, deep.test.age);
    ExprId inner = deep.add(Op::choose, Type::number, {nested, age, deep.add(Op::negation, Type::truth, {nested}), deep.constant(Ratio(i))});
    nested = deep.add(Op::less, Type::truth, {deep.constant(Ratio(i)), inner});
  }
  deep.rule(RuleKind::rule).bodies.front().require = nested;
  CHECK(!deep.tables());
  REQUIRE(!deep.diagnostics.all().empty());
  CHECK(deep.diagnostics.all().front().code == Code::nesting_too_deep);

  std::vector<ExprId> many;
  for (int i = 0; i < 1000; ++i) {
    ExprId age = wide.fact(Op::fact_number, Type::number, wide.test.age);
    many.push_back(wide.add(Op::equal, Type::truth, {age, wide.constant(Ratio(i))}));
  }
  wide.rule(RuleKind::rule).bodies.front().require = wide.add(Op::either, Type::truth, many);
  CHECK(wide.tables());
}

TEST_CASE("emit: what each event counts is asked of every entry, whatever the present event is") {
  Small small;
  auto is_sale = [&] {
    ExprId kind = small.fact(Op::fact_value, Type::value, small.test.event);
    small.policy.exprs[kind].domain = small.test.kinds;
    ExprId made = small.add(Op::one_of, Type::truth, {kind});
    small.policy.exprs[made].values = 1;
    return made;
  };
  ExprId amount = small.add(Op::choose, Type::number, {is_sale(), small.constant(1), small.add(Op::negation, Type::truth, {is_sale()}), small.constant(2)});
  small.limit(amount, small.constant(10)).per_event = true;
  auto tables = small.tables();   // a program of sales, where a choice that is settled would be no code
  REQUIRE(tables);
  const engine::Routine& counted = tables->routines[tables->tally_variants.front().amount];
  CHECK((counted.count > 1 || counted.dispatch != engine::nothing));
}
