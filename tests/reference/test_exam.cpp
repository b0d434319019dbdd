// Rules of states that the language must hold without tricks, each as a small policy (the figures are the law's, the rest is left out).
#include <catch2/catch.hpp>

#include "tests/reference/small_policy.h"

using leaflaw::testing::check_cases;

TEST_CASE("Mississippi: an amended measure, and purchases counted as of their own date") {
  check_cases(R"(
unit share "unit of medical cannabis"

measure shares in share
  cite "c" confidence primary
  counts each item
    flower:        net_weight per 3.5 g as 1 share
    concentrate:   net_weight per 1 g as 1 share
    anything else: unknown

amendment to shares "Concentrates by THC"
  effective from 2025-07-01
  replaces rows
    concentrate:   thc per 100 mg THC as 1 share

limit week "Six units in seven days"
  cite "c" confidence primary
  topic purchase-limit
  applies to sale
  counts shares
  at most 6 share in any 7 days
  tallied by state
  each as of its own date

limit month "Twenty-four units in thirty days"
  cite "c" confidence primary
  topic purchase-limit
  applies to sale
  counts shares
  at most 24 share in any 30 days
  tallied by state
)",
              R"(
- name: an older gram of concentrate is a unit for the week, and its THC counts for the month
  source: language
  base: adult
  topics: [purchase-limit]
  at: 2025-07-02 12:00
  history:
    - {at: 2025-06-30 12:00, items: [{category: concentrate, net_weight: 2 g, thc: 1000 mg THC}]}
  items: [{net_weight: 14 g}]
  expect: {verdict: allow, remaining: {week: 0 share, month: 10 share}}
- name: a day later in law it counts by its THC for both
  source: language
  base: adult
  topics: [purchase-limit]
  at: 2025-07-02 12:00
  history:
    - {at: 2025-07-01 00:00, items: [{category: concentrate, net_weight: 2 g, thc: 600 mg THC}]}
  items: [{net_weight: 0.001 g}]
  expect: {verdict: deny, by: [week]}
- name: free at midnight seven days on
  source: language
  base: adult
  topics: [purchase-limit]
  at: 2025-07-08 00:00
  history:
    - {at: 2025-07-01 23:00, items: [{net_weight: 21 g}]}
  items: [{net_weight: 21 g}]
  expect: {verdict: allow}
- name: and not a second before
  source: language
  base: adult
  topics: [purchase-limit]
  at: 2025-07-07 23:59:59
  history:
    - {at: 2025-07-01 23:00, items: [{net_weight: 21 g}]}
  items: [{net_weight: 21 g}]
  expect: {verdict: deny, by: [week], next_release: {week: {at: 2025-07-08 00:00, amount: 6 share}}}
)");
}

TEST_CASE("Michigan: a total with a cap for a part of it; California: one line in several meters") {
  check_cases(R"(
limit total "2.5 ounces"
  cite "c" confidence primary
  topic purchase-limit
  applies to sale
  counts net_weight of items where category is not accessory
  at most 2.5 oz in each calendar day
  tallied by store

limit concentrate-part "of which 15 grams of concentrate"
  cite "c" confidence primary
  topic purchase-limit
  applies to sale
  counts (net_weight, or concentrate_weight where category is infused_preroll) of items where category is one of concentrate, vape, infused_preroll
  at most 15 g in each calendar day
  tallied by store
)",
              R"(
- name: both at their ends
  source: language
  base: adult
  topics: [purchase-limit]
  items: [{net_weight: 55 g}, {category: concentrate, net_weight: 14 g}, {category: infused_preroll, net_weight: 1 g, concentrate_weight: 1 g}]
  expect: {verdict: allow, remaining: {total: 0 g, concentrate-part: 0 g}}
- name: the part is broken alone
  source: language
  base: adult
  topics: [purchase-limit]
  items: [{category: concentrate, net_weight: 14 g}, {category: infused_preroll, net_weight: 2 g, concentrate_weight: 1.1 g}]
  expect: {verdict: deny, by: [concentrate-part]}
- name: the infused part is not known
  source: language
  base: adult
  topics: [purchase-limit]
  items: [{category: infused_preroll, net_weight: 2 g}]
  expect: {verdict: incomplete, missing: [item.concentrate_weight]}
)");
}

