#include "compiler/cli/requests.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/cli/console.h"
#include "compiler/cli/exit_codes.h"
#include "runtime/facts/input_errors.h"
#include "runtime/facts/json_reader.h"
#include "runtime/facts/record_reader.h"
#include "runtime/facts/suggest.h"
#include "runtime/session/policy_parts.h"

namespace leaflaw::cli {

namespace {

std::unique_ptr<OpenLaw> pack_at(const std::string& path, int& exit_code) {
  PackOrError pack = Pack::open(path);
  if (auto* opened = std::get_if<std::shared_ptr<const Pack>>(&pack)) return open_pack(std::move(*opened));
  complain(to_text(std::get<PackError>(pack), path));
  exit_code = refused;
  return nullptr;
}

}  // namespace

std::unique_ptr<OpenLaw> open_law(const LawOptions& options, int& exit_code) {
  if (!options.pack.empty()) return pack_at(options.pack, exit_code);
  std::optional<PolicySet> set = read_law(law_paths(options));
  exit_code = set ? found : bad_input;
  if (!set || !law_stands(*set)) return nullptr;
  Diagnostics diagnostics;
  std::unique_ptr<OpenLaw> law = open_policies(*set, diagnostics);
  set->diagnostics = std::move(diagnostics);
  if (!law_stands(*set)) return nullptr;
  return law;
}

bool Desks::chosen_exists() const {
  const std::vector<std::string>& ids = law_->ids();
  if (chosen_.empty() || std::find(ids.begin(), ids.end(), chosen_) != ids.end()) return true;
  complain(fmt::format("there is no policy `{}`", chosen_), policies_there_are(ids, chosen_));
  return false;
}

RequestTextOrErrors Desks::read(std::string_view json) {
  ReadTree tree = read_json(json);
  if (!tree.errors.empty()) return std::move(tree.errors);
  const std::string named(policy_named_by(tree.root));
  Desk* desk = find(named.empty() ? chosen_ : named);
  if (!desk) return no_policy(tree.root, named);
  return RequestText{std::move(tree.root), content_hash(json), desk};
}

Desk* Desks::find(std::string_view id) {
  if (id.empty() && law_->ids().size() == 1) id = law_->ids().front();
  const auto kept = desks_.find(id);
  if (kept != desks_.end()) return kept->second.get();
  std::unique_ptr<Desk> opened = id.empty() ? nullptr : law_->desk(id);
  return opened ? desks_.emplace(id, std::move(opened)).first->second.get() : nullptr;
}

std::vector<InputError> Desks::no_policy(const Node& root, std::string_view named) const {
  InputErrors errors;
  if (named.empty()) {
    errors.add(InputCode::missing_key, "policy", &root, "the request does not say which policy it is for",
               "add a `policy`, or use --policy ID; " + policies_there_are(law_->ids(), {}));
    return errors.take();
  }
  errors.add(InputCode::other_policy, "policy", root.find("policy"), "there is no policy " + suggest::quoted(named), policies_there_are(law_->ids(), named));
  return errors.take();
}

}  // namespace leaflaw::cli
