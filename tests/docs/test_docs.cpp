// Everything that the docs show is tried: blocks marked
//   leaf        join the policy of their page (its first block has the header) and must compile;
//   leaf-wrong  must not: the `text` block after them is exactly what the compiler says;
//   leaf-narrows is a policy that narrows the page's, as far as that has come, and must compile together with it;
//   yaml        are worked cases for the page's policy as far as it has come, and must pass;
//   json        are requests, and must be read by the page's policy;
//   text FILE   stands word for word in that file;
//   console     are commands after "$ " and exactly what they print ("..." stands for any lines).
// LEAFLAW_BLESS=1 writes what is printed into `text` and `console` blocks without "...". How many blocks a page has is asserted, so
// that none is lost by a slip of the marks.
#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "compiler/cases/case_runner.h"
#include "compiler/reference/reference.h"
#include "compiler/semantics/compile.h"
#include "runtime/facts/json_reader.h"
#include "runtime/facts/normalize.h"

namespace {

namespace fs = std::filesystem;
using namespace leaflaw;

struct Block { std::string kind, text; std::size_t begin = 0, end = 0; int line = 0; };   // begin, end: the text in the page

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<Block> blocks_of(const std::string& page) {
  std::vector<Block> blocks;
  int line = 0;
  bool inside = false;
  for (std::size_t at = 0; at < page.size();) {
    const std::size_t end = std::min(page.find('\n', at), page.size());
    const std::string text = page.substr(at, end - at);
    ++line;
    at = end + 1;
    if (!text.starts_with("```")) continue;
    if (inside) {
      blocks.back().end = end - text.size();
      blocks.back().text = page.substr(blocks.back().begin, blocks.back().end - blocks.back().begin);
    } else {
      blocks.push_back({text.substr(3), {}, at, 0, line});
    }
    inside = !inside;
  }
  CHECK(!inside);
  return blocks;
}

struct Compiled { std::optional<model::Policy> policy; std::string report; };
Compiled compile(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  bool usable = true;
  const FileId file = sources.add("example.leaf", text, diagnostics, usable);
  Compiled result;
  if (usable) result.policy = compile_policy(sources, file, {}, diagnostics);
  diagnostics.sort();
  Diagnostics errors;
  for (const Diagnostic& each : diagnostics.all())
    if (severity(each.code) == Severity::error) errors.add(each.code, each.span, each.message, each.help).notes = each.notes;
  result.report = print(errors, sources, false);
  if (errors.has_errors()) result.policy.reset();
  return result;
}

std::string output_of(const std::string& command) {
  const std::string line = "cd '" SOURCE_DIR "' && PATH='" BINARY_DIR "/bin':\"$PATH\" " + command + " 2>&1";
  std::string out;
  FILE* pipe = popen(line.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::array<char, 4096> buffer;
  while (std::size_t n = fread(buffer.data(), 1, buffer.size(), pipe)) out.append(buffer.data(), n);
  pclose(pipe);
  return out;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

// "..." on a line of its own stands for any number of lines.
bool matches(const std::vector<std::string>& pattern, const std::vector<std::string>& lines, std::size_t p = 0, std::size_t l = 0) {
  for (; p < pattern.size(); ++p, ++l) {
    if (pattern[p] == "...") {
      for (std::size_t skip = l; skip <= lines.size(); ++skip)
        if (matches(pattern, lines, p + 1, skip)) return true;
      return false;
    }
    if (l >= lines.size() || pattern[p] != lines[l]) return false;
  }
  return l == lines.size();
}

class Page {
 public:
  explicit Page(const fs::path& path) : path_(path), text_(read(path)), blocks_(blocks_of(text_)) {}

  std::map<std::string, int> run() {
    std::map<std::string, int> counts;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      const Block& block = blocks_[i];
      INFO(path_.string() << ":" << block.line);
      ++counts[block.kind.substr(0, block.kind.find(' '))];
      if (block.kind == "leaf") leaf(block);
      else if (block.kind == "leaf-narrows") narrows(block);
      else if (block.kind == "leaf-wrong") wrong(block, i + 1 < blocks_.size() && blocks_[i + 1].kind == "text" ? &blocks_[i + 1] : nullptr);
      else if (block.kind == "yaml") cases(block);
      else if (block.kind == "json") request(block);
      else if (block.kind == "console") console(block);
      else if (block.kind.starts_with("text ")) CHECK(read(fs::path(SOURCE_DIR) / block.kind.substr(5)).find(block.text) != std::string::npos);
    }
    if (!blessed_.empty()) write();
    return counts;
  }

 private:
  void leaf(const Block& block) {
    policy_ += block.text + "\n";
    const Compiled compiled = compile(policy_);
    INFO(compiled.report);
    CHECK(compiled.policy.has_value());
  }
  void narrows(const Block& block) {
    const PolicySet set = compile_texts({{"page.leaf", policy_}, {"inner.leaf", block.text}});
    INFO(print(set.diagnostics, set.sources, false));
    CHECK(set.policies.size() == 2);
  }
  void wrong(const Block& block, const Block* expected) {
    const Compiled compiled = compile(block.text + "\n" + policy_);   // first, so that places are those of the block
    CHECK(!compiled.policy.has_value());
    CHECK(expected != nullptr);
    if (expected) same(*expected, expected->text, compiled.report);
  }
  void cases(const Block& block) {
    const Compiled compiled = compile(policy_);
    REQUIRE(compiled.policy);
    const CaseFile file = read_case_file("page.cases.yaml", block.text, {});
    for (const CaseFileError& error : file.errors) FAIL_CHECK(to_text(error.error, error.file));
    CHECK(!file.cases.empty());
    const RequestReader reader(compiled.policy->context, case_keys());
    PrintContext print;
    print.units = &compiled.policy->context.units;
    for (const Case& each : file.cases) {
      const CaseResult result = run_case(each, reader, print, [&](const Request& one) -> DocumentOrErrors { return decide_by_reference(*compiled.policy, one); });
      INFO(each.name);
      for (const std::string& difference : result.differences) FAIL_CHECK(difference);
      CHECK(result.passed());
    }
  }
  void request(const Block& block) {
    const Compiled compiled = compile(policy_);
    REQUIRE(compiled.policy);
    const ReadTree tree = read_json(block.text);
    for (const InputError& error : tree.errors) FAIL_CHECK(to_text(error, "request"));
    const RequestOrErrors read = read_complete_request(tree.root, RequestReader(compiled.policy->context));
    if (const auto* errors = std::get_if<std::vector<InputError>>(&read)) FAIL_CHECK(to_text(errors->front(), "request"));
    CHECK(std::holds_alternative<Request>(read));
  }
  void console(const Block& block) {
    std::string expected, found;
    bool fixed = true;
    for (std::size_t at = 0; at < block.text.size();) {
      const std::size_t next = block.text.find("\n$ ", at);
      const std::string part = block.text.substr(at, next == std::string::npos ? std::string::npos : next + 1 - at);
      at += part.size();
      REQUIRE(part.starts_with("$ "));
      const std::size_t end = part.find('\n');
      const std::string command = part.substr(2, end - 2);
      const std::string printed = output_of(command), wanted = part.substr(end + 1);
      expected += part;
      found += "$ " + command + "\n" + printed;
      const bool open = ("\n" + wanted).find("\n...\n") != std::string::npos;
      fixed = fixed && !open;
      if (open) {
        INFO(printed);
        CHECK(matches(lines_of(wanted), lines_of(printed)));
      }
    }
    if (fixed) same(block, expected, found);
  }
  void same(const Block& block, const std::string& expected, const std::string& found) {
    if (std::getenv("LEAFLAW_BLESS") && expected != found) blessed_.push_back({"", found, block.begin, block.end, 0});
    else CHECK(expected == found);
  }
  void write() {
    for (auto each = blessed_.rbegin(); each != blessed_.rend(); ++each) text_.replace(each->begin, each->end - each->begin, each->text);
    std::ofstream(path_, std::ios::binary) << text_;
  }

  fs::path path_;
  std::string text_, policy_;
  std::vector<Block> blocks_, blessed_;
};

struct Expected { const char* page; std::map<std::string, int> counts; };
const std::vector<Expected> pages = {
    {"README.md", {{"sh", 1}, {"text", 2}, {"console", 1}}},
    {"docs/authors/language.md", {{"leaf", 12}, {"leaf-narrows", 1}, {"yaml", 5}, {"leaf-wrong", 2}, {"text", 2}}},
    {"docs/authors/add-a-rule.md", {{"leaf", 2}, {"yaml", 1}}},
    {"docs/contributors/architecture.md", {{"text", 1}}},
};

}  // namespace

TEST_CASE("the docs say what is so") {
  for (const Expected& expected : pages) {
    INFO(expected.page);
    CHECK(Page(fs::path(SOURCE_DIR) / expected.page).run() == expected.counts);
  }
}