TEST_CASE("Maine: a tolerance that is a share of the limit within bounds") {
  check_cases(R"(
rule dose "Ten milligrams, give or take what a label may be off"
  cite "c" confidence primary
  topic potency
  applies to sale, intake for each item where category is edible
  require thc_per_serving is at most 10 mg THC + clamp of (10 % of thc_per_serving, 0.6 mg THC, 5 mg THC)
)",
              R"(
- name: a tenth more than nine tenths of itself
  source: language
  base: adult
  topics: [potency]
  items: [{category: edible, thc_per_serving: 100/9 mg THC, thc: 1 mg THC}]
  expect: {verdict: allow}
- name: a step more
  source: language
  base: adult
  topics: [potency]
  items: [{category: edible, thc_per_serving: 11.112 mg THC}]
  expect: {verdict: deny, by: [dose]}
)");
}

TEST_CASE("Kentucky: three windows and a table of caps") {
  check_cases(R"(
table supply "By age"
  cite "c" confidence primary
  category by customer: day, month
  flower by adult, patient: 1 g, 28 g
  vape by adult:            0.5 g, 14 g
  vape by patient:          0.75 g, 20 g

limit day "A day"
  cite "c" confidence primary
  topic purchase-limit
  applies to sale when customer is one of adult, patient
  counts net_weight of items where category is vape
  at most supply[vape].day in each calendar day
  tallied by state

limit ten-days "Ten days"
  cite "c" confidence primary
  topic purchase-limit
  applies to sale when customer is one of adult, patient
  counts net_weight of items where category is vape
  at most 9.5 times supply[vape].day in any 10 days
  tallied by state

limit month "Thirty days"
  cite "c" confidence primary
  topic purchase-limit
  applies to sale when customer is one of adult, patient
  counts net_weight of items where category is vape
  at most supply[vape].month in any 30 days
  tallied by state
)",
              R"(
- name: an adult
  source: language
  base: adult
  topics: [purchase-limit]
  items: [{category: vape, net_weight: 0.5 g}]
  expect: {verdict: allow, remaining: {day: 0 g, ten-days: 4.25 g, month: 13.5 g}}
- name: a patient
  source: language
  base: adult
  topics: [purchase-limit]
  customer: {kind: patient}
  items: [{category: vape, net_weight: 0.5 g}]
  expect: {verdict: allow, remaining: {day: 0.25 g, ten-days: 6.625 g, month: 19.5 g}}
)");
}

TEST_CASE("Nebraska: one limit by store, another by state; Oregon: a day and a month") {
  check_cases(R"(
limit by-store "In a store"
  cite "c" confidence primary
  topic purchase-limit
  applies to sale
  counts net_weight of items
  at most 1 oz in each calendar day
  tallied by store

limit by-state "In the state"
  cite "c" confidence primary
  topic purchase-limit
  applies to sale
  counts net_weight of items
  at most 3 oz in each calendar month
  tallied by state
)",
              R"(
- name: another store's sale of today counts for the state alone
  source: language
  base: adult
  topics: [purchase-limit]
  store: {key: S1}
  history:
    - {at: 2025-06-02 09:00, store: {key: S2}, items: [{net_weight: 20 g}]}
    - {at: 2025-06-02 10:00, store: {key: S1}, items: [{net_weight: 8 g}]}
  items: [{net_weight: 20 g}]
  expect: {verdict: allow, remaining: {by-store: 0 g, by-state: 36 g}}
- name: last month's sales count for neither
  source: language
  base: adult
  topics: [purchase-limit]
  store: {key: S1}
  history:
    - {at: 2025-05-31 23:59:59, store: {key: S1}, items: [{net_weight: 84 g}]}
  items: [{net_weight: 28 g}]
  expect: {verdict: allow, remaining: {by-store: 0 g, by-state: 56 g}}
- name: a store's own history does not tell what was bought in the state
  source: language
  base: adult
  topics: [purchase-limit]
  store: {key: S1}
  history: {scope: store, entries: []}
  items: [{net_weight: 1 g}]
  expect: {verdict: incomplete, missing: [history], remaining: {by-store: 28 g}}
)");
}

