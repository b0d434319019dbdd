// The vocabulary is data: with every fact, value, state and policy renamed, the same programs decide the same.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "compiler/cases/case_file.h"
#include "compiler/semantics/compile.h"
#include "tests/random/subject.h"
#include "tests/rename/renamer.h"

namespace {

namespace fs = std::filesystem;
using namespace leaflaw;
using namespace leaflaw::properties;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::unique_ptr<Subject> compiled(const std::string& text, const std::vector<Vocabulary>& vocabularies) {
  Sources sources;
  Diagnostics diagnostics;
  bool usable = true;
  const FileId file = sources.add("policy.leaf", text, diagnostics, usable);
  std::optional<model::Policy> policy = compile_policy(sources, file, vocabularies, diagnostics);
  INFO(print(diagnostics, sources, false));
  REQUIRE(policy);
  REQUIRE(!diagnostics.has_errors());
  return std::make_unique<Subject>(std::move(*policy));
}

// The verdict and every figure: what must not change with the words.
std::string upshot(Subject& subject, const Node& request) {
  RequestOrErrors read = subject.read(request);
  if (const auto* errors = std::get_if<std::vector<InputError>>(&read)) return "bad request " + errors->front().code;
  std::optional<DocumentOrErrors> decided = subject.by_engine(std::get<Request>(read));
  if (!decided) return "out of range";
  if (const auto* errors = std::get_if<std::vector<InputError>>(&*decided)) return "bad request " + errors->front().code;
  const Document& document = std::get<Document>(*decided);
  std::string text = std::string(spelling(document.verdict)) + " " + std::to_string(document.violations.size()) + " " + std::to_string(document.missing.size());
  for (const Allowance& each : document.allowances) text += " " + to_string(each.used_before.low) + "/" + (each.cap ? to_string(each.cap->low) : "-");
  return text;
}

}  // namespace

TEST_CASE("every name renamed, every verdict the same") {
  const renaming::Renamer renamer(*standard_vocabulary().schema);
  CHECK(renamer.size() > 150);
  Sources sources;
  Diagnostics diagnostics;
  bool usable = true;
  const FileId file = sources.add("retail.leaf", renamer.text(read(fs::path(SOURCE_DIR) / "policies/vocabulary/retail.leaf")), diagnostics, usable);
  const std::optional<Vocabulary> other = compile_vocabulary(sources, file, diagnostics);
  INFO(print(diagnostics, sources, false));
  REQUIRE(other);
  REQUIRE(other->schema->find("zz_customer.zz_age") != no_fact);
  REQUIRE(other->schema->find("customer.age") == no_fact);

  std::size_t policies = 0, cases = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(SOURCE_DIR) / "policies")) {
    const std::string id = entry.path().filename().string();
    if (!id.starts_with("us-")) continue;
    ++policies;
    const std::string text = read(entry.path() / (id + ".leaf"));
    std::string changed = renamer.text(text);
    changed.replace(changed.find("policy " + id), 7 + id.size(), "policy zz-" + id);
    const std::unique_ptr<Subject> first = compiled(text, {}), second = compiled(changed, {*other});
    const CaseFile file_of_cases = load_case_file((entry.path() / (id + ".cases.yaml")).string());
    REQUIRE(file_of_cases.errors.empty());
    for (const Case& each : file_of_cases.cases) {
      INFO(id << ": " << each.name);
      CHECK(upshot(*first, each.request) == upshot(*second, renamer.request(each.request)));
      ++cases;
    }
  }
  std::cout << "## " << renamer.size() << " words renamed; " << cases << " cases of " << policies << " policies decided alike\n";
  CHECK(policies >= 5);
  CHECK(cases >= 125);
}
