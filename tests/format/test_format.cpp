// The one layout: nothing but blanks and line ends changes, and once is enough.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "compiler/emit/emit.h"
#include "compiler/emit/write_pack.h"
#include "compiler/format/format.h"
#include "compiler/syntax/lexemes.h"
#include "tests/random/check.h"
#include "tests/random/plans.h"

using namespace leaflaw;

namespace {

namespace fs = std::filesystem;

struct Laid {
  std::optional<std::string> text;
  std::string said;
};
Laid lay_out(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  bool usable = true;
  const FileId file = sources.add("law.leaf", text, diagnostics, usable);
  Laid laid;
  if (usable) laid.text = format(sources, file, diagnostics);
  laid.said = print(diagnostics, sources, false);
  return laid;
}
std::string laid_out(const std::string& text) {
  const Laid laid = lay_out(text);
  INFO(laid.said);
  REQUIRE(laid.text);
  return *laid.text;
}

bool blanks_at_a_line_end(const std::string& text) { return text.find(" \n") != std::string::npos; }

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The law of the repository; what golden files hold is wrong on purpose.
std::vector<fs::path> law_files() {
  std::vector<fs::path> files;
  for (const char* folder : {"policies", "tests/language/exam", "tests/probe", "tests/cli/law", "tests/narrowing/law"})
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(SOURCE_DIR) / folder))
      if (entry.path().extension() == ".leaf") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<std::size_t> word_ends(const std::string& text) {
  const syntax::Lexemes lexemes = syntax::read_lexemes(0, text);
  std::vector<std::size_t> ends;
  for (syntax::Index i = 0; i < lexemes.size(); ++i)
    if (const std::string_view word = lexemes.text(i); !word.empty()) ends.push_back(static_cast<std::size_t>(lexemes.span(i).end));
  return ends;
}

// The same words, each with a comment of its own behind it where `chosen` says so.
template <class Chosen>
std::string with_comments(const std::string& text, const std::vector<std::size_t>& ends, Chosen chosen) {
  std::string made;
  std::size_t at = 0;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    made += text.substr(at, ends[i] - at);
    if (chosen(i)) made += (i % 2 == 0 ? " # note " : "\n# note ") + std::to_string(i) + "\n";
    at = ends[i];
  }
  return made + text.substr(at);
}

std::vector<std::string> notes(const std::string& text) {
  std::vector<std::string> found;
  for (std::size_t at = text.find("# note "); at != std::string::npos; at = text.find("# note ", at + 1)) found.push_back(text.substr(at, text.find('\n', at) - at));
  return found;
}

std::string pack_of(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  bool usable = true;
  const FileId file = sources.add("law.leaf", text, diagnostics, usable);
  const auto policy = compile_policy(sources, file, {}, diagnostics);
  const auto tables = policy ? emit(*policy, diagnostics) : std::nullopt;
  return tables ? write_pack({{&*policy, &*tables}}).hash : "none";
}

}  // namespace

TEST_CASE("the law of the repository is laid out") {
  for (const fs::path& path : law_files()) {
    const std::string text = read(path);
    INFO(path.string() << ": run `./dev fmt`");
    CHECK((laid_out(text) == text));
    CHECK_FALSE(blanks_at_a_line_end(laid_out(text)));
  }
}

TEST_CASE("a text without any layout gets it") {
  CHECK(laid_out("policy us-xx \"Example\" vocabulary retail 1 time zone America/New_York\nregulator \"Board\" state FL covers sale from 2020-01-01 as of 2026-01-01 "
                 "unit oz is 28 g # small\ncite \"Rule 1\" confidence primary\n\n\n\n# What an item weighs.\nmeasure weight in g counts each item flower, shake: net_weight "
                 "anything else: unknown rule adult \"21\" cite \"Rule 2\" confidence primary topic eligibility applies to sale require customer.age is at least 21 years") ==
        R"(policy us-xx "Example"
  vocabulary  retail 1
  time zone   America/New_York
  regulator   "Board"
  state       FL
  covers      sale from 2020-01-01
  as of       2026-01-01

unit oz is 28 g                                                      # small
  cite  "Rule 1"  confidence primary

# What an item weighs.
measure weight in g
  counts each item
    flower, shake:   net_weight
    anything else:   unknown

rule adult "21"
  cite        "Rule 2"  confidence primary
  topic       eligibility
  applies to  sale
  require     customer.age is at least 21 years
)");
}

