// leaflaw decide: one request, or one on each line; the decision as JSON, or in words for the person at the register.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <memory>

#include "compiler/cli/console.h"
#include "compiler/cli/exit_codes.h"
#include "compiler/cli/law.h"
#include "compiler/cli/requests.h"
#include "compiler/cli/verbs.h"
#include "runtime/decision/decision_json.h"
#include "runtime/decision/decision_text.h"
#include "runtime/facts/input_errors.h"

namespace leaflaw::cli {

namespace {

struct DecideOptions {
  std::string request = "-";
  std::string policy;
  bool human = false, lines = false;
  LawOptions law;
};

int exit_code_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::allow: return done;
    case Verdict::deny: return denied;
    case Verdict::incomplete: return incomplete;
    case Verdict::refer: return referred;
  }
  return internal;
}

TextStyle style() { return {has_colours(Stream::out), 100}; }

// One decision. `print` says how, where there is one.
struct Answer {
  DocumentOrErrors outcome;
  PrintContext print;
};

Answer answer(Desks& desks, std::string_view json) {
  RequestTextOrErrors read = desks.read(json);
  if (auto* errors = std::get_if<std::vector<InputError>>(&read)) return {std::move(*errors), {}};
  auto& request = std::get<RequestText>(read);
  DocumentOrErrors outcome = request.desk->decide(request.root, std::move(request.hash));
  return {std::move(outcome), request.desk->print()};
}

int decide_one(Desks& desks, std::string_view json, const DecideOptions& options) {
  const Answer came = answer(desks, json);
  if (const auto* errors = std::get_if<std::vector<InputError>>(&came.outcome)) {
    say(options.human ? to_text(*errors, style()) : to_json(*errors) + "\n");
    complain("the request cannot be decided", "Correct what is said above; nothing was judged.");
    return bad_input;
  }
  const auto& document = std::get<Document>(came.outcome);
  say(options.human ? to_text(document, came.print, style()) : to_json(document, came.print) + "\n");
  return exit_code_of(document.verdict);
}

int decide_lines(Desks& desks, std::istream& in, const DecideOptions& options) {
  std::size_t number = 0, decided = 0, bad = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const Answer came = answer(desks, line);
    if (const auto* errors = std::get_if<std::vector<InputError>>(&came.outcome)) {
      ++bad;
      say(to_json_line(*errors, number) + "\n");
    } else {
      ++decided;
      const auto& document = std::get<Document>(came.outcome);
      say(options.human ? to_text(document, came.print, style()) + "\n" : to_json(document, came.print) + "\n");
    }
    std::fflush(stdout);   // whoever sends line by line waits for each answer
  }
  if (bad > 0) complain(fmt::format("{} decided, {} refused", decided, bad), "Look at the lines of the answer that begin with {\"error\".");
  return bad > 0 || decided == 0 ? bad_input : done;
}

int decide_stream(Desks& desks, const DecideOptions& options) {
  if (options.request == "-") return decide_lines(desks, std::cin, options);
  std::string why;
  if (!read_text(options.request, why)) {
    complain(why, "Name a file with one request on each line, or pipe it in.");
    return bad_input;
  }
  std::ifstream file(options.request, std::ios::binary);
  return decide_lines(desks, file, options);
}

int decide(const DecideOptions& options) {
  int exit_code = done;
  std::unique_ptr<OpenLaw> law = open_law(options.law, exit_code);
  if (!law) return exit_code;
  Desks desks(std::move(law), options.policy);
  if (!desks.chosen_exists()) return bad_input;
  if (options.lines) return decide_stream(desks, options);
  std::string why;
  const std::optional<std::string> json = read_text(options.request, why);
  if (json) return decide_one(desks, *json, options);
  complain(why, "Name a file with a request in JSON, or pipe it in.");
  return bad_input;
}

}  // namespace

void add_decide(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<DecideOptions>();
  CLI::App* verb = app.add_subcommand("decide", "Decide a request: may this sale, return or transfer happen?");
  verb->add_option("REQUEST", options->request, "File with a request in JSON (default: standard input)");
  verb->add_flag("--human", options->human, "Say it in words, for the person at the register");
  verb->add_flag("--ndjson", options->lines, "One request on each line, one decision on each line; a bad line does not stop the run");
  verb->add_option("--policy", options->policy, "Policy of requests that name none")->type_name("ID");
  add_law_options(*verb, options->law);
  verb->footer("Examples:\n  leaflaw decide --human sale.json\n  leaflaw decide --policy us-xj < sale.json\n  leaflaw decide --ndjson sales.ndjson > decisions.ndjson\n"
               "Exit: 0 allowed, 2 bad request, 3 denied, 4 incomplete (a fact is missing), 5 referred to a person; with --ndjson 0 when every line was decided.");
  verb->callback([options, &exit_code] { exit_code = decide(*options); });
}

}  // namespace leaflaw::cli
