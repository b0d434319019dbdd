// ./dev bench [--json FILE]: how long deciding, loading and compiling take. Medians over different seeded requests whose decisions
// are the reference's, ratios first. Run it on an idle machine: it says so itself where the machine is not.
#include <fmt/format.h>

#include <cstdio>
#include <cstring>
#include <deque>
#include <filesystem>
#include <fstream>
#include <map>
#include <thread>

#include "bench/decide.h"
#include "bench/handwritten.h"
#include "bench/law.h"
#include "bench/measure.h"
#include "compiler/emit/emit.h"
#include "compiler/emit/write_pack.h"
#include "runtime/pack/pack.h"

using namespace leaflaw;
using namespace leaflaw::bench;

namespace {

constexpr std::size_t requests = 1000;
constexpr std::uint64_t seed = 20260601;
constexpr const char* main_policy = "us-co";

// JSON objects of numbers, in order; a number that could not be measured is null, with a note.
using Fields = std::vector<std::pair<std::string, std::string>>;
std::string number(double value) { return fmt::format("{:.0f}", value); }
std::string object(const Fields& fields) {
  std::string text = "{";
  for (const auto& [name, value] : fields) text += fmt::format("{}\"{}\":{}", text.size() > 1 ? "," : "", name, value);
  return text + "}";
}

struct Report {
  Fields probe, state, items, history, policies, pack, compile, notes;
  bool same = true;
};

std::string machine_name() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);)
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  return "unknown";
}

long resident_kb() {
  std::ifstream file("/proc/self/statm");
  long total = 0, resident = 0;
  file >> total >> resident;
  return resident * 4;
}

void check(Report& report, const Subject& subject, const std::vector<Sale>& made) {
  const Checksums sums = checksums(subject, made);
  if (sums.engine == sums.reference && sums.same_verdicts) return;
  report.same = false;
  std::fprintf(stderr, "bench: %s: the engine decides otherwise than the reference\n", subject.policy->id.c_str());
}

// ---- decisions ------------------------------------------------------------------------------------------------------

void states(Report& report, const Law& law) {
  for (std::size_t i = 0; i < law.size(); ++i) {
    const Subject subject{&law.set->policies[i], law.tables[i].view()};
    const std::vector<Sale> made = sales(*subject.policy, law.cases[i], {5, 30}, requests, seed);
    if (made.size() < requests) {
      report.notes.emplace_back(subject.policy->id, "\"its cases give too few different requests\"");
      continue;
    }
    check(report, subject, made);
    const double typed = typed_ns(subject, made, 5), json = from_json_ns(subject, made);
    const double reference = reference_ns(subject, {made.begin(), made.begin() + requests / 5});
    fmt::print("{:<8} {:>8.0f} ns a typed decision; {:>6.0f} times faster than the reference; {:>8.0f} ns from JSON to JSON\n", subject.policy->id, typed, reference / typed, json);
    report.state.emplace_back(subject.policy->id, object({{"decide_ns", number(typed)}, {"reference_ns", number(reference)}, {"from_json_ns", number(json)}}));
  }
}

void scales(Report& report, const Law& law) {
  const std::size_t place = law.find(main_policy);
  if (place == law.size()) return;
  const Subject subject{&law.set->policies[place], law.tables[place].view()};
  auto of_shape = [&](Shape shape) { return typed_ns(subject, sales(*subject.policy, law.cases[place], shape, 200, seed), 5); };
  for (std::size_t lines : {1, 5, 50, 500}) report.items.emplace_back(std::to_string(lines), number(of_shape({lines, 30})));
  for (std::size_t entries : {0, 30, 1000}) report.history.emplace_back(std::to_string(entries), number(of_shape({5, entries})));
  const std::vector<Sale> made = sales(*subject.policy, law.cases[place], {5, 30}, requests, seed);
  for (std::size_t count : {1, 44, 1000}) {
    std::deque<engine::PolicyTables> copies;
    std::vector<engine::PolicyView> views;
    for (std::size_t i = 0; i < count; ++i) {
      Diagnostics none;
      copies.push_back(std::move(*emit(*subject.policy, none)));
      views.push_back(copies.back().view());
    }
    report.policies.emplace_back(std::to_string(count), number(typed_ns(views, made, 4)));
  }
  auto show = [](const char* what, const Fields& fields) {
    std::string text;
    for (const auto& [size, time] : fields) text += fmt::format("   {}: {} ns", size, time);
    fmt::print("{:<8} {}\n", what, text);
  };
  show("lines", report.items);
  show("history", report.history);
  show("policies", report.policies);
}

