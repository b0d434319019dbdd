// leaflaw explain: what a code means, how to put it right, an example.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "compiler/cli/console.h"
#include "compiler/cli/exit_codes.h"
#include "compiler/cli/pages.h"
#include "compiler/cli/verbs.h"
#include "compiler/source/nearest.h"
#include "runtime/decision/paragraphs.h"

namespace leaflaw::cli {

namespace {

constexpr std::size_t columns = 96;

struct Options {
  std::string code;
  bool list = false;
};

std::string page_text(const Page& page, bool colours) {
  Paragraphs text(columns, colours);
  text.heading(fmt::format("{}[{}]: {}", page.warning ? "warning" : "error", page.code, page.title), page.warning ? Tone::doubt : Tone::bad);
  text.paragraph(0, "", "");
  text.paragraph(0, "", page.means);
  text.heading("What to do");
  text.paragraph(0, "", page.remedy);
  std::string whole = text.take();
  if (page.example.empty()) return whole;
  whole += "\nExample\n\n";
  for (std::size_t at = 0; at <= page.example.size();) {
    const std::size_t end = std::min(page.example.find('\n', at), page.example.size());
    whole += fmt::format("    {}\n", page.example.substr(at, end - at));
    at = end + 1;
  }
  return whole;
}

int list_codes() {
  for (const Page& page : pages()) say(fmt::format("{}  {}\n", page.code, page.title));
  return done;
}

int explain(const Options& options) {
  if (options.list) return list_codes();
  if (options.code.empty()) {
    complain("it is not said which code is meant", "Write for example `leaflaw explain E0301`, or `leaflaw explain --list` for all.");
    return bad_input;
  }
  if (const Page* page = find_page(options.code)) {
    say(page_text(*page, has_colours(Stream::out)));
    return done;
  }
  complain(fmt::format("there is no code `{}`", options.code), "`leaflaw explain --list` prints all of them.");
  return bad_input;
}

}  // namespace

void add_explain(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("explain", "What a code such as E0301 means, and how to put it right");
  verb->add_option("CODE", options->code, "The code, as it stands in brackets after `error` or `warning`");
  verb->add_flag("--list", options->list, "All codes, one on each line");
  verb->footer("Examples:\n  leaflaw explain E0301\n  leaflaw explain --list\nExit: 0 done, 2 no such code.");
  verb->callback([options, &exit_code] { exit_code = explain(*options); });
}

}  // namespace leaflaw::cli
