// The standard vocabulary as requests meet it, and what the compiler makes of a small one.
#include <catch2/catch.hpp>

#include "runtime/facts/derive.h"
#include "runtime/facts/json_reader.h"
#include "runtime/facts/normalize.h"
#include "tests/semantics/texts.h"

using namespace leaflaw;
using semantics_test::vocabulary;

namespace {

const Schema& retail() { return *standard_vocabulary().schema; }

const Fact& fact(std::string_view name) {
  const FactId id = retail().find(name);
  INFO(std::string(name));
  REQUIRE(id != no_fact);
  return retail().facts[id];
}

// A policy to read requests for: Florida's state, one limit, the day-light saving time of New York.
const model::Policy& reading_policy() {
  static const semantics_test::Compiled compiled = semantics_test::whole_policy(R"(policy us-fl "Florida"
  vocabulary retail 1
  time zone America/New_York, or store.time_zone where given
  state FL
  covers sale from 2020-01-01
  as of 2026-01-01
  knowingly uncounted "one limit is enough to read requests for"
unit oz is 28.35 g cite "x" confidence primary
limit daily "An ounce a day"
  cite "x" confidence primary
  topic purchase-limit
  applies to sale
  counts net_weight of items where category is flower
  at most 1 oz in each calendar day
  tallied by store
)");
  REQUIRE(compiled.printed == "");
  return *compiled.policy;
}

Request request(const std::string& json) {
  const ReadTree tree = read_json(json);
  REQUIRE(tree.errors.empty());
  RequestOrErrors result = read_complete_request(tree.root, RequestReader(reading_policy().context));
  if (auto* errors = std::get_if<std::vector<InputError>>(&result)) FAIL(errors->front().path + ": " + errors->front().message);
  return std::get<Request>(std::move(result));
}

Request one_line(const std::string& line) { return request(R"({"at":"2024-06-01 12:00","items":[{)" + line + "}]}"); }

const FactValue& of_line(const Request& one, std::string_view name) { return one.event.items[0].facts[retail().find(name)]; }
const FactValue& of_event(const Request& one, std::string_view name) { return one.event.facts[retail().find(name)]; }

std::optional<Ratio> number(const FactValue& value) { return value.given == Given::yes ? std::optional(value.number) : std::nullopt; }

constexpr const char* small = R"(vocabulary shop 2 "A small one"
enumeration deal is sell, take_back role returns, cancel role voids
enumeration place is AA, BB
fact deal is one of deal, required, role event-kind
fact when is instant, required, role event-time
fact buyer.kind is one of place, stands for buyer
)";

}  // namespace

TEST_CASE("the standard vocabulary has what the design fixes") {
  CHECK(retail().name == "retail");
  CHECK(retail().version == "1");
  for (std::string_view name : {"event", "at", "customer.kind", "customer.age", "customer.home_state", "customer.resident", "customer.id.kind", "customer.id.verified", "customer.id.expires",
                                "patient.age", "patient.registration.status", "patient.registration.expires", "patient.registration.since", "patient.registration.state",
                                "patient.certification.start", "patient.certification.expires", "patient.daily_dose", "caregiver.registration.status", "caregiver.registration.expires",
                                "caregiver.serves_patient", "registry.status", "store.license.kind", "store.license.status", "store.license.expires", "employee.badge.status",
                                "employee.badge.expires", "employee.age", "item.category", "item.route", "item.quantity", "item.unit_weight", "item.net_weight", "item.thc", "item.cbd",
                                "item.total_thc_percent", "item.other_cannabinoids", "item.concentrate_weight", "item.cannabis_weight", "item.equivalent", "item.days_supply", "item.package.tag",
                                "item.package.status", "item.package.on_hold", "item.package.recalled", "item.test.status", "item.test.tested", "item.test.expires", "item.product.registered",
                                "item.packaging.child_resistant", "item.packaging.plain", "item.label.fields", "item.label.warnings", "item.label.font_size"})
    CHECK(fact(name).required);
  for (std::string_view name : {"channel", "receipt", "evidence", "customer.key", "customer.id.issuer", "patient.registration.class", "patient.waiver.amount", "patient.terminal",
                                "patient.conditions", "store.endorsements", "item.pieces", "item.volume", "item.price", "item.test.measured", "patient.orders[].amount", "patient.waivers[].amount",
                                "registry.balances[].remaining", "item.test.results[].level"})
    CHECK_FALSE(fact(name).required);
  CHECK(fact("patient.daily_dose").dimension == Dimension::thc_rate);
  CHECK(fact("item.quantity").type == FactType::amount);
  CHECK(fact("customer.birth_date").input_only);
  CHECK(fact("event").group.empty());
  CHECK(fact("patient.registration.status").group == "patient");
}

