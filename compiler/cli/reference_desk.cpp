// The reference at the desk.
#include "compiler/cli/desk.h"

#include "compiler/reference/reference.h"
#include "runtime/facts/normalize.h"
#include "runtime/session/allowance.h"
#include "runtime/session/remedies.h"

namespace leaflaw::cli {

namespace {

LimitPrints limit_prints(const model::Policy& policy) {
  LimitPrints prints;
  for (const model::Rule& rule : policy.rules)
    if (rule.kind == model::RuleKind::limit) prints[rule.id] = {rule.versions.back().bodies.front().limit.written, rule.versions.back().title};
  return prints;
}

class ReferenceDesk final : public Desk {
 public:
  explicit ReferenceDesk(const model::Policy& policy)
      : policy_(policy), reader_(policy.context), limits_(limit_prints(policy)), callback_([this](const Request& request) { return judge(request); }) {
    print_.units = &policy.context.units;
    print_.limits = &limits_;
    print_.zone = policy.context.zones[policy.context.default_zone];
  }

  DocumentOrErrors judge(const Request& completed) override { return decide_by_reference(policy_, completed); }

  DocumentOrErrors decide(const Node& root, std::string request) override {
    Answered answered = answer(root, std::move(request));
    if (auto* document = std::get_if<Document>(&answered.outcome); document && document->verdict == Verdict::deny)
      document->remedies = find_remedies(answered.as_read, answered.completed, *document, policy_.context, callback_);
    return std::move(answered.outcome);
  }

  ReportOrErrors allowance(const Node& root, std::string request) override {
    Answered answered = answer(root, std::move(request));
    if (auto* errors = std::get_if<std::vector<InputError>>(&answered.outcome)) return std::move(*errors);
    return what_fits(answered.as_read, answered.completed, std::get<Document>(std::move(answered.outcome)), policy_.context, callback_);
  }

  PrintContext print() const override { return print_; }
  const PolicyContext& context() const override { return policy_.context; }

 private:
  struct Answered {
    Record as_read;
    Request completed;
    DocumentOrErrors outcome;
  };

  Answered answer(const Node& root, std::string hash) {
    RequestOrErrors read = reader_.read(root);
    if (auto* errors = std::get_if<std::vector<InputError>>(&read)) return {{}, {}, std::move(*errors)};
    Request request = std::get<Request>(std::move(read));
    Record as_read = request.event;
    if (auto errors = normalize(request, policy_.context); !errors.empty()) return {{}, {}, std::move(errors)};
    print_.zone = policy_.context.zones[request.event.zone];
    DocumentOrErrors outcome = judge_both_readings(request, *policy_.context.schema, callback_);
    if (auto* document = std::get_if<Document>(&outcome)) document->request = std::move(hash);
    return {std::move(as_read), std::move(request), std::move(outcome)};
  }

  const model::Policy& policy_;
  RequestReader reader_;
  LimitPrints limits_;
  PrintContext print_;
  Judge callback_;
};

class ReferenceLaw final : public OpenLaw {
 public:
  explicit ReferenceLaw(const std::vector<model::Policy>& policies) : policies_(policies) {
    for (const model::Policy& policy : policies) ids_.push_back(policy.id);
  }
  const std::vector<std::string>& ids() const override { return ids_; }
  std::unique_ptr<Desk> desk(std::string_view id) const override {
    for (const model::Policy& policy : policies_)
      if (policy.id == id) return std::make_unique<ReferenceDesk>(policy);
    return nullptr;
  }

 private:
  const std::vector<model::Policy>& policies_;
  std::vector<std::string> ids_;
};

}  // namespace

std::unique_ptr<OpenLaw> open_reference(const std::vector<model::Policy>& policies) { return std::make_unique<ReferenceLaw>(policies); }

}  // namespace leaflaw::cli
