// The engine's whole documents against the reference's: every case of every policy, to the byte, out of a pack.
#include <catch2/catch.hpp>
#include <filesystem>
#include <iostream>

#include "compiler/cases/case_file.h"
#include "runtime/decision/decision_json.h"
#include "runtime/facts/normalize.h"
#include "tests/session/law.h"

using namespace leaflaw;

namespace {

std::vector<std::string> case_files() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(std::string(SOURCE_DIR) + "/policies"))
    if (entry.path().string().ends_with(".cases.yaml")) files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

std::string printed(const DocumentOrErrors& outcome, const PrintContext& print) {
  if (const auto* errors = std::get_if<std::vector<InputError>>(&outcome)) return to_json(*errors);
  return to_json(std::get<Document>(outcome), print);
}

}  // namespace

TEST_CASE("every case of every policy: the engine's document is the reference's, to the byte") {
  std::size_t compared = 0, denied = 0, incomplete = 0;
  for (const std::string& path : case_files()) {
    CaseFile file = load_case_file(path);
    INFO(path);
    REQUIRE(file.errors.empty());
    const model::Policy& policy = law::of_repository().policy(file.policy);
    Session session(law::of_repository().parts(file.policy));
    RequestReader reader(policy.context);
    for (const Case& one : file.cases) {
      INFO(one.name);
      RequestOrErrors read = read_complete_request(one.request, reader);
      RequestOrErrors from_pack = read_complete_request(one.request, session.reader());
      REQUIRE(read.index() == from_pack.index());
      const auto* request = std::get_if<Request>(&read);
      if (!request) continue;
      PrintContext print = session.print();
      print.zone = policy.context.zones[request->event.zone];
      DocumentOrErrors expected = judge_both_readings(*request, *policy.schema, law::reference(policy));
      DocumentOrErrors found = judge_both_readings(std::get<Request>(from_pack), *policy.schema, [&](const Request& r) { return session.judge(r); });
      CHECK(printed(found, print) == printed(expected, print));
      ++compared;
      if (const auto* document = std::get_if<Document>(&expected)) {
        denied += document->verdict == Verdict::deny;
        incomplete += document->verdict == Verdict::incomplete;
      }
    }
  }
  std::cout << "## documents compared: " << compared << ", denied " << denied << ", incomplete " << incomplete << "\n";
  CHECK(compared >= 200);
  CHECK(denied >= 50);
  CHECK(incomplete >= 10);
}
