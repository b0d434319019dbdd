#include <catch2/catch.hpp>

#include "compiler/cases/case_file.h"
#include "compiler/cases/case_runner.h"
#include "runtime/facts/input_errors.h"
#include "tests/facts/vocabulary.h"

using namespace leaflaw;

namespace {

std::string all_errors(const CaseFile& file) {
  std::string text;
  for (const CaseFileError& one : file.errors) text += one.file + ": " + cheese::lines_of({one.error}) + "\n";
  for (const Case& one : file.cases)
    if (!one.errors.empty()) text += one.name + ": " + cheese::lines_of(one.errors) + "\n";
  return text;
}

CaseFile cases(std::string_view text, std::optional<std::string> baselines = {}) { return read_case_file("x.cases.yaml", text, {"baselines.yaml", std::move(baselines)}); }

// The request of a single case, as JSON-like text: enough to see what was merged.
std::string shown(const Node& node) {
  std::string text;
  switch (node.kind) {
    case Node::Kind::null: return "null";
    case Node::Kind::list:
      for (const Node& one : node.list) text += (text.empty() ? "" : ", ") + shown(one);
      return "[" + text + "]";
    case Node::Kind::map:
      for (const auto& [key, value] : node.map) text += (text.empty() ? "" : ", ") + key + ": " + shown(value);
      return "{" + text + "}";
    default: return node.scalar;
  }
}

constexpr std::string_view baselines = R"(
guest:
  event: sell
  buyer: {kind: guest, age: 40, home: {place: AA}}
  receipt: R0
  item: {kind: brie, net_weight: 10 g, salt: 1 mg THC}
)";


Document decision() {
  Document d;
  d.verdict = Verdict::deny;
  Finding f;
  f.topic = "purchase-limit";
  for (const char* rule : {"kinds[soft]", "daily", "kinds[none]"}) {
    f.rule = rule;
    d.violations.push_back(f);
  }
  d.violations[1].values = LimitValues{cheese::grams(28), cheese::grams(21), cheese::grams(10), cheese::grams(3), false};
  f.rule = "as-of";
  d.warnings = {f};
  Allowance a;
  a.limit = "daily";
  a.cap = cheese::grams(28);
  a.used_before = cheese::grams(21);
  a.this_event = cheese::grams(10);
  a.remaining_before = cheese::grams(7);
  a.remaining_after = cheese::grams(0);
  a.next_release = Release{Instant{1717300800}, cheese::grams(21)};
  d.allowances = {a};
  a.limit = "kinds";
  a.key = "soft";
  a.next_release.reset();
  a.remaining_before = Figure{Dimension::thc, Ratio(0), Ratio(0)};
  d.allowances.push_back(a);
  return d;
}

std::vector<std::string> compare(std::string_view expect, const Document& document = decision()) {
  CaseFile file = cases("policy: counter\ncases:\n  - name: one\n    expect: " + std::string(expect) + "\n");
  INFO(all_errors(file));
  REQUIRE(file.cases.size() == 1);
  REQUIRE(file.cases[0].errors.empty());
  return differences(file.cases[0].expect, document, cheese::counter().context, cheese::counter().print);
}

}  // namespace

TEST_CASE("a case merges over its baseline, lines over the template, null takes away") {
  CaseFile file = cases(R"(policy: counter
cases:
  - name: one
    source: somewhere
    base: guest
    at: 2024-06-01 12:00
    buyer: {age: 20, home: null}
    receipt: null
    items: [{net_weight: 3 g}, {salt: null, kind: feta}]
    history: {scope: store, entries: [{at: 2024-05-01 12:00, items: [{kind: whey}]}]}
    expect: {verdict: allow}
  - name: two
    base: guest
    history: [{at: 2024-05-01 12:00, items: [{}]}]
    expect: {error: E0833}
)", std::string(baselines));
  CHECK(all_errors(file).empty());
  CHECK(file.policy == "counter");
  REQUIRE(file.cases.size() == 2);
  CHECK(file.cases[0].source == "somewhere");
  CHECK(file.cases[0].line == 3);
  CHECK(shown(file.cases[0].request) ==
        "{event: sell, buyer: {kind: guest, age: 20}, at: 2024-06-01 12:00, "
        "items: [{kind: brie, net_weight: 3 g, salt: 1 mg THC}, {kind: feta, net_weight: 10 g}], "
        "history: {scope: store, entries: [{at: 2024-05-01 12:00, items: [{kind: whey, net_weight: 10 g, salt: 1 mg THC}]}]}}");
  CHECK(shown(*file.cases[1].request.find("history")) == "[{at: 2024-05-01 12:00, items: [{kind: brie, net_weight: 10 g, salt: 1 mg THC}]}]");
  CHECK(file.cases[1].expect.error == "E0833");
}