void probe(Report& report) {
  const Law law = compile(SOURCE_DIR "/tests/probe");
  const Subject subject{&law.set->policies.front(), law.tables.front().view()};
  const std::vector<Sale> made = sales(*subject.policy, law.cases.front(), {5, 3}, requests, seed);
  check(report, subject, made);
  const ZoneView zone = subject.policy->context.zones[subject.policy->context.default_zone];
  std::vector<double> times;
  std::size_t allowed_ones = 0;
  for (const Sale& sale : made) {
    HandwrittenSale prepared;
    if (!prepare(*subject.policy->schema, sale.request, zone, prepared)) continue;
    volatile bool verdict = false;
    times.push_back(nanoseconds([&] { for (int i = 0; i < 100; ++i) verdict = allowed(prepared); }) / 100);
    allowed_ones += verdict ? 1u : 0u;
  }
  const double typed = typed_ns(subject, made, 5), handwritten = median(std::move(times));
  report.probe = {{"leaflaw_ns", number(typed)}, {"handwritten_ns", allowed_ones > 0 ? number(handwritten) : "null"}, {"peers", "{}"}};
  report.notes.emplace_back("peers", "\"other rule engines are not installed here\"");
  fmt::print("{:<8} {:>8.0f} ns a typed decision; {:.0f} ns by hand for this law alone\n", "probe", typed, handwritten);
}

// ---- compiling and loading ---------------------------------------------------------------------------------------------

void compiling(Report& report, const std::string& folder) {
  std::vector<double> all, one;
  for (int i = 0; i < 5; ++i) all.push_back(nanoseconds([&] { static_cast<void>(compile(folder)); }));
  for (int i = 0; i < 5; ++i) one.push_back(nanoseconds([&] { static_cast<void>(compile(folder + "/" + main_policy)); }));
  report.compile = {{"all_ms", fmt::format("{:.1f}", median(all) / 1e6)}, {"one_ms", fmt::format("{:.1f}", median(one) / 1e6)}};
  fmt::print("{:<8} {:>8.1f} ms for all policies with their cases, {:.1f} ms for {}\n", "compile", median(all) / 1e6, median(one) / 1e6, main_policy);
}

void loading(Report& report, const Law& law) {
  std::vector<PackInput> inputs;
  for (std::size_t i = 0; i < law.size(); ++i) inputs.push_back({&law.set->policies[i], &law.tables[i]});
  const WrittenPack written = write_pack(inputs);
  const std::string path = (std::filesystem::temp_directory_path() / "leaflaw-bench.leafpack").string();
  if (std::string error = save_pack(written, path); !written.error.empty() || !error.empty()) {
    report.pack = {{"bytes", "null"}, {"load_us", "null"}, {"rss_kb", "null"}};
    report.notes.emplace_back("pack", "\"it could not be written\"");
    return;
  }
  std::vector<double> times;
  const long before = resident_kb();
  PackOrError kept = Pack::open(path);
  const long grown = resident_kb() - before;
  for (int i = 0; i < 20; ++i) times.push_back(nanoseconds([&] { static_cast<void>(Pack::open(path)); }));
  std::filesystem::remove(path);
  report.pack = {{"bytes", std::to_string(written.bytes.size())}, {"load_us", number(median(times) / 1000)}, {"rss_kb", std::to_string(grown)}};
  fmt::print("{:<8} {} bytes, {:.0f} us to open and check, {} kB of memory\n", "pack", written.bytes.size(), median(times) / 1000, grown);
}

std::string json(const Report& report) {
  return object({{"machine", fmt::format("\"{}\"", machine_name())},
                 {"workload", fmt::format("\"{} seeded requests of 5 lines and 30 history entries, each bound and decided once a round\"", requests)},
                 {"probe", object(report.probe)},
                 {"state", object(report.state)},
                 {"scale", object({{"policies", object(report.policies)}, {"items", object(report.items)}, {"history", object(report.history)}})},
                 {"pack", object(report.pack)},
                 {"compile", object(report.compile)},
                 {"notes", object(report.notes)}});
}

}  // namespace

int main(int argc, char** argv) {
  std::string file;
  if (argc == 3 && std::strcmp(argv[1], "--json") == 0) file = argv[2];
  else if (argc != 1) { std::fprintf(stderr, "usage: bench [--json FILE]\n"); return 2; }
  Report report;
  double load[1] = {0};
  if (getloadavg(load, 1) == 1 && load[0] > std::thread::hardware_concurrency() / 2.0) {
    fmt::print("The machine is busy (load {:.1f}): these times are longer than they need to be.\n", load[0]);
    report.notes.emplace_back("load", fmt::format("\"{:.1f} while measuring\"", load[0]));
  }
  const std::string policies = SOURCE_DIR "/policies";
  const Law law = compile(policies);
  states(report, law);
  probe(report);
  scales(report, law);
  loading(report, law);
  compiling(report, policies);
  if (!file.empty()) {
    std::ofstream out(file);
    out << json(report) << "\n";
    if (!out) { std::fprintf(stderr, "bench: cannot write %s\n", file.c_str()); return 1; }
  }
  return report.same ? 0 : 1;
}
