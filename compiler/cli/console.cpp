#include "compiler/cli/console.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace leaflaw::cli {

namespace {

std::FILE* file_of(Stream stream) { return stream == Stream::out ? stdout : stderr; }

std::string read_standard_input() {
  std::string text;
  char buffer[65536];
  while (std::size_t read = std::fread(buffer, 1, sizeof buffer, stdin)) text.append(buffer, read);
  return text;
}

}  // namespace

void say(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void report(std::string_view text) {
  std::fflush(stdout);   // where both go to one terminal, in the order of events
  std::fwrite(text.data(), 1, text.size(), stderr);
}

void complain(std::string_view what, std::string_view what_to_do) {
  report(fmt::format("leaflaw: {}\n", what));
  if (what_to_do.empty()) return;
  std::string sentence(what_to_do);
  if (sentence[0] >= 'a' && sentence[0] <= 'z') sentence[0] = static_cast<char>(sentence[0] - 'a' + 'A');
  report(fmt::format("  {}\n", sentence));
}

bool has_colours(Stream stream) {
  const char* plain = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  if ((plain && *plain) || (terminal && std::string_view(terminal) == "dumb")) return false;
  return isatty(fileno(file_of(stream))) != 0;
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) { return fmt::format("{} {}", count, count == 1 ? one : many); }

std::optional<std::string> read_text(const std::string& path, std::string& why) {
  if (path == "-") return read_standard_input();
  std::error_code code;
  if (std::filesystem::is_directory(path, code)) {
    why = fmt::format("`{}` is a folder, not a file", path);
    return std::nullopt;
  }
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    why = std::filesystem::exists(path, code) ? fmt::format("`{}` cannot be read", path) : fmt::format("there is no file `{}`", path);
    return std::nullopt;
  }
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

}  // namespace leaflaw::cli