TEST_CASE("Oklahoma: stock received before the rule is exempt; Oregon: metals by the day of manufacture") {
  check_cases(R"(
rule packaging "Opaque packages"
  cite "c" confidence primary
  topic packaging
  applies to sale for each item where category is not accessory
  require packaging.opaque

exception old-stock to packaging "Received before 2025-06-01"
  cite "c" confidence primary
  when package.received is before 2025-06-01
  waived

rule metals "Metals, for what was made since"
  cite "c" confidence primary
  topic testing
  applies to sale for each item where package.manufactured is on or after 2023-01-01
  require test.status is passed
)",
              R"(
- name: the last day
  source: language
  base: adult
  topics: [packaging]
  items: [{packaging: {opaque: no}, package: {received: 2025-05-31}}]
  expect: {verdict: allow}
- name: the first day
  source: language
  base: adult
  topics: [packaging]
  items: [{packaging: {opaque: no}, package: {received: 2025-06-01}}]
  expect: {verdict: deny, by: [packaging]}
- name: made before
  source: language
  base: adult
  topics: [testing]
  items: [{package: {manufactured: 2022-12-31}}]
  expect: {verdict: allow}
- name: made since, and not tested
  source: language
  base: adult
  topics: [testing]
  items: [{package: {manufactured: 2023-01-01}, test: {status: pending}}]
  expect: {verdict: deny, by: [metals]}
)");
}

TEST_CASE("Connecticut: a formula as a measure; Utah: the least of thirty daily doses and a cap") {
  check_cases(R"(
measure flower-equivalent in g
  cite "c" confidence primary
  counts each item
    flower:        net_weight
    accessory:     nothing
    anything else: thc per 250 mg THC as 1 g + other_cannabinoids per 500 mg as 1 g

limit connecticut "Equivalents"
  cite "c" confidence primary
  topic purchase-limit
  applies to sale when customer is adult
  counts flower-equivalent
  at most 14 g in one transaction

limit utah "28 days"
  cite "c" confidence primary
  topic purchase-limit
  applies to sale when customer is patient
  counts net_weight of items where category is flower
  at most least of (30 times patient.daily_flower per 1 g a day as 1 g if given, 113 g) in any 28 days
  for patient
  tallied by state
)",
              R"(
- name: the formula to the last figure
  source: language
  base: adult
  topics: [purchase-limit]
  items: [{net_weight: 10 g}, {category: edible, thc: 500 mg THC, other_cannabinoids: 1000 mg}]
  expect: {verdict: allow, remaining: {connecticut: 0 g}}
- name: a milligram of other cannabinoids more
  source: language
  base: adult
  topics: [purchase-limit]
  items: [{net_weight: 10 g}, {category: edible, thc: 500 mg THC, other_cannabinoids: 1001 mg}]
  expect: {verdict: deny, by: [connecticut]}
- name: a small dose
  source: language
  base: adult
  topics: [purchase-limit]
  customer: {kind: patient}
  patient: {daily_flower: 1.5 g a day}
  items: [{net_weight: 45 g}]
  expect: {verdict: allow, remaining: {utah: 0 g}}
- name: a large one
  source: language
  base: adult
  topics: [purchase-limit]
  customer: {kind: patient}
  patient: {daily_flower: 5 g a day}
  items: [{net_weight: 113 g}]
  expect: {verdict: allow, remaining: {utah: 0 g}}
)");
}

