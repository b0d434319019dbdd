// leaflaw fmt: the one layout, written into the files or only asked for.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>

#include "compiler/cli/console.h"
#include "compiler/cli/exit_codes.h"
#include "compiler/cli/file_search.h"
#include "compiler/cli/law.h"
#include "compiler/cli/verbs.h"
#include "compiler/format/format.h"

namespace leaflaw::cli {

namespace {

namespace fs = std::filesystem;

struct FmtOptions {
  std::vector<std::string> paths;
  bool check = false;
};

// The new text under another name beside the file, then in its place: a reader sees the old one or the new one, never a part.
bool replace(const std::string& path, const std::string& text, std::string& why) {
  std::error_code code;
  const fs::path target = fs::canonical(path, code);   // a link stays a link
  if (code) { why = code.message(); return false; }
  fs::path beside = target;
  beside += fmt::format(".{}.tmp", getpid());
  std::ofstream stream(beside, std::ios::binary | std::ios::trunc);
  stream << text;
  stream.close();
  if (!stream) why = "its folder cannot be written to, or is full";
  else if (fs::permissions(beside, fs::status(target).permissions(), code); code) why = code.message();
  else if (fs::rename(beside, target, code); code) why = code.message();
  else return true;
  fs::remove(beside, code);
  return false;
}

class Formatter {
 public:
  explicit Formatter(const FmtOptions& options) : options_(options) {}

  int run() {
    if (options_.paths.size() == 1 && options_.paths.front() == "-") return file("-") ? exit_code() : failed_;
    const std::vector<std::string> paths = options_.paths.empty() ? law_paths({}) : options_.paths;
    if (!paths_exist(paths)) return bad_input;
    const std::vector<std::string> files = find_files(paths, law_ending);
    if (files.empty()) {
      complain(fmt::format("there are no policies below {}", fmt::join(paths, ", ")), "A policy is a file whose name ends in .leaf; name it, or its folder.");
      return bad_input;
    }
    for (const std::string& path : files)
      if (!file(path)) return failed_;
    summary(files.size());
    return exit_code();
  }

 private:
  // False where nothing more can be done; `failed_` is then the exit code.
  bool file(const std::string& path) {
    std::string why;
    const std::optional<std::string> text = read_text(path, why);
    if (!text) return fail(why, "Look at the path.", bad_input);
    Sources sources;
    Diagnostics diagnostics;
    bool usable = true;
    const FileId id = sources.add(path == "-" ? "standard input" : path, *text, diagnostics, usable);
    const std::optional<std::string> laid_out = usable ? format(sources, id, diagnostics) : std::nullopt;
    diagnostics.sort();
    if (!laid_out) {
      report(print(diagnostics, sources, has_colours(Stream::error)));
      ++broken_;
      return true;
    }
    if (path == "-" && !options_.check) say(*laid_out);
    if (*laid_out == *text) return true;
    ++changed_;
    if (options_.check) say(fmt::format("{}\n", path));
    else if (path != "-" && !replace(path, *laid_out, why)) return fail(fmt::format("`{}` cannot be written: {}", path, why), "It is as it was.", refused);
    return true;
  }
  bool fail(const std::string& what, const std::string& what_to_do, int code) {
    complain(what, what_to_do);
    failed_ = code;
    return false;
  }
  void summary(std::size_t files) const {
    std::string text = fmt::format("{}: ", counted(files, "file", "files"));
    if (options_.check) text += changed_ == 0 ? "all as they should be" : fmt::format("{} not in the layout that `leaflaw fmt` gives", changed_);
    else text += fmt::format("{} changed", changed_);
    if (broken_ > 0) text += fmt::format(", {} with errors left as they were", broken_);
    report(text + "\n");
  }
  int exit_code() const { return broken_ > 0 || (options_.check && changed_ > 0) ? found : done; }

  const FmtOptions& options_;
  std::size_t changed_ = 0, broken_ = 0;
  int failed_ = done;
};

}  // namespace

void add_fmt(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<FmtOptions>();
  CLI::App* verb = app.add_subcommand("fmt", "Give policies their one layout; words, comments and meaning stay");
  verb->add_option("PATH", options->paths, "Policies and folders of policies (default: ./policies); - reads standard input and prints");
  verb->add_flag("--check", options->check, "Change nothing; print the files that would be changed");
  verb->footer(
      "A file with syntax errors is left as it is.\n"
      "Examples:\n  leaflaw fmt\n  leaflaw fmt policies/us-xj/us-xj.leaf\n  leaflaw fmt --check policies\n  leaflaw fmt - < draft.leaf\n"
      "Exit: 0 done (--check: all laid out), 1 errors in a file, or --check found some to change, 2 wrong usage, 7 a file cannot be written.");
  verb->callback([options, &exit_code] { exit_code = Formatter(*options).run(); });
}

}  // namespace leaflaw::cli
