// leaflaw: the command line. Parses it, runs one verb, ends with its exit code.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <string>
#include <vector>

#include "compiler/cli/console.h"
#include "compiler/cli/exit_codes.h"
#include "compiler/cli/verbs.h"
#include "compiler/source/nearest.h"

namespace leaflaw::cli {

namespace {

constexpr const char* about = "Leaflaw: regulations, written to be read, compiled into exact decisions.";
constexpr const char* examples =
    "Examples:\n"
    "  leaflaw check                        say what is wrong with the policies below ./policies\n"
    "  leaflaw test                         run their worked cases\n"
    "  leaflaw build -o law.leafpack        compile them into the pack that registers read\n"
    "  leaflaw decide --human sale.json     may this sale happen? In words\n"
    "  leaflaw fmt                          give the policies their one layout\n"
    "  leaflaw show us-xj                   the law in words, with citations\n"
    "  leaflaw explain E0301                what a code means and how to put it right\n"
    "\n"
    "`leaflaw VERB --help` tells more about each verb.\n"
    "Exit codes: 0 done or allowed, 1 diagnostics or failed cases, 2 wrong usage or a bad request,\n"
    "3 denied, 4 incomplete, 5 referred, 7 a file or pack refused, 70 a defect in leaflaw itself.";

// CLI11 would only say that some subcommand is needed.
bool is_verb(const CLI::App& app, const std::string& word) {
  std::vector<std::string> names;
  for (const CLI::App* verb : app.get_subcommands(nullptr)) names.push_back(verb->get_name());
  if (std::find(names.begin(), names.end(), word) != names.end()) return true;
  const std::vector<std::string_view> known(names.begin(), names.end());
  const std::string_view near = nearest(word, known);
  complain(fmt::format("there is no verb `{}`", word), near.empty() ? fmt::format("There are: {}", fmt::join(names, ", ")) : fmt::format("Did you mean `leaflaw {}`?", near));
  return false;
}

// A word that no option or place of the chosen verb takes.
int superfluous(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  const CLI::App& verb = chosen.empty() ? app : *chosen.front();
  const std::vector<std::string> rest = app.remaining(true);
  const std::string word = rest.empty() ? std::string() : rest.front().substr(0, rest.front().find('='));
  std::vector<std::string> names;
  for (const CLI::Option* option : verb.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  const std::string_view near = word.starts_with("-") ? nearest(word, {names.begin(), names.end()}) : std::string_view();
  complain(word.starts_with("-") ? fmt::format("there is no option `{}`", word) : fmt::format("`{}` is one word too many", word),
           near.empty() ? fmt::format("`leaflaw {}--help` shows how it is used.", chosen.empty() ? "" : verb.get_name() + " ") : fmt::format("Did you mean `{}`?", near));
  return bad_input;
}

int run(int count, char** words) {
  CLI::App app{about, "leaflaw"};
  int exit_code = done;
  app.footer(examples);
  app.require_subcommand(1);
  app.get_formatter()->column_width(34);
  for (const auto add : {add_check, add_test, add_build, add_decide, add_allowance, add_fmt, add_show, add_explain, add_graph}) add(app, exit_code);

  if (count < 2) {
    report(app.help());
    return bad_input;
  }
  if (words[1][0] != '-' && !is_verb(app, words[1])) return bad_input;
  try {
    app.parse(count, words);
  } catch (const CLI::CallForHelp& help) {
    return app.exit(help);
  } catch (const CLI::ExtrasError&) {
    return superfluous(app);
  } catch (const CLI::ParseError& error) {
    const auto chosen = app.get_subcommands();
    complain(error.what(), fmt::format("`leaflaw {}--help` shows how it is used.", chosen.empty() ? "" : chosen.front()->get_name() + " "));
    return bad_input;
  }
  return exit_code;
}

}  // namespace

}  // namespace leaflaw::cli

int main(int count, char** words) {
  try {
    return leaflaw::cli::run(count, words);
  } catch (const std::exception& error) {
    leaflaw::cli::complain(fmt::format("internal error: {}", error.what()), "This is a defect in leaflaw, not in your files. Please report it with the command you ran.");
  } catch (...) {
    leaflaw::cli::complain("internal error", "This is a defect in leaflaw, not in your files. Please report it with the command you ran.");
  }
  return leaflaw::cli::internal;
}
