// The engine against the reference evaluator: on random policies and random requests both give the same decision to the last figure.
#include <catch2/catch.hpp>

#include "compiler/syntax/parse.h"
#include "tests/properties/forms.h"
#include "tests/properties/mix.h"
#include "tests/properties/node_text.h"
#include "tests/properties/plans.h"
#include "tests/properties/subject.h"

namespace {

using namespace leaflaw;
using namespace leaflaw::properties;

constexpr std::size_t requests_per_policy = 50;

// Half of the requests are moved to an edge; the others stay as they came.
Node request_of(const Subject& subject, const RequestMaker& maker, const RequestPlan& plan) {
  Node request = maker.make(plan);
  Choices aim{static_cast<std::uint64_t>(plan.event) + 1};
  const unsigned where = aim.below(3);
  if (where == 0) return request;
  RequestOrErrors read = subject.read(request);
  if (!std::holds_alternative<Request>(read)) return request;
  DocumentOrErrors decided = subject.by_reference(std::get<Request>(read));
  const Document* document = std::get_if<Document>(&decided);
  if (!document) return request;
  Node moved = request;
  const bool done = where == 1 ? maker.aim_at_cap(moved, *document, aim) || maker.aim_at_edge(moved, *document, aim)
                               : maker.aim_at_edge(moved, *document, aim) || maker.aim_at_cap(moved, *document, aim);
  return done && std::holds_alternative<Request>(subject.read(moved)) ? moved : request;
}

std::set<std::string> forms_in(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  bool usable = true;
  const FileId file = sources.add("random.leaf", text, diagnostics, usable);
  return forms_of(parse(sources, file, diagnostics));
}

// One pair; nothing where the request is none.
void compare(Subject& subject, const std::string& policy, const Node& node, const std::set<std::string>& forms, Mix& mix) {
  RequestOrErrors read = subject.read(node);
  if (!std::holds_alternative<Request>(read)) { ++mix.bad_requests; return; }
  const Request& request = std::get<Request>(read);
  if (request.event.at_other) ++mix.ambiguous;
  DocumentOrErrors expected = subject.by_reference(request);
  std::optional<DocumentOrErrors> found = subject.by_engine(request);
  if (!found) { ++mix.out_of_range; return; }
  const std::string wanted = subject.print(expected, request), got = subject.print(*found, request);
  if (wanted != got) RC_FAIL(counterexample(policy, node, "the reference says\n" + wanted + "\n---- the engine says\n" + got));
  const Document* document = std::get_if<Document>(&expected);
  if (!document) { ++mix.bad_requests; return; }
  mix.add(*document, on_the_edge(*document, request));
  for (const std::string& form : forms) ++mix.forms[form];
}

}  // namespace

TEST_CASE("engine and reference give the same decision to the last figure") {
  Mix mix;
  const std::size_t policies = how_many(2100);
  check("differential", policies, [&] {
    const Plan plan = *plans(requests_per_policy);
    const std::string text = write_policy(plan.policy).text();
    std::string report;
    ++mix.policies;
    std::unique_ptr<Subject> subject = Subject::compile(text, report);
    if (!subject) {
      ++mix.refused_policies;
      RC_DISCARD(report);
    }
    const RequestMaker maker(subject->policy());
    const std::set<std::string> forms = forms_in(text);
    for (const RequestPlan& each : plan.requests) compare(*subject, text, request_of(*subject, maker, each), forms, mix);
  });
  mix.print();
  CHECK(mix.policies - mix.refused_policies >= policies);
  CHECK(mix.refused_policies * 20 <= mix.policies);
  CHECK(mix.pairs >= policies * (requests_per_policy - 2));
  for (std::size_t verdict : mix.verdicts) CHECK(mix.share(verdict) >= 10);
  CHECK(mix.share(mix.at_edge) >= 30);
  CHECK(mix.out_of_range * 100 <= mix.pairs);
  // A tenth of the policies (under the sanitizers) needs a tenth of the pairs.
  for (const std::string& form : all_forms()) {
    INFO(form);
    CHECK(mix.forms[form] >= (policies >= 2000 ? 1000u : 50u));
  }
}
