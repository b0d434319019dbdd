// fuzz_seeds FOLDER: writes what the targets begin with, out of what the repository has: FOLDER/policy_text, case_file, request_json, pack.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

#include "compiler/cases/case_file.h"
#include "compiler/emit/emit.h"
#include "compiler/pages/pages.h"
#include "tests/fuzz/target.h"
#include "tests/pack/handmade.h"
#include "tests/random/node_text.h"

using namespace leaflaw;

namespace {

namespace fs = std::filesystem;

constexpr std::size_t cases_of_a_seed = 4;   // a whole case file takes too long to be changed many times a second

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Seeds {
 public:
  explicit Seeds(fs::path folder) : folder_(std::move(folder)) {}

  void add(const std::string& target, std::string_view bytes) {
    const fs::path place = folder_ / target;
    fs::create_directories(place);
    std::ofstream out(place / std::to_string(counts_[target]++), std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!out) throw std::runtime_error("cannot write below " + place.string());
  }
  [[nodiscard]] const std::map<std::string, std::size_t>& counts() const { return counts_; }

 private:
  fs::path folder_;
  std::map<std::string, std::size_t> counts_;
};

std::vector<fs::path> files_below(const std::string& folder, std::string_view ending) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(SOURCE_DIR) / folder))
    if (entry.is_regular_file() && entry.path().string().ends_with(ending)) found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

// Of a golden file the text in front of what is expected of it.
void add_policies(Seeds& seeds) {
  for (const char* folder : {"policies", "tests"})
    for (const fs::path& path : files_below(folder, ".leaf")) {
      const std::string text = read(path);
      seeds.add("policy_text", text.substr(0, text.find("#### expected\n")));
    }
}

std::string target_of(pages::Frame frame) {
  switch (frame) {
    case pages::Frame::file:
    case pages::Frame::law:
    case pages::Frame::rule:
    case pages::Frame::limit: return "policy_text";
    case pages::Frame::request: return "request_json";
    case pages::Frame::cases: return "case_file";
    default: return {};   // names of files, or several files
  }
}

// Those that are long by purpose (a line, a list beyond its limit) are tests of their own.
void add_examples(Seeds& seeds) {
  constexpr std::size_t longest = 20'000;
  for (const pages::Page& page : pages::pages())
    for (std::string_view example : {page.wrong, page.right})
      if (const std::string target = target_of(page.frame); !target.empty() && !example.empty())
        for (const std::string& text : pages::whole(page.frame, example))
          if (text.size() <= longest) seeds.add(target, text);
}

// Cases that expect other figures than come.
std::string contradicted(std::string cases) {
  for (std::size_t at = cases.find("expect:"); at != std::string::npos; at = cases.find("expect:", at))
    for (; at < cases.size() && cases[at] != '\n'; ++at)
      if (cases[at] >= '0' && cases[at] <= '8') ++cases[at];
  return cases;
}

// A few cases at a time, and the requests that they come to.
void add_cases(Seeds& seeds, const fs::path& path) {
  const std::string text = read(path), baselines = fs::exists(path.parent_path() / "baselines.yaml") ? read(path.parent_path() / "baselines.yaml") : "";
  constexpr std::string_view begins = "\n  - name:";
  const std::size_t first = text.find(begins);
  if (first == std::string::npos) return;
  for (std::size_t at = first, end = first; at != std::string::npos; at = end) {
    for (std::size_t i = 0; i < cases_of_a_seed && end != std::string::npos; ++i) end = text.find(begins, end + 1);
    const std::string cases = text.substr(at, end - at);
    for (const std::string& each : {cases, contradicted(cases)}) seeds.add("case_file", text.substr(0, first) + each + (baselines.empty() ? "" : "\n#### baselines\n" + baselines));
  }
  for (const Case& each : load_case_file(path.string()).cases) seeds.add("request_json", properties::to_json_text(each.request));
}

void add_inputs(Seeds& seeds) {
  for (const char* folder : {"tests", "policies"})
    for (const fs::path& path : files_below(folder, ".cases.yaml")) add_cases(seeds, path);
  for (const fs::path& path : files_below("examples/requests", ".json")) seeds.add("request_json", read(path));
  for (const std::string& request : {handmade::allowed_sale(), handmade::denied_sale()}) seeds.add("request_json", request);
}

// What tests/cli has people type wrong: its table says of each row what it is, and shows the input where that is short.
void add_bad_inputs(Seeds& seeds) {
  const std::string table = read(fs::path(SOURCE_DIR) / "tests/cli/bad_input.txt");
  constexpr std::string_view row = "==== ", input = "\n---- input\n", command = "\n---- leaflaw";
  const std::map<std::string, std::string> targets{{"policy", "policy_text"}, {"request", "request_json"}, {"cases", "case_file"}};
  for (std::size_t at = table.find(input); at != std::string::npos; at = table.find(input, at + 1)) {
    const std::size_t name = table.rfind(row, at) + row.size(), begin = at + input.size();
    const auto target = targets.find(table.substr(name, table.find(':', name) - name));
    const std::size_t end = table.find(command, begin - 1);
    if (target == targets.end() || end == std::string::npos || end <= begin) continue;
    const std::string text = table.substr(begin, end + 1 - begin);
    seeds.add(target->second, text);
    if (target->second == "case_file") seeds.add("case_file", "policy: tiny\ncases:\n  - base: one\n#### baselines\n" + text);
  }
}

void add_pack(Seeds& seeds, std::span<const std::byte> bytes) { seeds.add("pack", {reinterpret_cast<const char*>(bytes.data()), bytes.size()}); }

void add_packs(Seeds& seeds) {
  add_pack(seeds, handmade::pack_of(handmade::counter()));
  for (const fs::path& path : files_below("tests", ".leaf")) {
    const PolicySet set = compile_all({path.string()});
    if (set.policies.empty()) continue;
    Diagnostics diagnostics;
    if (const std::optional<engine::PolicyTables> tables = emit(set.policies.front(), diagnostics)) add_pack(seeds, write_pack({{&set.policies.front(), &*tables}}).bytes);
  }
}

// What was found once, and mended: tests/fuzz/found/TARGET/*.
void add_found(Seeds& seeds) {
  if (!fs::exists(SOURCE_DIR "/tests/fuzz/found")) return;
  for (const fs::path& path : files_below("tests/fuzz/found", "")) seeds.add(path.parent_path().filename().string(), read(path));
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "fuzz_seeds FOLDER\n";
    return 2;
  }
  Seeds seeds(arguments[1]);
  add_policies(seeds);
  add_examples(seeds);
  add_inputs(seeds);
  add_bad_inputs(seeds);
  add_packs(seeds);
  add_found(seeds);
  for (const auto& [target, number] : seeds.counts()) std::cout << target << ": " << number << " seeds\n";
  return 0;
}
