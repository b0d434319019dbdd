// Mistakes of several kinds in several declarations of the real policies: as many diagnostics, each on its line, and no others.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <random>
#include <regex>
#include <string>
#include <vector>

#include "compiler/semantics/compile.h"

namespace {

namespace fs = std::filesystem;
using namespace leaflaw;

// A slip of the hand on one line. What it gives is one error there, whatever else stands in the policy.
struct Slip {
  const char* what;
  std::regex from;
  const char* to;
};
const std::vector<Slip> slips = {
    {"a fact misspelled", std::regex(R"~((require|when) ( *)customer\.age\b)~"), "$1 $2customer.aeg"},
    {"a fact of the line misspelled", std::regex(R"~((counts +)net_weight\b)~"), "$1net_wieght"},
    {"a unit that does not exist", std::regex(R"~((at most +[0-9.]+) (oz|g)\b)~"), "$1 stone"},
    {"a unit of another kind", std::regex(R"~((at most +[0-9.]+) (oz|g) )~"), "$1 mg THC "},
    {"a topic misspelled", std::regex(R"~((topic +)(purchase|eligib|sale|poten))~"), "$1x$2"},
    {"a confidence that is none", std::regex(R"~((confidence) (primary|secondary))~"), "$1 sure"},
    {"a clause misspelled", std::regex(R"~(^( +)tallied by)~"), "$1taliled by"},
    {"another clause misspelled", std::regex(R"~(^( +)require)~"), "$1requires"},
    {"a comparison misspelled", std::regex(R"~(is at least)~"), "is atleast"},
    {"a word left out", std::regex(R"~(is at least )~"), "is "},
    {"a category misspelled", std::regex(R"~((items where category is one of )(\w))~"), "$1x$2"},
    {"a place that is none", std::regex(R"~((tallied by +)(store|state|licensee))~"), "$1shop"},
    {"an event misspelled", std::regex(R"~((applies to +)sale\b)~"), "$1sail"},
    {"a person misspelled", std::regex(R"~((applies to .* when customer is )(adult|patient|caregiver)$)~"), "$1x$2"},
    {"a window left out", std::regex(R"~((at most +[0-9.]+ \w+) +in (each|any) .*$)~"), "$1"},
    {"a window misspelled", std::regex(R"~(in each calendar)~"), "in each calender"},
    {"a text without its end", std::regex(R"~((otherwise +deny "[^"{]*)"$)~"), "$1"},
    {"braces around nothing known", std::regex(R"~((otherwise +deny ")([^"]*"))~"), "$1{nobody.knows} $2"},
    {"a date that does not exist", std::regex(R"~((effective +from )[0-9]{4}-[0-9]{2}-[0-9]{2})~"), "$012021-02-30"},
    {"a colon left out", std::regex(R"~(^(    anything else):)~"), "$1"},
};

struct TextLine { std::size_t number; std::string text; std::size_t declaration; };

std::vector<TextLine> lines_of(const std::string& text) {
  std::vector<TextLine> lines;
  std::size_t declaration = 0, number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    if (!line.empty() && line.front() != ' ' && line.front() != '#') ++declaration;
    lines.push_back({++number, line, declaration});
    at = end + 1;
  }
  return lines;
}

struct Spot { std::size_t line, slip; };

// One slip in each of `count` declarations, which and where by chance.
std::map<std::size_t, Spot> chosen(const std::vector<TextLine>& lines, std::size_t count, std::mt19937& random) {
  std::map<std::size_t, std::vector<Spot>> by_declaration;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t comment = lines[i].text.find('#');
    if (comment != std::string::npos || lines[i].declaration < 2) continue;   // the header has tests of its own
    for (std::size_t slip = 0; slip < slips.size(); ++slip)
      if (std::regex_search(lines[i].text, slips[slip].from)) by_declaration[lines[i].declaration].push_back({i, slip});
  }
  std::vector<std::size_t> declarations;
  for (const auto& [declaration, places] : by_declaration) declarations.push_back(declaration);
  std::shuffle(declarations.begin(), declarations.end(), random);
  std::map<std::size_t, Spot> result;
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<Spot>& places = by_declaration[declarations[i]];
    std::shuffle(places.begin(), places.end(), random);
    result.emplace(declarations[i], places.front());
  }
  return result;
}

struct Found { std::vector<std::size_t> lines; std::string printed; };
Found errors_in(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  bool usable = true;
  const FileId file = sources.add("policy.leaf", text, diagnostics, usable);
  REQUIRE(usable);
  (void)compile_policy(sources, file, {}, diagnostics);
  Found found;
  diagnostics.sort();
  for (const Diagnostic& each : diagnostics.all())
    if (severity(each.code) == Severity::error) found.lines.push_back(static_cast<std::size_t>(sources.place(each.span).line));
  found.printed = print(diagnostics, sources, false);
  return found;
}

std::string text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// In the order of their names, so that the same seed makes the same mistakes everywhere.
std::vector<fs::path> policy_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(SOURCE_DIR) / "policies"))
    if (entry.path().extension() == ".leaf" && entry.path().parent_path().filename() != "vocabulary") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

TEST_CASE("k mistakes in k declarations of a real policy give k errors on their lines") {
  std::mt19937 random(20261126);
  std::map<std::size_t, int> uses;
  int policies = 0, tried = 0;
  const int rounds = std::getenv("LEAFLAW_SANITIZED") ? 1 : 6;
  for (const fs::path& path : policy_files()) {
    ++policies;
    const std::vector<TextLine> lines = lines_of(text_of(path));
    for (int round = 0; round < rounds; ++round)
      for (std::size_t k = 1; k <= 8; ++k) {
        std::vector<std::size_t> expected;
        std::string text, what;
        const std::map<std::size_t, Spot> places = chosen(lines, k, random);
        for (std::size_t i = 0; i < lines.size(); ++i) {
          const auto found = places.find(lines[i].declaration);
          const bool here = found != places.end() && found->second.line == i;
          const std::string line = here ? std::regex_replace(lines[i].text, slips[found->second.slip].from, slips[found->second.slip].to, std::regex_constants::format_first_only) : lines[i].text;
          text += line + "\n";
          if (!here) continue;
          expected.push_back(lines[i].number);
          ++uses[found->second.slip];
          what += std::to_string(lines[i].number) + ", " + slips[found->second.slip].what + ": " + line + "\n";
        }
        ++tried;
        const Found found = errors_in(text);
        INFO(path << "\n" << what << found.printed);
        CHECK(found.lines == expected);
      }
  }
  CHECK(policies == 5);
  CHECK(uses.size() >= 12);
  std::cout << "## " << tried << " policies with mistakes of " << uses.size() << " kinds\n";
}
