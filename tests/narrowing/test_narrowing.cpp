// Policies that narrow others, and files that several policies use: what is taken from where, what is refused, which layer speaks.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "compiler/cases/case_file.h"
#include "compiler/reference/reference.h"
#include "compiler/semantics/compile.h"
#include "runtime/decision/both_readings.h"
#include "runtime/facts/json_reader.h"
#include "runtime/facts/normalize.h"
#include "runtime/facts/record_reader.h"
#include "tests/reference/small_policy.h"

using namespace leaflaw;

namespace {

const std::string law = std::string(SOURCE_DIR) + "/tests/narrowing/law";

std::string said_of(const PolicySet& set) { return print(set.diagnostics, set.sources, false); }

const model::Policy& policy_of(const PolicySet& set, const std::string& id) {
  const auto found = std::find_if(set.policies.begin(), set.policies.end(), [&](const model::Policy& each) { return each.id == id; });
  INFO(id);
  REQUIRE(found != set.policies.end());
  return *found;
}

const std::string state =
    "policy us-xx \"State\"\n  vocabulary  retail 1\n  time zone   America/Denver\n  regulator   \"Agency\"\n  covers      sale from 2020-01-01\n  as of       2026-01-01\n"
    "  knowingly   customer-uncovered \"only adults are served\"\n\n"
    "rule adult-age \"Adults are 21\"\n  cite        \"1\"  confidence primary\n  topic       eligibility\n  applies to  sale when customer is adult\n"
    "  require     customer.age is at least 21 years\n\n"
    "define grown-up as\n  customer.age is at least 21 years\n\nrule signed \"Only grown-ups of 22 sign\"\n  cite        \"2\"  confidence primary\n  topic       records\n"
    "  applies to  sale when grown-up\n  require     customer.age is at least 22 years\n";

std::string city(const std::string& declarations, const std::string& header = "  narrows     us-xx\n  as of       2026-01-01\n") {
  return "policy us-xx/city \"City\"\n" + header + "\n" + declarations;
}

PolicySet compiled(const std::string& inner) { return compile_texts({{"us-xx/us-xx.leaf", state}, {"us-xx/city.leaf", inner}}); }

// The only diagnostic of a city's text: code and message.
std::string mistake(const std::string& inner) {
  const PolicySet set = compiled(inner);
  INFO(said_of(set));
  REQUIRE(set.diagnostics.all().size() == 1);
  const Diagnostic& only = set.diagnostics.all().front();
  CHECK(set.sources.file(only.span.file).path == "us-xx/city.leaf");
  return std::string(text_code(only.code)) + ": " + only.message;
}

const std::string hours =
    "rule city-hours \"Until seven\"\n  cite        \"3\"  confidence primary\n  topic       sale-conduct\n  applies to  sale\n  require     time is from 08:00 until 19:00\n";

// What the reference decides of a sale at eight in the evening to a customer of this kind.
Document sale_to(const model::Policy& policy, const std::string& kind, const std::string& topic) {
  RequestReader reader(policy.context);
  const std::string text = R"({"topics": [")" + topic + R"("], "at": "2025-06-04 20:00", "event": "sale", "customer": {"kind": ")" + kind + R"(", "age": 30}, "history": [], "items": []})";
  ReadTree tree = read_json(text);
  REQUIRE(tree.errors.empty());
  RequestOrErrors request = read_complete_request(tree.root, reader);
  REQUIRE(std::holds_alternative<Request>(request));
  return decide_by_reference(policy, std::get<Request>(request));
}

}  // namespace

TEST_CASE("narrowing: Denver and a made-up house, with their cases, by the reference evaluator and by the engine") {
  const PolicySet set = compile_all({std::string(SOURCE_DIR) + "/policies", law});
  REQUIRE(said_of(set).empty());
  for (const std::string file : {"/denver.cases.yaml", "/house/green-door.cases.yaml"}) {
    INFO(file);
    const CaseFile cases = load_case_file(law + file);
    testing::check_cases(policy_of(set, cases.policy), cases);
  }
}

