// leaflaw test: runs case files and says, case by case, what was expected and what came.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <map>
#include <memory>

#include "compiler/cases/case_file.h"
#include "compiler/cases/case_runner.h"
#include "compiler/cases/untested.h"
#include "compiler/cli/file_search.h"
#include "compiler/cli/console.h"
#include "compiler/cli/desk.h"
#include "compiler/cli/exit_codes.h"
#include "compiler/cli/requests.h"
#include "compiler/cli/verbs.h"
#include "runtime/facts/input_errors.h"

namespace leaflaw::cli {

namespace {

struct TestOptions {
  std::vector<std::string> paths;
  LawOptions law;
  std::string only;
  bool reference = false;
  bool lint = false;
};

class CaseRun {
 public:
  // `set`: for the folders of policies; may be empty.
  CaseRun(const OpenLaw& law, const PolicySet& set, const TestOptions& options) : law_(law), set_(set), options_(options), colours_(has_colours(Stream::out)) {}

  void run(const std::string& path) {
    const CaseFile file = load_case_file(path, [this](const std::string& id) { return folder_of(id); });
    const std::size_t passed_before = passed_, failed_before = failed_;
    if (!file.errors.empty()) broken(file);
    else if (const std::unique_ptr<Desk> desk = law_.desk(file.policy)) run_cases(file, *desk);
    else no_policy(file);
    const std::size_t passed = passed_ - passed_before, failed = failed_ - failed_before;
    if (passed + failed > 0) say(fmt::format("{}: {} passed, {} failed\n", path, passed, failed));
    if (options_.lint) files_[file.policy].push_back(file);
  }
  // Where all cases passed: the rules that none of them holds.
  void lint() {
    Diagnostics said;
    for (const model::Policy& policy : set_.policies)
      if (const auto files = files_.find(policy.id); files != files_.end()) said.append(report_untested(policy, files->second));
    said.sort();
    say(print(said, set_.sources, colours_));
    if (!said.all().empty()) say("\n");
  }

  [[nodiscard]] std::size_t passed() const { return passed_; }
  [[nodiscard]] std::size_t failed() const { return failed_; }

 private:
  void run_cases(const CaseFile& file, Desk& desk) {
    const RequestReader reader(desk.context(), case_keys());
    for (const Case& one : file.cases) {
      if (one.name.find(options_.only) == std::string::npos) continue;
      const CaseResult result = run_case(one, reader, desk.print(), [&desk](const Request& request) { return desk.judge(request); });
      if (result.passed()) ++passed_;
      else fail(fmt::format("{}:{}", file.path, one.line), one.name, one.source, result.differences);
    }
  }

  void broken(const CaseFile& file) {
    std::vector<std::string> lines;
    for (const CaseFileError& error : file.errors) lines.push_back(to_text(error.error, error.file));
    fail(file.path, "the file cannot be used", {}, lines);
  }

  void no_policy(const CaseFile& file) {
    const bool errors = set_.diagnostics.has_errors();
    fail(file.path, fmt::format("there is no policy `{}`{}", file.policy, errors ? ", or it has errors" : ""), {},
         {errors ? "Correct the errors above first." : policies_there_are(law_.ids(), file.policy)});
  }

  void fail(const std::string& place, const std::string& name, const std::string& source, const std::vector<std::string>& lines) {
    ++failed_;
    std::string text = fmt::format("{}FAILED{} {}: {}\n", colours_ ? "\x1b[1;31m" : "", colours_ ? "\x1b[0m" : "", place, name);
    if (!source.empty()) text += fmt::format("  source: {}\n", source);
    for (const std::string& line : lines) text += "  " + indented(line) + "\n";
    say(text);
  }

  static std::string indented(std::string line) {
    for (std::size_t at = line.find('\n'); at != std::string::npos; at = line.find('\n', at + 1)) line.insert(at + 1, "  ");
    return line;
  }

