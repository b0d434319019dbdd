// The catalogue of diagnostics: every code has a page, a golden text that shows it, and two examples. The wrong one gives exactly this
// code, so something in the compiler says it; the right one gives nothing.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "compiler/cases/case_file.h"
#include "compiler/cases/untested.h"
#include "compiler/emit/emit.h"
#include "compiler/emit/write_pack.h"
#include "compiler/pages/pages.h"
#include "compiler/semantics/compile.h"
#include "runtime/pack/pack.h"
#include "runtime/session/session.h"

namespace {

namespace fs = std::filesystem;
using namespace leaflaw;
using pages::Frame;
using pages::Page;

// Decides requests by the policy of the pages.
class Desk {
 public:
  Desk() {
    const PolicySet set = compile_texts({{"us-xj.leaf", pages::policy_of_requests()}});
    REQUIRE(set.diagnostics.all().empty());
    Diagnostics diagnostics;
    const std::optional<engine::PolicyTables> tables = emit(set.policies.front(), diagnostics);
    REQUIRE(tables.has_value());
    PackOrError opened = Pack::from_memory(write_pack({{&set.policies.front(), &*tables}}, texts_of(set)).bytes);
    pack_ = std::get<std::shared_ptr<const Pack>>(std::move(opened));
    const PackedPolicy& policy = pack_->policies().front();
    session_ = std::make_unique<Session>(PolicyParts{policy.view, &policy.context, &policy.limits, pack_->hash()});
  }
  [[nodiscard]] std::vector<InputError> errors_of(std::string_view json) { return errors(session_->decide(json)); }
  [[nodiscard]] std::vector<InputError> errors_of(const Case& one) {
    return one.errors.empty() ? errors(session_->decide(one.request, {})) : one.errors;
  }

