// Typed sessions: what is set wrongly is said at once, nothing stays behind, nothing is allocated.
#include <catch2/catch.hpp>

#include "tests/session/allocations.h"
#include "tests/session/law.h"
#include "runtime/session/typed_session.h"

using namespace leaflaw;

namespace {

struct Till {
  TypedPolicy policy{law::of_shop().parts("shop")};
  EventFact kind = policy.event_fact("customer.kind"), age = policy.event_fact("customer.age"), key = policy.event_fact("customer.key");
  EventFact birth = policy.event_fact("customer.birth_date"), evidence = policy.event_fact("evidence"), store = policy.event_fact("store.key");
  ItemFact category = policy.item_fact("item.category"), quantity = policy.item_fact("item.quantity"), unit_weight = policy.item_fact("item.unit_weight");
  ItemFact weight = policy.item_fact("item.net_weight"), package = policy.item_fact("item.thc_per_package"), price = policy.item_fact("item.price");
  Choice sale = policy.choice("event", "sale"), adult = policy.choice("customer.kind", "adult"), flower = policy.choice("item.category", "flower");
  Choice edible = policy.choice("item.category", "edible");
  Unit gram = policy.unit("g"), ounce = policy.unit("oz"), thc = policy.unit("mg THC"), milligram = policy.unit("mg");
  Instant noon{1749060000};   // 2025-06-04 12:00 in Denver

  void open(TypedSession& session, int years = 34) {
    session.begin(sale, noon).set(kind, adult).set(age, years).set(store, "main");
    session.know_history(Scope::store);
  }
};

Till& till() {
  static Till one;
  return one;
}

std::string error_of(const TypedSession& session) {
  const InputError* error = session.error();
  return error ? error->code + " " + error->path + ": " + error->message : "";
}

}  // namespace

TEST_CASE("names are looked up once, and what is not there says what was meant") {
  CHECK(till().weight);
  CHECK(!till().policy.item_fact("item.net_wieght"));
  CHECK(till().policy.why("item.net_wieght") == "there is no `item.net_wieght`; did you mean `item.net_weight`?");
  CHECK(!till().policy.event_fact("item.net_weight"));
  CHECK(!till().policy.choice("item.category", "flour"));
  CHECK(till().policy.unit("stone").dimension == Dimension::none);
  CHECK(till().ounce.in_base == Ratio(28));
}

TEST_CASE("derivations run by themselves, again when a line changes") {
  TypedSession session(till().policy);
  till().open(session);
  TypedLine line = session.add_line().set(till().category, "flower").set(till().quantity, 3).set(till().unit_weight, 7, till().gram);
  REQUIRE(session.decide() == Verdict::allow);
  CHECK(session.allowance(0).limit() == "daily");
  CHECK(session.allowance(0).remaining() == Quantity{7, Dimension::mass});
  line.set(till().quantity, 5);
  REQUIRE(session.decide() == Verdict::deny);
  REQUIRE(session.findings() == 1);
  CHECK(session.finding_rule(0) == "daily");
  line.set(till().quantity, 4);
  CHECK(session.decide() == Verdict::allow);
  CHECK(session.allowance(0).remaining() == Quantity{0, Dimension::mass});
  // Stated beside what it follows from: within the tolerance it stands, outside it is disputed.
  line.set(till().weight, 40, till().gram);
  CHECK(session.decide() == Verdict::incomplete);
  line.forget(till().weight);
  CHECK(session.decide() == Verdict::allow);
  line.forget(till().quantity);
  CHECK(session.decide() == Verdict::incomplete);
}

TEST_CASE("a birth date becomes the age, whole years at the event") {
  TypedSession session(till().policy);
  session.begin(till().sale, till().noon).set(till().kind, till().adult).set(till().birth, from_civil({2004, 6, 4})).no_lines();
  session.know_history();
  CHECK(session.decide() == Verdict::allow);
  session.event().set(till().birth, from_civil({2004, 6, 5}));
  CHECK(session.decide() == Verdict::deny);
  session.move_to(Instant{till().noon.seconds + 86400});
  CHECK(session.decide() == Verdict::allow);
}

