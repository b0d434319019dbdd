#include "tests/random/pair.h"

namespace leaflaw::properties {

Node request_of(const Subject& subject, const RequestMaker& maker, const RequestPlan& plan) {
  Node request = maker.make(plan);
  Choices aim{static_cast<std::uint64_t>(plan.event) + 1};
  const unsigned where = aim.below(5);
  if (where == 0) return request;
  RequestOrErrors read = subject.read(request);
  if (!std::holds_alternative<Request>(read)) return request;
  DocumentOrErrors decided = subject.by_reference(std::get<Request>(read));
  const Document* document = std::get_if<Document>(&decided);
  if (!document) return request;
  Node moved = request;
  const bool done = where < 3 ? maker.aim_at_cap(moved, *document, aim) || maker.aim_at_edge(moved, *document, aim)
                               : maker.aim_at_edge(moved, *document, aim) || maker.aim_at_cap(moved, *document, aim);
  return done && std::holds_alternative<Request>(subject.read(moved)) ? moved : request;
}

std::string difference(Subject& subject, const Node& node, const std::set<std::string>& forms, Mix& mix) {
  RequestOrErrors read = subject.read(node);
  if (!std::holds_alternative<Request>(read)) { ++mix.bad_requests; return {}; }
  const Request& request = std::get<Request>(read);
  if (request.event.at_other) ++mix.ambiguous;
  DocumentOrErrors expected = subject.by_reference(request);
  std::optional<DocumentOrErrors> found = subject.by_engine(request);
  if (!found) { ++mix.out_of_range; return {}; }
  const std::string wanted = subject.print(expected, request), got = subject.print(*found, request);
  if (wanted != got) return "the reference says\n" + wanted + "\n---- the engine says\n" + got;
  const Document* document = std::get_if<Document>(&expected);
  if (!document) { ++mix.bad_requests; return {}; }
  mix.add(*document, on_the_edge(*document, request));
  for (const std::string& form : forms) ++mix.forms[form];
  return {};
}

}  // namespace leaflaw::properties
