#include "compiler/cases/case_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include "compiler/cases/yaml_reader.h"
#include "runtime/facts/suggest.h"

namespace leaflaw {

namespace {

constexpr std::string_view items_key = "items", template_key = "item", history_key = "history", entries_key = "entries";

// Places of one file mean nothing in another: the parts of a baseline keep none.
void forget_places(Node& node) {
  node.line = node.column = 0;
  for (Node& child : node.list) forget_places(child);
  for (auto& entry : node.map) forget_places(entry.value);
}

Node* find(Node& node, std::string_view key) {
  for (auto& [name, value] : node.map)
    if (name == key) return &value;
  return nullptr;
}

std::optional<Node> take(Node& node, std::string_view key) {
  auto found = std::find_if(node.map.begin(), node.map.end(), [key](const auto& entry) { return entry.key == key; });
  if (found == node.map.end()) return std::nullopt;
  Node value = std::move(found->value);
  node.map.erase(found);
  return value;
}

void merge_lines(Node& record, const Node& line_template) {
  Node* items = find(record, items_key);
  if (!items || items->kind != Node::Kind::list) return;
  for (Node& line : items->list)
    if (line.kind == Node::Kind::map) line = merge(line_template, line);
}

// The lines of the event and of every history entry.
void merge_all_lines(Node& request, const Node& line_template) {
  merge_lines(request, line_template);
  Node* history = find(request, history_key);
  if (history && history->kind == Node::Kind::map) history = find(*history, entries_key);
  if (!history || history->kind != Node::Kind::list) return;
  for (Node& entry : history->list)
    if (entry.kind == Node::Kind::map) merge_lines(entry, line_template);
}

class CaseFileReader {
 public:
  CaseFileReader(std::string path, const Baselines& baselines) : baselines_(baselines) { out_.path = std::move(path); }

  CaseFile run(std::string_view text) {
    ReadTree tree = read_yaml(text);
    report(out_.path, tree.errors);
    read_baselines();
    if (tree.errors.empty()) file(tree.root);
    report(out_.path, errors_.take());
    return std::move(out_);
  }

 private:
  void report(const std::string& file, const std::vector<InputError>& errors) {
    for (const InputError& error : errors) out_.errors.push_back({file, error});
  }

  void read_baselines() {
    if (!baselines_.text) return;
    ReadTree tree = read_yaml(*baselines_.text);
    if (tree.errors.empty() && tree.root.kind == Node::Kind::map) {
      baseline_root_ = std::move(tree.root);
      return;
    }
    if (tree.errors.empty()) {
      InputErrors errors;
      errors.add(InputCode::wrong_kind, InputPath{}, &tree.root, "baselines are a map of names and facts");
      tree.errors = errors.take();
    }
    report(baselines_.path, tree.errors);
    baselines_broken_ = true;
  }

  void file(const Node& root) {
    InputPath top;
    if (root.kind != Node::Kind::map) {
      errors_.add(InputCode::wrong_kind, top, &root, "a case file is a map with `policy` and `cases`");
      return;
    }
    for (const auto& [key, value] : root.map) {
      InputPath step{nullptr, key};
      if (key == "policy")
        policy(value, step);
      else if (key != "cases")
        errors_.add(InputCode::unknown_case_key, step, &value, "a case file has no " + suggest::quoted(key), suggest::suggestion(key, {"policy", "cases"}));
    }
    if (!root.find("policy")) errors_.add(InputCode::missing_key, top, &root, "the file names no policy", "write policy: and its id on the first line");
    const Node* all = root.find("cases");
    if (!all || all->kind != Node::Kind::list || all->list.empty()) {
      errors_.add(InputCode::no_cases, top, all ? all : &root, "there are no cases in the file", "write cases: and a list");
      return;
    }
    cases(*all);
  }

  void policy(const Node& node, const InputPath& path) {
    if (node.kind == Node::Kind::text)
      out_.policy = node.scalar;
    else
      errors_.add(InputCode::wrong_kind, path, &node, "here should stand the id of a policy");
  }

  void cases(const Node& all) {
    InputPath list{nullptr, "cases"};
    for (std::size_t i = 0; i < all.list.size(); ++i) {
      InputPath step{&list, {}, static_cast<long>(i)};
      const Node& node = all.list[i];
      if (node.kind != Node::Kind::map)
        errors_.add(InputCode::wrong_kind, step, &node, "a case is a map");
      else
        one_case(node, step);
    }
  }

