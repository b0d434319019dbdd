// Damaged packs: any changed byte is seen by the hash; and where the hash was made right again, what cannot be run is refused and what is
// taken runs without harm. LEAFLAW_PACK_ROUNDS says how many changes are tried, LEAFLAW_SEED which.
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <random>

#include "runtime/pack/header.h"
#include "runtime/pack/pack.h"
#include "runtime/session/session.h"
#include "runtime/session/typed_session.h"
#include "tests/pack/handmade.h"

using namespace leaflaw;
using handmade::refusal;

namespace {

constexpr const char* damaged = "law.leafpack: the pack's content does not match its hash; copy it again, or build it again with `leaflaw build`";

// Something that a file may come to hold, near to what a table can mean or far from it.
std::uint32_t odd_number(std::mt19937_64& random) {
  static constexpr std::uint32_t odd[] = {0, 1, 2, 3, 63, 64, 65, 127, 128, 255, 0x7FFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFF};
  return random() % 2 ? odd[random() % std::size(odd)] : static_cast<std::uint32_t>(random() % 24);
}

std::vector<std::byte> mutated(std::vector<std::byte> pack, std::mt19937_64& random) {
  const std::size_t first = sizeof(packed::Header), size = pack.size() - first;
  for (std::uint64_t changes = 1 + random() % 3; changes > 0; --changes) {
    const std::size_t at = first + random() % size;
    const std::size_t word = first + (random() % (size / 4)) * 4, other = first + (random() % (size / 4)) * 4;
    const std::uint32_t number = odd_number(random);
    switch (random() % 5) {
      case 0: pack[at] ^= static_cast<std::byte>(1u << (random() % 8)); break;
      case 1: pack[at] = static_cast<std::byte>(number); break;
      case 2: std::memcpy(&pack[word], &number, 4); break;
      case 3: std::memcpy(&pack[word + 2 * (random() % 2)], &number, 2); break;
      default: std::memcpy(&pack[word], &pack[other], 4); break;
    }
  }
  return pack;
}

long given(const char* name, long otherwise) {
  const char* text = std::getenv(name);
  return text ? std::max(1L, std::atol(text)) : otherwise;
}
long rounds() { return given("LEAFLAW_PACK_ROUNDS", 6000); }

// The same by number; names that the change has taken away are errors of the session.
void run_typed(const PackedPolicy& policy) {
  const TypedPolicy typed(policy.parts());
  TypedSession session(typed);
  const Choice sell = typed.choice("event", "sell");
  session.know_history();
  session.begin(sell, Instant{1717257600}).set(typed.event_fact("buyer.key"), "b").set(typed.event_fact("buyer.age"), 40)
      .set(typed.event_entry("buyer.orders", "gouda", "amount"), 5, typed.unit("g"));
  session.add_line().set(typed.item_fact("item.kind"), "gouda").set(typed.item_fact("item.quantity"), 2).set(typed.item_fact("item.net_weight"), 7, typed.unit("g"));
  session.add_entry(sell, Instant{1717200000}).add_line().set(typed.item_fact("item.kind"), "brie").set(typed.item_fact("item.net_weight"), 3, typed.unit("g"));
  if (!session.decide()) return;
  for (std::size_t i = 0; i < session.allowances(); ++i) static_cast<void>(session.allowance(i).remaining());
  for (std::size_t i = 0; i < session.findings(); ++i) static_cast<void>(session.finding_rule(i));
  Session full(policy.parts());
  static_cast<void>(full.json(full.decide(session.as_request())));
}

void run(const PackedPolicy& policy) {
  run_typed(policy);
  Session session(policy.parts());
  for (const std::string& request : {handmade::allowed_sale(), handmade::denied_sale()}) {
    static_cast<void>(session.json(session.decide(request)));
    static_cast<void>(session.json(session.allowance(request)));
  }
}

}  // namespace

TEST_CASE("every flip of every bit is refused") {
  const std::vector<std::byte> whole = handmade::pack_of(handmade::counter());
  REQUIRE(refusal(whole).empty());
  std::size_t by_hash = 0;
  for (std::size_t at = 0; at < whole.size(); ++at)
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::vector<std::byte> flipped = whole;
      flipped[at] ^= static_cast<std::byte>(1u << bit);
      const std::string problem = refusal(flipped);
      if (problem.empty()) FAIL("byte " << at << ", bit " << bit);
      by_hash += problem == damaged;
    }
  // All but those of magic, version and size.
  CHECK(by_hash == (whole.size() - 20) * 8);
}

