// Exceptions, amendments and figures of limits as they are decided: sections 3 and 4 of docs/contributors/semantics.md.
#include <catch2/catch.hpp>

#include "tests/reference/small_policy.h"

using leaflaw::testing::check_cases;

namespace {

const std::string daily = R"(
limit daily "One ounce a day"
  cite "c" confidence primary
  topic purchase-limit
  applies to sale
  counts net_weight of items
  at most 1 oz in each calendar day
  tallied by state
)";

}  // namespace

TEST_CASE("an exception to an exception applies only where that one would") {
  check_cases(daily + R"(
exception patients to daily "Patients: double"
  cite "c" confidence primary
  when customer is patient
  at most 2 times the cap

exception terminal to patients "Terminally ill patients: double that again"
  cite "c" confidence primary
  when patient.terminal
  at most 2 times the cap
)",
              R"(
- name: an adult has the cap itself, terminally ill or not
  source: language
  base: adult
  topics: [purchase-limit]
  patient: {terminal: yes}
  items: [{net_weight: 28 g}]
  expect: {verdict: allow, remaining: {daily: 0 g}}
- name: a patient has twice the cap
  source: language
  base: adult
  topics: [purchase-limit]
  customer: {kind: patient}
  items: [{net_weight: 56 g}]
  expect: {verdict: allow, remaining: {daily: 0 g}}
- name: and not a step more
  source: language
  base: adult
  topics: [purchase-limit]
  customer: {kind: patient}
  items: [{net_weight: 56.001 g}]
  expect: {verdict: deny, by: [daily]}
- name: a terminally ill patient has twice what a patient has
  source: language
  base: adult
  topics: [purchase-limit]
  customer: {kind: patient}
  patient: {terminal: yes}
  items: [{net_weight: 112 g}]
  expect: {verdict: allow, remaining: {daily: 0 g}}
- name: whoever it may be, one ounce is allowed
  source: language
  base: adult
  topics: [purchase-limit]
  customer: {kind: null}
  items: [{net_weight: 28 g}]
  expect: {verdict: allow}
- name: more than one ounce depends on who it is
  source: language
  base: adult
  topics: [purchase-limit]
  customer: {kind: null}
  items: [{net_weight: 29 g}]
  expect: {verdict: incomplete, missing: [customer.kind]}
- name: more than two ounces is too much for both
  source: language
  base: adult
  topics: [purchase-limit]
  customer: {kind: null}
  items: [{net_weight: 57 g}]
  expect: {verdict: deny, by: [daily]}
)");
}

TEST_CASE("two exceptions of one rank that hold together: the same outcome, or a referral") {
  check_cases(daily + R"(
exception ill to daily "The terminally ill: no cap"
  cite "c" confidence primary
  when patient.terminal
  waived
  also duty "Note the illness."

exception outage to daily "While the registry is down: half"
  cite "c" confidence primary
  when registry.status is unavailable
  at most 0.5 oz
)",
              R"(
- name: both would allow it
  source: language
  base: adult
  topics: [purchase-limit]
  patient: {terminal: yes}
  registry: {status: unavailable}
  items: [{net_weight: 14 g}]
  expect: {verdict: allow}
- name: one would allow it and one would not
  source: language
  base: adult
  topics: [purchase-limit]
  patient: {terminal: yes}
  registry: {status: unavailable}
  items: [{net_weight: 15 g}]
  expect: {verdict: refer, refers: [daily]}
- name: the duty comes with the exception
  source: language
  base: adult
  topics: [purchase-limit]
  patient: {terminal: yes}
  registry: {status: available}
  items: [{net_weight: 500 g}]
  expect: {verdict: allow, duties: [ill]}
- name: and not without it
  source: language
  base: adult
  topics: [purchase-limit]
  registry: {status: available}
  items: [{net_weight: 1 g}]
  expect: {verdict: allow, duties: []}
)");
}

