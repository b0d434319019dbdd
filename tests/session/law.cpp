#include "tests/session/law.h"

#include <catch2/catch.hpp>
#include <iostream>

#include "compiler/emit/emit.h"
#include "compiler/emit/write_pack.h"
#include "compiler/reference/reference.h"
#include "runtime/facts/input_errors.h"

using namespace leaflaw;

namespace law {

namespace {

constexpr const char* shop_text = R"(
policy shop "A made-up state"
  vocabulary retail 1
  time zone  America/Denver
  state      CO
  covers     sale, return from 2020-01-01
  as of      2030-01-01

unit oz is 28 g
  cite "test"  confidence primary

measure flower-equivalent in g
  cite "test"  confidence primary
  counts each item
    flower, shake, preroll:   net_weight
    concentrate, vape:        net_weight per 8 g as 1 oz
    edible, beverage:         thc per 800 mg THC as 1 oz
    topical, accessory:       nothing
    anything else:            unknown

limit daily "One ounce a day"
  cite       "test 1"  confidence secondary
  topic      purchase-limit
  applies to sale when customer is adult
  counts     flower-equivalent
  at most    1 oz in each calendar day
  tallied by store
  otherwise  deny "{daily.used} of {daily.cap} bought, {daily.this} asked for."

limit pieces "Four packages of edibles at once"
  cite       "test 2"  confidence primary
  topic      purchase-limit
  applies to sale
  counts     quantity of items where category is edible
  at most    4 in one transaction

rule age "Adults are 21"
  cite       "test 3"  confidence primary
  topic      eligibility
  applies to sale when customer is adult
  require    customer.age is at least 21 years
  otherwise  deny "The customer is {customer.age}."

rule package "100 mg of THC in a package"
  cite       "test 4"  confidence primary
  topic      potency
  applies to sale, for each item where category is edible
  require    thc_per_package is at most 100 mg THC

duty bag "A bag"
  cite       "test 5"  confidence unverified
  topic      packaging
  applies to sale when some item has category is edible
)";

Law compiled(std::vector<model::Policy> policies) {
  Law law;
  law.policies = std::move(policies);
  std::vector<engine::PolicyTables> tables;
  for (const model::Policy& policy : law.policies) {
    Diagnostics diagnostics;
    std::optional<engine::PolicyTables> made = emit(policy, diagnostics);
    INFO(policy.id << ": " << (diagnostics.all().empty() ? "" : diagnostics.all().front().message));
    REQUIRE(made);
    tables.push_back(std::move(*made));
  }
  std::vector<PackInput> inputs;
  for (std::size_t i = 0; i < tables.size(); ++i) inputs.push_back({&law.policies[i], &tables[i]});
  WrittenPack written = write_pack(inputs);
  INFO(written.error);
  REQUIRE(written.error.empty());
  PackOrError opened = Pack::from_memory(written.bytes);
  if (const auto* error = std::get_if<PackError>(&opened)) FAIL(to_text(*error, ""));
  law.pack = std::get<std::shared_ptr<const Pack>>(opened);
  return law;
}

}  // namespace

PolicyParts Law::parts(std::string_view id) const {
  const PackedPolicy* found = pack->find(id);
  REQUIRE(found);
  return found->parts();
}

const model::Policy& Law::policy(std::string_view id) const {
  for (const model::Policy& one : policies)
    if (one.id == id) return one;
  FAIL("no policy " << id);
  std::abort();
}

const Law& of_repository() {
  static const Law law = [] {
    PolicySet set = compile_all({std::string(SOURCE_DIR) + "/policies"});
    set.diagnostics.sort();
    INFO(print(set.diagnostics, set.sources, false));
    REQUIRE(!set.diagnostics.has_errors());
    return compiled(std::move(set.policies));
  }();
  return law;
}

Law of_text(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  bool usable = true;
  FileId file = sources.add("test.leaf", text, diagnostics, usable);
  std::optional<model::Policy> policy = compile_policy(sources, file, {}, diagnostics);
  diagnostics.sort();
  INFO(print(diagnostics, sources, false));
  REQUIRE(policy);
  REQUIRE(!diagnostics.has_errors());
  std::vector<model::Policy> one;
  one.push_back(std::move(*policy));
  return compiled(std::move(one));
}

const Law& of_shop() {
  static const Law law = of_text(shop_text);
  return law;
}

Judge reference(const model::Policy& policy) {
  return [&policy](const Request& request) -> DocumentOrErrors { return decide_by_reference(policy, request); };
}

Document document(DocumentOrErrors outcome) {
  if (const auto* errors = std::get_if<std::vector<InputError>>(&outcome)) FAIL(to_text(errors->front(), "request"));
  return std::get<Document>(std::move(outcome));
}

std::string code(const DocumentOrErrors& outcome) {
  const auto* errors = std::get_if<std::vector<InputError>>(&outcome);
  return errors ? errors->front().code : std::string();
}

}  // namespace law
