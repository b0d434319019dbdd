// Runs the built `leaflaw` as a process, in a folder of its own, and gives back all it said.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace cli_test {

struct Said {
  int exit = -1;              // -1: killed, by a signal or because it ran too long
  std::string out, error;
};

// A folder that is gone when this is.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  void write(const std::string& name, std::string_view text) const;
  [[nodiscard]] std::string read(const std::string& name) const;
  // The folder tests/cli/law as `law`.
  void add_law() const;
  [[nodiscard]] Said run(const std::vector<std::string>& words, std::string_view input = {}) const;
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

[[nodiscard]] inline bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace cli_test
