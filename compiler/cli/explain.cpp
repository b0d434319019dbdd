// leaflaw explain: what a code means, how to put it right, an example.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "compiler/cli/console.h"
#include "compiler/cli/exit_codes.h"
#include "compiler/cli/verbs.h"
#include "compiler/pages/pages.h"
#include "compiler/source/nearest.h"
#include "runtime/decision/paragraphs.h"

namespace leaflaw::cli {

namespace {

constexpr std::size_t columns = 96;

struct ExplainOptions {
  std::string code;
  bool list = false;
};

// As it is written in pages.def: every line of it further in.
std::string example(std::string_view heading, std::string_view text) {
  std::string whole = fmt::format("\n{}\n\n", heading);
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    whole += end == at ? "\n" : fmt::format("    {}\n", text.substr(at, end - at));
    at = end + 1;
  }
  return whole;
}

std::string page_text(const pages::Page& page, bool colours) {
  Paragraphs text(columns, colours);
  text.heading(fmt::format("{}[{}]: {}", page.warning ? "warning" : "error", page.code, page.title), page.warning ? Tone::doubt : Tone::bad);
  text.paragraph(0, "", "");
  text.paragraph(0, "", page.means);
  text.heading("What to do");
  text.paragraph(0, "", page.remedy);
  if (!page.silence.empty()) text.paragraph(0, "", fmt::format("Where it is meant so, say why, in the same declaration: `knowingly {} \"...\"`.", page.silence));
  std::string whole = text.take();
  if (page.wrong.empty()) return whole;
  whole += example(fmt::format("Wrong ({})", pages::words(page.frame)), page.wrong);
  whole += example("Right", page.right);
  return whole;
}

int list_codes() {
  for (const pages::Page& page : pages::pages()) say(fmt::format("{}  {}\n", page.code, page.title));
  return done;
}

int explain(const ExplainOptions& options) {
  if (options.list) return list_codes();
  if (options.code.empty()) {
    complain("it is not said which code is meant", "Write for example `leaflaw explain E0301`, or `leaflaw explain --list` for all.");
    return bad_input;
  }
  if (const pages::Page* page = pages::find_page(options.code)) {
    say(page_text(*page, has_colours(Stream::out)));
    return done;
  }
  complain(fmt::format("there is no code `{}`", options.code), "`leaflaw explain --list` prints all of them.");
  return bad_input;
}

}  // namespace

void add_explain(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ExplainOptions>();
  CLI::App* verb = app.add_subcommand("explain", "What a code such as E0301 means, and how to put it right");
  verb->add_option("CODE", options->code, "The code, as it stands in brackets after `error` or `warning`");
  verb->add_flag("--list", options->list, "All codes, one on each line");
  verb->footer("Examples:\n  leaflaw explain E0301\n  leaflaw explain --list\nExit: 0 done, 2 no such code.");
  verb->callback([options, &exit_code] { exit_code = explain(*options); });
}

}  // namespace leaflaw::cli
