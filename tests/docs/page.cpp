#include "tests/docs/page.h"

#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "compiler/cases/case_runner.h"
#include "compiler/format/format.h"
#include "compiler/reference/reference.h"
#include "runtime/facts/json_reader.h"
#include "runtime/facts/normalize.h"

namespace leaflaw::docs {

namespace fs = std::filesystem;

namespace {

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

// The text in the one layout; as it is where that cannot be given.
std::string laid_out(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  bool usable = true;
  const FileId file = sources.add("example.leaf", text, diagnostics, usable);
  return format(sources, file, diagnostics).value_or(text);
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

struct FileMark { std::string verb; fs::path file; };

// "leaf continues us-xj.leaf". Nothing: the block is about no file of the reader's.
std::optional<FileMark> file_mark(const std::string& kind) {
  for (const char* verb : {"begins", "continues", "mends", "shows"}) {
    const std::string middle = std::string(" ") + verb + " ";
    if (const std::size_t at = kind.find(middle); at != std::string::npos) return FileMark{verb, kind.substr(at + middle.size())};
  }
  return std::nullopt;
}

void write(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

fs::path new_folder() {
  std::string name = (fs::temp_directory_path() / "leaflaw-page-XXXXXX").string();
  REQUIRE(mkdtemp(name.data()) != nullptr);
  return name;
}

}  // namespace

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

std::string output_of(const std::string& command, const fs::path& folder) {
  const std::string line = "{ cd '" + folder.string() + "' && export PATH='" BINARY_DIR "/bin':\"$PATH\" && " + command + " ; } 2>&1";
  std::string out;
  FILE* pipe = popen(line.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::array<char, 4096> buffer;
  while (std::size_t n = fread(buffer.data(), 1, buffer.size(), pipe)) out.append(buffer.data(), n);
  pclose(pipe);
  return out;
}

Page::Page(const fs::path& path) : path_(path), text_(read(path)), blocks_(blocks_of(text_)) {
  for (const Block& block : blocks_)
    if (folder_.empty() && file_mark(block.kind)) folder_ = new_folder();
}

Page::~Page() {
  std::error_code ignored;   // what is left in the system's folder for such files is no failure
  if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

std::map<std::string, int> Page::run() {
  std::map<std::string, int> counts;
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    const Block& block = blocks_[i];
    INFO(path_.string() << ":" << block.line);
    const std::optional<FileMark> mark = file_mark(block.kind);
    ++counts[block.kind.substr(0, block.kind.find(' ')) + (mark ? " " + mark->verb : "")];
    if (mark) CHECK(file(block));
    else if (block.kind == "leaf") leaf(block);
    else if (block.kind == "leaf-narrows") narrows(block);
    else if (block.kind == "leaf-wrong") wrong(block, i + 1 < blocks_.size() && blocks_[i + 1].kind == "text" ? &blocks_[i + 1] : nullptr);
    else if (block.kind == "leaf-vocabulary") vocabulary(block);
    else if (block.kind.starts_with("leaf-used ")) used_.push_back({block.kind.substr(10), block.text});
    else if (block.kind == "yaml") cases(block);
    else if (block.kind == "json") request(block);
    else if (block.kind == "console") console(block);
    else if (block.kind.starts_with("ebnf ")) same(block, block.text, output_of("python3 tools/grammar_page.py '" + block.kind.substr(5) + "'", SOURCE_DIR));
    else if (block.kind.starts_with("text ")) CHECK(read(fs::path(SOURCE_DIR) / block.kind.substr(5)).find(block.text) != std::string::npos);
  }
  if (!blessed_.empty()) bless();
  return counts;
}

void Page::leaf(const Block& block) {
  policy_ += block.text + "\n";
  const Compiled compiled = compile(policy_);
  INFO(compiled.report);
  CHECK(compiled.policy.has_value());
  same(block, block.text, laid_out(block.text));
}

void Page::narrows(const Block& block) {
  std::vector<LawFile> files{{"page.leaf", policy_}, {"inner.leaf", block.text}};
  files.insert(files.end(), used_.begin(), used_.end());
  const PolicySet set = compile_texts(files);
  INFO(print(set.diagnostics, set.sources, false));
  CHECK(set.policies.size() == 2);
  same(block, block.text, laid_out(block.text));
}

void Page::wrong(const Block& block, const Block* expected) {
  const Compiled compiled = compile(block.text + "\n" + policy_);   // first, so that places are those of the block
  CHECK(!compiled.policy.has_value());
  CHECK(expected != nullptr);
  if (expected) same(*expected, expected->text, compiled.report);
}

void Page::vocabulary(const Block& block) {
  Sources sources;
  Diagnostics diagnostics;
  bool usable = true;
  const FileId file = sources.add("example.leaf", block.text, diagnostics, usable);
  const std::optional<Vocabulary> compiled = compile_vocabulary(sources, file, diagnostics);
  INFO(print(diagnostics, sources, false));
  CHECK(compiled.has_value());
}

void Page::cases(const Block& block) {
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

void Page::request(const Block& block) {
  const Compiled compiled = compile(policy_);
  REQUIRE(compiled.policy);
  const ReadTree tree = read_json(block.text);
  for (const InputError& error : tree.errors) FAIL_CHECK(to_text(error, "request"));
  const RequestOrErrors read = read_complete_request(tree.root, RequestReader(compiled.policy->context));
  if (const auto* errors = std::get_if<std::vector<InputError>>(&read)) FAIL_CHECK(to_text(errors->front(), "request"));
  CHECK(std::holds_alternative<Request>(read));
}

// False: the block mends what was never written.
bool Page::file(const Block& block) {
  const FileMark mark = *file_mark(block.kind);
  const fs::path path = folder_ / mark.file;
  if (mark.verb == "shows") {
    same(block, block.text, read(path));
    return fs::exists(path);
  }
  const bool written = before_.contains(mark.file);
  if (mark.verb == "mends" && !written) return false;
  if (mark.verb != "mends") before_[mark.file] = mark.verb == "continues" ? read(path) + "\n" : "";
  write(path, before_[mark.file] + block.text);
  return mark.verb != "continues" || written;
}

void Page::console(const Block& block) {
  std::string expected, found;
  bool fixed = true;
  for (std::size_t at = 0; at < block.text.size();) {
    const std::size_t next = block.text.find("\n$ ", at);
    const std::string part = block.text.substr(at, next == std::string::npos ? std::string::npos : next + 1 - at);
    at += part.size();
    REQUIRE(part.starts_with("$ "));
    const std::size_t end = part.find('\n');
    const std::string command = part.substr(2, end - 2);
    const std::string printed = output_of(command, folder_.empty() ? fs::path(SOURCE_DIR) : folder_), wanted = part.substr(end + 1);
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

void Page::same(const Block& block, const std::string& expected, const std::string& found) {
  if (std::getenv("LEAFLAW_BLESS") && expected != found) blessed_.push_back({"", found, block.begin, block.end, 0});
  else CHECK(expected == found);
}

void Page::bless() {
  for (auto each = blessed_.rbegin(); each != blessed_.rend(); ++each) text_.replace(each->begin, each->end - each->begin, each->text);
  std::ofstream(path_, std::ios::binary) << text_;
}

}  // namespace leaflaw::docs
