// What each verb does for those who use it rightly: results, exit codes, and what goes where.
#include <catch2/catch.hpp>

#include <algorithm>
#include <sstream>

#include "tests/cli/process.h"

using cli_test::has;
using cli_test::Said;
using cli_test::Scratch;

namespace {

std::string sale(const std::string& customer, const std::string& items, const std::string& more = {}) {
  return R"({"at": "2026-06-01 12:00", "customer": )" + customer + R"(, "history": [], "items": )" + items + more + "}";
}
const std::string adult = R"({"kind": "adult", "age": 30})";
const std::string one_ounce = R"([{"category": "flower", "quantity": 2, "unit_weight": "14 g"}])";
const std::string two_ounces = R"([{"category": "flower", "quantity": 4, "unit_weight": "14 g"}])";

class DecidePlace : public Scratch {
 public:
  DecidePlace() { add_law(); }
  Said decide(const std::string& request, std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"decide", "--policies", "law"});
    return run(more, request);
  }
};

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}


}  // namespace

TEST_CASE("the verdict is the exit code") {
  const DecidePlace place;
  CHECK(place.decide(sale(adult, one_ounce)).exit == 0);
  CHECK(place.decide(sale(adult, two_ounces)).exit == 3);
  CHECK(place.decide(sale(R"({"kind": "adult"})", one_ounce)).exit == 4);
  CHECK(place.decide(R"({"at": "2019-12-31 12:00", "items": []})").exit == 5);
  CHECK(place.decide("{}").exit == 2);
}