TEST_CASE("an exception holds on its own days, within those of the one it is made to") {
  check_cases(daily + R"(
exception holiday to daily "Double"
  cite "c" confidence primary
  effective from 2025-03-01 through 2025-08-31
  when customer is adult
  at most 2 times the cap

amendment to holiday "Triple"
  effective from 2025-09-01 through 2025-09-30
  at most 3 times the cap

exception online to holiday "No cap at all online"
  cite "c" confidence primary
  effective from 2025-08-01
  when channel is online
  waived
)",
              R"(
- name: the day before
  source: language
  base: adult
  topics: [purchase-limit]
  at: 2025-02-28 23:59:59
  items: [{net_weight: 29 g}]
  expect: {verdict: deny, by: [daily]}
- name: the first second
  source: language
  base: adult
  topics: [purchase-limit]
  at: 2025-03-01 00:00
  items: [{net_weight: 56 g}]
  expect: {verdict: allow}
- name: online is not yet free
  source: language
  base: adult
  topics: [purchase-limit]
  at: 2025-07-31 12:00
  channel: online
  items: [{net_weight: 57 g}]
  expect: {verdict: deny, by: [daily]}
- name: online is free
  source: language
  base: adult
  topics: [purchase-limit]
  at: 2025-08-01 12:00
  channel: online
  items: [{net_weight: 570 g}]
  expect: {verdict: allow}
- name: the last second of double
  source: language
  base: adult
  topics: [purchase-limit]
  at: 2025-08-31 23:59:59
  items: [{net_weight: 84 g}]
  expect: {verdict: deny, by: [daily]}
- name: triple
  source: language
  base: adult
  topics: [purchase-limit]
  at: 2025-09-01 00:00
  items: [{net_weight: 84 g}]
  expect: {verdict: allow}
- name: online is free while the holiday lasts
  source: language
  base: adult
  topics: [purchase-limit]
  at: 2025-09-30 23:59:59
  channel: online
  items: [{net_weight: 570 g}]
  expect: {verdict: allow}
- name: and not after it
  source: language
  base: adult
  topics: [purchase-limit]
  at: 2025-10-01 00:00
  channel: online
  items: [{net_weight: 570 g}]
  expect: {verdict: deny, by: [daily]}
)");
}

TEST_CASE("the greater of two limits: each is waived where the other is met") {
  check_cases(R"(
limit flower "Three ounces of flower"
  cite "c" confidence primary
  topic purchase-limit
  applies to sale
  counts net_weight of items where category is flower
  at most 3 oz in one transaction

limit any-weight "24 grams of anything"
  cite "c" confidence primary
  topic purchase-limit
  applies to sale
  counts net_weight of items
  at most 24 g in one transaction

exception little-else to any-weight "Flower alone goes by its own limit"
  cite "c" confidence primary
  when flower.met and flower.this is exactly 84 g
  waived
)",
              R"(
- name: three ounces to the gram
  source: language
  base: adult
  topics: [purchase-limit]
  items: [{net_weight: 84 g}]
  expect: {verdict: allow}
- name: less is over the other limit
  source: language
  base: adult
  topics: [purchase-limit]
  items: [{net_weight: 83 g}]
  expect: {verdict: deny, by: [any-weight]}
- name: more is over both
  source: language
  base: adult
  topics: [purchase-limit]
  items: [{net_weight: 85 g}]
  expect: {verdict: deny, by: [flower, any-weight]}
- name: a weight that nobody gave leaves all of it open
  source: language
  base: adult
  topics: [purchase-limit]
  items: [{net_weight: null, quantity: 1}]
  expect: {verdict: incomplete}
)");
}

namespace {

// An ounce a day of plant, an ounce a day of food: by itself it only has figures. What is told apart: one meter, and all of them.
const std::string by_sort = R"(
class sort of each item
  flower:        plant
  edible:        food
  accessory:     none
  anything else: unknown

limit by-sort "An ounce of each sort a day"
  cite "c" confidence primary
  topic purchase-limit
  applies to sale
  counts net_weight of items, separately for each sort
  at most 1 oz in each calendar day
  tallied by state
  beyond nothing
)";

// At noon, after what the history gives.
std::string with(const std::string& name, const std::string& items, const std::string& expect, const std::string& more = "") {
  return "- name: " + name + "\n  source: language\n  base: adult\n  topics: [purchase-limit]\n" + more + "  items: [" + items + "]\n  expect: " + expect + "\n";
}

const std::string food_28 = "{category: edible, net_weight: 28 g}", food_above = "{category: edible, net_weight: 28.001 g}";
const std::string plant_28 = "{category: flower, net_weight: 28 g}", plant_above = "{category: flower, net_weight: 28.001 g}";
// 20 g of food this morning.
const std::string morning = "  history:\n    - {at: 2025-06-02 09:00, items: [{category: edible, net_weight: 20 g}]}\n";

}  // namespace