TEST_CASE("what is not set is unknown, never zero") {
  TypedSession session(till().policy);
  session.begin(till().sale, till().noon).set(till().kind, till().adult).set(till().age, 34);
  session.add_line().set(till().category, till().flower).set(till().weight, 1, till().gram);
  CHECK(session.decide() == Verdict::incomplete);   // no history
  session.know_history(Scope::store);
  CHECK(session.decide() == Verdict::allow);
  session.add_line().set(till().category, till().flower);
  CHECK(session.decide() == Verdict::incomplete);   // no weight
  session.remove_line(1);
  CHECK(session.decide() == Verdict::allow);
  session.begin(till().sale, till().noon).set(till().kind, till().adult).set(till().age, 34);
  CHECK(session.decide() == Verdict::incomplete);   // no lines
  session.event().no_lines();
  CHECK(session.decide() == Verdict::allow);
}

TEST_CASE("history counts, and stays while carts change") {
  TypedSession session(till().policy);
  till().open(session);
  session.add_entry(till().sale, Instant{till().noon.seconds - 3600}).set(till().kind, till().adult).set(till().store, "main").add_line().set(till().category, "flower").set(till().weight, 21, till().gram);
  session.add_line().set(till().category, "flower").set(till().weight, 7, till().gram);
  REQUIRE(session.decide() == Verdict::allow);
  CHECK(session.allowance(0).used() == Quantity{21, Dimension::mass});
  for (int carts = 0; carts < 3; ++carts) {
    session.begin(till().sale, till().noon).set(till().kind, till().adult).set(till().age, 34).set(till().store, "main");
    for (int lines = 0; lines <= carts; ++lines) session.add_line().set(till().category, "flower").set(till().weight, Ratio::of(7, 2 + lines), till().gram);
    REQUIRE(session.decide() == (carts == 2 ? Verdict::deny : Verdict::allow));
    CHECK(session.allowance(0).used() == Quantity{21, Dimension::mass});
  }
  session.move_to(Instant{till().noon.seconds + 86400});
  CHECK(session.decide() == Verdict::allow);
  session.move_to(Instant{till().noon.seconds - 7200});
  CHECK(!session.decide());
  CHECK(error_of(session) == "E0834 history[0]: the entry is later than the event itself");
  session.know_history();
  CHECK(session.decide() == Verdict::allow);
}

TEST_CASE("what is set wrongly is an error at once, until the cart is begun anew") {
  TypedSession session(till().policy);
  auto after = [&](auto set) {
    till().open(session);
    TypedLine line = session.add_line().set(till().category, till().flower);
    CHECK(session.error() == nullptr);
    set(line);
    CHECK(!session.decide());
    return error_of(session);
  };
  CHECK(after([](TypedLine line) { line.set(till().weight, 100, till().thc); }) == "E0823 items[0].net_weight: `mg THC` measures mass of THC; here belongs mass");
  CHECK(after([](TypedLine line) { line.set(till().package, 100, till().milligram); }) ==
        "E0823 items[0].thc_per_package: `mg` measures mass; here belongs mass of THC");
  CHECK(after([](TypedLine line) { line.set(till().weight, 7); }) == "E0821 items[0].net_weight: the number has no unit");
  CHECK(after([](TypedLine line) { line.set(till().weight, -1, till().gram); }) == "E0824 items[0].net_weight: the quantity is below zero");
  CHECK(after([](TypedLine line) { line.set(till().weight, std::int64_t{2'000'000'000'000}, till().gram); }) == "E0825 items[0].net_weight: the quantity is out of range");
  CHECK(after([](TypedLine line) { line.set(till().weight, "7 g"); }) == "E0811 items[0].net_weight: here stands a text instead of a quantity");
  CHECK(after([](TypedLine line) { line.set(till().category, "flour"); }) == "E0812 items[0].category: `flour` is not one value of `category`");
  CHECK(after([](TypedLine line) { line.set(till().category, till().adult); }) == "E0812 items[0].category: this is not one value of `category`");
  CHECK(after([](TypedLine line) { line.set(till().category, true); }) == "E0811 items[0].category: here stands a yes-no instead of one value of `category`");
  CHECK(after([](TypedLine line) { line.set(till().policy.item_fact("item.wieght"), 7, till().gram); }) == "E0810 items[0]: a fact was set that was not found");
  CHECK(after([](TypedLine line) { line.set(till().weight, 7, till().policy.unit("stone")); }) == "E0822 items[0].net_weight: the unit does not exist here");
  // Also of facts that the policy does not read.
  CHECK(after([](TypedLine line) { line.set(till().price, 7, till().gram); }) == "E0823 items[0].price: `g` measures mass; here belongs money");
  CHECK(after([&](TypedLine) { session.event().set(till().age, 34, till().gram); }) == "E0823 customer.age: `g` measures mass; here belongs age");
  CHECK(after([&](TypedLine) { session.event().set(till().birth, Date{999999}); }) == "E0830 customer.birth_date: the date is out of range");
  CHECK(after([&](TypedLine) { session.event().set(till().key, ""); }) == "E0842 customer.key: the text is empty");
  CHECK(after([&](TypedLine) { session.event().set(till().policy.event_fact("event"), till().sale); }) == "E0811 event: this is given when the event is begun");
  CHECK(after([&](TypedLine) { session.event().set(till().evidence, {till().adult}); }) == "E0812 evidence: a member is not of `paper`");
  till().open(session);
  session.event().no_lines();
  CHECK(session.decide() == Verdict::allow);
}

