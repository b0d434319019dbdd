// The policies of this repository: every case, and what the cases lack, through the engine and through the reference. Judge<Fast>
// takes no memory once it has seen requests of their size.
#include <catch2/catch.hpp>
#include <filesystem>

#include "compiler/cases/case_runner.h"
#include "compiler/emit/emit.h"
#include "compiler/reference/reference.h"
#include "compiler/semantics/compile.h"
#include "runtime/decision/decision_json.h"
#include "runtime/engine/explain.h"
#include "tests/engine/engine.h"
#include "tests/session/allocations.h"

using namespace leaflaw;

namespace {

struct OnePolicy {
  const model::Policy* policy = nullptr;
  std::optional<engine::PolicyTables> tables;
  CaseFile cases;
};

const std::vector<OnePolicy>& all_policies() {
  static PolicySet set = compile_all({SOURCE_DIR "/policies"});
  static const std::vector<OnePolicy> all = [] {
    std::vector<OnePolicy> made;
    for (std::size_t i = 0; i < set.policies.size(); ++i) {
      OnePolicy one;
      one.policy = &set.policies[i];
      one.tables = emit(set.policies[i], set.diagnostics);
      const std::filesystem::path text(set.paths[i]);
      one.cases = load_case_file((text.parent_path() / (text.stem().string() + ".cases.yaml")).string());
      made.push_back(std::move(one));
    }
    return made;
  }();
  return all;
}

// The request of every case as the judges see it.
std::vector<Request> requests_of(const OnePolicy& one) {
  std::vector<Request> requests;
  const RequestReader reader(one.policy->context, case_keys());
  PrintContext print;
  print.units = &one.policy->context.units;
  for (const Case& each : one.cases.cases)
    static_cast<void>(run_case(each, reader, print, [&](const Request& request) -> DocumentOrErrors {
      requests.push_back(request);
      return decide_by_reference(*one.policy, request);
    }));
  return requests;
}

}  // namespace

TEST_CASE("policies: every case passes in the engine, with the reference's own words") {
  REQUIRE(!all_policies().empty());
  for (const OnePolicy& one : all_policies()) {
    INFO(one.policy->id);
    REQUIRE(one.tables);
    const engine::PolicyView view = one.tables->view();
    tests::Engine<engine::Traced> traced(view);
    tests::Engine<engine::Fast> fast(view);
    const RequestReader reader(one.policy->context, case_keys());
    PrintContext print;
    print.units = &one.policy->context.units;
    print.zone = one.policy->context.zones[one.policy->context.default_zone];
    auto judge = [&](const Request& request) -> DocumentOrErrors {
      REQUIRE(traced.decide(request));
      std::optional<Document> document = engine::explain(traced.judge, traced.facts, one.policy->context);
      REQUIRE(document);
      CHECK(to_json(*document, print) == to_json(decide_by_reference(*one.policy, request), print));
      REQUIRE(fast.decide(request));
      CHECK(static_cast<int>(fast.judge.verdict) == static_cast<int>(document->verdict));
      return *document;
    };
    CHECK(!one.cases.cases.empty());
    for (const Case& each : one.cases.cases) {
      INFO(each.name);
      CHECK(run_case(each, reader, print, judge).differences == std::vector<std::string>{});
    }
  }
}

TEST_CASE("policies: without history, items, or one fact, engine and reference say the same") {
  for (const OnePolicy& one : all_policies()) {
    INFO(one.policy->id);
    tests::Engine<engine::Traced> traced(one.tables->view());
    PrintContext print;
    print.units = &one.policy->context.units;
    print.zone = one.policy->context.zones[one.policy->context.default_zone];
    auto compare = [&](const Request& request) {
      REQUIRE(traced.decide(request));
      std::optional<Document> document = engine::explain(traced.judge, traced.facts, one.policy->context);
      REQUIRE(document);
      CHECK(to_json(*document, print) == to_json(decide_by_reference(*one.policy, request), print));
    };
    std::size_t number = 0;
    for (Request request : requests_of(one)) {
      const Record whole = request.event;
      const History history = request.history;
      request.history = History{};
      compare(request);
      request.history = history;
      request.event.items_given = false;
      request.event.items.clear();
      compare(request);
      request.event = whole;
      // Some fact each time, another for every case.
      const std::size_t facts = request.event.facts.size();
      for (std::size_t i = number++ % 5; i < facts; i += 5) {
        FactId fact = static_cast<FactId>(i);
        if (fact == one.policy->schema->with(Role::event_kind) || fact == one.policy->schema->with(Role::event_time)) continue;
        bool given = request.event.facts[i].given == Given::yes;
        request.event.facts[i].given = Given::no;
        for (Line& line : request.event.items) {
          given = given || line.facts[i].given == Given::yes;
          line.facts[i].given = Given::no;
        }
        if (given) compare(request);
        request.event = whole;
      }
    }
  }
}

TEST_CASE("policies: a verdict takes no memory once the judge is warm") {
  for (const OnePolicy& one : all_policies()) {
    INFO(one.policy->id);
    tests::Engine<engine::Fast> fast(one.tables->view());
    const std::vector<Request> requests = requests_of(one);
    auto decide_all = [&] {
      bool in_range = true;
      for (const Request& request : requests) in_range = fast.decide(request) && in_range;
      return in_range;
    };
    REQUIRE(decide_all());
    const std::size_t before = law::allocations();
    bool in_range = decide_all();
    const std::size_t after = law::allocations();
    CHECK(in_range);
    CHECK(after - before == 0);
  }
}