TEST_CASE("roles, kinds of event and maps of the standard vocabulary") {
  const Schema& schema = retail();
  for (std::size_t i = 0; i < static_cast<std::size_t>(Role::count_); ++i) {
    INFO(std::string(spelling(static_cast<Role>(i))));
    CHECK_FALSE(schema.roles[i].empty());
  }
  const Enumeration& kinds = schema.enumerations[schema.facts[schema.with(Role::event_kind)].enumeration];
  CHECK(kinds.values.front() == "sale");
  CHECK(kinds.values[static_cast<std::size_t>(schema.void_kind)] == "void");
  CHECK(kinds.values[static_cast<std::size_t>(schema.return_kind)] == "return");
  CHECK(schema.roles[static_cast<std::size_t>(Role::line_identity)].size() > 1);
  REQUIRE(fact("registry.balances[].remaining").map != no_index);
  CHECK(schema.maps[fact("registry.balances[].remaining").map].keys == FactMap::Keys::limit);
  CHECK(schema.maps[fact("item.test.results[].level").map].keys == FactMap::Keys::text);
  CHECK(schema.maps[fact("item.test.results[].level").map].place == FactPlace::item_map);
  const FactMap& orders = schema.maps[fact("patient.orders[].amount").map];
  CHECK(orders.keys == FactMap::Keys::enumeration);
  CHECK(schema.enumerations[orders.enumeration].name == "route");
  CHECK(orders.fields.size() == 4);
  REQUIRE(standard_vocabulary().short_forms.size() == 1);
  CHECK(schema.facts[standard_vocabulary().short_forms[0].second].name == "customer.kind");
  CHECK(schema.enumerations[standard_vocabulary().state_enumeration].values.size() >= 51);
}

TEST_CASE("line totals follow from the count and what one unit holds") {
  const Request one = one_line(R"("quantity":3,"unit_weight":"3.5 g","unit_volume":"10 ml","thc_per_unit":"5 mg THC","cbd_per_unit":"2 mg CBD")");
  CHECK(number(of_line(one, "item.net_weight")) == Ratio::of(21, 2));
  CHECK(number(of_line(one, "item.volume")) == Ratio(30));
  CHECK(number(of_line(one, "item.thc")) == Ratio(15));
  CHECK(number(of_line(one, "item.cbd")) == Ratio(6));
  CHECK(of_line(one, "item.thc").derived);
}

TEST_CASE("goods in bulk weigh what their quantity says") {
  CHECK(number(of_line(one_line(R"("quantity":"28 g")"), "item.net_weight")) == Ratio(28));
  CHECK(of_line(one_line(R"("quantity":2)"), "item.net_weight").given == Given::no);
  CHECK(of_line(one_line(R"("quantity":"28 g","net_weight":"30 g")"), "item.net_weight").given == Given::disputed);
}

