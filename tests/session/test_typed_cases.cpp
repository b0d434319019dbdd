// The typed way against the way through text: every case of every policy gives the same verdict, findings and allowances.
#include <catch2/catch.hpp>
#include <filesystem>
#include <iostream>

#include "compiler/cases/case_file.h"
#include "runtime/decision/decision_json.h"
#include "runtime/facts/normalize.h"
#include "tests/session/law.h"
#include "tests/session/replay.h"

using namespace leaflaw;

namespace {

std::optional<Quantity> known(const std::optional<Figure>& figure) {
  if (!figure || !figure->known()) return std::nullopt;
  return Quantity{figure->low, figure->dimension};
}

void same(const TypedAllowance& typed, const Allowance& expected, bool allowed) {
  CHECK(typed.limit() == expected.limit);
  CHECK(typed.key() == expected.key);
  CHECK(typed.cap() == known(expected.cap));
  CHECK(typed.used() == known(expected.used_before));
  CHECK(typed.this_event() == known(expected.this_event));
  CHECK(typed.remaining() == known(allowed ? expected.remaining_after : expected.remaining_before));
  CHECK(typed.next_release() == (expected.next_release ? std::optional(expected.next_release->at) : std::nullopt));
  CHECK(typed.registry_binds() == expected.registry_binds);
}

std::vector<std::string> rules(const std::vector<Finding>& findings) {
  std::vector<std::string> all;
  for (const Finding& one : findings) all.push_back(one.rule);
  return all;
}

std::vector<std::string> rules(const TypedSession& session, engine::FindingKind kind) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < session.findings(); ++i)
    if (session.finding_kind(i) == kind) all.emplace_back(session.finding_rule(i));
  return all;
}

bool has_repeated_times(const Request& request) {
  bool repeated = request.event.at_other.has_value();
  for (const Record& entry : request.history.entries) repeated = repeated || entry.at_other;
  return repeated;
}

}  // namespace

TEST_CASE("every case of every policy gives the same by typed facts as by text") {
  std::size_t compared = 0, refused = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(std::string(SOURCE_DIR) + "/policies")) {
    if (!entry.path().string().ends_with(".cases.yaml")) continue;
    CaseFile file = load_case_file(entry.path().string());
    INFO(file.path);
    PolicyParts parts = law::of_repository().parts(file.policy);
    Session session(parts);
    TypedPolicy policy(parts);
    TypedSession typed(policy);   // one for all cases: nothing of one may stay for the next
    for (const Case& one : file.cases) {
      INFO(one.name);
      RequestOrErrors read = session.reader().read(one.request);
      const auto* as_read = std::get_if<Request>(&read);
      if (!as_read || has_repeated_times(*as_read)) continue;
      law::replay(*as_read, policy, typed);
      std::optional<Verdict> verdict = typed.decide();
      DocumentOrErrors expected = session.decide(*as_read);
      if (const auto* errors = std::get_if<std::vector<InputError>>(&expected)) {
        REQUIRE(typed.error());
        CHECK(typed.error()->code == errors->front().code);
        ++refused;
        continue;
      }
      if (typed.error()) INFO(to_text(*typed.error(), ""));
      const Document& document = std::get<Document>(expected);
      REQUIRE(verdict);
      CHECK(*verdict == document.verdict);
      CHECK(rules(typed, engine::FindingKind::violation) == rules(document.violations));
      CHECK(rules(typed, engine::FindingKind::referral) == rules(document.referrals));
      CHECK(rules(typed, engine::FindingKind::duty) == rules(document.duties));
      CHECK(rules(typed, engine::FindingKind::warning) == rules(document.warnings));
      REQUIRE(typed.allowances() == document.allowances.size());
      for (std::size_t i = 0; i < typed.allowances(); ++i) same(typed.allowance(i), document.allowances[i], *verdict == Verdict::allow);
      DocumentOrErrors explained = session.decide(typed.as_request());
      CHECK(session.json(explained) == session.json(expected));
      ++compared;
    }
  }
  std::cout << "## typed decisions compared: " << compared << ", refused " << refused << "\n";
  CHECK(compared >= 200);
}