TEST_CASE("what hangs leaves no blanks behind the word it hangs on") {
  const std::string condition = "customer.kind is one of adult, patient, caregiver and customer.resident and customer.id.verified and customer.age is at least 21 years";
  CHECK(laid_out("define grown as " + condition) == "define grown as\n  customer.kind is one of adult, patient, caregiver\n  and customer.resident\n  and customer.id.verified\n"
                                                    "  and customer.age is at least 21 years\n");
}

TEST_CASE("a comparison with two ends is broken before the second, under the first") {
  CHECK(laid_out("rule low \"Within\" cite \"1\" confidence primary topic potency applies to sale for each item require test.measured is at least least of (greatest of "
                 "(0 mg THC, test.label_claim if given) - 0.5 mg THC, 60 % of test.label_claim) and at most greatest of (test.label_claim + 0.5 mg THC, 140 % of test.label_claim)") ==
        R"(rule low "Within"
  cite        "1"  confidence primary
  topic       potency
  applies to  sale for each item
  require     test.measured is at least least of (greatest of (0 mg THC, test.label_claim if given) - 0.5 mg THC,
                                                  60 % of test.label_claim)
                               and at most greatest of (test.label_claim + 0.5 mg THC, 140 % of test.label_claim)
)");
  CHECK(laid_out("rule near \"Near\" cite \"1\" confidence primary topic potency applies to sale for each item require test.measured is between greatest of "
                 "(0 mg THC, test.label_claim - 0.5 mg THC) and greatest of (test.label_claim + 0.5 mg THC, 140 % of test.label_claim)") ==
        R"(rule near "Near"
  cite        "1"  confidence primary
  topic       potency
  applies to  sale for each item
  require     test.measured is between greatest of (0 mg THC, test.label_claim - 0.5 mg THC)
                               and greatest of (test.label_claim + 0.5 mg THC, 140 % of test.label_claim)
)");
}

TEST_CASE("`confidence` behind `cite` widens no column") {
  CHECK(laid_out("unit oz is 28 g cite \"1\" confidence primary reading \"Twenty-eight.\"") ==
        "unit oz is 28 g\n  cite     \"1\"  confidence primary\n  reading  \"Twenty-eight.\"\n");
}

TEST_CASE("comments stay where they stand, behind whatever word") {
  std::size_t tried = 0;
  for (const fs::path& path : law_files()) {
    const std::string text = read(path);
    const std::vector<std::size_t> ends = word_ends(text);
    INFO(path.string());
    std::vector<std::string> variants = {with_comments(text, ends, [](std::size_t) { return true; })};
    for (std::size_t start = tried % 7; start < 14; start += 7) variants.push_back(with_comments(text, ends, [&](std::size_t i) { return i % 14 == start; }));
    for (const std::string& variant : variants) {
      const std::string once = laid_out(variant);
      CHECK((notes(once) == notes(variant)));
      CHECK_FALSE(blanks_at_a_line_end(once));
      CHECK((laid_out(once) == once));
    }
    tried += ends.size();
  }
  CHECK(tried > 15000);
  std::cout << "## comments behind " << tried << " words of " << law_files().size() << " files\n";
}

TEST_CASE("line ends, tabs, empty files and long lines") {
  for (const char* nothing : {"", "\n\n\n", "# only this"}) CHECK_FALSE(lay_out(nothing).text);   // no policy: left as it is
  CHECK(laid_out("unit oz is 28 g\r\n\tcite \"Rule\"\tconfidence primary\r\n") == laid_out("unit oz is 28 g\n  cite \"Rule\" confidence primary"));
  const std::string title(3000, 'x');
  const std::string once = laid_out("rule long \"" + title + "\" cite \"a\" confidence primary topic eligibility applies to sale require customer.age is at least 21 years");
  CHECK(laid_out(once) == once);
  CHECK_FALSE(lay_out("unit oz is is 28 g").text);
  CHECK_FALSE(lay_out("unit oz is is 28 g").said.empty());
}

TEST_CASE("random policies: the layout changes no meaning, and once is enough") {
  using namespace leaflaw::properties;
  std::size_t count = 0;
  check("policies laid out", how_many(150), [&] {
    const std::string text = write_policy((*plans(0)).policy).text();
    const Laid once = lay_out(text);
    RC_ASSERT(once.text.has_value());
    RC_ASSERT(lay_out(*once.text).text == once.text);
    RC_ASSERT(!blanks_at_a_line_end(*once.text));
    RC_ASSERT(pack_of(*once.text) == pack_of(text));
    ++count;
  });
  CHECK(count >= how_many(150));
  std::cout << "## " << count << " random policies laid out\n";
}