 private:
  static std::vector<InputError> errors(DocumentOrErrors outcome) {
    auto* found = std::get_if<std::vector<InputError>>(&outcome);
    return found ? std::move(*found) : std::vector<InputError>{};
  }
  std::shared_ptr<const Pack> pack_;
  std::unique_ptr<Session> session_;
};

struct Said { std::vector<std::string> codes; std::string text; };

void add(Said& said, const InputError& error) {
  said.codes.push_back(error.code);
  said.text += to_text(error, "") + "\n";
}

Said said_of_law(const PolicySet& set) {
  Said said;
  for (const Diagnostic& each : set.diagnostics.all()) said.codes.emplace_back(text_code(each.code));
  said.text = print(set.diagnostics, set.sources, false);
  return said;
}

// What its cases leave untested, besides what is wrong with it.
Said said_of_tested(const std::string& law, const std::string& cases) {
  PolicySet set = compile_texts({{"us-xj.leaf", law}});
  for (const model::Policy& policy : set.policies) set.diagnostics.append(report_untested(policy, {read_case_file("us-xj.cases.yaml", cases, {})}));
  return said_of_law(set);
}

Said said_of_cases(const CaseFile& file, Desk& desk) {
  Said said;
  for (const CaseFileError& each : file.errors) add(said, each.error);
  for (const Case& one : file.cases)
    for (const InputError& each : desk.errors_of(one)) add(said, each);
  return said;
}

// On this day it is asked whether the law was read lately.
const Date today = from_civil({2027, 1, 1});

std::string below_source(const std::string& path) { return (fs::path(SOURCE_DIR) / path).string(); }

// What the compiler, or the reader of requests, says about an example.
Said said_of(const Page& page, std::string_view example) {
  static Desk desk;
  const std::vector<std::string> texts = pages::whole(page.frame, example);
  switch (page.frame) {
    case Frame::path: return said_of_law(compile_all({below_source(texts.front())}, today));
    case Frame::case_path: return said_of_cases(load_case_file(below_source(texts.front())), desk);
    case Frame::cases: return said_of_cases(read_case_file("us-xj.cases.yaml", texts.front(), {}), desk);
    case Frame::request: {
      Said said;
      for (const InputError& each : desk.errors_of(texts.front())) add(said, each);
      return said;
    }
    case Frame::tested: return said_of_tested(texts.front(), texts.back());
    case Frame::file: case Frame::files: case Frame::law: case Frame::rule: case Frame::limit: break;
  }
  std::vector<LawFile> files;
  for (const std::string& text : texts) files.push_back({"example-" + std::to_string(files.size() + 1) + ".leaf", text});
  return said_of_law(compile_texts(files, today));
}

constexpr const char* golden_path = SOURCE_DIR "/tests/language/examples.txt";

std::string golden() {
  std::ifstream in(golden_path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("every code has a page whose wrong example gives exactly this code, and whose right example gives none") {
  std::size_t count = 0;
  for (const Page& page : pages::pages()) {
    INFO("a code needs LEAFLAW_PAGE(code, means, remedy, frame, wrong, right) in compiler/pages/pages.def: " << page.code);
    if (page.means.empty() || page.remedy.empty() || page.wrong.empty() || page.right.empty()) {
      FAIL_CHECK("its page is missing, or has no examples");
      continue;
    }
    ++count;
    const Said wrong = said_of(page, page.wrong);
    const Said right = said_of(page, page.right);
    {
      INFO("its wrong example must give one diagnostic of this code and no other; it gives\n" << wrong.text.substr(0, 2000));
      CHECK(wrong.codes == std::vector<std::string>{std::string(page.code)});
    }
    INFO("its right example must give no diagnostic and no warning; it gives\n" << right.text.substr(0, 2000));
    CHECK(right.codes.empty());
  }
  CHECK(count >= 100);
}

namespace {

// The text with a clause behind the first line of the declaration that holds the place; a declaration begins where a line does.
std::string with_clause(std::string text, std::size_t place, const std::string& clause) {
  std::size_t head = place;
  while (head > 0 && !(text[head - 1] == '\n' && text[head] != ' ' && text[head] != '\n')) --head;
  return text.insert(text.find('\n', head), "\n  " + clause);
}

}  // namespace

TEST_CASE("every warning can be kept in place with a reason, but the one about reasons that keep nothing") {
  for (const Page& page : pages::pages()) {
    if (!page.warning) continue;
    INFO(page.code << " must stand in compiler/lints/lints.def");
    CHECK(page.silence.empty() == (page.code == "W0103"));
    if (page.silence.empty()) continue;
    const std::vector<std::string> texts = pages::whole(page.frame, page.wrong);
    PolicySet set = compile_texts({{"wrong.leaf", texts.front()}}, today);
    const bool tested = page.frame == Frame::tested;
    if (tested) set.diagnostics.append(report_untested(set.policies.front(), {read_case_file("wrong.cases.yaml", texts.back(), {})}));
    REQUIRE(set.diagnostics.all().size() == 1);
    const std::string kept = with_clause(texts.front(), set.diagnostics.all().front().span.begin, "knowingly " + std::string(page.silence) + " \"so it is meant\"");
    INFO(kept);
    CHECK((tested ? said_of_tested(kept, texts.back()) : said_of_law(compile_texts({{"kept.leaf", kept}}, today))).text.empty());
  }
}

// LEAFLAW_BLESS=1 writes the file anew; read what changed.
TEST_CASE("what is said about the wrong example of every page is what tests/language/examples.txt shows") {
  std::string printed;
  for (const Page& page : pages::pages()) {
    std::string said = said_of(page, page.wrong).text;
    for (std::size_t at = 0; (at = said.find(SOURCE_DIR "/", at)) != std::string::npos;) said.erase(at, std::string(SOURCE_DIR "/").size());
    if (page.wrong.find("<byte ") != std::string_view::npos)   // a golden file is text
      said.erase(std::remove_if(said.begin(), said.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }), said.end());
    printed += "==== " + std::string(page.code) + "\n" + said + "\n";
  }
  if (std::getenv("LEAFLAW_BLESS") != nullptr) std::ofstream(golden_path, std::ios::binary) << printed;
  else CHECK(printed == golden());
}

TEST_CASE("no page explains a code that does not exist, and none is explained twice") {
  std::set<std::string_view> known;
  for (const Page& page : pages::pages()) known.insert(page.code);
  std::set<std::string_view> explained;
  for (const std::string_view code : {
#define LEAFLAW_PAGE(code, means, remedy, frame, wrong, right) std::string_view(code),
#include "compiler/pages/pages.def"
       }) {
    INFO(code);
    CHECK(known.count(code) == 1);
    CHECK(explained.insert(code).second);
  }
}
