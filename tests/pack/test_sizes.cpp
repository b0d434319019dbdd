// Whatever the compiler takes, a pack can hold: texts at and beyond every size that something is bounded by.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <functional>

#include "compiler/emit/emit.h"
#include "compiler/emit/write_pack.h"
#include "compiler/semantics/compile.h"
#include "runtime/pack/pack.h"

using namespace leaflaw;

namespace {

std::string times(int count, const std::function<std::string(int)>& each) {
  std::string all;
  for (int i = 0; i < count; ++i) all += each(i);
  return all;
}

const std::string policy_head = "policy us-xx \"Example\"\n  vocabulary retail 1\n  time zone America/New_York\n  covers sale from 2020-01-01\n  as of 2026-01-01\n";
const std::string vocabulary_head =
    "vocabulary shop 1 \"Shop\"\nenumeration deal is sell, take_back role returns, cancel role voids\nfact deal is one of deal, required, role event-kind\n"
    "fact when is instant, required, role event-time\nfact item.kind is one of deal, role line-category\nfact item.number is amount, role line-quantity\n";
const std::string user_head = "policy us-xx \"Example\"\n  vocabulary shop 1\n  time zone America/New_York\n  covers sell from 2020-01-01\n  as of 2026-01-01\n";

std::string rule(const std::string& id, const std::string& require) { return fmt::format("rule {} \"R\"\n  cite \"c\" confidence primary\n  topic potency\n  applies to sale, for each item\n  require {}\n", id, require); }

// "opens", or the first error's code and message.
std::string outcome(const std::vector<LawFile>& files) {
  PolicySet set = compile_texts(files);
  std::vector<engine::PolicyTables> tables;
  for (const model::Policy& policy : set.policies)
    if (auto made = emit(policy, set.diagnostics)) tables.push_back(std::move(*made));
  for (const Diagnostic& each : set.diagnostics.all())
    if (severity(each.code) == Severity::error) return fmt::format("{} {}", text_code(each.code), each.message);
  if (set.policies.empty()) return "no policy";
  std::vector<PackInput> inputs;
  for (std::size_t i = 0; i < tables.size(); ++i) inputs.push_back({&set.policies[i], &tables[i]});
  const WrittenPack pack = write_pack(inputs, texts_of(set));
  if (!pack.error.empty()) return "not written: " + pack.error;
  PackOrError opened = Pack::from_memory(pack.bytes);
  if (auto* error = std::get_if<PackError>(&opened)) return "refused: " + to_text(*error, "pack");
  return "opens";
}
std::string of_policy(const std::string& text) { return outcome({{"us-xx.leaf", policy_head + text}}); }
std::string of_vocabulary(const std::string& text, const std::string& more = {}) { return outcome({{"shop.leaf", vocabulary_head + text}, {"us-xx.leaf", user_head + more}}); }

const std::string opens = "opens";
std::string letters(int count) { return std::string(static_cast<std::size_t>(count), 'n'); }
// a - (a - (a - ...))
std::string nested(int levels, const std::string& part) { return times(levels, [&](int) { return part + " - ("; }) + part + std::string(static_cast<std::size_t>(levels), ')'); }

const std::string daily = "limit l \"L\"\n  cite \"c\" confidence primary\n  topic purchase-limit\n  applies to sale\n  counts net_weight of items\n  at most 1 g in each calendar day\n  tallied by store\n\n";

}  // namespace

TEST_CASE("names: as long as they may be, and one longer") {
  const auto named = [](const std::string& name) {
    return std::vector<std::string>{of_policy(rule(name, "thc is at least 1 mg THC")), of_policy("class c of each item\n  flower: " + name + "\n  anything else: none\n"),
                                    outcome({{"us-xx.leaf", "policy " + name + policy_head.substr(12)}}), of_vocabulary("fact " + name + " is mass\n"),
                                    of_vocabulary("enumeration e is " + name + "\n"), of_vocabulary("enumeration " + name + " is a, b\n")};
  };
  for (const std::string& each : named(letters(100))) CHECK(each == opens);
  for (const std::string& each : named(letters(101))) CHECK(each == "E0118 `nnnnnnnnnnnnnnnnnnnn...` is a name of 101 characters");
  CHECK(of_policy("unit " + letters(64) + " is 2 g\n") == opens);
  CHECK(of_policy("unit " + letters(65) + " is 2 g\n") == "E0118 the name of this unit has 65 characters, and at most 64 are possible");
  CHECK(of_vocabulary("fact " + letters(99) + "." + letters(100) + " is mass\n") == opens);
  CHECK(of_vocabulary("fact " + letters(100) + "." + letters(100) + " is mass\n") == "E0118 this name has 201 characters, with its steps");
}

