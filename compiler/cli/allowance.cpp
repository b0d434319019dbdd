// leaflaw allowance: what the limits still leave for this customer and cart, when more frees up, how many more units fit.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "compiler/cli/console.h"
#include "compiler/cli/exit_codes.h"
#include "compiler/cli/law.h"
#include "compiler/cli/requests.h"
#include "compiler/cli/verbs.h"
#include "runtime/decision/decision_json.h"
#include "runtime/decision/decision_text.h"

namespace leaflaw::cli {

namespace {

struct AllowanceOptions {
  std::string request = "-";
  std::string policy;
  bool human = false;
  LawOptions law;
};

int refuse(const std::vector<InputError>& errors, const AllowanceOptions& options) {
  say(options.human ? to_text(errors, {has_colours(Stream::out), 100}) : to_json(errors) + "\n");
  complain("the request cannot be read", "Correct what is said above.");
  return bad_input;
}

int show_allowance(Desks& desks, std::string_view json, const AllowanceOptions& options) {
  RequestTextOrErrors read = desks.read(json);
  if (const auto* errors = std::get_if<std::vector<InputError>>(&read)) return refuse(*errors, options);
  auto& request = std::get<RequestText>(read);
  const ReportOrErrors outcome = request.desk->allowance(request.root, std::move(request.hash));
  if (const auto* errors = std::get_if<std::vector<InputError>>(&outcome)) return refuse(*errors, options);
  const auto& found_report = std::get<AllowanceReport>(outcome);
  const PrintContext print = request.desk->print();
  say(options.human ? to_text(found_report, print, {has_colours(Stream::out), 100}) : to_json(found_report, print) + "\n");
  return done;
}

int allowance(const AllowanceOptions& options) {
  int exit_code = done;
  std::unique_ptr<OpenLaw> law = open_law(options.law, exit_code);
  if (!law) return exit_code;
  Desks desks(std::move(law), options.policy);
  if (!desks.chosen_exists()) return bad_input;
  std::string why;
  const std::optional<std::string> json = read_text(options.request, why);
  if (!json) {
    complain(why, "Name a file with a request in JSON, or pipe it in.");
    return bad_input;
  }
  return show_allowance(desks, *json, options);
}

}  // namespace

void add_allowance(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<AllowanceOptions>();
  CLI::App* verb = app.add_subcommand("allowance", "What is left: per limit, when more frees up, how many more units fit");
  verb->add_option("REQUEST", options->request, "File with a request in JSON (default: standard input)");
  verb->add_flag("--human", options->human, "Say it in words, for the person at the register");
  verb->add_option("--policy", options->policy, "Policy of a request that names none")->type_name("ID");
  add_law_options(*verb, options->law);
  verb->footer("Examples:\n  leaflaw allowance --human sale.json\n  leaflaw allowance --policy us-xj < patient.json\n"
               "The request may have an empty cart: \"items\": [].\nExit: 0 answered, 2 bad request or wrong usage.");
  verb->callback([options, &exit_code] { exit_code = allowance(*options); });
}

}  // namespace leaflaw::cli
