// Policies with lines and words missing, doubled or exchanged: whatever an author may have half typed must give diagnostics or a Model,
// never a crash, and a text without errors always gives a Model.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <sstream>
#include <vector>

#include "compiler/semantics/compile.h"

using namespace leaflaw;

namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

constexpr int mangled_texts = 600;

std::vector<Lines> texts() {
  std::vector<fs::path> files;
  for (const char* folder : {"policies", "tests/language/semantics"})
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(SOURCE_DIR) / folder))
      if (entry.path().extension() == ".leaf" && entry.path().parent_path().filename() != "vocabulary") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<Lines> result;
  for (const fs::path& path : files) {
    std::ifstream in(path);
    Lines lines;
    for (std::string line; std::getline(in, line) && line != "#### expected";) lines.push_back(line);
    result.push_back(std::move(lines));
  }
  return result;
}

class Mangler {
 public:
  Lines operator()(Lines lines) {
    for (std::size_t times = 1 + pick(3); times > 0 && lines.size() > 2; --times) {
      const std::size_t at = pick(lines.size()), other = pick(lines.size());
      switch (pick(5)) {
        case 0: lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at)); break;
        case 1: lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), lines[other]); break;
        case 2: std::swap(lines[at], lines[other]); break;
        case 3: drop_word(lines[at]); break;
        case 4: replace_word(lines[at], lines[other]); break;
      }
    }
    return lines;
  }
  std::size_t pick(std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_); }

 private:
  static std::vector<std::string> words_of(const std::string& line) {
    std::istringstream in(line);
    return {std::istream_iterator<std::string>(in), {}};
  }
  static std::string joined(const std::vector<std::string>& words) {
    std::string line = " ";
    for (const std::string& word : words) line += " " + word;
    return line;
  }
  void drop_word(std::string& line) {
    std::vector<std::string> words = words_of(line);
    if (words.empty()) return;
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(pick(words.size())));
    line = joined(words);
  }
  void replace_word(std::string& line, const std::string& from) {
    std::vector<std::string> words = words_of(line);
    const std::vector<std::string> others = words_of(from);
    if (words.empty() || others.empty()) return;
    words[pick(words.size())] = others[pick(others.size())];
    line = joined(words);
  }

  std::mt19937 random_{20260101};
};

}  // namespace

TEST_CASE("a mangled policy is refused with diagnostics or gives a Model") {
  const std::vector<Lines> originals = texts();
  REQUIRE(originals.size() >= 10);
  Mangler mangle;
  int refused = 0;
  for (int i = 0; i < mangled_texts; ++i) {
    std::string text;
    for (const std::string& line : mangle(originals[mangle.pick(originals.size())])) text += line + "\n";
    Sources sources;
    Diagnostics diagnostics;
    bool usable = true;
    const FileId file = sources.add("mangled.leaf", text, diagnostics, usable);
    REQUIRE(usable);
    const std::optional<model::Policy> policy = compile_policy(sources, file, {}, diagnostics);
    INFO(text);
    CHECK(policy.has_value() != diagnostics.has_errors());
    if (!policy) ++refused;
    CHECK(print(diagnostics, sources, false).empty() == diagnostics.all().empty());
  }
  CHECK(refused > mangled_texts / 4);   // the mangling does something
  CHECK(refused < mangled_texts);
}
