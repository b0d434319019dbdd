#include "runtime/session/session.h"

#include "runtime/decision/decision_json.h"
#include "runtime/engine/bind.h"
#include "runtime/engine/explain.h"
#include "runtime/facts/input_errors.h"
#include "runtime/facts/json_reader.h"
#include "runtime/facts/normalize.h"
#include "runtime/session/allowance.h"
#include "runtime/session/remedies.h"

namespace leaflaw {

std::vector<InputError> figures_out_of_range() {
  InputErrors errors;
  errors.add(InputCode::figures_out_of_range, std::string(), nullptr, "the amounts of this request are out of range together",
             "look for a number with too many digits");
  return errors.take();
}

Session::Session(PolicyParts parts)
    : parts_(std::move(parts)), reader_(*parts_.context), store_(parts_.view), judge_(store_, notes_, constants_),
      callback_([this](const Request& completed) { return judge(completed); }) {
  print_.units = &parts_.context->units;
  print_.limits = parts_.limits;
  if (!parts_.context->zones.empty()) print_.zone = parts_.context->zones[parts_.context->default_zone];
}

DocumentOrErrors Session::judge(const Request& completed) {
  engine::bind(completed, store_);
  if (!judge_.decide()) return figures_out_of_range();
  std::optional<Document> document = engine::explain(judge_, store_, *parts_.context);
  if (!document) return figures_out_of_range();
  return std::move(*document);
}

template <class Answer>
std::variant<Answer, std::vector<InputError>> Session::answered(
    Request request, const std::function<Answer(const Record& as_read, const Request& completed, Document document)>& rest) {
  Record as_read = request.event;
  if (auto errors = normalize(request, *parts_.context); !errors.empty()) return errors;
  print_.zone = parts_.context->zones[request.event.zone];
  DocumentOrErrors outcome = judge_both_readings(request, *parts_.context->schema, callback_);
  if (auto* errors = std::get_if<std::vector<InputError>>(&outcome)) return std::move(*errors);
  auto& document = std::get<Document>(outcome);
  document.pack = parts_.pack;
  document.request = request.hash;
  return rest(as_read, request, std::move(document));
}

DocumentOrErrors Session::decide(Request as_read) {
  return answered<Document>(std::move(as_read), [this](const Record& event, const Request& completed, Document document) {
    if (document.verdict == Verdict::deny) document.remedies = find_remedies(event, completed, document, *parts_.context, callback_);
    return document;
  });
}

ReportOrErrors Session::allowance(Request as_read) {
  return answered<AllowanceReport>(std::move(as_read), [this](const Record& event, const Request& completed, Document document) {
    return what_fits(event, completed, std::move(document), *parts_.context, callback_);
  });
}

namespace {

// Reads the tree and goes on with `decide`, or says what is wrong with it.
template <class Outcome, class Decide>
Outcome read_and(const RequestReader& reader, const Node& root, std::string request, Decide decide) {
  RequestOrErrors read = reader.read(root);
  if (auto* errors = std::get_if<std::vector<InputError>>(&read)) return std::move(*errors);
  auto& as_read = std::get<Request>(read);
  as_read.hash = std::move(request);
  return decide(std::move(as_read));
}

template <class Outcome, class Decide>
Outcome parse_and(std::string_view json, Decide decide) {
  ReadTree tree = read_json(json);
  if (!tree.errors.empty()) return std::move(tree.errors);
  return decide(tree.root, content_hash(json));
}

}  // namespace

DocumentOrErrors Session::decide(const Node& root, std::string request) {
  return read_and<DocumentOrErrors>(reader_, root, std::move(request), [this](Request as_read) { return decide(std::move(as_read)); });
}
DocumentOrErrors Session::decide(std::string_view json) {
  return parse_and<DocumentOrErrors>(json, [this](const Node& root, std::string request) { return decide(root, std::move(request)); });
}
ReportOrErrors Session::allowance(const Node& root, std::string request) {
  return read_and<ReportOrErrors>(reader_, root, std::move(request), [this](Request as_read) { return allowance(std::move(as_read)); });
}
ReportOrErrors Session::allowance(std::string_view json) {
  return parse_and<ReportOrErrors>(json, [this](const Node& root, std::string request) { return allowance(root, std::move(request)); });
}

std::string Session::json(const DocumentOrErrors& outcome) const {
  if (const auto* document = std::get_if<Document>(&outcome)) return to_json(*document, print_);
  return to_json(std::get<std::vector<InputError>>(outcome));
}
std::string Session::json(const ReportOrErrors& outcome) const {
  if (const auto* report = std::get_if<AllowanceReport>(&outcome)) return to_json(*report, print_);
  return to_json(std::get<std::vector<InputError>>(outcome));
}

}  // namespace leaflaw
