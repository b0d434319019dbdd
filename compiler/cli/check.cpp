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

struct CheckOptions {
  std::vector<std::string> paths;
  LawOptions law;
  std::string format = "text";
  std::string today;
  bool strict = false;
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

// No clock is looked at: the same text gives the same answer on any day, unless one is named.
int check(const CheckOptions& options) {
  int exit_code = bad_input;
  const std::optional<Date> today = options.today.empty() ? std::nullopt : parse_date(options.today);
  if (!options.today.empty() && !today) {
    complain(fmt::format("`{}` is not a date", options.today), "Write year-month-day, such as --today 2027-04-05.");
    return bad_input;
  }
  const std::optional<PolicySet> set = options.paths.empty() ? read_law(options.law, exit_code, today) : read_law(options.paths, today);
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
  const bool fails = set->diagnostics.has_errors() || (options.strict && !set->diagnostics.all().empty());
  return fails ? found : done;
}

}  // namespace

void add_check(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<CheckOptions>();
  CLI::App* verb = app.add_subcommand("check", "Say what is wrong with policies: errors and warnings, with place and remedy");
  verb->add_option("PATH", options->paths, "Policies and folders of policies (default: those of --policies)");
  verb->add_option("--format", options->format, "text for people, json for editors, sarif for code hosts")
      ->check(CLI::IsMember({"text", "json", "sarif"}))->type_name("FORMAT");
  verb->add_option("--today", options->today, "Warn also of policies whose law was last read more than a year before this day")->type_name("DATE");
  verb->add_flag("--strict", options->strict, "Warnings count as errors");
  add_law_options(*verb, options->law);
  verb->footer(
      "Examples:\n  leaflaw check\n  leaflaw check policies/us-xj/us-xj.leaf\n  leaflaw check --format json policies\n"
      "  leaflaw check --format sarif policies > leaflaw.sarif\n"
      "  leaflaw check --strict --today 2027-02-01 policies\nExit: 0 no errors (warnings may stand, unless --strict), 1 errors, 2 wrong usage, 7 the pack is refused.");
  verb->callback([options, &exit_code] { exit_code = check(*options); });
}

}  // namespace leaflaw::cli
