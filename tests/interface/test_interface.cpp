// leaflaw.h and leaflaw.hpp: the same answers as behind them, texts into any buffer, and no wrong call does harm.
#include <catch2/catch.hpp>
#include <climits>
#include <cstring>
#include <thread>

#include "runtime/leaflaw.hpp"
#include "runtime/pack/pack.h"
#include "runtime/session/session.h"
#include "tests/pack/handmade.h"

namespace client = leaflaw::client;
using client::Amount;

namespace {

const std::vector<std::byte>& law() {
  static const std::vector<std::byte> bytes = handmade::pack_of(handmade::counter());
  return bytes;
}
client::Pack pack() { return {law().data(), law().size()}; }
client::Policy policy() { return pack().policy("counter"); }

constexpr std::int64_t noon = 1717257600;   // 2024-06-01 12:00 at the counter

std::string behind(const std::string& request) {
  auto opened = std::get<std::shared_ptr<const leaflaw::Pack>>(leaflaw::Pack::from_memory(law()));
  leaflaw::Session session(opened->policies().at(0).parts());
  return session.json(session.decide(request));
}

// The cart of handmade::allowed_sale, by number.
void fill(client::Session& session, const client::Policy& of) {
  session.know_history();
  session.begin(of.choice("event", "sell"), noon)
      .set(of.fact("buyer.key"), "b").set(of.fact("buyer.age"), 40).set(of.fact("buyer.papers"), {}).set(of.entry("buyer.orders", "gouda", "amount"), Amount{5, 1, of.unit("g")});
  session.add_line().set(of.fact("item.kind"), of.choice("item.kind", "gouda")).set(of.fact("item.quantity"), 2)
      .set(of.fact("item.net_weight"), Amount{7, 1, of.unit("g")}).set(of.fact("item.tag"), "green");
}

template <class Call>
std::string thrown(Call call) {
  try {
    call();
  } catch (const client::Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("requests in JSON: the same bytes as behind the interface") {
  client::Session session(policy());
  for (const std::string& request : {handmade::allowed_sale(), handmade::denied_sale()}) {
    session.decide(request);
    CHECK(session.json() == behind(request));
  }
  CHECK(session.decide(handmade::allowed_sale()) == client::Verdict::allow);
  CHECK(session.decide(handmade::denied_sale()) == client::Verdict::deny);
  CHECK(session.text().find("A title") != std::string::npos);
  CHECK(session.allowance(handmade::allowed_sale()) == client::Verdict::allow);
  CHECK_FALSE(session.decide(R"({"at":"2024-06-01 12:00","byer":{}})").has_value());
  CHECK(session.json().find("\"errors\"") != std::string::npos);
  CHECK(session.text().find("byer") != std::string::npos);
  CHECK_FALSE(session.decide("").has_value());
}

TEST_CASE("facts by number: the same verdict, figures and reasons") {
  const client::Policy counter = policy();
  client::Session session(counter);
  fill(session, counter);
  CHECK(session.decide() == client::Verdict::allow);
  const std::vector<client::Allowance> left = session.allowances();
  REQUIRE(left.size() == 4);
  CHECK(left[0].limit == "rule-2");
  CHECK(left[0].remaining_text == "12 g");   // 28 less twice 8 (7 g in two packages, rounded up to 2 g each)
  CHECK(left[0].used->numerator == 0);
  CHECK(left[0].this_event->numerator == 16);
  CHECK(session.decide_in_full() == client::Verdict::allow);
  CHECK(session.json().find("\"verdict\":\"allow\"") != std::string::npos);
  // Too much: the same cart with another line.
  session.add_line().set(counter.fact("item.kind"), counter.choice("item.kind", "brie")).set(counter.fact("item.quantity"), 1)
      .set(counter.fact("item.net_weight"), Amount{127, 10, counter.unit("g")}).set(counter.fact("item.tag"), "green");
  CHECK(session.decide() == client::Verdict::deny);
  REQUIRE(session.findings().size() == 1);
  CHECK(session.findings()[0].rule == "daily");
  CHECK(session.findings()[0].kind == client::FindingKind::violation);
  session.remove_line(1);
  CHECK(session.decide() == client::Verdict::allow);
  // History counts, and is unknown where it is forgotten.
  client::Row entry = session.add_entry(counter.choice("event", "sell"), client::Instant{noon - 86400});
  entry.set(counter.fact("buyer.key"), "b").add_line().set(counter.fact("item.kind"), counter.choice("item.kind", "brie"))
      .set(counter.fact("item.quantity"), 1).set(counter.fact("item.net_weight"), Amount{13, 1, counter.unit("g")});
  CHECK(session.decide() == client::Verdict::deny);
  session.forget_history();
  CHECK(session.decide() == client::Verdict::incomplete);
}

TEST_CASE("packs and policies describe themselves") {
  const client::Pack opened = pack();
  CHECK(opened.hash().size() == 71);
  REQUIRE(opened.policies().size() == 1);
  const client::PolicyInfo info = opened.policies()[0];
  CHECK(std::tuple(info.id, info.name, info.regulator, info.as_of_day) == std::tuple("counter", "The counter", "The board", 30000));
  CHECK(thrown([&] { static_cast<void>(opened.policy("us-co")); }) == "the pack has no policy us-co; it has counter");
  CHECK(thrown([] { client::Pack("/no/such.leafpack"); }) ==
        "/no/such.leafpack: the pack cannot be read: No such file or directory; give the path of a file that `leaflaw build` wrote");
  CHECK(thrown([] { client::Pack("LEAFPACK", 8); }).find("the pack is cut short") == 0);
  const client::Policy counter = policy();
  CHECK_FALSE(counter.fact("item.net_wieght"));
  CHECK(counter.why("item.net_wieght").find("item.net_weight") != std::string::npos);
  CHECK_FALSE(counter.choice("item.kind", "chalk"));
  CHECK_FALSE(counter.unit("stone"));
  CHECK(counter.zone("Here/West").number == 1);
  CHECK(counter.zone("Here/Nowhere").number == LEAFLAW_OWN_ZONE);
}

TEST_CASE("what is set wrong is said at once, and nothing is decided until it is begun anew") {
  const client::Policy counter = policy();
  client::Session session(counter);
  CHECK(thrown([&] { session.decide(); }).find("begin") != std::string::npos);
  fill(session, counter);
  CHECK_FALSE(thrown([&] { session.event().set(counter.fact("buyer.age"), Amount{3, 1, counter.unit("g")}); }).empty());
  CHECK_FALSE(thrown([&] { session.decide(); }).empty());
  fill(session, counter);
  CHECK(session.decide() == client::Verdict::allow);
  CHECK_FALSE(thrown([&] { session.event().set(counter.fact("no.such"), 1); }).empty());
  fill(session, counter);
  CHECK_FALSE(thrown([&] { session.event().set(counter.fact("item.tag"), "green"); }).empty());   // a fact of lines
  CHECK_FALSE(thrown([&] { session.begin(client::Choice{}, noon); }).empty());
  CHECK_FALSE(thrown([&] { session.begin(counter.choice("event", "sell"), INT64_MAX); }).empty());
  fill(session, counter);
  CHECK(session.decide() == client::Verdict::allow);
}

TEST_CASE("texts go into any buffer: whole, cut at a character, or only measured") {
  client::Pack opened = pack();
  char buffer[100];
  const std::size_t length = leaflaw_pack_hash(opened.get(), nullptr, 0);
  CHECK(length == 71);
  for (std::size_t capacity = 1; capacity <= 80; ++capacity) {
    std::memset(buffer, 'x', sizeof buffer);
    CHECK(leaflaw_pack_hash(opened.get(), buffer, capacity) == length);
    CHECK(std::strlen(buffer) == std::min(length, capacity - 1));
    CHECK(buffer[capacity] == 'x');
  }
  handmade::Policy umlauts = handmade::counter();
  umlauts.model.name = "K\u00E4se\u00DF\u20AC";   // 2 bytes, 2 bytes, 3 bytes
  const std::vector<std::byte> bytes = handmade::pack_of(umlauts);
  const client::Pack named(bytes.data(), bytes.size());
  const std::string expected[] = {"", "K", "K", "K\u00E4", "K\u00E4s", "K\u00E4se", "K\u00E4se", "K\u00E4se\u00DF", "K\u00E4se\u00DF", "K\u00E4se\u00DF", "K\u00E4se\u00DF\u20AC"};
  for (std::size_t capacity = 1; capacity <= std::size(expected); ++capacity) {
    CHECK(leaflaw_pack_policy_text(named.get(), 0, LEAFLAW_NAME, buffer, capacity) == 10);
    CHECK(buffer == expected[capacity - 1]);
  }
}

TEST_CASE("wrong calls give a status and do no harm") {
  client::Pack opened = pack();
  const client::Policy counter = policy();
  client::Session session(counter);
  fill(session, counter);
  leaflaw_session* const s = session.get();
  leaflaw_pack* made = nullptr;
  char text[400];
  CHECK(leaflaw_pack_from_memory(LEAFLAW_ABI + 1, law().data(), law().size(), &made, text, sizeof text) == LEAFLAW_OTHER_VERSION);
  CHECK(std::string(text).find("build it again") != std::string::npos);
  CHECK(leaflaw_pack_open(LEAFLAW_ABI, nullptr, &made, text, sizeof text) == LEAFLAW_BAD_CALL);
  CHECK(leaflaw_pack_open(LEAFLAW_ABI, "x", nullptr, nullptr, 0) == LEAFLAW_BAD_CALL);
  CHECK(leaflaw_pack_open(LEAFLAW_ABI, "/no/such", &made, nullptr, 0) == LEAFLAW_REFUSED);
  leaflaw_pack_close(nullptr);
  leaflaw_policy_close(nullptr);
  leaflaw_session_close(nullptr);
  leaflaw_policy_info info{sizeof info - 4, 0, 0, 0};
  CHECK(leaflaw_pack_policy_info(opened.get(), 0, &info) == LEAFLAW_BAD_CALL);
  info.size = sizeof info;
  CHECK(leaflaw_pack_policy_info(opened.get(), 1, &info) == LEAFLAW_BAD_CALL);
  CHECK(leaflaw_pack_policy_text(opened.get(), 0, 9, text, sizeof text) == 0);
  CHECK(leaflaw_pack_policies(nullptr) == 0);
  CHECK(leaflaw_policy_fact(nullptr, "at").found == 0);
  CHECK(leaflaw_decide(nullptr, nullptr) == LEAFLAW_BAD_CALL);
  CHECK(leaflaw_decide_json(s, nullptr, 0, nullptr) == LEAFLAW_BAD_CALL);
  CHECK(leaflaw_begin(s, counter.choice("event", "sell"), noon, 77) == LEAFLAW_BAD_CALL);
  CHECK(leaflaw_add_line(s, 12345, nullptr) == LEAFLAW_BAD_CALL);
  CHECK(leaflaw_remove_line(s, 9) == LEAFLAW_BAD_CALL);
  CHECK(leaflaw_know_history(s, 3, LEAFLAW_ALL_TIME) == LEAFLAW_BAD_CALL);
  CHECK(leaflaw_know_history(s, 0, INT32_MAX) == LEAFLAW_BAD_CALL);
  CHECK(leaflaw_judge_only(s, 0) == LEAFLAW_BAD_CALL);
  CHECK(leaflaw_set_amount(s, LEAFLAW_EVENT, counter.fact("buyer.age"), 1, 0, 0) == LEAFLAW_BAD_CALL);
  CHECK(leaflaw_set_amount(s, LEAFLAW_EVENT, counter.fact("buyer.age"), 1, 1, 999) == LEAFLAW_BAD_CALL);
  CHECK(leaflaw_set_text(s, LEAFLAW_EVENT, counter.fact("buyer.key"), nullptr, 3) == LEAFLAW_BAD_CALL);
  leaflaw_allowance allowance{};
  CHECK(leaflaw_allowance_at(s, 0, &allowance) == LEAFLAW_BAD_CALL);
  CHECK(leaflaw_finding_kind_at(s, 7) == -1);
  // Handles that nobody gave.
  for (std::uint32_t kind = 0; kind < 7; ++kind)
    for (std::uint16_t number : {std::uint16_t{0}, std::uint16_t{9}, std::uint16_t{500}, std::uint16_t{0xFFFF}}) {
      const leaflaw_fact forged{kind, {number, 3, number, number}};
      for (leaflaw_row row : {leaflaw_row{0}, leaflaw_row{1} << 32, leaflaw_row{2} << 32, leaflaw_row{3} << 32, leaflaw_row{5} << 32, ~leaflaw_row{0}}) {
        CHECK(leaflaw_set_truth(s, row, forged, 1) != LEAFLAW_OK);
        CHECK(leaflaw_forget(s, row, forged) != LEAFLAW_OK);
      }
    }
  const leaflaw_choice forged{1, 400, 3};
  CHECK(leaflaw_set_choice(s, leaflaw_row{1} << 32, counter.fact("item.kind"), forged) != LEAFLAW_OK);
  CHECK(std::string(leaflaw_status_text(LEAFLAW_REFUSED)) == "the pack is refused");
  CHECK(std::string(leaflaw_status_text(12345)) == "there is no such status");
  fill(session, counter);
  CHECK(session.decide() == client::Verdict::allow);
}

TEST_CASE("one policy for many threads, a session for each") {
  const client::Policy counter = policy();
  const std::string expected = behind(handmade::denied_sale());
  std::vector<std::string> answers(6);
  std::vector<std::thread> threads;
  for (std::string& answer : answers)
    threads.emplace_back([&] {
      client::Session session(counter);
      for (int i = 0; i < 20; ++i) {
        session.decide(handmade::denied_sale());
        fill(session, counter);
        if (session.decide() != client::Verdict::allow) return;
      }
      answer = session.json();
    });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& answer : answers) CHECK(answer == expected);
}
