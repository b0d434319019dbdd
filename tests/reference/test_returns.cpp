// Goods that come back: at once, never, or when they are destroyed.
#include <catch2/catch.hpp>

#include "tests/reference/small_policy.h"

using leaflaw::testing::check_cases;

namespace {

// One ounce a day (28 g), with this clause.
std::string ounce(const std::string& clause) {
  return "limit daily \"An ounce a day\"\n  cite        \"1\"  confidence primary\n  topic       purchase-limit\n  applies to  sale\n  counts      net_weight of items\n"
         "  at most     1 oz   in each calendar day\n  tallied by  state\n" + clause;
}

// 20 g in the morning, of which 12 g came back at eleven; `more` entries; then 20 g at noon.
std::string noon(const std::string& name, const std::string& more, const std::string& expect) {
  return "- name: " + name + "\n  source: the clause\n  base: adult\n  topics: [purchase-limit]\n  history:\n"
         "    - {receipt: a, at: 2025-06-02 09:00, items: [{category: flower, net_weight: 20 g}]}\n"
         "    - {receipt: b, event: return, undoes: a, at: 2025-06-02 11:00, items: [{category: flower, net_weight: 12 g}]}\n" + more +
         "  items: [{category: flower, quantity: 1, net_weight: 20 g}]\n  expect: " + expect + "\n";
}

const std::string destroyed = "    - {receipt: c, event: destroy, undoes: b, at: 2025-06-02 11:30, items: []}\n";
const std::string other = "    - {receipt: c, event: destroy, undoes: a, at: 2025-06-02 11:30, items: []}\n";

}  // namespace

TEST_CASE("returns restore at once: as where nothing is said") {
  for (const std::string clause : {"", "  returns restore at once\n"})
    check_cases(ounce(clause), noon("it is back", "", "{verdict: allow, remaining: {daily: 0 g}}"));
}

TEST_CASE("returns restore nothing") {
  check_cases(ounce("  returns restore nothing\n"), noon("it stays counted", "", "{verdict: deny, by: [daily]}") + noon("destroyed or not", destroyed, "{verdict: deny, by: [daily]}"));
}

TEST_CASE("returns restore when destroyed: from the destruction of what the return brought") {
  check_cases(ounce("  returns restore when destroyed\n"), noon("not yet", "", "{verdict: deny, by: [daily]}") + noon("now", destroyed, "{verdict: allow, remaining: {daily: 0 g}}") +
                                                              noon("another receipt", other, "{verdict: deny, by: [daily]}"));
}

TEST_CASE("what a void names never happened: a return restores nothing then, a destruction destroys nothing") {
  const auto voided = [](const std::string& receipt) { return "    - {receipt: v, event: void, undoes: " + receipt + ", at: 2025-06-02 11:45, items: []}\n"; };
  check_cases(ounce(""), noon("the return is voided", voided("b"), "{verdict: deny, by: [daily]}") + noon("another receipt is", voided("z"), "{verdict: allow, remaining: {daily: 0 g}}") +
                             noon("the purchase itself is", voided("a"), "{verdict: allow, remaining: {daily: 8 g}}"));
  check_cases(ounce("  returns restore when destroyed\n"), noon("the return is voided, though destroyed", destroyed + voided("b"), "{verdict: deny, by: [daily]}") +
                                                              noon("the destruction is voided", destroyed + voided("c"), "{verdict: deny, by: [daily]}"));
}

TEST_CASE("an amendment and an exception may change what returns restore") {
  check_cases(ounce("  returns restore nothing\n") + "\nexception adults to daily \"Adults\"\n  cite        \"2\"  confidence primary\n  when        customer is adult\n  returns     restore at once\n",
              noon("it is back", "", "{verdict: allow, remaining: {daily: 0 g}}"));
}