TEST_CASE("a table of bad case files with their exact errors") {
  struct Row { std::string text, errors; };
  const Row rows[] = {
      {"", "x.cases.yaml: E0800 : there is nothing in the file\n"},
      {"policy: counter\n", "x.cases.yaml: E0863 : there are no cases in the file | write cases: and a list\n"},
      {"policy: counter\ncases: []\n", "x.cases.yaml: E0863 : there are no cases in the file | write cases: and a list\n"},
      {"polic: counter\ncases:\n  - {name: a, expect: {verdict: allow}}\n",
       "x.cases.yaml: E0860 polic: a case file has no `polic` | did you mean `policy`?\nx.cases.yaml: E0816 : the file names no policy | write policy: and its id on the first line\n"},
      {"policy: counter\ncases:\n  - {name: a}\n", "a: E0816 cases[0]: the case expects nothing | write expect: {verdict: ...}\n"},
      {"policy: counter\ncases:\n  - {name: a, expct: {verdict: allow}}\n", "a: E0816 cases[0]: the case expects nothing | did you mean `expect` by `expct`?\n"},
      {"policy: counter\ncases:\n  - {expect: {verdict: allow}}\n", ": E0816 cases[0]: the case has no name | write name: and what it shows\n"},
      {"policy: counter\ncases:\n  - {name: a, base: gest, expect: {verdict: allow}}\n", "a: E0861 cases[0].base: there is no baseline `gest` | did you mean `guest`?\n"},
      {"policy: counter\ncases:\n  - {name: a, item: {kind: brie}, expect: {verdict: allow}}\n",
       "a: E0860 cases[0].item: a case has no `item` | did you mean `items`? The template of lines stands in a baseline\n"},
      {"policy: counter\ncases:\n  - {name: a, expect: {verdit: allow}}\n", "a: E0860 cases[0].expect.verdit: `expect` has no `verdit` | did you mean `verdict`?\n"},
      {"policy: counter\ncases:\n  - {name: a, expect: {verdict: yes}}\n", "a: E0862 cases[0].expect.verdict: here should stand a verdict: allow, deny, incomplete or refer\n"},
      {"policy: counter\ncases:\n  - {name: a, expect: {by: daily}}\n", "a: E0862 cases[0].expect.by: here should stand a list, [] where none is expected\n"},
      {"policy: counter\ncases:\n  - {name: a, expect: {topics: [potenci]}}\n", "a: E0813 cases[0].expect.topics: there is no topic `potenci` | did you mean `potency`?\n"},
      {"policy: counter\ncases:\n  - {name: a, expect: {error: E0999}}\n", "a: E0862 cases[0].expect.error: here should stand the code of a bad request, such as E0810\n"},
      {"policy: counter\ncases:\n  - {name: a, expect: {error: E0810, verdict: deny}}\n",
       "a: E0862 cases[0].expect: a bad request has no decision | keep `error` alone, or take it away\n"},
      {"policy: counter\ncases:\n  - {name: a, expect: {next_release: {daily: {when: 1}}}}\n",
       "a: E0862 cases[0].expect.next_release.daily.when: here should stand `at` with a time and `amount` with a quantity, nothing else\n"},
      {"policy: counter\ncases:\n  - name: a\n    name: b\n", "x.cases.yaml: E0806 cases[0].name: the key `name` stands twice in this map | keep one of the two\n"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(all_errors(cases(row.text, std::string(baselines))) == row.errors);
  }
  CHECK(all_errors(cases("policy: counter\ncases:\n  - {name: a, base: guest, expect: {verdict: allow}}\n")) ==
        "a: E0861 cases[0].base: there is no baseline `guest` | there is no baselines.yaml\n");
  CHECK(all_errors(cases("policy: counter\ncases:\n  - {name: a, base: guest, expect: {verdict: allow}}\n", "guest: [")).starts_with("baselines.yaml: E0804 "));
  CHECK(all_errors(load_case_file("/nowhere/x.cases.yaml")) == "/nowhere/x.cases.yaml: E0809 : the file cannot be read | is the path right?\n");
}

TEST_CASE("lists are exact, keys of limits fall away, the standing warning is not asked for") {
  CHECK(compare("{verdict: deny, by: [daily, kinds], topics: [purchase-limit], missing: [], duties: [], warnings: [], refers: []}").empty());
  CHECK(compare("{warnings: [as-of]}").empty());
  CHECK(compare("{by: ['kinds[soft]', daily]}").empty());
  CHECK(compare("{by: [daily]}") == std::vector<std::string>{
      "by: expected [daily], came [daily, kinds] (kinds[soft]; daily: cap 1 oz, used 21 g, this 10 g, over 3 g; kinds[none])"});
  CHECK(compare("{duties: [bag]}") == std::vector<std::string>{"duties: expected [bag], came []"});
  CHECK(compare("{topics: [potency, purchase-limit]}") == std::vector<std::string>{"topics: expected [potency, purchase-limit], came [purchase-limit]"});
  CHECK(compare("{verdict: allow}").size() == 1);
}

TEST_CASE("figures are exact in any unit; remaining is after the event only where it is allowed") {
  CHECK(compare("{remaining: {daily: 0.25 oz}}").empty());
  CHECK(compare("{remaining: {daily: 7 g, any: 7 g}}").empty());
  CHECK(compare("{remaining: {kinds: 0 oz, 'kinds[soft]': 0 mg THC, any: 0 oz}}").empty());
  CHECK(compare("{counts: {daily: 10 g}}").empty());
  CHECK(compare("{next_release: {daily: {at: 2024-06-02 00:00, amount: 0.75 oz}, kinds: null}}").empty());
  Document allowed = decision();
  allowed.verdict = Verdict::allow;
  CHECK(compare("{remaining: {daily: 0 g}}", allowed).empty());
  CHECK(compare("{remaining: {daily: 8 g}}") == std::vector<std::string>{"remaining daily: expected 8 g, came 7 g (cap 1 oz, used 21 g, this 10 g)"});
  CHECK(compare("{remaining: {daily: 7 mg THC}}").size() == 1);
  CHECK(compare("{remaining: {any: 8 g}}") == std::vector<std::string>{"remaining any: expected 8 g, came [daily 7 g, kinds[soft] 0 mg THC]"});
  CHECK(compare("{remaining: {dialy: 8 g}}") == std::vector<std::string>{"remaining dialy: there is no single allowance `dialy`; there are [daily, kinds[soft]]"});
  CHECK(compare("{remaining: {daily: null}}") == std::vector<std::string>{"remaining daily: expected null, came 7 g"});
  CHECK(compare("{remaining: {daily: 7 stones}}") == std::vector<std::string>{"remaining daily: the expected quantity cannot be read: there is no unit `stones`"});
  CHECK(compare("{next_release: {daily: null}}") == std::vector<std::string>{"next_release daily: expected null, came 21 g at 2024-06-02 00:00"});
  CHECK(compare("{next_release: {daily: {at: 2024-06-02 00:01, amount: 20 g}}}").size() == 2);
  CHECK(compare("{counts: {daily: 9 g}}") == std::vector<std::string>{"counts daily: expected 9 g, came 10 g"});
}

TEST_CASE("a case is read, judged and compared as a whole") {
  CaseFile file = cases(R"(policy: counter
cases:
  - {name: ok, base: guest, at: 2024-06-01 12:00, items: [{}], expect: {verdict: allow}}
  - {name: other, base: guest, at: 2024-06-01 12:00, items: [{}, {}], expect: {verdict: allow}}
  - {name: bad, base: guest, at: 2024-06-01 12:00, items: [{net_weight: 3}], expect: {error: E0821}}
  - {name: not bad, base: guest, at: 2024-06-01 12:00, items: [{}], expect: {error: E0821}}
  - {name: unread, base: guest, at: 2024-06-01 12:00, itmes: [{}], expect: {verdict: allow}}
  - {name: twice, base: guest, at: 2024-11-03 01:30, items: [{}], expect: {verdict: incomplete, missing: [at]}}
  - {name: broken, expct: 1}
)", std::string(baselines));
  REQUIRE(file.cases.size() == 7);
  RequestReader reader(cheese::counter().context, case_keys());
  Judge judge = [](const Request& request) -> DocumentOrErrors {
    Document d;
    if (request.event.items.size() > 1 || request.event.at.seconds == 1730611800) d.verdict = Verdict::deny;
    return d;
  };
  auto run = [&](std::size_t i) { return run_case(file.cases[i], reader, cheese::counter().print, judge).differences; };
  CHECK(run(0).empty());
  CHECK(run(1) == std::vector<std::string>{"verdict: expected allow, came deny"});
  CHECK(run(2).empty());
  CHECK(run(3) == std::vector<std::string>{"expected the bad request E0821, came a decision: allow"});
  CHECK(run(4) == std::vector<std::string>{"expected allow, came a bad request:", "  7:62: error[E0810]: itmes: there is no `itmes` here\n  help: did you mean `items`?"});
  CHECK(run(5).empty());
  CHECK(run(6).size() == 1);
  CHECK(run_case(file.cases[1], reader, cheese::counter().print, judge).document()->verdict == Verdict::deny);
}