TEST_CASE("an event must be begun, and history known, before anything is set") {
  TypedSession session(till().policy);
  CHECK(!session.decide());
  CHECK(error_of(session) == "E0833 : nothing was begun that could be decided");
  TypedSession early(till().policy);
  early.add_entry(till().sale, till().noon);
  CHECK(error_of(early) == "E0816 history[0]: entries are added to a history that is unknown");
}

TEST_CASE("numbers out of range together are an error; a denominator that grew over many carts is not") {
  TypedSession session(till().policy);
  till().open(session);
  // Each cart alone is fine, all their denominators together are not.
  for (int prime : {1009, 1013, 1019, 1021, 1031, 1033, 1039, 1049, 1051, 1061, 1063, 1069, 1087, 1091, 1093, 1097, 1103, 1109}) {
    session.begin(till().sale, till().noon).set(till().kind, till().adult).set(till().age, 34).set(till().store, "main");
    session.add_line().set(till().category, "flower").set(till().weight, Ratio::of(1, prime), till().gram);
    REQUIRE(session.decide() == Verdict::allow);
    CHECK(session.allowance(0).this_event() == Quantity{Ratio::of(1, prime), Dimension::mass});
  }
  for (int prime : {1009, 1013, 1019, 1021, 1031, 1033, 1039, 1049, 1051, 1061, 1063, 1069, 1087, 1091, 1093, 1097, 1103, 1109})
    session.add_line().set(till().category, "flower").set(till().weight, Ratio::of(1, prime), till().gram);
  CHECK(!session.decide());
  CHECK(error_of(session).starts_with("E0852"));
  till().open(session);
  session.event().no_lines();
  CHECK(session.decide() == Verdict::allow);
}

TEST_CASE("once warmed up, nothing is allocated: neither for a cart that changes nor for the next customer") {
  TypedSession session(till().policy);
  auto customer = [&](int number) {
    session.begin(till().sale, till().noon).set(till().kind, till().adult).set(till().age, 30 + number % 5).set(till().store, "main").set(till().key, number % 2 ? "c-one" : "c-two");
    session.know_history(Scope::store);
    for (int i = 0; i < 30; ++i)
      session.add_entry(till().sale, Instant{till().noon.seconds - 60 * (i + 1)}).set(till().kind, till().adult).set(till().key, "c-one").add_line()
          .set(till().category, till().flower).set(till().quantity, 1).set(till().unit_weight, Ratio::of(1, 2 + number % 3), till().gram);
    int allowed = 0;
    for (int lines = 0; lines < 5; ++lines) {
      TypedLine line = session.add_line().set(till().category, lines % 2 ? till().edible : till().flower).set(till().quantity, 1 + number % 2);
      if (lines % 2) line.set(till().package, 100, till().thc);
      else line.set(till().unit_weight, Ratio::of(5, 4), till().gram);
      std::optional<Verdict> verdict = session.decide();
      allowed += verdict == Verdict::allow;
      for (std::size_t i = 0; i < session.allowances(); ++i) allowed += session.allowance(i).remaining().has_value();
    }
    return allowed;
  };
  for (int i = 0; i < 12; ++i) CHECK(customer(i) > 0);
  std::size_t before = law::allocations();
  int allowed = 0;
  for (int i = 0; i < 60; ++i) allowed += customer(i);
  std::size_t after = law::allocations();
  CHECK(allowed > 0);
  CHECK(after - before == 0);
}
