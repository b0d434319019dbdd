#include "tests/cli/process.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace cli_test {

namespace {

constexpr unsigned longest_run = 60;   // seconds; a hang is a failure, not a wait

void stand_for(int stream, const std::filesystem::path& file, int flags) {
  const int opened = open(file.c_str(), flags, 0600);
  if (opened < 0 || dup2(opened, stream) < 0) _exit(126);
}

}  // namespace

Scratch::Scratch() {
  std::string path = (std::filesystem::temp_directory_path() / "leaflaw-test-XXXXXX").string();
  if (!mkdtemp(path.data())) throw std::runtime_error("no temporary folder");
  folder_ = path;
}

Scratch::~Scratch() {
  std::error_code code;
  std::filesystem::remove_all(folder_, code);
}

void Scratch::write(const std::string& name, std::string_view text) const {
  std::filesystem::create_directories((folder_ / name).parent_path());
  std::ofstream(folder_ / name, std::ios::binary) << text;
}

std::string Scratch::read(const std::string& name) const {
  std::ifstream stream(folder_ / name, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

void Scratch::add_law() const { std::filesystem::copy(SOURCE_DIR "/tests/cli/law", folder_ / "law", std::filesystem::copy_options::recursive); }

Said Scratch::run(const std::vector<std::string>& words, std::string_view input) const {
  write(".in", input);
  std::vector<char*> arguments{const_cast<char*>("leaflaw")};
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    if (chdir(folder_.c_str()) != 0) _exit(126);
    stand_for(STDIN_FILENO, ".in", O_RDONLY);
    stand_for(STDOUT_FILENO, ".out", O_WRONLY | O_CREAT | O_TRUNC);
    stand_for(STDERR_FILENO, ".error", O_WRONLY | O_CREAT | O_TRUNC);
    alarm(longest_run);
    execv(BINARY_DIR "/bin/leaflaw", arguments.data());
    _exit(126);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read(".out"), read(".error")};
}

}  // namespace cli_test
