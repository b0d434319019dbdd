// leaflaw graph: which rule reads what, as a picture.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>

#include "compiler/cli/console.h"
#include "compiler/cli/exit_codes.h"
#include "compiler/cli/law.h"
#include "compiler/cli/verbs.h"
#include "compiler/rulegraph/rulegraph.h"

namespace leaflaw::cli {

namespace {

struct GraphOptions {
  std::string policy;
  std::string format = "dot";
  LawOptions law;
};

// A file that is gone when this is.
class TemporaryFile {
 public:
  TemporaryFile() : path_((std::filesystem::temp_directory_path() / "leaflaw-graph-XXXXXX").string()) {
    const int file = mkstemp(path_.data());
    if (file >= 0) close(file);
    else path_.clear();
  }
  ~TemporaryFile() {
    std::error_code code;
    if (!path_.empty()) std::filesystem::remove(path_, code);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// Graphviz writes to our standard output; the path is our own and needs no quoting.
bool draw(const std::string& dot) {
  const TemporaryFile file;
  if (file.path().empty() || !(std::ofstream(file.path()) << dot).flush()) return false;
  std::fflush(stdout);
  const std::string command = fmt::format("dot -Tsvg '{}' 2>/dev/null", file.path());
  return std::system(command.c_str()) == 0;   // NOLINT: one fixed command
}

int graph(const GraphOptions& options) {
  int exit_code = bad_input;
  std::optional<PolicySet> set = read_law(options.law, exit_code);
  if (!set) return exit_code;
  if (!law_stands(*set)) return found;
  const model::Policy* policy = choose_policy(*set, options.policy);
  if (!policy) return bad_input;
  const std::string dot = RuleGraph(*policy).dot();
  if (options.format == "dot") {
    say(dot);
    return done;
  }
  if (draw(dot)) return done;
  complain("the picture cannot be drawn: `dot` of Graphviz is not there or failed", "Install it (apt-get install graphviz), or take the text: --format dot");
  return refused;
}

}  // namespace

void add_graph(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<GraphOptions>();
  CLI::App* verb = app.add_subcommand("graph", "Draw which rule reads what");
  verb->add_option("POLICY", options->policy, "Policy, for example us-xj (default: the only one)");
  verb->add_option("--format", options->format, "dot (text for Graphviz) or svg (needs Graphviz)")->check(CLI::IsMember({"dot", "svg"}))->type_name("FORMAT");
  add_law_options(*verb, options->law);
  verb->footer("Examples:\n  leaflaw graph us-xj > us-xj.dot\n  leaflaw graph us-xj --format svg > us-xj.svg\nExit: 0 done, 1 the policies have errors, 2 wrong usage, 7 Graphviz is not there, or the pack is refused.");
  verb->callback([options, &exit_code] { exit_code = graph(*options); });
}

}  // namespace leaflaw::cli
