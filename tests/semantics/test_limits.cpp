#include <catch2/catch.hpp>

#include <algorithm>

#include "tests/semantics/policy_text.h"

using namespace leaflaw;
using namespace leaflaw::testing;
using model::Op;

namespace {

std::string limit(const std::string& name, const std::string& clauses) {
  return "limit " + name + " \"L\"\n  cite \"c\" confidence primary\n  topic purchase-limit\n  applies to sale\n  " + clauses + "\n";
}

const model::LimitBody& body_of(const model::Policy& policy, const std::string& id) { return rule_of(policy, id).versions.front().bodies.front().limit; }

std::vector<std::string> keys_of(const model::Policy& policy, const std::string& id) {
  std::vector<std::string> words;
  const model::LimitBody& body = body_of(policy, id);
  for (std::uint16_t key : body.keys) words.push_back(policy.classes[body.key_class].values[key]);
  return words;
}

const std::string colours = R"(
class colour of each item
  flower:        red
  shake:         green
  preroll:       blue
  accessory:     none
  anything else: unknown

define warm as colour is red
)";

}  // namespace

TEST_CASE("a meter for each word of the class that the items do not exclude, never for `none`") {
  const std::string each = ", separately for each colour\n  at most 1 oz in one transaction";
  const model::Policy policy = policy_of(colours + limit("all", "counts net_weight of items" + each) + limit("some-1", "counts net_weight of items where colour is not red" + each) +
                                         limit("some-2", "counts net_weight of items where colour is one of red, blue and category is not vape" + each) +
                                         limit("some-3", "counts net_weight of items where (warm or colour is blue) and not warm" + each) +
                                         limit("open", "counts net_weight of items where category is flower or colour is blue" + each));
  CHECK(keys_of(policy, "all") == std::vector<std::string>{"red", "green", "blue"});
  CHECK(keys_of(policy, "some-1") == std::vector<std::string>{"green", "blue"});
  CHECK(keys_of(policy, "some-2") == std::vector<std::string>{"red", "blue"});
  CHECK(keys_of(policy, "some-3") == std::vector<std::string>{"blue"});
  CHECK(keys_of(policy, "open") == std::vector<std::string>{"red", "green", "blue"});
  const auto& addresses = policy.context.limit_addresses;
  CHECK(std::count(addresses.begin(), addresses.end(), "some-3[blue]") == 1);
  CHECK(std::count(addresses.begin(), addresses.end(), "some-3") == 0);
  CHECK(addresses.size() == 3 + 2 + 2 + 1 + 3);
}

TEST_CASE("in the cap of a keyed limit its class is the key") {
  const model::Policy policy = policy_of(colours + limit("keyed", "counts net_weight of items where colour is not green, separately for each colour\n"
                                                                  "  at most patient.orders[colour].amount since patient.orders[colour].start\n  for patient\n  tallied by state"));
  const model::LimitBody& body = body_of(policy, "keyed");
  const model::Expr& cap = policy.expr(body.cap);
  CHECK(cap.op == Op::fact_number);
  CHECK(cap.dimension == Dimension::mass);
  CHECK(policy.expr(cap.fact.key_value).op == Op::key_value);
  CHECK(body.window.kind == WindowKind::since);
  CHECK(policy.expr(body.anchor).type == model::Type::date);
  CHECK(body.written.name == "g");
  std::vector<std::string> used;
  for (const KeyUse& use : policy.context.key_uses)
    if (policy.schema->facts[use.field].name == "patient.orders[].amount" && use.dimension == Dimension::mass) used.push_back(use.key);
  CHECK(used == std::vector<std::string>{"red", "blue"});
}

TEST_CASE("windows") {
  struct { const char* text; Window window; } cases[] = {
      {"in one transaction", {WindowKind::transaction, 0, 0, 0, 0}},
      {"in each calendar day", {WindowKind::calendar_day, 0, 0, 0, 0}},
      {"in each calendar day starting at 04:30", {WindowKind::calendar_day, 0, 0, 16200, 0}},
      {"in each calendar week from Sunday", {WindowKind::calendar_week, 0, 6, 0, 0}},
      {"in each calendar month", {WindowKind::calendar_month, 0, 0, 0, 0}},
      {"in any 30 days", {WindowKind::rolling_days, 30, 0, 0, 0}},
      {"in any 36 hours", {WindowKind::rolling_hours, 36, 0, 0, 0}},
      {"in each period of 45 days from patient.certification.start, 2 periods", {WindowKind::period, 45, 0, 0, 2}},
      {"in each period of 45 days from patient.certification.start", {WindowKind::period, 45, 0, 0, 0}},
      {"since patient.certification.start", {WindowKind::since, 0, 0, 0, 0}},
  };
  for (const auto& each : cases) {
    INFO(each.text);
    const model::Policy policy = policy_of(limit("one", std::string("counts net_weight of items\n  at most 1 oz ") + each.text + "\n  tallied by state"));
    const model::LimitBody& body = body_of(policy, "one");
    CHECK(body.window == each.window);
    CHECK((body.anchor != model::no_expr) == (each.window.kind == WindowKind::period || each.window.kind == WindowKind::since));
  }
}

