// One mistake, one diagnostic, on its line; the rest of the file as if nothing had happened.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <set>
#include <sstream>
#include <string>

#include "compiler/syntax/parse.h"

namespace {

using namespace leaflaw;

// A policy of `count` limits and rules with one clause a line.
std::vector<std::string> policy_lines(int count) {
  std::vector<std::string> lines = {"policy us-xx \"Xx\"", "  vocabulary  retail 1", "  time zone   America/Chicago", "  covers      sale from 2020-01-01"};
  for (int i = 0; i < count; ++i) {
    const std::string n = std::to_string(i);
    for (const std::string& line :
         {"limit l" + n + " \"L\"", std::string("  cite        \"Law\"  confidence primary"), std::string("  topic       purchase-limit"),
          std::string("  effective   from 2020-01-01"), std::string("  applies to  sale when customer is adult"),
          std::string("  counts      net_weight of items where category is one of flower, shake"), std::string("  at most     1 oz   in each calendar day"),
          std::string("  tallied by  store"), std::string("measure m" + n + " in g"), std::string("  counts each item"),
          std::string("    flower, shake:   net_weight"), std::string("    edible:          thc per 8 mg THC as 1 oz"),
          std::string("    anything else:   unknown"), "rule r" + n + " \"R\"", std::string("  topic       eligibility"),
          std::string("  require     customer.age is at least 21 years"), std::string("              and customer.verified"),
          std::string("  otherwise   deny \"No {customer.age}.\"")})
      lines.push_back(line);
  }
  return lines;
}

std::string join(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

struct Result {
  std::vector<int> lines;
  std::string printed;
  std::size_t declarations = 0;
};
Result check(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  bool usable = true;
  const FileId id = sources.add("t.leaf", text, diagnostics, usable);
  REQUIRE(usable);
  Result result;
  result.declarations = parse(sources, id, diagnostics).declarations.size();
  diagnostics.sort();
  for (const Diagnostic& diagnostic : diagnostics.all()) result.lines.push_back(sources.place(diagnostic.span).line);
  result.printed = print(diagnostics, sources, false);
  return result;
}

// Ways to spoil a line; each gives one diagnostic on that line. False when the line has nothing of the kind.
using Spoil = bool (*)(std::string&);
bool replace(std::string& line, const std::string& from, const std::string& to) {
  const std::size_t at = line.find(from);
  if (at == std::string::npos) return false;
  line.replace(at, from.size(), to);
  return true;
}
const std::vector<Spoil> spoils = {
    [](std::string& line) { return replace(line, "topic ", "topik "); },
    [](std::string& line) { return replace(line, "applies to", "aplies to"); },
    [](std::string& line) { return replace(line, "applies to", "applies"); },
    [](std::string& line) { return replace(line, "require ", "requires"); },
    [](std::string& line) { return replace(line, "is at least", "is atleast"); },
    [](std::string& line) { return replace(line, "is at least", ">="); },
    [](std::string& line) { return replace(line, "is at least ", ""); },
    [](std::string& line) { return replace(line, "is at least ", "is "); },
    [](std::string& line) { return replace(line, "one of", "oneof"); },
    [](std::string& line) { return replace(line, "otherwise", "otherwize"); },
    [](std::string& line) { return replace(line, ".\"", "."); },
    [](std::string& line) { return replace(line, "2020-01-01", "2020-02-30"); },
    [](std::string& line) { return replace(line, "2020-01-01", "Jan 1"); },
    [](std::string& line) { return replace(line, "shake:", "shake"); },
    [](std::string& line) { return replace(line, "edible: ", "edible "); },
    [](std::string& line) { return replace(line, "tallied by", "tallied"); },
    [](std::string& line) { return replace(line, "in each", "in ech"); },
    [](std::string& line) { return replace(line, "calendar", "calender"); },
    [](std::string& line) { return replace(line, "of items", "of the items"); },
    [](std::string& line) { return replace(line, "\"Law\"", "Law"); },
    [](std::string& line) { return replace(line, "limit ", "limt "); },
    [](std::string& line) { return replace(line, "1 oz", "1,000 oz") && line.find("most") != std::string::npos; },
    [](std::string& line) { return replace(line, "deny", "denied"); },
    [](std::string& line) { return replace(line, "store", "\"store\""); },
    [](std::string& line) { return replace(line, "customer.verified", "(customer.verified"); },
};

}  // namespace

TEST_CASE("every single mistake gives one diagnostic on its line") {
  const std::vector<std::string> lines = policy_lines(2);
  const std::size_t declarations = check(join(lines)).declarations;
  CHECK(declarations == 7);
  int tried = 0;
  for (std::size_t i = 0; i < lines.size(); ++i)
    for (const Spoil& spoil : spoils) {
      std::vector<std::string> spoiled = lines;
      if (!spoil(spoiled[i])) continue;
      ++tried;
      const Result result = check(join(spoiled));
      INFO(spoiled[i] << "\n" << result.printed);
      CHECK(result.lines == std::vector<int>{static_cast<int>(i + 1)});
      CHECK(result.declarations == declarations);
    }
  CHECK(tried > 50);
}

TEST_CASE("k mistakes in k clauses give k diagnostics on their lines") {
  std::mt19937 random(20240405);
  const std::vector<std::string> lines = policy_lines(30);
  for (int round = 0; round < 60; ++round) {
    std::vector<std::string> spoiled = lines;
    std::set<int> expected;
    for (int k = 0; k < 25; ++k) {
      const std::size_t i = random() % lines.size();
      // One mistake a clause; the two lines of `require` are one clause.
      const bool taken = expected.count(static_cast<int>(i + 1)) || expected.count(static_cast<int>(i)) || expected.count(static_cast<int>(i + 2));
      std::string line = spoiled[i];
      if (taken || !spoils[random() % spoils.size()](line)) continue;
      spoiled[i] = line;
      expected.insert(static_cast<int>(i + 1));
    }
    const Result result = check(join(spoiled));
    INFO(result.printed);
    CHECK(result.lines == std::vector<int>(expected.begin(), expected.end()));
  }
}

TEST_CASE("any text gives diagnostics and an end") {
  std::mt19937 random(7);
  const std::string text = join(policy_lines(3));
  const std::vector<std::string> pieces = {"limit", "(", ")", "is", "\"", ",", ":", "fact", "vocabulary", "\n", "{", "of items", "2020-01-01", "not", "in"};
  for (int round = 0; round < 300; ++round) {
    std::string spoiled = text;
    for (unsigned k = 0; k < 1 + random() % 20; ++k) {
      const std::size_t at = random() % spoiled.size();
      if (random() % 2 == 0) spoiled.erase(at, random() % 12);
      else spoiled.insert(at, " " + pieces[random() % pieces.size()] + " ");
    }
    const Result result = check(spoiled);
    CHECK(std::is_sorted(result.lines.begin(), result.lines.end()));
    CHECK(result.printed.find("no viable") == std::string::npos);
    CHECK(result.printed.find("mismatched") == std::string::npos);
  }
}

TEST_CASE("behind 300 mistakes a file is not read on, however they stand in declarations") {
  const std::string header = join(policy_lines(0));
  std::string of_one, of_many;
  for (int i = 0; i < 5000; ++i) {
    of_one += "  cite cite topic\n";
    of_many += "rule r" + std::to_string(i) + " \"R\"\n  cite topic\n";
  }
  for (const std::string& text : {header + of_many, header + "rule r \"R\"\n" + of_one}) {
    const Result result = check(text);
    CHECK(result.lines.size() == 301);
    CHECK(result.printed.find("more than 300 mistakes: from here on the file is not read") != std::string::npos);
  }
}

// What is behind a mistake under hundreds of open parentheses is looked at in hundreds of readings, for each guess. Without an end to it
// this text takes 42 seconds; that it ends is counted in work, so it ends at the same place everywhere.
TEST_CASE("where a mistake takes too long to find out, a file is not read on") {
  const auto repeated = [](const std::string& part, int count) {
    std::string all;
    for (int i = 0; i < count; ++i) all += part;
    return all;
  };
  std::string text = join(policy_lines(0));
  for (int i = 0; i < 180; ++i) text += "rule r" + std::to_string(i) + " \"A\"\n  require " + repeated("(", 190) + " a " + repeated(") ", 100) + "s a of " + repeated(")", 90) + "\n";
  const Result result = check(text);
  CHECK(result.lines.size() == 4);
  CHECK(result.printed.find("what is wrong here takes too long to find out: from here on the file is not read") != std::string::npos);
}

TEST_CASE("in a large file each mistake is told") {
  const std::string good = join(policy_lines(145));
  std::string bad = good;
  for (std::size_t at = 0; (at = bad.find("topic ", at)) != std::string::npos; ++at) bad[at + 4] = 'k';
  CHECK(check(good).lines.empty());
  CHECK(check(bad).lines.size() == 290);
}