TEST_CASE("New Jersey: hours for patients alone; none of the limits for the terminally ill") {
  check_cases(R"(
rule hours "Patients have the first hour"
  cite "c" confidence primary
  topic sale-conduct
  applies to sale
  require time is from 09:00 until 21:00
  otherwise deny "Open from 09:00 until 21:00."

exception first-hour to hours "From 08:00 for patients"
  cite "c" confidence primary
  when customer is one of patient, caregiver
  require time is from 08:00 until 21:00

limit month "Three ounces"
  cite "c" confidence primary
  topic purchase-limit
  applies to sale when customer is patient
  counts net_weight of items
  at most 3 oz in any 30 days
  for patient
  tallied by state
  otherwise deny "{month.this} after {month.used}: {month.cap} in 30 days is the most."

exception terminal to month "The terminally ill"
  cite "c" confidence primary
  when patient.terminal
  waived
)",
              R"(
- name: a patient at eight
  source: language
  base: adult
  topics: [sale-conduct]
  at: 2025-06-02 08:00
  customer: {kind: patient}
  expect: {verdict: allow}
- name: an adult at eight
  source: language
  base: adult
  topics: [sale-conduct]
  at: 2025-06-02 08:59:59
  expect: {verdict: deny, by: [hours]}
- name: at nine
  source: language
  base: adult
  topics: [sale-conduct]
  at: 2025-06-02 21:00
  customer: {kind: patient}
  expect: {verdict: deny, by: [hours]}
- name: freed on day 31
  source: language
  base: adult
  topics: [purchase-limit]
  at: 2025-07-02 00:00
  customer: {kind: patient}
  history:
    - {at: 2025-06-02 23:00, items: [{net_weight: 84 g}]}
  items: [{net_weight: 84 g}]
  expect: {verdict: allow}
- name: not before
  source: language
  base: adult
  topics: [purchase-limit]
  at: 2025-07-01 23:59:59
  customer: {kind: patient}
  history:
    - {at: 2025-06-02 23:00, items: [{net_weight: 84 g}]}
  items: [{net_weight: 1 g}]
  expect: {verdict: deny, by: [month]}
- name: no limit
  source: language
  base: adult
  topics: [purchase-limit]
  customer: {kind: patient}
  patient: {terminal: yes}
  items: [{net_weight: 840 g}]
  expect: {verdict: allow, remaining: {}}
)");
}

TEST_CASE("greatest of several: whoever is missing does not depend on their order") {
  for (const std::string of : {"20 mg THC, total of thc of items where (category is edible), 30 days of patient.daily_dose",
                               "patient.waiver.amount if given, total of thc of items where (category is edible), 30 days of patient.daily_dose",
                               "30 days of patient.daily_dose, total of thc of items where (category is edible), patient.waiver.amount if given"})
    check_cases("limit doses \"Doses\"\n  cite \"c\" confidence primary\n  topic purchase-limit\n  applies to sale\n  counts thc of items\n  at most greatest of (" + of +
                    ")\n    in one transaction\n",
                R"(
- name: what may be edible is below the 20 mg, and still not known
  source: language
  base: adult
  topics: [purchase-limit]
  patient: {waiver: {amount: 20 mg THC}, daily_dose: null}
  items: [{category: null, thc: 5 mg THC}, {thc: 30 mg THC}]
  expect: {verdict: incomplete, missing: [item.category, patient.daily_dose]}
- name: without what is not known there is nothing to ask for
  source: language
  base: adult
  topics: [purchase-limit]
  patient: {waiver: {amount: 20 mg THC}, daily_dose: 0.5 mg THC a day}
  items: [{category: null, thc: 5 mg THC}, {thc: 30 mg THC}]
  expect: {verdict: deny, by: [doses]}
)");
}
