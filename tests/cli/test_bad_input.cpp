// What a person can type wrong, and exactly what leaflaw answers: tests/cli/bad_input.txt holds input, message and exit code.
// LEAFLAW_BLESS=1 writes it anew; read every changed line before keeping it.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "tests/cli/process.h"

using cli_test::Said;
using cli_test::Scratch;

namespace {

constexpr const char* table_path = SOURCE_DIR "/tests/cli/bad_input.txt";
constexpr std::size_t longest_shown = 300;   // of an input

struct Row { std::string name, file, text; std::vector<std::string> command; };

std::string repeated(std::string_view text, std::size_t count) {
  std::string all;
  all.reserve(text.size() * count);
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

std::string every_byte() {
  std::string text;
  for (int i = 0; i < 256; ++i) text += static_cast<char>(i);
  return text;
}

const std::string header = "policy bad \"Bad\"\n  vocabulary retail 1\n  time zone America/New_York\n  covers sale from 2020-01-01\n  as of 2030-01-01\n\n";
const std::string ounce = "unit oz is 28 g\n  cite \"Rule 1\"  confidence primary\n\n";

std::string rule(const std::string& condition) {
  return header + "rule r \"R\"\n  cite \"Rule 1\"  confidence primary\n  topic eligibility\n  applies to sale\n  require " + condition + "\n";
}
std::string limit(const std::string& cap) {
  return header + "limit l \"L\"\n  cite \"Rule 1\"  confidence primary\n  topic purchase-limit\n  applies to sale\n  counts net_weight of items\n  at most " + cap +
         "\n  tallied by store\n";
}
std::string request(const std::string& weight) {
  return R"({"at": "2026-06-01 12:00", "customer": {"kind": "adult", "age": 30}, "history": [], "items": [{"category": "flower", "net_weight": )" + weight + "}]}";
}
std::string request_at(const std::string& time) { return R"({"at": ")" + time + R"(", "customer": {"kind": "adult", "age": 30}, "history": [], "items": []})"; }
std::string case_of(const std::string& weight, const std::string& time = "2026-06-01 12:00", const std::string& expect = "{verdict: allow}") {
  return "policy: tiny\ncases:\n  - name: one line\n    source: Rule 3\n    at: " + time + "\n    customer: {kind: adult, age: 30}\n    history: []\n    items: [{category: flower, net_weight: " +
         weight + "}]\n    expect: " + expect + "\n";
}

void add_policies(std::vector<Row>& rows) {
  const auto add = [&](const std::string& name, std::string text) { rows.push_back({"policy: " + name, "bad.leaf", std::move(text), {"check", "bad.leaf"}}); };
  add("empty file", "");
  add("only comments", "# to be written\n");
  add("binary", every_byte());
  add("not UTF-8", header + "rule r \"caf\xE9\"\n");
  add("a line of 10 MB", header + "# " + repeated("x", 10'000'000) + "\n");
  add("a line of 20 kB", header + "# " + repeated("x", 20'000) + "\n");
  add("100,000 parentheses", rule(repeated("(\n", 100'000) + "customer.age is at least 21 years" + repeated(")", 2'000) + repeated("\n)", 98'000)));
  add("a mass for a mass of THC", rule("every item has thc_per_package is at most 100 mg"));
  add("an ounce that nobody declared", limit("1 oz in each calendar day"));
  add("a unit that does not exist", limit("1 gram in each calendar day"));
  add("a number without unit", limit("1 in each calendar day"));
  add("no window", limit("30 g"));
  add("a date that does not exist", rule("today is on or after 2023-02-29"));
  add("a time that does not exist", rule("time is from 08:60 until 22:00"));
  add("a negative weight", limit("-1 g in each calendar day"));
  add("10^30 g", limit("1" + repeated("0", 30) + " g in each calendar day"));
  add("an exponent", limit("1e30 g in each calendar day"));
  add("an exponent without unit", limit("1e30 in each calendar day"));
  add("a name given twice", rule("customer.age is at least 21 years") + "\nrule r \"Again\"\n  cite \"Rule 2\"  confidence primary\n  topic eligibility\n  applies to sale\n  require customer.age is at least 18 years\n");
  add("a clause given twice", limit("30 g in each calendar day\n  at most 20 g in one transaction"));
  add("a cycle of definitions", header + "define a as b and customer.age is at least 21 years\ndefine b as c\ndefine c as not a\n\nrule r \"R\"\n  cite \"Rule 1\"  confidence primary\n  topic eligibility\n  applies to sale\n  require a\n");
  add("curly quotes", rule("customer.id.kind is \xE2\x80\x9Cpassport\xE2\x80\x9D"));
  add("a sign for a comparison", rule("customer.age >= 21 years"));
  add("and mixed with or", rule("customer.kind is adult and customer.age is at least 21 years or customer.kind is patient"));
  add("a misspelled fact", rule("custmer.age is at least 21 years"));
  add("a misspelled value", rule("customer.kind is adlut"));
  add("an unclosed text", header + "rule r \"R\n");
  add("no header", "rule r \"R\"\n  require customer.age is at least 21 years\n");
  add("two policies in one file", rule("customer.age is at least 21 years") + "\n" + header);
  add("a time zone that does not exist", "policy bad \"Bad\"\n  vocabulary retail 1\n  time zone America/Newyork\n  covers sale from 2020-01-01\n  as of 2030-01-01\n");
}

void add_requests(std::vector<Row>& rows) {
  const auto add = [&](const std::string& name, std::string text) { rows.push_back({"request: " + name, "bad.json", std::move(text), {"decide", "--human", "--policies", "law", "bad.json"}}); };
  add("empty file", "");
  add("binary", every_byte());
  add("not UTF-8", "{\"at\": \"caf\xE9\"}");
  add("a text of 10 MB", "{\"at\": \"" + repeated("x", 10'000'000) + "\"}");
  add("more than 16 MB", "\"" + repeated("x", 17'000'000) + "\"");
  add("100,000 lists in each other", repeated("[", 100'000) + repeated("]", 100'000));
  add("an unclosed list", R"({"at": "2026-06-01 12:00", "items": [)");
  add("text after the end", R"({"at": "2026-06-01 12:00"} {})");
  add("a key given twice", R"({"at": "2026-06-01 12:00", "at": "2026-06-02 12:00"})");
  add("a list for a map", "[]");
  add("a misspelled key", R"({"at": "2026-06-01 12:00", "items": [{"categori": "flower"}]})");
  add("a misspelled value", R"({"at": "2026-06-01 12:00", "items": [{"category": "flowers"}]})");
  add("a volume for a weight", request("\"3.5 ml\""));
  add("no unit", request("\"3.5\""));
  add("a bare number", request("3.5"));
  add("a unit that does not exist", request("\"3.5 grm\""));
  add("a negative weight", request("\"-3.5 g\""));
  add("10^30 g", request("\"1" + repeated("0", 30) + " g\""));
  add("an exponent", request("1e30"));
  add("a comma", request("\"1,5 g\""));
  add("division by zero", request("\"1/0 g\""));
  add("a date that does not exist", request_at("2023-02-29 12:00"));
  add("a time that does not exist", request_at("2026-06-01 25:00"));
  add("a time that the clocks skip", request_at("2026-03-08 02:30"));
  add("no time", R"({"items": []})");
  add("history later than the event", R"({"at": "2026-06-01 12:00", "items": [], "history": [{"at": "2026-06-02 12:00", "items": []}]})");
  add("another policy", R"({"policy": "us-co", "at": "2026-06-01 12:00"})");
  add("a misspelled topic", R"({"at": "2026-06-01 12:00", "topics": ["purchase-limits"]})");
  add("three mistakes at once", R"({"at": "2026-06-31 12:00", "custmer": {}, "items": [{"net_weight": "3.5"}]})");
}

void add_cases(std::vector<Row>& rows) {
  const auto add = [&](const std::string& name, std::string text) { rows.push_back({"cases: " + name, "bad.yaml", std::move(text), {"test", "--policies", "law", "bad.yaml"}}); };
  add("empty file", "");
  add("binary", every_byte());
  add("a line of 10 MB", case_of("1 g") + "# " + repeated("x", 10'000'000) + "\n");
  add("2,000 lists in each other", "policy: tiny\ncases:\n  - " + repeated("[", 2'000) + repeated("]", 2'000) + "\n");
  add("a key given twice", "policy: tiny\ncases:\n  - name: one\n    name: two\n    expect: {verdict: allow}\n");
  add("an anchor", "policy: tiny\ncases:\n  - &one {name: one}\n  - *one\n");
  add("a tab for indentation", "policy: tiny\ncases:\n\t- name: one\n");
  add("an unclosed text", "policy: tiny\ncases:\n  - name: \"one\n");
  add("no cases", "policy: tiny\ncases:\n");
  add("a policy that does not exist", "policy: tinny\ncases:\n  - name: one\n    expect: {verdict: allow}\n");
  add("a volume for a weight", case_of("1 ml"));
  add("a negative weight", case_of("-1 g"));
  add("10^30 g", case_of("1" + repeated("0", 30) + " g"));
  add("a date that does not exist", case_of("1 g", "2026-06-31 12:00"));
  add("a time that the clocks skip", case_of("1 g", "2026-03-08 02:30"));
  add("no expectation", "policy: tiny\ncases:\n  - name: one\n    at: 2026-06-01 12:00\n");
  add("a verdict that does not exist", case_of("1 g", "2026-06-01 12:00", "{verdict: allowed}"));
  add("a wrong verdict", case_of("29 g"));
  add("a wrong figure", case_of("14 g", "2026-06-01 12:00", "{verdict: allow, remaining: {daily: 0.25 oz}}"));
  add("a bad request that was expected", case_of("1 ml", "2026-06-01 12:00", "{error: E0823}"));
}

void add_usage(std::vector<Row>& rows) {
  const auto add = [&](const std::string& name, std::vector<std::string> command) { rows.push_back({"usage: " + name, "", "", std::move(command)}); };
  add("a misspelled verb", {"chekc"});
  add("an option that does not exist", {"check", "--polices", "law"});
  add("an option like no other", {"check", "-x"});
  add("a word too many", {"decide", "--policies", "law", "one.json", "two.json"});
  add("a folder that does not exist", {"check", "nowhere"});
  add("no folder of policies", {"test"});
  add("a folder without policies", {"check", "empty"});
  add("a folder without cases", {"test", "--policies", "law", "empty"});
  add("no case of that name", {"test", "--policies", "law", "--only", "three ounces", "law"});
  add("a request that does not exist", {"decide", "--policies", "law", "nothing.json"});
  add("a folder for a request", {"decide", "--policies", "law", "empty"});
  add("a policy that does not exist", {"decide", "--policies", "law", "--policy", "tinny"});
  add("two sources of law", {"decide", "--policies", "law", "--pack", "law.leafpack"});
  add("a pack that does not exist", {"decide", "--pack", "nothing.leafpack"});
  add("a pack that is none", {"decide", "--pack", "law/tiny.leaf"});
  add("no place for the pack", {"build", "law"});
  add("a place that cannot be written", {"build", "law", "-o", "nowhere/law.leafpack"});
  add("a rule that does not exist", {"show", "--policies", "law", "tiny", "dayly"});
  add("a day that does not exist", {"show", "--policies", "law", "tiny", "--as-of", "2023-02-29"});
  add("an event that does not exist", {"show", "--policies", "law", "tiny", "--needs", "sales"});
  add("a topic that does not exist", {"show", "--policies", "law", "tiny", "--needs", "sale", "--topic", "limits"});
  add("a format that does not exist", {"graph", "--policies", "law", "tiny", "--format", "png"});
  add("a code that does not exist", {"explain", "E9999"});
}

std::vector<Row> all_rows() {
  std::vector<Row> rows;
  add_policies(rows);
  add_requests(rows);
  add_cases(rows);
  add_usage(rows);
  return rows;
}

std::string shown_input(const std::string& text) {
  if (text.size() <= longest_shown && text.find('\0') == std::string::npos && text.find('\xE9') == std::string::npos) return text;
  return "(" + std::to_string(text.size()) + " bytes)\n";
}

// One row of the table as text.
std::string entry(const Row& row, const Said& said) {
  std::string command;
  for (const std::string& word : row.command) command += " " + (word.find(' ') == std::string::npos ? word : "\"" + word + "\"");
  std::string text = "==== " + row.name + "\n";
  if (!row.file.empty()) text += "---- input\n" + shown_input(row.text);
  if (text.back() != '\n') text += '\n';
  text += "---- leaflaw" + command + "\n" + said.out;
  if (!said.error.empty()) text += "---- standard error\n" + said.error;
  return text + "---- exit " + std::to_string(said.exit) + "\n\n";
}

}  // namespace

TEST_CASE("every bad input gets its exact message and exit code") {
  std::string table;
  const std::vector<Row> rows = all_rows();
  for (const Row& row : rows) {
    const Scratch scratch;
    scratch.add_law();
    std::filesystem::create_directory(scratch.folder() / "empty");
    if (!row.file.empty()) scratch.write(row.file, row.text);
    const Said said = scratch.run(row.command);
    INFO(row.name);
    CHECK(said.exit >= 0);      // no signal, no hang
    CHECK(said.exit != 70);
    CHECK(said.out.size() + said.error.size() < 5'000);
    table += entry(row, said);
  }
  CHECK(rows.size() == 102);
  if (const char* bless = std::getenv("LEAFLAW_BLESS"); bless && *bless == '1') std::ofstream(table_path, std::ios::binary) << table;
  std::ifstream stream(table_path, std::ios::binary);
  const std::string expected{std::istreambuf_iterator<char>(stream), {}};
  CHECK(table == expected);
}