TEST_CASE("names of files") {
  CHECK(outcome({{letters(195) + ".leaf", policy_head}}) == opens);
  CHECK(outcome({{letters(196) + ".leaf", policy_head}}) ==
        "not written: the file nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn... has a name that a pack does not take: at most 200 characters below the folder it was found in, all of them printable");
  CHECK(outcome({{"a\tb.leaf", policy_head}}) ==
        "not written: the file a?b.leaf has a name that a pack does not take: at most 200 characters below the folder it was found in, all of them printable");
}

TEST_CASE("as many as there may be, and one more") {
  const auto own = [](int i) { return fmt::format("unit u{} \"u\"\n", i); };
  const auto measured = [](int i) { return fmt::format("unit u{} is {} g\n", i, i + 1); };
  CHECK(of_policy(times(100, own)) == opens);
  CHECK(of_policy(times(101, own)) == "E0103 a policy has at most 100 units of a kind of their own");
  CHECK(of_policy(times(900, measured)) == opens);
  CHECK(of_policy(times(901, measured)) == "E0103 a policy has at most 900 units");

  const int there = 4;   // facts and lists of the beginning
  const auto fact = [](int i) { return fmt::format("fact f{} is mass\n", i); };
  const auto map = [](int i) { return fmt::format("fact m{}[text].a is mass\n", i); };
  const auto list = [](int i) { return fmt::format("enumeration f{} is a, b\n", i); };
  const auto derived = [](int) { return std::string("derive item.a as item.b\n"); };
  const std::string two = "fact item.a is mass\nfact item.b is mass\n";
  CHECK(of_vocabulary(times(4096 - there, fact)) == opens);
  CHECK(of_vocabulary(times(4096 - there, map)) == opens);
  CHECK(of_vocabulary(times(4097 - there, fact)) == "E0217 a vocabulary holds at most 4096 facts");
  CHECK(of_vocabulary(times(4095, list)) == opens);
  CHECK(of_vocabulary(times(4096, list)) == "E0217 a vocabulary holds at most 4096 lists");
  CHECK(of_vocabulary(two + times(4096, derived)) == opens);
  CHECK(of_vocabulary(two + times(4097, derived)) == "E0217 a vocabulary holds at most 4096 derivations");
}

// Inside one another: what is compiled runs, whatever stacks it needs; what needs more is refused by the compiler, never by the pack.
TEST_CASE("as deep as can be") {
  const std::string too_deep = "E0104 rule `r`: this expression is nested too deeply";
  std::size_t taken = 0, refused = 0;
  const auto count = [&](int n, const std::string& came) {
    CAPTURE(n, came);
    CHECK((came == opens || came == too_deep || came == "E0104 the derivation is nested too deeply"));
    ++(came == opens ? taken : refused);
  };
  for (int n : {5, 20, 29, 30, 31, 40, 59, 60, 61, 62, 63, 64, 65, 100, 190}) {
    const std::string closed(static_cast<std::size_t>(n), ')');
    const auto alternating = [](int i) { return std::string(i % 2 ? "thc is at least 1 mg THC and (" : "net_weight is at most 1 g or ("); };
    count(n, of_vocabulary("fact item.a is mass\nfact item.b is mass\nderive item.a as " + nested(n, "item.b") + "\n"));
    count(n, of_policy(rule("r", "net_weight is at most " + nested(n, "net_weight"))));
    count(n, of_policy(rule("r", times(n, alternating) + "thc is at least 1 mg THC" + closed)));
    count(n, of_policy(rule("r", "net_weight is at most " + times(n, [](int) { return std::string("least of (net_weight, "); }) + "1 g" + closed)));
    count(n, of_policy("define d0 as thc is at least 1 mg THC\n" + times(n, [](int i) { return fmt::format("define d{} as not (d{} and thc is at most {} mg THC)\n", i + 1, i, i + 2); }) + rule("r", fmt::format("d{}", n))));
  }
  CHECK(taken >= 30);
  CHECK(refused >= 10);
}