  std::string folder_of(const std::string& id) const {
    for (std::size_t i = 0; i < set_.policies.size(); ++i)
      if (set_.policies[i].id == id) return std::filesystem::path(set_.paths[i]).parent_path().string();
    return {};
  }

  const OpenLaw& law_;
  const PolicySet& set_;
  const TestOptions& options_;
  const bool colours_;
  std::size_t passed_ = 0, failed_ = 0;
  std::map<std::string, std::vector<CaseFile>> files_;   // by policy; for the lint
};

int nothing_to_run(const TestOptions& options, const std::vector<std::string>& paths) {
  if (options.only.empty()) complain(fmt::format("there are no cases below {}", fmt::join(paths, ", ")), "Name a case file, or a folder with files named *.cases.yaml.");
  else complain(fmt::format("no case has `{}` in its name", options.only), "Leave --only out to run all.");
  return bad_input;
}

int run_all(const OpenLaw& law, const PolicySet& set, const TestOptions& options, const std::vector<std::string>& paths) {
  CaseRun run(law, set, options);
  for (const std::string& file : find_files(paths, case_ending)) run.run(file);
  if (run.passed() + run.failed() == 0) return nothing_to_run(options, paths);
  if (run.failed() > 0) say("Correct the policy, or, where the source says otherwise, the case's `expect`; run one again with --only and a part of its name.\n");
  if (options.lint && run.failed() == 0) run.lint();
  say(fmt::format("{} passed, {} failed\n", run.passed(), run.failed()));
  return run.failed() == 0 && !set.diagnostics.has_errors() ? done : found;
}

// A policy that stands is tested though another one has errors.
int test_policies(const TestOptions& options, const std::vector<std::string>& paths) {
  int exit_code = bad_input;
  std::optional<PolicySet> set = read_law(options.law, exit_code);
  if (!set) return exit_code;
  const std::unique_ptr<OpenLaw> law = options.reference ? open_reference(set->policies) : open_policies(*set, set->diagnostics);
  report(print(set->diagnostics, set->sources, has_colours(Stream::error)));
  return run_all(*law, *set, options, paths);
}

int test_pack(const TestOptions& options, const std::vector<std::string>& paths) {
  int exit_code = done;
  const std::unique_ptr<OpenLaw> law = open_law(options.law, exit_code);
  return law ? run_all(*law, PolicySet(), options, paths) : exit_code;
}

int test(const TestOptions& options) {
  const std::vector<std::string> paths = options.paths.empty() ? law_paths(options.law) : options.paths;
  if (!paths_exist(paths)) return bad_input;
  return options.law.pack.empty() || options.reference ? test_policies(options, paths) : test_pack(options, paths);
}

}  // namespace

void add_test(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<TestOptions>();
  CLI::App* verb = app.add_subcommand("test", "Run worked cases: every *.cases.yaml, or the files named");
  verb->add_option("PATH", options->paths, "Case files, and folders with *.cases.yaml (default: those of --policies)");
  verb->add_option("--only", options->only, "Run only cases that have this text in their name")->type_name("TEXT");
  verb->add_flag("--reference", options->reference, "Judge by the plain evaluator instead of the engine");
  CLI::Option* only = verb->get_option("--only");
  verb->add_flag("--lint", options->lint, "Where all cases pass, warn of rules that none of them holds: turned round, they would pass, too")->excludes(only);
  add_law_options(*verb, options->law);
  verb->get_option("--lint")->excludes("--pack");
  verb->footer("Examples:\n  leaflaw test\n  leaflaw test --policies policies my.cases.yaml\n  leaflaw test --only \"35 days\"\n  leaflaw test --lint policies\n  leaflaw test --pack law.leafpack my.cases.yaml\n"
               "Exit: 0 all passed, 1 some failed or a policy has errors, 2 wrong usage or nothing to run. Last line: N passed, N failed.");
  verb->callback([options, &exit_code] { exit_code = test(*options); });
}

}  // namespace leaflaw::cli