TEST_CASE("a decision is one line of JSON, and nothing else is said") {
  const DecidePlace place;
  const Said said = place.decide(sale(adult, two_ounces));
  CHECK(said.error.empty());
  CHECK(lines_of(said.out).size() == 1);
  CHECK(said.out.starts_with(R"({"leaflaw":1,"verdict":"deny",)"));
  CHECK(has(said.out, R"("policy":{"id":"tiny","as_of":"2030-01-01","pack":"sha256:)"));
  CHECK(has(said.out, R"("values":{"cap":"1 oz","used":"0 oz","this":"56 g","over":"28 g"})"));
  CHECK(has(said.out, R"("remedies":[{"set":[{"item":0,"fact":"quantity","to":"2 each"}])"));
  CHECK(place.decide(sale(adult, two_ounces)).out == said.out);
}

TEST_CASE("for people a decision is in words, without colours where no terminal is") {
  const DecidePlace place;
  const Said said = place.decide(sale(adult, two_ounces), {"--human"});
  CHECK(said.exit == 3);
  CHECK(said.out.starts_with("DENIED\n"));
  CHECK(has(said.out, "One ounce a day"));
  CHECK(has(said.out, "Rule 3"));
  CHECK_FALSE(has(said.out, "\x1b["));
  for (const std::string& line : lines_of(said.out)) CHECK(line.size() <= 100);
}

TEST_CASE("a request finds its policy by its own word, by --policy, or because there is only one") {
  const DecidePlace place;
  place.write("law/other.leaf", "policy other \"Elsewhere\"\n  vocabulary retail 1\n  time zone America/Chicago\n  covers sale from 2020-01-01\n  as of 2030-01-01\n");
  const std::string cart = sale(adult, one_ounce);
  const Said unsaid = place.decide(cart);
  CHECK(unsaid.exit == 2);
  CHECK(has(unsaid.out, R"("code":"E0816","path":"policy")"));
  CHECK(has(unsaid.out, "there are: other, tiny"));
  CHECK(has(place.decide(cart, {"--policy", "tiny"}).out, R"("id":"tiny")"));
  CHECK(has(place.decide(sale(adult, one_ounce, R"(, "policy": "other")"), {"--policy", "tiny"}).out, R"("id":"other")"));
}

TEST_CASE("many requests, one on each line: a bad one does not stop the run") {
  const DecidePlace place;
  const Said said = place.decide(sale(adult, one_ounce) + "\n{\"items\": 1}\n\n" + sale(adult, two_ounces) + "\nnonsense", {"--ndjson"});
  CHECK(said.exit == 2);
  const std::vector<std::string> lines = lines_of(said.out);
  REQUIRE(lines.size() == 4);
  CHECK(lines[0].starts_with(R"({"leaflaw":1,"verdict":"allow")"));
  CHECK(lines[1].starts_with(R"({"error":"E08)"));
  CHECK(has(lines[1], R"(,"line":2,"errors":[{"code":"E08)"));
  CHECK(lines[2].starts_with(R"({"leaflaw":1,"verdict":"deny")"));
  CHECK(has(lines[3], R"("line":5)"));
  CHECK(has(said.error, "2 decided, 2 refused"));
  CHECK(place.decide(sale(adult, two_ounces) + "\n" + sale(adult, one_ounce) + "\n", {"--ndjson"}).exit == 0);
}

TEST_CASE("allowance says what is left and what else fits") {
  const DecidePlace place;
  const std::string request = sale(adult, R"([{"category": "flower", "quantity": 1, "unit_weight": "7 g"}])");
  const Said said = place.run({"allowance", "--policies", "law"}, request);
  CHECK(said.exit == 0);
  CHECK(has(said.out, R"("remaining_after":"21 g")"));
  CHECK(has(said.out, R"("fits":[{"item":0,"fact":"quantity","more":"3 each"}])"));
  CHECK(has(place.run({"allowance", "--human", "--policies", "law"}, request).out, "line 1: 3 more"));
}

TEST_CASE("what is built decides as the policies do, to the byte") {
  const DecidePlace place;
  const Said built = place.run({"build", "law", "-o", "law.leafpack"});
  CHECK(built.exit == 0);
  CHECK(built.error.empty());
  const std::vector<std::string> lines = lines_of(built.out);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].starts_with("law.leafpack: 1 policy, 1 limit, 1 rule, "));
  CHECK(lines[1].starts_with("sha256:"));
  const std::string bytes = place.read("law.leafpack");
  CHECK(place.run({"build", "law", "-o", "law.leafpack"}).exit == 0);
  CHECK(place.read("law.leafpack") == bytes);
  for (const std::string& request : {sale(adult, one_ounce), sale(adult, two_ounces), sale(R"({"kind": "patient"})", two_ounces)}) {
    const Said from_pack = place.run({"decide", "--pack", "law.leafpack"}, request), from_text = place.decide(request);
    CHECK(from_pack.out == from_text.out);
    CHECK(from_pack.exit == from_text.exit);
    CHECK(has(from_pack.out, "\"pack\":\"" + lines[1] + "\""));
  }
  CHECK(place.run({"test", "--pack", "law.leafpack", "law"}).exit == 0);
}

TEST_CASE("a pack can be read as law again") {
  const DecidePlace place;
  CHECK(place.run({"build", "law", "-o", "law.leafpack"}).exit == 0);
  for (const std::vector<std::string>& command : {std::vector<std::string>{"show", "tiny"}, {"show", "tiny", "--needs", "sale"}, {"graph", "tiny"}, {"check"}}) {
    std::vector<std::string> with_text = command, with_pack = command;
    with_text.insert(with_text.end(), {"--policies", "law"});
    with_pack.insert(with_pack.end(), {"--pack", "law.leafpack"});
    const Said from_text = place.run(with_text), from_pack = place.run(with_pack);
    CHECK(from_pack.out == from_text.out);
    CHECK(from_pack.error == from_text.error);
    CHECK(from_pack.exit == 0);
  }
  CHECK(place.run({"test", "--reference", "--pack", "law.leafpack", "law"}).exit == 0);
  CHECK(place.run({"show", "tiny", "--pack", "law"}).exit == 7);
  // The name of a file is that below the folder, wherever the folder stands: the same law is the same pack.
  CHECK(place.run({"build", (place.folder() / "law").string(), "-o", "other.leafpack"}).exit == 0);
  CHECK(place.read("other.leafpack") == place.read("law.leafpack"));
}

TEST_CASE("a damaged pack is refused") {
  const DecidePlace place;
  CHECK(place.run({"build", "law", "-o", "law.leafpack"}).exit == 0);
  std::string bytes = place.read("law.leafpack");
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  place.write("damaged.leafpack", bytes);
  place.write("short.leafpack", std::string_view(bytes).substr(0, 100));
  for (const char* pack : {"damaged.leafpack", "short.leafpack"}) {
    const Said said = place.run({"decide", "--pack", pack}, sale(adult, one_ounce));
    CHECK(said.exit == 7);
    CHECK(said.out.empty());
    CHECK(lines_of(said.error).size() == 1);
    CHECK(has(said.error, pack));
  }
}

TEST_CASE("policies with errors decide nothing and build nothing") {
  const DecidePlace place;
  place.write("law/broken.leaf", "policy broken \"Broken\"\n");
  for (const std::vector<std::string>& command : {std::vector<std::string>{"decide", "--policies", "law"}, {"build", "law", "-o", "law.leafpack"}, {"show", "--policies", "law", "tiny"}}) {
    const Said said = place.run(command, sale(adult, one_ounce));
    CHECK(said.exit == 1);
    CHECK(said.out.empty());
    CHECK(has(said.error, "error[E0206]"));
    CHECK(has(said.error, "so nothing was done"));
  }
  CHECK_FALSE(std::filesystem::exists(place.folder() / "law.leafpack"));
}

TEST_CASE("test runs what is found and what is named, and never takes a file for a folder of policies") {
  const DecidePlace place;
  place.write("mine.yaml", place.read("law/tiny.cases.yaml"));
  const Said found = place.run({"test", "--policies", "law"});
  CHECK(found.exit == 0);
  CHECK(lines_of(found.out).back() == "2 passed, 0 failed");
  const Said named = place.run({"test", "--policies", "law", "mine.yaml"});
  CHECK(named.exit == 0);
  CHECK(lines_of(named.out) == std::vector<std::string>{"mine.yaml: 2 passed, 0 failed", "2 passed, 0 failed"});
  CHECK(lines_of(place.run({"test", "--policies", "law", "mine.yaml", "law"}).out).back() == "4 passed, 0 failed");
  CHECK(lines_of(place.run({"test", "--policies", "law", "--policies", "law/tiny.leaf", "mine.yaml", "mine.yaml"}).out).back() == "2 passed, 0 failed");
  CHECK(lines_of(place.run({"test", "--policies", "law", "--reference"}).out).back() == "2 passed, 0 failed");
  CHECK(lines_of(place.run({"test", "--policies", "law", "--only", "more than"}).out).back() == "1 passed, 0 failed");
}

TEST_CASE("cases of a policy that stands run though another policy has errors, and the whole fails") {
  const DecidePlace place;
  place.write("law/broken.leaf", "policy broken \"Broken\"\n");
  const Said said = place.run({"test", "--policies", "law"});
  CHECK(said.exit == 1);
  CHECK(lines_of(said.out).back() == "2 passed, 0 failed");
  CHECK(has(said.error, "error[E0206]"));
}

TEST_CASE("a case that fails says what was expected, what came and why") {
  const DecidePlace place;
  std::string cases = place.read("law/tiny.cases.yaml");
  cases.replace(cases.find("28.01 g"), 7, "28.00 g");
  place.write("law/tiny.cases.yaml", cases);
  const Said said = place.run({"test", "--policies", "law"});
  CHECK(said.exit == 1);
  CHECK(has(said.out, "FAILED law/tiny.cases.yaml:10: more than an ounce is not\n  source: Rule 3\n  verdict: expected deny, came allow\n  by: expected [daily], came []\n"));
  CHECK(lines_of(said.out).back() == "1 passed, 1 failed");
}

TEST_CASE("check counts what stands and what does not") {
  const DecidePlace place;
  const Said said = place.run({"check", "law"});
  CHECK(said.exit == 0);
  CHECK(said.out == "1 policy stands\n");
  CHECK(said.error.empty());
  CHECK(place.run({"check", "--format", "json", "law"}).out == "[]\n");
  std::string text = place.read("law/tiny.leaf");
  text.replace(text.find("  tallied by  store\n"), 20, "");
  place.write("law/tiny.leaf", text);
  const Said warned = place.run({"check", "law"});
  CHECK(warned.exit == 0);
  CHECK(has(warned.out, "warning[W0601]"));
  CHECK(has(warned.out, "1 policy stands, 1 warning\n"));
  CHECK(has(place.run({"check", "--format", "json", "law"}).out, R"("code": "W0601")"));
  CHECK(place.run({"check", "--strict", "law"}).exit == 1);
}

TEST_CASE("check looks at no clock, and at the day that it is given") {
  const DecidePlace place;
  CHECK(place.run({"check", "--strict", "law"}).exit == 0);
  REQUIRE(has(place.read("law/tiny.leaf"), "as of       2030-01-01"));
  CHECK(place.run({"check", "--strict", "--today", "2031-01-01", "law"}).exit == 0);
  const Said said = place.run({"check", "--strict", "--today", "2031-01-02", "law"});
  CHECK(said.exit == 1);
  CHECK(has(said.out, "warning[W0503]"));
  CHECK(place.run({"check", "--today", "2031-02-29", "law"}).exit == 2);
  REQUIRE(place.run({"build", "law", "-o", "law.leafpack"}).exit == 0);
  CHECK(has(place.run({"check", "--today", "2031-01-02", "--pack", "law.leafpack"}).out, "warning[W0503]"));
}

TEST_CASE("test --lint warns of what no case holds, and of nothing where some case fails") {
  const DecidePlace place;
  CHECK(!has(place.run({"test", "--lint", "--policies", "law"}).out, "W0609"));
  std::string cases = place.read("law/tiny.cases.yaml");
  cases.erase(cases.find("  - name: more than an ounce is not"));
  cases.erase(cases.find(", remaining: {daily: 0 oz}"), 26);
  place.write("law/tiny.cases.yaml", cases);
  const Said said = place.run({"test", "--lint", "--policies", "law"});
  CHECK(said.exit == 0);
  CHECK(has(said.out, "warning[W0609]: if `daily` allowed everything, every case would still pass"));
  CHECK(lines_of(said.out).back() == "1 passed, 0 failed");
}

TEST_CASE("every code has a page that says what it means and what to do") {
  const Scratch place;
  const Said list = place.run({"explain", "--list"});
  CHECK(list.exit == 0);
  const std::vector<std::string> lines = lines_of(list.out);
  CHECK(lines.size() >= 90);
  for (const std::string& line : lines) {
    const std::string code = line.substr(0, 5);
    const Said page = place.run({"explain", code});
    INFO(page.out);
    CHECK(page.exit == 0);
    const std::vector<std::string> text = lines_of(page.out);
    REQUIRE(text.size() >= 6);
    CHECK(text[0] == std::string(code[0] == 'W' ? "warning[" : "error[") + code + "]: " + line.substr(7));
    CHECK_FALSE(text[2].empty());
    const auto what = std::find(text.begin(), text.end(), "What to do");
    REQUIRE(what + 1 < text.end());
    CHECK_FALSE((what + 1)->empty());
    for (const std::string& each : text) CHECK(each.size() <= 120);
  }
  CHECK(place.run({"explain", "e0301"}).out == place.run({"explain", "E0301"}).out);
}

TEST_CASE("help tells a newcomer what to type") {
  const Scratch place;
  const Said whole = place.run({"--help"});
  CHECK(whole.exit == 0);
  std::size_t verbs = 0;
  for (const char* verb : {"build", "check", "test", "decide", "allowance", "show", "explain", "graph", "fmt"}) {
    CHECK(has(whole.out, std::string("  ") + verb + " "));
    const Said help = place.run({verb, "--help"});
    INFO(help.out);
    CHECK(help.exit == 0);
    CHECK(has(help.out, std::string("Examples:\n  leaflaw ") + verb));
    CHECK(has(help.out, "\nExit: 0"));
    ++verbs;
  }
  CHECK(verbs == 9);
  CHECK(place.run({}).exit == 2);
}

TEST_CASE("the one layout is given, asked for, and kept from what cannot be read") {
  const DecidePlace place;
  CHECK(place.run({"fmt", "--check", "law"}).exit == 0);
  const std::string laid_out = place.read("law/tiny.leaf");
  std::string crowded = laid_out;
  crowded.insert(crowded.find('\n'), "   ");
  place.write("law/tiny.leaf", crowded);
  const Said asked = place.run({"fmt", "--check", "law"});
  CHECK(asked.exit == 1);
  CHECK(asked.out == "law/tiny.leaf\n");
  CHECK(place.read("law/tiny.leaf") == crowded);
  CHECK(place.run({"fmt", "law"}).exit == 0);
  CHECK(place.read("law/tiny.leaf") == laid_out);
  CHECK(place.run({"fmt", "-"}, crowded).out == laid_out);
  place.write("law/tiny.leaf", "rule is rule\n");
  const Said broken = place.run({"fmt", "law"});
  CHECK(broken.exit == 1);
  CHECK(has(broken.error, "error[E01"));
  CHECK(place.read("law/tiny.leaf") == "rule is rule\n");
  CHECK(place.run({"fmt", "nowhere"}).exit == 2);
}

TEST_CASE("the graph names what reads what") {
  const DecidePlace place;
  const Said dot = place.run({"graph", "--policies", "law", "tiny"});
  CHECK(dot.exit == 0);
  CHECK(dot.out.starts_with("digraph"));
  for (const char* name : {"daily", "weight", "grown-up", "item.net_weight", "customer.age"}) CHECK(has(dot.out, name));
  const Said svg = place.run({"graph", "--policies", "law", "--format", "svg"});
  if (svg.exit == 7) CHECK(has(svg.error, "apt-get install graphviz"));
  else CHECK(count_of(svg.out, "<svg") == 1);
}
