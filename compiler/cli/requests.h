// Requests on the command line: opens the law, reads a request, finds its policy, keeps a desk for each policy that was asked for.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compiler/cli/desk.h"
#include "compiler/cli/law.h"
#include "runtime/facts/node.h"

namespace leaflaw::cli {

// The law of the options, ready to decide. Null where it cannot be had; that is then said and `exit_code` set.
[[nodiscard]] std::unique_ptr<OpenLaw> open_law(const LawOptions& options, int& exit_code);

struct RequestText {
  Node root;
  std::string hash;      // "sha256:..." of the text
  Desk* desk = nullptr;  // of the policy that the request names, or --policy, or the only one
};
using RequestTextOrErrors = std::variant<RequestText, std::vector<InputError>>;

class Desks {
 public:
  // `chosen`: --policy, may be empty; a request that names its policy is not overruled.
  Desks(std::unique_ptr<OpenLaw> law, std::string chosen) : law_(std::move(law)), chosen_(std::move(chosen)) {}
  // False where --policy names none; that is then said.
  [[nodiscard]] bool chosen_exists() const;
  [[nodiscard]] RequestTextOrErrors read(std::string_view json);

 private:
  [[nodiscard]] Desk* find(std::string_view id);
  [[nodiscard]] std::vector<InputError> no_policy(const Node& root, std::string_view named) const;

  std::unique_ptr<OpenLaw> law_;
  std::string chosen_;
  std::map<std::string, std::unique_ptr<Desk>, std::less<>> desks_;
};

}  // namespace leaflaw::cli
