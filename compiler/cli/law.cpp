#include "compiler/cli/law.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>

#include "compiler/cli/console.h"
#include "compiler/cli/exit_codes.h"
#include "compiler/cli/pack_text.h"
#include "compiler/source/nearest.h"

namespace leaflaw::cli {

namespace {

const std::string default_folder = "policies";
constexpr std::size_t short_list = 60;

Code first_error(const Diagnostics& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics.all())
    if (severity(diagnostic.code) == Severity::error) return diagnostic.code;
  return diagnostics.all().front().code;
}

}  // namespace

void add_policies_option(CLI::App& verb, LawOptions& options) {
  // One value each time: what follows is not swallowed.
  verb.add_option("--policies", options.policies, "Folder or file with policies (default: ./policies); may be given several times")
      ->type_name("DIR")
      ->type_size(1)
      ->allow_extra_args(false);
}

void add_law_options(CLI::App& verb, LawOptions& options) {
  add_policies_option(verb, options);
  verb.add_option("--pack", options.pack, "Pack written by `leaflaw build`, instead of policies")->type_name("FILE")->excludes("--policies");
}

std::vector<std::string> law_paths(const LawOptions& options) {
  return options.policies.empty() ? std::vector<std::string>{default_folder} : options.policies;
}

bool paths_exist(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    std::error_code code;
    if (std::filesystem::exists(path, code)) continue;
    complain(fmt::format("there is no file or folder `{}`", path),
             path == default_folder ? "Go to the folder that holds `policies`, or name it: --policies DIR" : "Look at the path, or name the folder of your policies: --policies DIR");
    return false;
  }
  return true;
}

std::optional<PolicySet> read_law(const std::vector<std::string>& paths, std::optional<Date> today) {
  if (!paths_exist(paths)) return std::nullopt;
  PolicySet set = compile_all(paths, today);
  set.diagnostics.sort();
  if (set.policies.empty() && set.diagnostics.all().empty()) {
    complain(fmt::format("there are no policies below {}", fmt::join(paths, ", ")), "A policy is a file whose name ends in .leaf; name its folder: --policies DIR");
    return std::nullopt;
  }
  return set;
}

std::optional<PolicySet> read_law(const LawOptions& options, int& exit_code, std::optional<Date> today) {
  if (!options.pack.empty()) return read_pack_text(options.pack, exit_code, today);
  exit_code = bad_input;
  return read_law(law_paths(options), today);
}

bool law_stands(PolicySet& set) {
  report(print(set.diagnostics, set.sources, has_colours(Stream::error)));
  if (!set.diagnostics.has_errors()) return true;
  complain("the policies have errors, so nothing was done", fmt::format("Correct them first; `leaflaw explain {}` tells more.", text_code(first_error(set.diagnostics))));
  return false;
}

const model::Policy* choose_policy(const PolicySet& set, std::string_view id) {
  if (id.empty() && set.policies.size() == 1) return &set.policies.front();
  if (id.empty()) {
    complain("it is not said which policy is meant", policies_there_are(ids_of(set), {}));
    return nullptr;
  }
  auto found = std::find_if(set.policies.begin(), set.policies.end(), [&](const model::Policy& policy) { return policy.id == id; });
  if (found != set.policies.end()) return &*found;
  complain(fmt::format("there is no policy `{}`", id), policies_there_are(ids_of(set), id));
  return nullptr;
}

std::string policies_there_are(const std::vector<std::string>& ids, std::string_view wanted) {
  if (ids.empty()) return "there are none";
  if (ids.size() <= short_list) return fmt::format("there are: {}", fmt::join(ids, ", "));   // ids are short, and all near each other
  const std::string_view near = nearest(wanted, {ids.begin(), ids.end()});
  return near.empty() ? "there are more than can be listed here" : fmt::format("did you mean `{}`?", near);
}

std::vector<std::string> ids_of(const PolicySet& set) {
  std::vector<std::string> ids;
  for (const model::Policy& policy : set.policies) ids.push_back(policy.id);
  return ids;
}

}  // namespace leaflaw::cli
