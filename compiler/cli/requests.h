// Requests on the command line: reads one, finds its policy, keeps a desk for each policy that was asked for.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "compiler/cli/desk.h"
#include "compiler/cli/law.h"
#include "runtime/facts/node.h"

namespace leaflaw::cli {

struct RequestText {
  Node root;
  std::string hash;      // "sha256:..." of the text
  Desk* desk = nullptr;  // of the policy that the request names, or --policy, or the only one
};
using RequestTextOrErrors = std::variant<RequestText, std::vector<InputError>>;

class Desks {
 public:
  // `chosen`: --policy, may be empty; a request that names its policy is not overruled. `set` must outlive this.
  Desks(const PolicySet& set, std::string chosen) : set_(set), chosen_(std::move(chosen)) {}
  [[nodiscard]] RequestTextOrErrors read(std::string_view json);

 private:
  [[nodiscard]] const model::Policy* find(std::string_view id) const;
  [[nodiscard]] std::vector<InputError> no_policy(const Node& root, std::string_view named) const;

  const PolicySet& set_;
  std::string chosen_;
  std::map<std::string, std::unique_ptr<Desk>, std::less<>> desks_;
};

}  // namespace leaflaw::cli