TEST_CASE("tables of many keys, messages of many parts, rules of many exceptions") {
  const auto keyed = [](int n) {
    return of_policy(times(n, [](int i) { return fmt::format("class c{} of each item\n  flower: a\n  anything else: none\n\n", i); }) + "table t\n  " +
                     times(n, [](int i) { return fmt::format("{}c{}", i ? " by " : "", i); }) + ": v\n  " + times(n, [](int i) { return std::string(i ? " by a" : "a"); }) + ": 1 g\n\n" +
                     rule("r", "net_weight is at most t[c0].v"));
  };
  CHECK(keyed(8) == opens);
  CHECK(keyed(9) == "E0219 the table `t` has 9 keys, and at most 8 are supported");
  CHECK(of_policy(rule("r", "thc is at least 1 mg THC") + "  otherwise deny \"" + times(700, [](int) { return std::string("{item.thc}, "); }) + "\"\n") == opens);
  const auto exception = [](int i) { return fmt::format("exception e{} to l \"E\"\n  cite \"c\" confidence primary\n  when customer.age is exactly {} years\n  at most 2 g\n\n", i, i); };
  CHECK(of_policy(daily + times(300, exception)) == opens);
  // Each is compared with each: there is an end to it, whatever they say.
  CHECK(of_policy(daily + times(900, exception)) == "E0405 these are too many exceptions to compare each with each: 900 to `l`");
}

TEST_CASE("lists in a policy: as long as they may be, and one longer") {
  const std::string goods = "vocabulary shop 1 \"Shop\"\nenumeration deal is sell\nenumeration goods is " + times(128, [](int i) { return fmt::format("{}g{}", i ? ", " : "", i); }) +
                            "\nfact deal is one of deal, required, role event-kind\nfact when is instant, required, role event-time\nfact item.goods is one of goods, required, role line-category\n";
  const auto words = [&](int n) {
    return outcome({{"shop.leaf", goods}, {"us-xx.leaf", user_head + "class c of each item\n" + times(n, [](int i) { return fmt::format("  g{} : w{}\n", i, i); }) + "  anything else: unknown\n"}});
  };
  CHECK(words(127) == opens);
  CHECK(words(128) == "E0403 the class `c` has more than 127 words");

  const auto chain = [](int n) {
    return of_policy(daily + times(n, [](int i) { return fmt::format("exception e{} to {} \"E\"\n  cite \"c\" confidence primary\n  when customer.age is at least {} years\n  at most 2 g\n\n", i, i ? fmt::format("e{}", i - 1) : "l", i); }));
  };
  CHECK(chain(50) == opens);
  CHECK(chain(51) == "E0104 more than 49 exceptions stand between `e50` and `l`");

  // A state and so many layers below it.
  const auto layers = [](int n) {
    std::vector<LawFile> files{{"us-xx.leaf", policy_head}};
    std::string id = "us-xx";
    for (int i = 0; i < n; ++i) {
      const std::string outer = id;
      id += fmt::format("/l{}", i);
      files.push_back({fmt::format("l{}.leaf", i), fmt::format("policy {} \"Layer\"\n  narrows {} from 2020-01-01\n  as of 2026-01-01\n", id, outer)});
    }
    return outcome(files);
  };
  CHECK(layers(9) == opens);
  CHECK(layers(10) == "E0104 more than 10 policies, one narrowing the other");

  const auto sum = [](int n) { return of_policy(rule("r", "net_weight is at most 1 g" + times(n - 1, [](int) { return std::string(" + 1 g"); }))); };
  CHECK(sum(500) == opens);
  CHECK(sum(501) == "E0104 an expression of more than 500 terms");

  if (std::getenv("LEAFLAW_SANITIZED")) return;   // the next one alone is a megabyte
  const auto declared = [](int n) { return of_policy(times(n, [](int i) { return fmt::format("define d{} as customer is adult\n", i); })); };
  CHECK(declared(32766) == opens);   // and the header
  CHECK(declared(32767) == "E0103 a policy holds at most 32767 declarations");
}