TEST_CASE("every truncation and every longer pack is refused") {
  std::vector<std::byte> pack = handmade::pack_of(handmade::counter());
  const std::string size = std::to_string(pack.size());
  for (std::size_t length = 0; length < pack.size(); ++length) {
    const std::string problem = refusal({pack.begin(), pack.begin() + static_cast<std::ptrdiff_t>(length)});
    if (problem.find("law.leafpack: the pack is cut short: it has " + std::to_string(length) + " byte") != 0) FAIL(length << ": " << problem);
  }
  pack.push_back(std::byte{0});
  CHECK(refusal(pack) == "law.leafpack: the pack is longer than it says: it has " + std::to_string(pack.size()) + " bytes, its header says " + size +
                             "; copy it again, or build it again with `leaflaw build`");
}

TEST_CASE("what is no pack, and packs of other versions") {
  const std::vector<std::byte> whole = handmade::pack_of(handmade::counter());
  auto with = [&](std::size_t at, std::uint32_t value) {
    std::vector<std::byte> pack = whole;
    std::memcpy(&pack[at], &value, 4);
    const auto hash = packed::content_hash(pack);
    std::memcpy(&pack[32], hash.data(), hash.size());
    return refusal(pack);
  };
  for (std::uint32_t other : {packed::pack_version - 1, packed::pack_version + 1})
    CHECK(with(8, other) == "law.leafpack: the pack was made for another version of leaflaw: its format is " + std::to_string(other) + ", this one reads " +
                                std::to_string(packed::pack_version) + "; build it again with this version's `leaflaw build`");
  CHECK(with(12, 0) == "law.leafpack: the pack was made for another version of leaflaw: its tables are laid out for another build; build it again with this "
                       "version's `leaflaw build`");
  CHECK(with(24, 1).find("its header says something that this version does not know") != std::string::npos);
  for (const char* text : {"{\"policies\": []}", "policy us-xx: \"Sample\"", "\x7f" "ELF\x02\x01\x01", "LEAFPAC"}) {
    std::vector<std::byte> bytes(std::strlen(text));
    std::memcpy(bytes.data(), text, bytes.size());
    const bool begun = std::strncmp(text, "LEAFPACK", bytes.size()) == 0;
    CHECK(refusal(bytes) == (begun ? "law.leafpack: the pack is cut short: it has 7 bytes; copy it again, or build it again with `leaflaw build`"
                                   : "law.leafpack: this is not a pack; give the path of a file that `leaflaw build` wrote"));
  }
  std::vector<std::byte> empty_content(whole.begin(), whole.begin() + 64);
  CHECK(refusal(handmade::resealed(empty_content)) == "law.leafpack: the pack's structure is broken; build it again with `leaflaw build`");
  std::vector<std::byte> noise(4096, std::byte{0xAB});
  CHECK(refusal(handmade::resealed(noise)) == "law.leafpack: the pack's structure is broken; build it again with `leaflaw build`");
}

TEST_CASE("changed packs with the right hash are refused or run without harm") {
  const std::vector<std::byte> whole = handmade::pack_of(handmade::counter());
  std::mt19937_64 random(static_cast<std::uint64_t>(given("LEAFLAW_SEED", 20240405)));
  std::size_t taken = 0, structure = 0, meaning = 0;
  auto longest = std::chrono::steady_clock::duration::zero();
  for (long round = 0; round < rounds(); ++round) {
    const std::vector<std::byte> pack = handmade::resealed(mutated(whole, random));
    const auto begun = std::chrono::steady_clock::now();
    PackOrError outcome = Pack::from_memory(pack);
    if (auto* opened = std::get_if<std::shared_ptr<const Pack>>(&outcome)) {
      ++taken;
      for (const PackedPolicy& policy : (*opened)->policies()) run(policy);
    } else {
      const PackProblem problem = std::get<PackError>(outcome).problem;
      CHECK((problem == PackProblem::bad_structure || problem == PackProblem::bad_meaning));
      ++(problem == PackProblem::bad_structure ? structure : meaning);
    }
    longest = std::max(longest, std::chrono::steady_clock::now() - begun);
  }
  const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(longest).count();
  std::cout << "## of " << rounds() << " changed packs " << structure << " were refused by structure, " << meaning << " by meaning, " << taken
            << " ran; longest " << milliseconds << " ms\n";
  CHECK(taken > 0);
  CHECK(structure > 0);
  CHECK(meaning > 0);
  CHECK(milliseconds < 10'000);
}