TEST_CASE("a package is a unit and a piece is a unit unless said otherwise") {
  const Request plain = one_line(R"("quantity":2,"thc_per_package":"100 mg THC")");
  CHECK(number(of_line(plain, "item.thc_per_unit")) == Ratio(100));
  CHECK(number(of_line(plain, "item.thc_per_piece")) == Ratio(100));
  CHECK(number(of_line(plain, "item.thc")) == Ratio(200));
  CHECK(of_line(plain, "item.thc_per_serving").given == Given::no);
  const Request box = one_line(R"("quantity":2,"thc_per_unit":"24 mg THC","pieces":6,"servings":4)");
  CHECK(number(of_line(box, "item.thc_per_piece")) == Ratio(4));
  CHECK(number(of_line(box, "item.thc_per_serving")) == Ratio(6));
  CHECK(number(of_line(box, "item.thc_per_package")) == Ratio(24));
  CHECK(number(of_line(one_line(R"("quantity":2,"thc_per_serving":"5 mg THC","servings":10)"), "item.thc")) == Ratio(100));
  CHECK(of_line(one_line(R"("quantity":7,"thc":"100 mg THC")"), "item.thc_per_unit").given == Given::no);   // a total says nothing about its parts
}

TEST_CASE("what is stated wins inside the tolerance and is disputed outside") {
  CHECK(number(of_line(one_line(R"("quantity":10,"unit_weight":"1 g","net_weight":"10.2 g")"), "item.net_weight")) == Ratio::of(51, 5));
  const Request off = one_line(R"("quantity":10,"unit_weight":"1 g","net_weight":"10.21 g")");
  CHECK(of_line(off, "item.net_weight").given == Given::disputed);
  CHECK(of_line(off, "item.net_weight").derived_number == Ratio(10));
  CHECK(number(of_line(one_line(R"("thca_percent":"20 %","thc_percent":"1 %")"), "item.total_thc_percent")) == Ratio::of(1854, 100));
  CHECK(of_line(one_line(R"("thca_percent":"20 %","thc_percent":"1 %","total_thc_percent":"21 %")"), "item.total_thc_percent").given == Given::disputed);
}

TEST_CASE("ages and residence follow, and a patient who buys is the customer") {
  const Request born = request(R"({"at":"2024-06-01 00:00","customer":{"kind":"patient","birth_date":"2003-06-01","home_state":"FL"}})");
  CHECK(number(of_event(born, "customer.age")) == Ratio(21));
  CHECK(of_event(born, "customer.birth_date").given == Given::no);
  CHECK(number(of_event(born, "customer.resident")) == Ratio(1));
  CHECK(number(of_event(born, "patient.age")) == Ratio(21));
  CHECK(number(of_event(born, "patient.home_state")) == of_event(born, "customer.home_state").number);
  const Request guest = request(R"({"at":"2024-06-01 00:00","customer":{"kind":"adult","age":30,"home_state":"GA"}})");
  CHECK(number(of_event(guest, "customer.resident")) == Ratio(0));
  CHECK(of_event(guest, "patient.age").given == Given::no);
  CHECK(of_event(request(R"({"at":"2024-06-01 00:00","customer":{"age":22,"birth_date":"2003-06-02"}})"), "customer.age").given == Given::disputed);
}

TEST_CASE("a unit, a limit's balance and a store's own zone are read as the policy means them") {
  const Request one = request(R"({"at":"2024-06-01 23:30","store":{"time_zone":"America/Chicago"},"registry":{"balances":{"daily":{"remaining":"0.5 oz"}}},"items":[]})");
  CHECK(one.event.maps[fact("registry.balances[].remaining").map].entries[0].fields[0].number == Ratio::of(2835, 200));
  CHECK(one.event.at.seconds == 1717302600);   // 2024-06-02 04:30 UTC
  const ReadTree wrong = read_json(R"({"at":"2024-06-01 12:00","registry":{"balances":{"daily":{"remaining":"5 mg THC"}}}})");
  CHECK(std::holds_alternative<std::vector<InputError>>(read_complete_request(wrong.root, RequestReader(reading_policy().context))));
}

