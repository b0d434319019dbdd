// leaflaw build: policies into one pack.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "compiler/cli/console.h"
#include "compiler/cli/exit_codes.h"
#include "compiler/cli/law.h"
#include "compiler/cli/verbs.h"
#include "compiler/emit/emit.h"
#include "compiler/emit/write_pack.h"

namespace leaflaw::cli {

namespace {

struct BuildOptions {
  std::vector<std::string> paths;
  LawOptions law;
  std::string output;
};

// On a terminal, one line that is written over; nothing elsewhere.
class Progress {
 public:
  void at(std::string_view what) {
    if (shown_) report(fmt::format("\r\x1b[K{}", what));
  }
  ~Progress() { at({}); }

 private:
  bool shown_ = has_colours(Stream::error);
};

std::string summary(const PolicySet& set, const WrittenPack& pack, const std::string& path) {
  std::size_t limits = 0, rules = 0;
  for (const model::Policy& policy : set.policies)
    for (const model::Rule& rule : policy.rules) ++(rule.kind == model::RuleKind::limit ? limits : rules);
  return fmt::format("{}: {}, {}, {}, {} bytes\n{}\n", path, counted(set.policies.size(), "policy", "policies"), counted(limits, "limit", "limits"),
                     counted(rules, "rule", "rules"), pack.bytes.size(), pack.hash);
}

// The programs of every policy; nothing: some policy cannot be made into them, which the set's diagnostics say.
std::optional<std::vector<engine::PolicyTables>> programs(PolicySet& set, Progress& progress) {
  std::vector<engine::PolicyTables> all;
  set.diagnostics = {};
  for (const model::Policy& policy : set.policies) {
    progress.at(fmt::format("{} ...", policy.id));
    if (std::optional<engine::PolicyTables> tables = emit(policy, set.diagnostics)) all.push_back(std::move(*tables));
  }
  if (all.size() < set.policies.size()) return std::nullopt;
  return all;
}

int build(const BuildOptions& options) {
  const std::vector<std::string> paths = options.paths.empty() ? law_paths(options.law) : options.paths;
  std::optional<PolicySet> set = read_law(paths);
  if (!set) return bad_input;
  if (!law_stands(*set)) return found;
  std::optional<std::vector<engine::PolicyTables>> tables;
  {
    Progress progress;
    tables = programs(*set, progress);
  }
  if (!law_stands(*set) || !tables) return found;
  std::vector<PackInput> inputs;
  for (std::size_t i = 0; i < set->policies.size(); ++i) inputs.push_back({&set->policies[i], &(*tables)[i]});
  const WrittenPack pack = write_pack(std::move(inputs), texts_of(*set));
  const std::string problem = pack.error.empty() ? save_pack(pack, options.output) : pack.error;
  if (!problem.empty()) {
    complain(problem, pack.error.empty() ? "Nothing was changed; name another place with -o." : "Nothing was written.");
    return refused;
  }
  say(summary(*set, pack, options.output));
  return done;
}

}  // namespace

void add_build(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<BuildOptions>();
  CLI::App* verb = app.add_subcommand("build", "Compile policies into one pack, the file that registers read");
  verb->add_option("PATH", options->paths, "Policies and folders of policies (default: those of --policies)");
  verb->add_option("-o,--output", options->output, "The pack to write, for example law.leafpack")->type_name("FILE")->required();
  add_policies_option(*verb, options->law);
  verb->footer("Examples:\n  leaflaw build -o law.leafpack\n  leaflaw build policies/us-xj -o us-xj.leafpack\n"
               "The same policies give the same bytes. An old pack stays whole for whoever has it open.\nExit: 0 written, 1 the policies have errors, 2 wrong usage, 7 the file cannot be written.");
  verb->callback([options, &exit_code] { exit_code = build(*options); });
}

}  // namespace leaflaw::cli