TEST_CASE("how purchases are tallied") {
  const model::Policy policy = policy_of(limit("plain", "counts net_weight of items\n  at most 40 mg in any 2 days") +
                                         limit("full", "counts thc of items where category is edible\n  at most 1 oz per 1 g as 1 mg THC in any 2 days\n  for patient\n  tallied by licensee\n"
                                                       "  counting purchases from 2021-05-01 on\n  each as of its own date\n  without history, judge the transaction alone"));
  const model::LimitBody& plain = body_of(policy, "plain");
  CHECK(plain.person == model::Person::customer);
  CHECK(plain.scope == Scope::store);
  CHECK_FALSE(plain.counting_from.has_value());
  CHECK_FALSE(plain.own_date);
  CHECK_FALSE(plain.without_history);
  CHECK(plain.item_condition == model::no_expr);
  CHECK(plain.written.name == "mg");
  CHECK(policy.expr(plain.cap).number == Ratio::of(40, 1000));

  const model::LimitBody& full = body_of(policy, "full");
  CHECK(full.person == model::Person::patient);
  CHECK(full.scope == Scope::licensee);
  CHECK(full.counting_from == parse_date("2021-05-01"));
  CHECK(full.own_date);
  CHECK(full.without_history);
  CHECK(policy.expr(full.item_condition).item_scope);
  CHECK(full.dimension == Dimension::thc);
  CHECK(full.written.name == "mg THC");
}

TEST_CASE("figures of limits") {
  const model::Policy policy = policy_of(colours + limit("plain", "counts thc of items\n  at most 100 mg THC in one transaction") +
                                         limit("keyed", "counts net_weight of items, separately for each colour\n  at most 1 oz in one transaction") + R"(
rule reads "Reads"
  cite "c" confidence primary
  topic purchase-limit
  applies to sale
  require plain.met and keyed[red].remaining is at least 1 g and plain.this is at most 10 mg THC and keyed[blue].met and keyed.met
)");
  std::vector<const model::Expr*> figures;
  for (const model::Expr& expr : policy.exprs)
    if (expr.op == Op::limit_figure || expr.op == Op::limit_met) figures.push_back(&expr);
  REQUIRE(figures.size() == 5);
  CHECK(figures[0]->op == Op::limit_met);
  CHECK(policy.rules[figures[0]->index].id == "plain");
  CHECK(figures[1]->figure == model::Figure::remaining);
  CHECK(figures[1]->dimension == Dimension::mass);
  REQUIRE(figures[1]->args.size() == 1);
  CHECK(policy.expr(figures[1]->args[0]).values == u128{1});
  CHECK(figures[2]->figure == model::Figure::this_event);
  CHECK(figures[2]->dimension == Dimension::thc);
  CHECK(figures[2]->args.empty());
  CHECK(figures[3]->op == Op::limit_met);
  REQUIRE(figures[3]->args.size() == 1);
  const std::vector<std::string>& words = policy.classes[policy.expr(figures[3]->args[0]).index].values;
  REQUIRE(std::find(words.begin(), words.end(), "blue") != words.end());
  CHECK(policy.expr(figures[3]->args[0]).values == u128{1} << (std::find(words.begin(), words.end(), "blue") - words.begin()));
  CHECK(figures[4]->op == Op::limit_met);
  CHECK(figures[4]->args.empty());
}

TEST_CASE("in the cap of a keyed limit `.met` with its class is the key's own, without it that of all meters") {
  const model::Policy policy = policy_of(colours + limit("other", "counts thc of items, separately for each colour\n  at most 100 mg THC in one transaction") +
                                         limit("keyed", "counts net_weight of items, separately for each colour\n"
                                                        "  at most least of (total of net_weight of items where (other[colour].met), total of net_weight of items where (other.met)) in one transaction"));
  std::vector<const model::Expr*> asked;
  for (const model::Expr& expr : policy.exprs)
    if (expr.op == Op::limit_met) asked.push_back(&expr);
  REQUIRE(asked.size() == 2);
  REQUIRE(asked[0]->args.size() == 1);
  CHECK(policy.expr(asked[0]->args[0]).op == Op::key_value);
  CHECK(asked[1]->args.empty());
}