TEST_CASE("narrowing: a policy holds all of its layers, and each finding names its own") {
  const PolicySet set = compiled(city(hours));
  REQUIRE(said_of(set).empty());
  const model::Policy& policy = policy_of(set, "us-xx/city");
  REQUIRE(policy.layers.size() == 2);
  CHECK(policy.layers[0].id == "us-xx");
  CHECK(policy.layers[1].id == "us-xx/city");
  CHECK(policy.regulator == "Agency");
  CHECK(policy.rules.size() == 3);
  const Document document = sale_to(policy, "adult", "sale-conduct");
  CHECK(document.verdict == Verdict::deny);
  REQUIRE(document.violations.size() == 1);
  CHECK(document.violations.front().layer == "us-xx/city");
  CHECK(document.policy == "us-xx/city");
}

TEST_CASE("narrowing: the order of the files does not matter") {
  const PolicySet turned = compile_texts({{"a.leaf", city(hours)}, {"b.leaf", state}});
  CHECK(said_of(turned).empty());
  CHECK(turned.policies.size() == 2);
}

TEST_CASE("narrowing: what a layer adds to eligibility covers nobody new") {
  const std::string visitors =
      "rule visitor-age \"Visitors are 25\"\n  cite        \"4\"  confidence primary\n  topic       eligibility\n  applies to  sale when customer is visitor\n"
      "  require     customer.age is at least 25 years\n";
  const PolicySet set = compiled(city(visitors));
  REQUIRE(said_of(set).empty());
  CHECK(sale_to(policy_of(set, "us-xx"), "visitor", "eligibility").verdict == Verdict::refer);
  CHECK(sale_to(policy_of(set, "us-xx/city"), "visitor", "eligibility").verdict == Verdict::refer);
}

TEST_CASE("narrowing: rules begin with their layer, and the law is known as far as the layer that was read first") {
  const PolicySet set = compiled(city(hours, "  narrows     us-xx from 2024-07-01\n  as of       2025-01-01\n"));
  REQUIRE(said_of(set).empty());
  const model::Policy& policy = policy_of(set, "us-xx/city");
  CHECK(to_string(policy.as_of) == "2025-01-01");
  CHECK(to_string(policy.covers_from) == "2020-01-01");
  CHECK(to_string(policy.rules.back().versions.front().from) == "2024-07-01");
}

TEST_CASE("narrowing: a layer only adds") {
  CHECK(mistake(city("exception young to adult-age \"Younger\"\n  cite        \"5\"  confidence primary\n  when        customer.age is at least 18 years\n  waived\n")) ==
        "E0608: `adult-age` stands in `us-xx`, and what narrows a policy only adds to it");
  CHECK(mistake(city("amendment to adult-age\n  cite        \"5\"  confidence primary\n  effective   from 2024-01-01\n  require     customer.age is at least 18 years\n")) ==
        "E0608: `adult-age` stands in `us-xx`, and what narrows a policy only adds to it");
  CHECK(mistake(city("rule adult-age \"Another\"\n  cite        \"5\"  confidence primary\n  topic       eligibility\n  applies to  sale\n  require     customer.age is at least 18 years\n")) ==
        "E0204: `adult-age` is declared twice");
  CHECK(mistake(city("unit fl oz is 30 ml\n  cite        \"5\"  confidence primary\n")) == "E0608: `fl oz` is what `us-xx` says it is");
}

TEST_CASE("narrowing: a layer that makes the outer policy fall apart is told so, at its own text") {
  const std::string by_weight =
      "\nlimit ordered \"What was ordered\"\n  cite        \"7\"  confidence primary\n  topic       purchase-limit\n  applies to  sale when patient.orders[smoking].amount is given\n"
      "  counts      net_weight of items\n  at most     greatest of (0 g, patient.orders[smoking].amount if given)   in any 30 days\n  tallied by  state\n";
  const std::string by_thc = "define strong-order as\n  patient.orders[smoking].amount is given and patient.orders[smoking].amount is at least 10 mg THC\n\n"
      "warning strong \"A strong order\"\n  cite        \"8\"  confidence primary\n  topic       records\n  applies to  sale when strong-order\n";
  const PolicySet alone = compile_texts({{"us-xx/us-xx.leaf", state + by_weight}});
  REQUIRE(said_of(alone).empty());
  const PolicySet set = compile_texts({{"us-xx/us-xx.leaf", state + by_weight}, {"us-xx/city.leaf", city(by_thc)}});
  INFO(said_of(set));
  CHECK(set.policies.size() == 1);
  REQUIRE(set.diagnostics.all().size() == 1);
  CHECK(set.diagnostics.all().front().code == Code::narrowing_changes);
  CHECK(set.sources.file(set.diagnostics.all().front().span.file).path == "us-xx/city.leaf");
}

