// Every small mistake in a purchase-limit or eligibility rule of the policies makes some case fail, or stands in survivors.txt with
// the reason why no case can tell it. LEAFLAW_SURVIVORS=FILE writes those found beyond the list.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>

#include "compiler/cases/case_runner.h"
#include "compiler/reference/reference.h"
#include "compiler/rulegraph/rulegraph.h"
#include "compiler/semantics/compile.h"
#include "compiler/syntax/parse.h"
#include "tests/mutation/mutants.h"

namespace {

namespace fs = std::filesystem;
using namespace leaflaw;
using namespace leaflaw::mutation;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// "us-co | name of the mutant | reason"
std::map<std::string, std::string> known_survivors() {
  std::map<std::string, std::string> known;
  std::ifstream in(std::string(SOURCE_DIR) + "/tests/mutation/survivors.txt");
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t second = line.rfind(" | ");
    REQUIRE(second != std::string::npos);
    REQUIRE(line.size() > second + 10);   // a reason stands there
    known.emplace(line.substr(0, second), line.substr(second + 3));
  }
  return known;
}

std::optional<model::Policy> compiled(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  bool usable = true;
  const FileId file = sources.add("mutant.leaf", text, diagnostics, usable);
  std::optional<model::Policy> policy = compile_policy(sources, file, {}, diagnostics);
  return diagnostics.has_errors() ? std::nullopt : std::move(policy);
}

// Declarations that decide purchase limits and eligibility: the rules of these topics, their exceptions, and all that they read.
std::set<std::string> relevant_names(const model::Policy& policy) {
  std::set<std::string> rules, names;
  for (const model::Rule& rule : policy.rules)
    if (rule.topic == Topic::purchase_limit || rule.topic == Topic::eligibility) rules.insert(rule.id);
  names = rules;
  for (bool grown = true; grown;) {
    grown = false;
    for (const model::Exception& exception : policy.exceptions)
      for (const std::string& target : exception.targets)
        if (names.contains(target)) grown = names.insert(exception.id).second || grown;
  }
  const RuleGraph graph(policy);
  for (const GraphNode& node : graph.nodes()) {
    if (node.kind == NodeKind::fact) continue;
    for (const GraphNode& reader : graph.impact(node))
      if (rules.contains(reader.name)) names.insert(node.name);
  }
  return names;
}

bool passes(const Case& one, const RequestReader& reader, const model::Policy& policy) {
  PrintContext print;
  print.units = &policy.context.units;
  const Judge judge = [&](const Request& request) -> DocumentOrErrors { return decide_by_reference(policy, request); };
  return run_case(one, reader, print, judge).passed();
}

struct Tally { std::size_t mutants = 0, killed = 0, stillborn = 0, listed = 0; };

void mutate(const fs::path& folder, std::map<std::string, std::string>& known, Tally& tally, std::ofstream* found) {
  const std::string id = folder.filename().string();
  const std::string text = read(folder / (id + ".leaf"));
  Sources sources;
  Diagnostics diagnostics;
  bool usable = true;
  const FileId file = sources.add(id + ".leaf", text, diagnostics, usable);
  const ast::File tree = parse(sources, file, diagnostics);
  const std::optional<model::Policy> policy = compiled(text);
  REQUIRE(policy);
  const CaseFile cases = load_case_file((folder / (id + ".cases.yaml")).string());
  REQUIRE(cases.errors.empty());
  REQUIRE(cases.cases.size() >= 25);
  {
    const RequestReader reader(policy->context, case_keys());
    for (const Case& each : cases.cases) {
      INFO(each.name);
      REQUIRE(passes(each, reader, *policy));
    }
  }
  const std::size_t stride = std::getenv("LEAFLAW_SANITIZED") ? 25 : 1;
  const std::vector<Mutant> mutants = mutants_of(tree, sources, relevant_names(*policy));
  for (std::size_t i = 0; i < mutants.size(); i += stride) {
    const Mutant& mutant = mutants[i];
    const std::optional<model::Policy> changed = compiled(mutant.apply(text));
    if (!changed) { ++tally.stillborn; continue; }
    ++tally.mutants;
    const RequestReader reader(changed->context, case_keys());
    bool killed = false;
    for (const Case& each : cases.cases)
      if (!passes(each, reader, *changed)) { killed = true; break; }
    const std::string name = id + " | " + mutant.name();
    const bool listed = known.erase(name) > 0;
    if (killed) ++tally.killed;
    if (listed) ++tally.listed;
    if (killed == listed) {
      if (killed) FAIL_CHECK(name << ": a case fails, so it does not belong into survivors.txt");
      else {
        FAIL_CHECK(name << ": no case fails");
        if (found) *found << name << " | \n";
      }
    }
  }
}

}  // namespace

TEST_CASE("small mistakes in the policies make some case fail") {
  std::map<std::string, std::string> known = known_survivors();
  std::optional<std::ofstream> found;
  if (const char* path = std::getenv("LEAFLAW_SURVIVORS")) found.emplace(path);
  Tally tally;
  std::size_t policies = 0;
  const char* only = std::getenv("LEAFLAW_MUTATE");
  for (const auto& entry : fs::directory_iterator(fs::path(SOURCE_DIR) / "policies")) {
    const std::string id = entry.path().filename().string();
    if (!id.starts_with("us-") || (only && id != only)) continue;
    ++policies;
    mutate(entry.path(), known, tally, found ? &*found : nullptr);
  }
  std::cout << "## " << tally.mutants << " mutants of " << policies << " policies: " << tally.killed << " fail some case, " << tally.listed << " are listed with a reason; "
            << tally.stillborn << " do not compile\n";
  if (!only && !std::getenv("LEAFLAW_SANITIZED")) {
    CHECK(policies >= 5);
    for (const auto& [name, reason] : known) FAIL_CHECK(name << ": is in survivors.txt, but there is no such mutant");
  }
}
