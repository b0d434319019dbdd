// The law that a verb works with: the options that name it, compiled. Shared by all verbs that read law.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/semantics/compile.h"

namespace CLI {
class App;
}

namespace leaflaw::cli {

struct LawOptions {
  std::vector<std::string> policies;   // files and folders; empty: ./policies
  std::string pack;                    // or a pack; empty: none
};
// --policies alone: for verbs that take their policies from files only.
void add_policies_option(CLI::App& verb, LawOptions& options);
// --policies or --pack.
void add_law_options(CLI::App& verb, LawOptions& options);

// Where the law of the options is looked for.
[[nodiscard]] std::vector<std::string> law_paths(const LawOptions& options);
// False where one of the paths does not exist; that is then said.
[[nodiscard]] bool paths_exist(const std::vector<std::string>& paths);

// Compiles all policies below the paths. Nothing where there are none, or no such path; that is then said.
// What is wrong with policies stays in the set's diagnostics.
// `today`: a day on which it is asked whether the law was read lately.
[[nodiscard]] std::optional<PolicySet> read_law(const std::vector<std::string>& paths, std::optional<Date> today = std::nullopt);
// The law of the options as text, compiled: of the policies, or of the texts in the pack. Nothing: it cannot be had; that is then said
// and `exit_code` set. `today`: as above.
[[nodiscard]] std::optional<PolicySet> read_law(const LawOptions& options, int& exit_code, std::optional<Date> today = std::nullopt);
// Prints the diagnostics to standard error; false where there are errors.
[[nodiscard]] bool law_stands(PolicySet& set);

// The policy of that id, or, where `id` is empty, the only one. Null where there is none; that is then said.
[[nodiscard]] const model::Policy* choose_policy(const PolicySet& set, std::string_view id);
// "there are: us-xj, us-xk", or, where they are many, "did you mean `us-xk`?".
[[nodiscard]] std::string policies_there_are(const std::vector<std::string>& ids, std::string_view wanted);
[[nodiscard]] std::vector<std::string> ids_of(const PolicySet& set);

}  // namespace leaflaw::cli
