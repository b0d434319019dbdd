// The Model as a graph: order, reach, what an event needs, and the picture.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "compiler/rulegraph/rulegraph.h"
#include "compiler/semantics/compile.h"

namespace {

using namespace leaflaw;

const char* const text = R"(
policy small "Small"
  vocabulary  retail 1
  time zone   America/Denver
  regulator   "Nobody"
  covers      sale, receive from 2020-01-01
  as of       2030-01-01

unit oz is 28 g
  cite "x"  confidence primary

# Stands before the limit that it reads.
rule at-least-a-gram "Not less than a gram at a time"
  cite        "x"  confidence primary
  topic       sale-conduct
  applies to  sale
  require     daily.this is at least 1 g

class heavy-or-light of each item
  cite "x"  confidence primary
  flower:         heavy
  anything else:  light

measure in-flower in g
  cite "x"  confidence primary
  counts each item
    flower:         net_weight
    concentrate:    net_weight per 8 g as 1 oz
    anything else:  unknown

define grown-up as customer.age is at least 21 years

limit daily "One ounce a day"
  cite        "x"  confidence primary
  topic       purchase-limit
  applies to  sale when grown-up
  counts      in-flower
  at most     1 oz   in each calendar day
  tallied by  store

exception approved to daily "An approved amount"
  cite        "x"  confidence primary
  when        patient.waiver.amount is given
  at most     patient.waiver.amount   in each calendar day

rule tested "Tested goods"
  cite        "x"  confidence primary
  topic       testing
  applies to  receive, for each item
  require     test.status is passed
)";

const model::Policy& policy() {
  static const model::Policy made = [] {
    Sources sources;
    Diagnostics diagnostics;
    bool usable = true;
    const FileId file = sources.add("small.leaf", text, diagnostics, usable);
    std::optional<model::Policy> compiled = compile_policy(sources, file, {}, diagnostics);
    INFO(print(diagnostics, sources, false));
    REQUIRE(compiled);
    return std::move(*compiled);
  }();
  return made;
}

std::uint16_t rule(const std::string& id) {
  for (std::size_t i = 0; i < policy().rules.size(); ++i)
    if (policy().rules[i].id == id) return static_cast<std::uint16_t>(i);
  FAIL("no rule " << id);
  return 0;
}
GraphNode node(const RuleGraph& graph, const std::string& name) {
  for (const GraphNode& each : graph.nodes())
    if (each.name == name) return each;
  FAIL("no node " << name);
  return graph.nodes().front();
}
std::vector<std::string> names(const std::vector<GraphNode>& nodes) {
  std::vector<std::string> all;
  for (const GraphNode& each : nodes) all.push_back(each.name);
  std::sort(all.begin(), all.end());
  return all;
}
std::vector<std::string> needed(const RuleGraph& graph, const std::string& event, std::uint32_t topics) {
  const Schema& schema = *policy().schema;
  std::vector<std::string> all;
  for (FactId fact : graph.needs(static_cast<unsigned>(schema.value_of(schema.facts[schema.with(Role::event_kind)].enumeration, event)), topics))
    all.push_back(schema.facts[fact].name);
  return all;
}
bool has(const std::vector<std::string>& all, const std::string& name) { return std::find(all.begin(), all.end(), name) != all.end(); }

}  // namespace

TEST_CASE("a rule is evaluated after the limit that it reads, wherever it stands in the text") {
  const RuleGraph graph(policy());
  const std::vector<std::uint16_t> order = graph.evaluation_order();
  REQUIRE(order.size() == policy().rules.size());
  const auto place = [&](const std::string& id) { return std::find(order.begin(), order.end(), rule(id)) - order.begin(); };
  CHECK(place("daily") < place("at-least-a-gram"));
  CHECK(graph.cycle().empty());
  CHECK(policy().evaluation_order == order);
}

TEST_CASE("what nothing uses is found") {
  CHECK(names(RuleGraph(policy()).unused()) == std::vector<std::string>{"heavy-or-light"});
}

TEST_CASE("a change of a part touches all that rests on it") {
  const RuleGraph graph(policy());
  const std::vector<std::string> of_measure = names(graph.impact(node(graph, "in-flower"))), of_age = names(graph.impact(node(graph, "customer.age")));
  CHECK(has(of_measure, "daily"));
  CHECK(has(of_measure, "at-least-a-gram"));
  CHECK(!has(of_measure, "tested"));
  CHECK(has(of_age, "grown-up"));
  CHECK(has(of_age, "daily"));
}

TEST_CASE("the facts that an event and its topics need") {
  const RuleGraph graph(policy());
  const std::vector<std::string> sale = needed(graph, "sale", all_topics), receive = needed(graph, "receive", all_topics);
  for (const char* fact : {"customer.age", "item.category", "item.net_weight", "patient.waiver.amount"}) {
    INFO(fact);
    CHECK(has(sale, fact));
    CHECK(!has(receive, fact));
  }
  CHECK(has(receive, "item.test.status"));
  CHECK(!has(sale, "item.test.status"));
  // What a rule of the topic depends on is needed whatever its own topic.
  CHECK(has(needed(graph, "sale", bit(Topic::sale_conduct)), "item.net_weight"));
  CHECK(needed(graph, "sale", bit(Topic::potency)).empty());
}

TEST_CASE("the picture names every part") {
  const std::string dot = RuleGraph(policy()).dot();
  CHECK(dot.starts_with("digraph"));
  for (const char* name : {"daily", "at-least-a-gram", "in-flower", "grown-up", "approved", "customer.age"}) {
    INFO(name);
    CHECK(dot.find(name) != std::string::npos);
  }
}