TEST_CASE("one meter of a keyed limit is met or not, whatever the others are") {
  check_cases(by_sort + R"(
rule food "Food within its ounce"
  cite "c" confidence primary
  topic purchase-limit
  applies to sale
  require by-sort[food].met

rule all "Every sort within its ounce"
  cite "c" confidence primary
  topic purchase-limit
  applies to sale
  require by-sort.met
  otherwise warn "Some sort is beyond its ounce."
)",
              with("at the edge", food_28, "{verdict: allow}") + with("one step over", food_above, "{verdict: deny, by: [food]}") +
                  with("the other meter does not matter", food_28 + ", " + plant_above, "{verdict: allow, warnings: [all]}") +
                  with("both", food_above + ", " + plant_above, "{verdict: deny, by: [food], warnings: [all]}") +
                  with("what was bought before counts, to the edge", "{category: edible, net_weight: 8 g}", "{verdict: allow}", morning) +
                  with("and over it", "{category: edible, net_weight: 8.001 g}", "{verdict: deny, by: [food]}", morning) +
                  with("no weight", "{category: edible, net_weight: null, quantity: 1}", "{verdict: incomplete, missing: [item.net_weight]}") +
                  with("no weight of another sort", "{category: flower, net_weight: null, quantity: 1}", "{verdict: allow}") +
                  with("a sort that is not known may be food", "{category: topical, net_weight: 28.001 g}", "{verdict: incomplete}") +
                  with("too little to matter, whatever it is", "{category: topical, net_weight: 28 g}", "{verdict: allow}") +
                  with("of no sort", "{category: accessory, net_weight: 900 g}", "{verdict: allow}") +
                  with("no history", food_28, "{verdict: incomplete, missing: [history]}", "  history: null\n"));
}

TEST_CASE("a meter of a limit that does not apply is met; where nobody knows whether it applies only what it holds counts") {
  check_cases(by_sort + R"(
amendment to by-sort "Adults only"
  cite "c" confidence primary
  effective from 2025-06-01
  applies to sale when customer is adult

rule food "Food within its ounce"
  cite "c" confidence primary
  topic purchase-limit
  applies to sale
  require by-sort[food].met
)",
              with("an adult", food_above, "{verdict: deny, by: [food]}") + with("a patient", food_above, "{verdict: allow}", "  customer: {kind: patient}\n") +
                  with("somebody", food_above, "{verdict: incomplete, missing: [customer.kind]}", "  customer: {kind: null}\n") +
                  with("somebody, within it", food_28 + ", " + plant_above, "{verdict: allow}", "  customer: {kind: null}\n"));
}

TEST_CASE("in a cap by the same class the meter of the key at hand is asked, in an exception any") {
  check_cases(by_sort + R"(
limit each-sale "Two ounces of a sort whose ounce of the day holds, nothing of another"
  cite "c" confidence primary
  topic purchase-limit
  applies to sale
  counts net_weight of items, separately for each sort
  at most least of (2 oz, total of net_weight of items where (by-sort[sort].met)) in one transaction

exception plenty to each-sale "Whoever has no food beyond its ounce"
  cite "c" confidence primary
  when customer is patient and by-sort[food].met
  waived
)",
              with("both at the edge", food_28 + ", " + plant_28, "{verdict: allow, remaining: {\"each-sale[food]\": 1 oz, \"each-sale[plant]\": 1 oz}}") +
                  with("food is over", food_above + ", " + plant_28, "{verdict: deny, by: [each-sale], remaining: {\"each-sale[food]\": 0 oz, \"each-sale[plant]\": 2 oz}}") +
                  with("plant is over", food_28 + ", " + plant_above, "{verdict: deny, by: [each-sale], remaining: {\"each-sale[food]\": 2 oz, \"each-sale[plant]\": 0 oz}}") +
                  with("food had its ounce today", "{category: edible, net_weight: 8.001 g}, " + plant_28,
                       "{verdict: deny, by: [each-sale], remaining: {\"each-sale[food]\": 0 oz, \"each-sale[plant]\": 36.001 g}}", morning) +
                  with("waived", food_28 + ", " + plant_above, "{verdict: allow}", "  customer: {kind: patient}\n") +
                  with("not waived", food_above + ", " + plant_28, "{verdict: deny, by: [each-sale], remaining: {\"each-sale[food]\": 0 oz, \"each-sale[plant]\": 2 oz}}", "  customer: {kind: patient}\n"));
}

TEST_CASE("an outage: another cap, judged without history") {
  check_cases(daily + R"(
exception outage to daily "Half an ounce in the sale itself"
  cite "c" confidence primary
  when registry.status is unavailable
  at most 0.5 oz in one transaction
  also duty "Write the sale down and enter it later."
)",
              R"(
- name: nothing is known of what was bought before, and nothing needs to be
  source: language
  base: adult
  topics: [purchase-limit]
  registry: {status: unavailable}
  history: null
  items: [{net_weight: 14 g}]
  expect: {verdict: allow, duties: [outage], remaining: {daily: 0 g}}
- name: half an ounce is the most
  source: language
  base: adult
  topics: [purchase-limit]
  registry: {status: unavailable}
  history: null
  items: [{net_weight: 14.01 g}]
  expect: {verdict: deny, by: [daily]}
- name: with the registry up the history counts
  source: language
  base: adult
  topics: [purchase-limit]
  registry: {status: available}
  history: null
  items: [{net_weight: 1 g}]
  expect: {verdict: incomplete, missing: [history]}
)");
}

