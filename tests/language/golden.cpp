// Golden files: tests/language/FOLDER/NAME.leaf holds a text, a line `#### expected`, and exactly what the compiler prints about the
// text, or `ok`. Each folder stands for one stage (table below). LEAFLAW_BLESS=1 writes what is printed into the files; read the
// difference before committing it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <string>

#include "compiler/semantics/compile.h"
#include "compiler/syntax/parse.h"

namespace {

namespace fs = std::filesystem;
using leaflaw::Diagnostics;
using leaflaw::Sources;

// A stage: text in, what it reports out. The name of the file is as the diagnostics show it.
using Pipeline = std::function<std::string(const std::string& name, const std::string& text)>;

std::string syntax(const std::string& name, const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  bool usable = true;
  const leaflaw::FileId file = sources.add(name, text, diagnostics, usable);
  if (usable) (void)leaflaw::parse(sources, file, diagnostics);
  diagnostics.sort();
  return leaflaw::print(diagnostics, sources, false);
}

// A policy in the words of the standard vocabulary, or a vocabulary.
std::string semantics(const std::string& name, const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  bool usable = true;
  const leaflaw::FileId file = sources.add(name, text, diagnostics, usable);
  if (usable && text.starts_with("vocabulary")) (void)leaflaw::compile_vocabulary(sources, file, diagnostics);
  else if (usable) (void)leaflaw::compile_policy(sources, file, {}, diagnostics);
  diagnostics.sort();
  return leaflaw::print(diagnostics, sources, false);
}

const std::map<std::string, Pipeline> stages = {
    {"semantics", semantics},
    {"syntax", syntax},
};

constexpr std::string_view divider = "#### expected\n";

struct Golden { std::string text, expected; };

Golden read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string whole{std::istreambuf_iterator<char>(in), {}};
  const std::size_t at = whole.find(divider);
  if (at == std::string::npos) return {whole + (whole.empty() || whole.back() == '\n' ? "" : "\n"), ""};
  return {whole.substr(0, at), whole.substr(at + divider.size())};
}

void bless(const fs::path& path, const std::string& text, const std::string& printed) {
  std::ofstream out(path, std::ios::binary);
  out << text << divider << printed;
}

std::size_t check_folder(const std::string& folder, const Pipeline& pipeline) {
  const bool blessing = std::getenv("LEAFLAW_BLESS") != nullptr;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(SOURCE_DIR) / "tests/language" / folder))
    if (entry.path().extension() == ".leaf") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& path : files) {
    INFO(path.string());
    const Golden golden = read(path);
    std::string printed = pipeline(path.filename().string(), golden.text);
    if (printed.empty()) printed = "ok\n";
    if (blessing && printed != golden.expected) bless(path, golden.text, printed);
    else CHECK(printed == golden.expected);
  }
  return files.size();
}

}  // namespace

TEST_CASE("golden files") {
  std::size_t count = 0;
  for (const auto& [folder, pipeline] : stages) {
    if (!fs::exists(fs::path(SOURCE_DIR) / "tests/language" / folder)) continue;
    count += check_folder(folder, pipeline);
  }
  CHECK(count >= 40);   // the folders were found
}