TEST_CASE("a small vocabulary, and a policy in its words") {
  const auto made = vocabulary(std::string(small) + "fact item.weight is mass, required\nfact item.half is mass\nderive item.half as item.weight divided by 2, within 10 %\n");
  REQUIRE(made.printed == "");
  const Schema& schema = *made.vocabulary->schema;
  CHECK(schema.return_kind == 1);
  CHECK(schema.void_kind == 2);
  REQUIRE(schema.derivations.size() == 1);
  CHECK(schema.derivations[0].tolerance == Ratio::of(1, 10));
  CHECK(schema.derivations[0].value.size() == 3);
  const auto policy = semantics_test::whole_policy(R"(policy x "X"
  vocabulary shop 2
  time zone UTC
  covers sell from 2020-01-01
  as of 2020-01-01
rule only "Only AA" cite "c" confidence primary topic eligibility applies to sell require buyer is AA
)", {*made.vocabulary});
  CHECK(policy.printed == "");
  CHECK(policy.policy->covers == 1);
}

TEST_CASE("conditions of derivations become postfix steps") {
  const auto made = vocabulary(std::string(small) + R"(fact here is yes-no
fact home is one of place
fact age is years
fact other.age is years
derive here as not (home is AA or home is exactly jurisdiction.state) where age is not given
same age as other.age where home is one of AA, BB and not here
)");
  REQUIRE(made.printed == "");
  const Schema& schema = *made.vocabulary->schema;
  using StepOp = DeriveStep::Op;
  const auto ops = [](const std::vector<DeriveStep>& steps) {
    std::vector<StepOp> out;
    for (const DeriveStep& each : steps) out.push_back(each.op);
    return out;
  };
  CHECK(ops(schema.derivations[0].value) == std::vector<StepOp>{StepOp::is_value, StepOp::fact, StepOp::policy_state, StepOp::is_same, StepOp::either, StepOp::negate});
  CHECK(ops(schema.derivations[0].condition) == std::vector<StepOp>{StepOp::is_given, StepOp::negate});
  CHECK(schema.derivations[1].same);
  CHECK(ops(schema.derivations[1].condition) == std::vector<StepOp>{StepOp::is_value, StepOp::fact, StepOp::negate, StepOp::both});
  CHECK(schema.enumerations[made.vocabulary->state_enumeration].name == "place");
}

namespace {

std::string listed(std::string_view stem, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += (i ? ", " : "") + std::string(stem) + std::to_string(i);
  return text;
}

std::string nested(std::string_view open, std::string_view inner, std::string_view close, int depth) {
  std::string text;
  for (int i = 0; i < depth; ++i) text += open;
  text += inner;
  for (int i = 0; i < depth; ++i) text += close;
  return text;
}

}  // namespace

TEST_CASE("a list holds 128 words, and a vocabulary 64 kinds of event") {
  CHECK(vocabulary(std::string(small) + "enumeration many is " + listed("v", 128) + "\n").printed == "");
  CHECK(vocabulary(std::string(small) + "enumeration many is " + listed("v", 129) + "\n").printed.find("`many` has 129 values; at most 128 are possible") != std::string::npos);
  const auto kinds = [](std::size_t count) {
    return vocabulary("vocabulary shop 1 \"S\"\nenumeration k is " + listed("e", count) + "\nfact event is one of k, role event-kind\nfact at is instant, role event-time\n").printed;
  };
  CHECK(kinds(64) == "");
  CHECK(kinds(65).find("there are 65 kinds of event; at most 64 are possible") != std::string::npos);
}

TEST_CASE("the nesting of a derivation is limited to what its evaluation can hold") {
  const std::string facts = std::string(small) + "fact a is mass\nfact b is mass\n";
  CHECK(vocabulary(facts + "derive a as " + nested("(b + ", "b", ")", 25) + "\n").printed == "");
  CHECK(vocabulary(facts + "derive a as " + nested("(b + ", "b", ")", 40) + "\n").printed.find("E0104") != std::string::npos);
  CHECK(vocabulary(facts + "fact c is yes-no\nderive c as " + nested("(c2 and ", "c2", ")", 40) + "\nfact c2 is yes-no\n").printed.find("E0104") != std::string::npos);
}