  void one_case(const Node& node, const InputPath& path) {
    InputErrors file_errors = std::exchange(errors_, {});
    Case one;
    one.line = node.line;
    Node rest = node;
    one.name = text(take(rest, "name"), path, "name");
    one.source = text(take(rest, "source"), path, "source");
    std::optional<Node> expected = take(rest, "expect");
    std::optional<Node> base = take(rest, "base");
    if (one.name.empty())
      errors_.add(InputCode::missing_key, path, &node, "the case has no name", "write name: and what it shows");
    if (expected) {
      InputPath step{&path, "expect"};
      one.expect = read_expectation(*expected, step, errors_);
    } else {
      no_expectation(node, path);
    }
    if (const Node* stray = rest.find(template_key)) {
      InputPath step{&path, template_key};
      errors_.add(InputCode::unknown_case_key, step, stray, "a case has no " + suggest::quoted(template_key), "did you mean `items`? The template of lines stands in a baseline");
    }
    one.request = based(std::move(rest), base, path);
    one.errors = std::exchange(errors_, std::move(file_errors)).take();
    out_.cases.push_back(std::move(one));
  }

  void no_expectation(const Node& node, const InputPath& path) {
    std::string help = "write expect: {verdict: ...}";
    for (const auto& entry : node.map)
      if (!suggest::nearest_of(entry.key, {"expect"}).empty()) help = "did you mean `expect` by " + suggest::quoted(entry.key) + "?";
    errors_.add(InputCode::missing_key, path, &node, "the case expects nothing", help);
  }

  std::string text(const std::optional<Node>& node, const InputPath& path, std::string_view key) {
    if (!node || node->kind == Node::Kind::null) return {};
    if (node->kind == Node::Kind::text || node->kind == Node::Kind::truth) return node->scalar;
    InputPath step{&path, key};
    errors_.add(InputCode::wrong_kind, step, &*node, "here should stand a text");
    return {};
  }

  Node based(Node request, const std::optional<Node>& base, const InputPath& path) {
    if (!base) return request;
    InputPath step{&path, "base"};
    if (base->kind != Node::Kind::text) {
      errors_.add(InputCode::wrong_kind, step, &*base, "here should stand the name of a baseline");
      return request;
    }
    const Node* found = baseline_root_.find(base->scalar);
    if (!found || found->kind != Node::Kind::map) {
      if (!baselines_broken_) unknown_baseline(*base, step, found != nullptr);
      return request;
    }
    Node start = *found;
    forget_places(start);
    std::optional<Node> line_template = take(start, template_key);
    Node merged = merge(start, request);
    if (line_template && line_template->kind == Node::Kind::map) merge_all_lines(merged, *line_template);
    return merged;
  }

  void unknown_baseline(const Node& base, const InputPath& path, bool not_a_map) {
    std::vector<std::string_view> known;
    for (const auto& entry : baseline_root_.map) known.push_back(entry.key);
    std::string help = baselines_.text ? suggest::suggestion(base.scalar, known) : "there is no " + baselines_.path;
    errors_.add(InputCode::unknown_baseline, path, &base,
                not_a_map ? "the baseline " + suggest::quoted(base.scalar) + " is not a map" : "there is no baseline " + suggest::quoted(base.scalar), help);
  }

  const Baselines& baselines_;
  CaseFile out_;
  InputErrors errors_;
  Node baseline_root_;
  bool baselines_broken_ = false;
};

std::optional<std::string> file_text(const std::filesystem::path& path) {
  std::error_code code;
  if (std::filesystem::is_directory(path, code)) return std::nullopt;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return std::nullopt;
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

std::string policy_of(std::string_view text) {
  ReadTree tree = read_yaml(text);
  const Node* policy = tree.root.find("policy");
  return policy ? policy->scalar : std::string();
}

}  // namespace

std::vector<std::string> case_keys() { return {"name", "source", "base", "expect"}; }

CaseFile read_case_file(std::string path, std::string_view text, const Baselines& baselines) {
  return CaseFileReader(std::move(path), baselines).run(text);
}

CaseFile load_case_file(const std::string& path, const FolderOfPolicy& folder_of_policy) {
  auto text = file_text(path);
  if (!text) {
    CaseFile broken;
    broken.path = path;
    InputErrors errors;
    errors.add(InputCode::file_unreadable, InputPath{}, nullptr, "the file cannot be read", "is the path right?");
    broken.errors.push_back({path, errors.take().front()});
    return broken;
  }
  Baselines baselines;
  std::filesystem::path beside = std::filesystem::path(path).parent_path() / "baselines.yaml";
  baselines.path = beside.string();
  baselines.text = file_text(beside);
  if (!baselines.text && folder_of_policy) {
    std::string folder = folder_of_policy(policy_of(*text));
    if (!folder.empty()) {
      baselines.path = (std::filesystem::path(folder) / "baselines.yaml").string();
      baselines.text = file_text(baselines.path);
    }
  }
  return read_case_file(path, *text, baselines);
}

}  // namespace leaflaw