TEST_CASE("before the first version: nothing, or a denial") {
  check_cases(R"(
rule patients "Patients since 2022"
  cite "c" confidence primary
  topic eligibility
  effective from 2022-01-01
  before that no sale
  applies to sale when customer is patient
  require customer.age is at least 18 years

rule adults "Adults since 2023; before that there is no such rule"
  cite "c" confidence primary
  topic eligibility
  effective from 2023-01-01
  before that nothing
  applies to sale, intake when customer is one of adult, patient
  require customer.age is at least 21 years

exception young to adults "Young patients, except at check-in"
  cite "c" confidence primary
  when customer is patient and event is not intake
  require customer.age is at least 18 years
  otherwise refer "The patient is {customer.age}."
)",
              R"(
- name: a patient before
  source: language
  base: adult
  at: 2021-12-31 23:59:59
  customer: {kind: patient, age: 40}
  expect: {verdict: deny, by: [patients]}
- name: a patient after
  source: language
  base: adult
  at: 2022-01-01 00:00
  customer: {kind: patient, age: 18}
  expect: {verdict: allow}
- name: an adult before is not covered
  source: language
  base: adult
  at: 2022-12-31 23:59:59
  customer: {age: 18}
  expect: {verdict: refer, refers: [not-covered]}
- name: an adult after
  source: language
  base: adult
  at: 2023-01-01 00:00
  customer: {age: 20}
  expect: {verdict: deny, by: [adults]}
- name: a young patient
  source: language
  base: adult
  customer: {kind: patient, age: 18}
  expect: {verdict: allow}
- name: a minor patient is denied by one rule and referred by the other
  source: language
  base: adult
  customer: {kind: patient, age: 17}
  expect: {verdict: deny, by: [patients], refers: [adults]}
- name: a young patient at check-in
  source: language
  base: adult
  event: intake
  customer: {kind: patient, age: 18}
  expect: {verdict: deny, by: [adults]}
)");
}

TEST_CASE("meters by class: the key stands for the class in caps, and each meter is judged") {
  check_cases(R"(
class sort of each item
  flower:               plant
  edible where origin is hemp:      hemp-food
  edible where origin is not hemp:  food
  accessory:            none
  anything else:        unknown

table sort-cap "Caps"
  cite "c" confidence primary
  sort:   cap
  plant:  28 g
  food:   100 g

limit by-sort "Each sort"
  cite "c" confidence primary
  topic purchase-limit
  applies to sale
  counts net_weight of items, separately for each sort
  at most sort-cap[sort].cap in each calendar day
  tallied by state

exception ordered to by-sort "As the physician ordered"
  cite "c" confidence primary
  when patient.orders is given
  at most greatest of (the cap if given, patient.orders[sort].amount if given)
)",
              R"(
- name: each sort has its own cap, and one without a row has none
  source: language
  base: adult
  topics: [purchase-limit]
  items: [{net_weight: 28 g}, {category: edible, net_weight: 100 g}, {category: edible, origin: hemp, net_weight: 900 g}, {category: accessory, net_weight: 900 g}]
  expect: {verdict: allow, remaining: {"by-sort[plant]": 0 g, "by-sort[food]": 0 g}}
- name: one is broken
  source: language
  base: adult
  topics: [purchase-limit]
  items: [{net_weight: 29 g}, {category: edible, net_weight: 100 g}]
  expect: {verdict: deny, by: ["by-sort[plant]"]}
- name: an unknown category may be any of them
  source: language
  base: adult
  topics: [purchase-limit]
  items: [{category: null, net_weight: 29 g}]
  expect: {verdict: incomplete, missing: [item.category]}
- name: an order raises one of them
  source: language
  base: adult
  topics: [purchase-limit]
  patient: {orders: {plant: {amount: 40 g}, food: {amount: 50 g}}}
  items: [{net_weight: 40 g}, {category: edible, net_weight: 100 g}]
  expect: {verdict: allow, remaining: {"by-sort[plant]": 0 g, "by-sort[food]": 0 g}}
- name: and no further
  source: language
  base: adult
  topics: [purchase-limit]
  patient: {orders: {plant: {amount: 40 g}, food: {amount: 50 g}}}
  items: [{net_weight: 40 g}, {category: edible, net_weight: 101 g}]
  expect: {verdict: deny, by: ["by-sort[food]"]}
)");
}
