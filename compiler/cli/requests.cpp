#include "compiler/cli/requests.h"

#include "runtime/facts/input_errors.h"
#include "runtime/facts/json_reader.h"
#include "runtime/facts/suggest.h"
#include "runtime/session/policy_parts.h"

namespace leaflaw::cli {

RequestTextOrErrors Desks::read(std::string_view json) {
  ReadTree tree = read_json(json);
  if (!tree.errors.empty()) return std::move(tree.errors);
  const std::string_view named = policy_named_by(tree.root);
  const model::Policy* policy = find(named.empty() ? std::string_view(chosen_) : named);
  if (!policy) return no_policy(tree.root, named);
  std::unique_ptr<Desk>& desk = desks_[policy->id];
  if (!desk) desk = reference_desk(*policy);
  return RequestText{std::move(tree.root), content_hash(json), desk.get()};
}

const model::Policy* Desks::find(std::string_view id) const {
  if (id.empty()) return set_.policies.size() == 1 ? &set_.policies.front() : nullptr;
  for (const model::Policy& policy : set_.policies)
    if (policy.id == id) return &policy;
  return nullptr;
}

std::vector<InputError> Desks::no_policy(const Node& root, std::string_view named) const {
  InputErrors errors;
  const Node* place = root.find("policy");
  if (named.empty()) {
    errors.add(InputCode::missing_key, "policy", &root, "the request does not say which policy it is for", "add \"policy\": \"us-xx\", or use --policy; " + policies_there_are(set_, {}));
    return errors.take();
  }
  errors.add(InputCode::other_policy, "policy", place, "there is no policy " + suggest::quoted(named), policies_there_are(set_, named));
  return errors.take();
}

}  // namespace leaflaw::cli