TEST_CASE("narrowing: what a header says twice or not at all") {
  CHECK(mistake(city(hours, "  narrows     us-xx\n  covers      sale from 2020-01-01\n  as of       2026-01-01\n")) == "E0206: the cover comes from `us-xx`, which this policy narrows");
  CHECK(mistake(city(hours, "  narrows     us-xx\n  vocabulary  retail 1\n  as of       2026-01-01\n")) == "E0206: the vocabulary comes from `us-xx`, which this policy narrows");
  CHECK(mistake(city(hours, "  narrows     us-xx\n")) == "E0206: the policy does not say as of which day the law was read");
  CHECK(mistake(city(hours, "  narrows     us-xx from 2019-01-01\n  as of       2026-01-01\n")) == "E0505: this is earlier than the cover of `us-xx`, which begins on 2020-01-01");
  CHECK(mistake(city(hours, "  narrows     us-yy\n  as of       2026-01-01\n")) == "E0206: `us-xx/city` narrows `us-yy`, and its name does not say so");
  CHECK(mistake("policy us-xx/city \"City\"\n  vocabulary  retail 1\n  time zone   America/Denver\n  covers      sale from 2020-01-01\n  as of       2026-01-01\n\n" + hours) ==
        "E0206: `us-xx/city` is named as a part of `us-xx` and does not narrow it");
  CHECK(mistake("policy us-zz/city \"City\"\n  narrows     us-zz\n  as of       2026-01-01\n\n" + hours) == "E0201: there is no policy `us-zz` among the files that were read");
}

TEST_CASE("narrowing: a mistake in the outer policy is said once, and nothing more of what narrows it") {
  const PolicySet set = compile_texts({{"us-xx/us-xx.leaf", state + "\nrule lost \"Lost\"\n  cite        \"9\"  confidence primary\n  topic       records\n  applies to  sale\n  require     no-such-thing\n"},
                                       {"us-xx/city.leaf", city(hours)}});
  INFO(said_of(set));
  CHECK(set.diagnostics.all().size() == 1);
  CHECK(set.policies.empty());
}

TEST_CASE("use: a file's declarations belong to each policy that uses it") {
  const std::string shared = "define grown-up-enough as\n  customer.age is at least 25 years\n";
  const std::string inner = city("use \"../shared/ages.leaf\"\n\nrule older \"25\"\n  cite        \"6\"  confidence primary\n  topic       records\n  applies to  sale\n  require     grown-up-enough\n");
  const PolicySet set = compile_texts({{"shared/ages.leaf", shared}, {"us-xx/us-xx.leaf", "use \"../shared/ages.leaf\"\n\n" + state}, {"us-xx/city.leaf", inner}});
  CHECK(said_of(set).empty());   // that the state does not need it is no news: the city does
  CHECK(set.policies.size() == 2);
  CHECK(sale_to(policy_of(set, "us-xx/city"), "adult", "records").verdict == Verdict::allow);
}

TEST_CASE("use: what is wrong with it") {
  CHECK(mistake(city("use \"ages.leaf\"\n\n" + hours)) == "E0101: there is no file `ages.leaf`");
  CHECK(mistake(city("use \"us-xx.leaf\"\n\n" + hours)) == "E0205: `us-xx.leaf` is a policy of its own");
  const PolicySet lonely = compile_texts({{"us-xx/us-xx.leaf", state}, {"shared/ages.leaf", "define old as\n  customer.age is at least 25 years\n"}});
  REQUIRE(lonely.diagnostics.all().size() == 1);
  CHECK(lonely.diagnostics.all().front().message == "the file has no policy");
}

TEST_CASE("use: files that use each other are taken once") {
  const std::string one = "use \"two.leaf\"\n\ndefine one as\n  two and customer.age is at least 25 years\n", two = "use \"one.leaf\"\n\ndefine two as\n  customer.age is at least 26 years\n";
  const PolicySet set = compile_texts({{"us-xx/us-xx.leaf", state}, {"us-xx/one.leaf", one}, {"us-xx/two.leaf", two},
                                       {"us-xx/city.leaf", city("use \"one.leaf\"\n\nrule older \"25\"\n  cite        \"6\"  confidence primary\n  topic       records\n  applies to  sale\n  require     one\n")}});
  CHECK(said_of(set).empty());
  CHECK(set.policies.size() == 2);
}
