// The pack of the policies in this repository: taken whole, decided by, refused where a sample of its bits is flipped.
#include <catch2/catch.hpp>
#include <chrono>
#include <iostream>
#include <random>

#include "compiler/emit/emit.h"
#include "compiler/emit/write_pack.h"
#include "compiler/semantics/compile.h"
#include "runtime/pack/header.h"
#include "runtime/pack/pack.h"
#include "runtime/session/session.h"
#include "tests/pack/handmade.h"

using namespace leaflaw;

namespace {

struct Law {
  PolicySet set;
  std::vector<engine::PolicyTables> tables;
  WrittenPack pack;
};

Law compiled() {
  Law law;
  law.set = compile_all({std::string(SOURCE_DIR) + "/policies"});
  for (const model::Policy& policy : law.set.policies)
    if (auto tables = emit(policy, law.set.diagnostics)) law.tables.push_back(std::move(*tables));
  REQUIRE(law.tables.size() == law.set.policies.size());
  std::vector<PackInput> inputs;
  for (std::size_t i = 0; i < law.tables.size(); ++i) inputs.push_back({&law.set.policies[i], &law.tables[i]});
  law.pack = write_pack(inputs);
  REQUIRE(law.pack.error.empty());
  return law;
}

const Law& the_law() {
  static const Law law = compiled();
  return law;
}

}  // namespace

TEST_CASE("the pack of all policies is taken, holds each of them, and opens in milliseconds") {
  const Law& law = the_law();
  REQUIRE(law.set.policies.size() >= 5);
  PackOrError outcome = Pack::from_memory(law.pack.bytes);
  if (auto* error = std::get_if<PackError>(&outcome)) FAIL(to_text(*error, "law.leafpack"));
  const Pack& pack = *std::get<std::shared_ptr<const Pack>>(outcome);
  REQUIRE(pack.policies().size() == law.set.policies.size());
  for (const model::Policy& policy : law.set.policies) {
    const PackedPolicy* packed = pack.find(policy.id);
    REQUIRE(packed);
    CHECK(packed->as_of() == policy.as_of);
    CHECK(packed->name == policy.name);
    CHECK(packed->context.zone_names == policy.context.zone_names);
    CHECK(packed->context.schema == pack.policies().front().context.schema);
  }
  auto fastest = std::chrono::steady_clock::duration::max();
  for (int i = 0; i < 10; ++i) {
    const auto begun = std::chrono::steady_clock::now();
    CHECK(std::holds_alternative<std::shared_ptr<const Pack>>(Pack::from_memory(law.pack.bytes)));
    fastest = std::min(fastest, std::chrono::steady_clock::now() - begun);
  }
  const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(fastest).count();
  std::cout << "## the pack of " << law.set.policies.size() << " policies: " << law.pack.bytes.size() << " bytes, opened in " << microseconds << " us\n";
  CHECK(microseconds < 500'000);   // a loaded machine, an unoptimised build
}

TEST_CASE("flips in the pack of all policies are refused") {
  const std::vector<std::byte>& whole = the_law().pack.bytes;
  std::mt19937_64 random(7);
  std::vector<std::byte> flipped = whole;
  for (int i = 0; i < 60; ++i) {
    const std::size_t at = random() % whole.size();
    flipped[at] ^= static_cast<std::byte>(1u << (random() % 8));
    CHECK(packed::check_header(flipped).has_value());
    flipped[at] = whole[at];
  }
  CHECK_FALSE(packed::check_header(flipped).has_value());
}

TEST_CASE("flips in the pack of all policies, with the right hash again, are refused or run without harm") {
  const std::vector<std::byte>& whole = the_law().pack.bytes;
  const std::string request = R"({"at":"2026-05-01 12:00","customer":{"kind":"adult","age":"40 years"},"history":[],)"
                              R"("items":[{"category":"flower","quantity":1,"net_weight":"3.5 g"}]})";
  std::mt19937_64 random(11);
  std::size_t refused = 0, taken = 0;
  for (int i = 0; i < 60; ++i) {
    std::vector<std::byte> pack = whole;
    pack[sizeof(packed::Header) + random() % (whole.size() - sizeof(packed::Header))] ^= static_cast<std::byte>(1u << (random() % 8));
    PackOrError outcome = Pack::from_memory(handmade::resealed(std::move(pack)));
    if (std::holds_alternative<PackError>(outcome)) { ++refused; continue; }
    ++taken;
    for (const PackedPolicy& policy : std::get<std::shared_ptr<const Pack>>(outcome)->policies()) {
      Session session(policy.parts());
      CHECK_FALSE(session.json(session.decide(request)).empty());
    }
  }
  CHECK(refused > 0);
  CHECK(taken > 0);
}
