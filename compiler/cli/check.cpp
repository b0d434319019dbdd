// leaflaw check: what is wrong with policies, and nothing else.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "compiler/cli/console.h"
#include "compiler/cli/exit_codes.h"
#include "compiler/cli/law.h"
#include "compiler/cli/verbs.h"
#include "compiler/source/print_sarif.h"

namespace leaflaw::cli {

namespace {

struct Options {
  std::vector<std::string> paths;
  LawOptions law;
  std::string format = "text";
};

std::string summary(const PolicySet& set) {
  std::size_t errors = 0;
  for (const Diagnostic& diagnostic : set.diagnostics.all()) errors += severity(diagnostic.code) == Severity::error ? 1 : 0;
  const std::size_t warnings = set.diagnostics.all().size() - errors;
  std::string text = counted(set.policies.size(), "policy stands", "policies stand");
  if (errors > 0) text += fmt::format(", {}", counted(errors, "error", "errors"));
  if (warnings > 0) text += fmt::format(", {}", counted(warnings, "warning", "warnings"));
  return text + "\n";
}

int check(const Options& options) {
  int exit_code = bad_input;
  const std::optional<PolicySet> set = options.paths.empty() ? read_law(options.law, exit_code) : read_law(options.paths);
  if (!set) return exit_code;
  if (options.format == "json") {
    say(print_json(set->diagnostics, set->sources));
  } else if (options.format == "sarif") {
    say(print_sarif(set->diagnostics, set->sources));
  } else {
    say(print(set->diagnostics, set->sources, has_colours(Stream::out)));
    say(fmt::format("{}{}", set->diagnostics.all().empty() ? "" : "\n", summary(*set)));
    if (!set->diagnostics.all().empty()) report(fmt::format("`leaflaw explain {}` tells more.\n", text_code(set->diagnostics.all().front().code)));
  }
  return set->diagnostics.has_errors() ? found : done;
}

}  // namespace

void add_check(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("check", "Say what is wrong with policies: errors and warnings, with place and remedy");
  verb->add_option("PATH", options->paths, "Policies and folders of policies (default: those of --policies)");
  verb->add_option("--format", options->format, "text for people, json for editors, sarif for code hosts")
      ->check(CLI::IsMember({"text", "json", "sarif"}))->type_name("FORMAT");
  add_law_options(*verb, options->law);
  verb->footer(
      "Examples:\n  leaflaw check\n  leaflaw check policies/us-wa/us-wa.leaf\n  leaflaw check --format json policies\n"
      "  leaflaw check --format sarif policies > leaflaw.sarif\nExit: 0 no errors (warnings may stand), 1 errors, 2 wrong usage, 7 the pack is refused.");
  verb->callback([options, &exit_code] { exit_code = check(*options); });
}

}  // namespace leaflaw::cli
