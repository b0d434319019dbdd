// Every vocabulary and policy below some folders.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "compiler/semantics/compile.h"

namespace leaflaw {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view ending = ".leaf";

struct Found {
  std::vector<std::string> paths;       // in the order of their names, each file once
  std::vector<std::string> names;       // parallel: below the folder given; of a file given, its own
  std::vector<std::string> unreadable;
};

bool hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

void add_folder(const fs::path& folder, std::vector<std::string>& paths, std::vector<std::string>& unreadable) {
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied, error), end;
  for (; !error && entry != end; entry.increment(error)) {
    if (hidden(entry->path())) {
      if (entry->is_directory(error)) entry.disable_recursion_pending();
    } else if (entry->path().extension() == ending && entry->is_regular_file(error)) {
      paths.push_back(entry->path().string());
    }
  }
  if (error) unreadable.push_back(folder.string());
}

Found find_files(const std::vector<std::string>& given) {
  Found found;
  std::set<fs::path> seen;
  for (const std::string& path : given) {
    std::vector<std::string> below;
    std::error_code error;
    if (fs::is_directory(path, error)) add_folder(path, below, found.unreadable);
    else below.push_back(path);
    std::sort(below.begin(), below.end());
    for (std::string& each : below) {
      if (!seen.insert(fs::weakly_canonical(each, error)).second) continue;
      found.names.push_back(each == path ? fs::path(each).filename().string() : fs::path(each).lexically_relative(path).string());
      found.paths.push_back(std::move(each));
    }
  }
  return found;
}

std::optional<std::string> read(const std::string& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad()) return std::nullopt;
  return text;
}

// A vocabulary's file begins with one of its declarations. Read without parsing, since it decides what the text is parsed for.
bool is_vocabulary(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (;;) {
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) return false;
    text.remove_prefix(start);
    if (text.front() != '#') break;
    text.remove_prefix(std::min(text.find('\n'), text.size()));
  }
  const std::string_view word = text.substr(0, text.find_first_of(" \t\r\n"));
  return word == "vocabulary" || word == "enumeration" || word == "fact";
}

std::vector<ast::Text> uses_of(const Library::Text& text) {
  std::vector<ast::Text> names;
  for (const ast::Declaration& each : text.tree.declarations)
    if (each.kind == ast::Declaration::Kind::use && each.title) names.push_back(*each.title);
  return names;
}

// How many policies it narrows, by its name.
std::ptrdiff_t depth_of(const Library::Text& text) {
  if (!text.policy) return 0;
  const std::string& id = text.policy->name.text;
  return std::count(id.begin(), id.end(), '/');
}

class Compilation {
 public:
  explicit Compilation(std::optional<Date> today = std::nullopt) : today_(today) {}

  PolicySet run(const std::vector<std::string>& paths) {
    load(find_files(paths));
    load_used();
    return compile_loaded();
  }
  PolicySet run(const std::vector<LawFile>& files) {
    for (const LawFile& each : files) add(each.name, each.name, fs::path(each.name).lexically_normal().generic_string(), each.text);
    return compile_loaded();
  }

 private:
  PolicySet compile_loaded() {
    // What is wrong with the words would be reported again by every policy.
    if (compile_vocabularies()) compile_policies();
    sort_by_id();
    set_.diagnostics.sort();
    return std::move(set_);
  }

  void add(const std::string& path, const std::string& name, const std::string& key, std::string text) {
    const bool words = is_vocabulary(text);
    bool usable = true;
    const FileId file = set_.sources.add(path, std::move(text), set_.diagnostics, usable);
    set_.names.push_back(name);
    if (!usable) {
      vocabularies_whole_ = vocabularies_whole_ && !words;
    } else if (words) {
      vocabulary_files_.push_back(file);
    } else {
      texts_.push_back(&library_.add(file, key));
      set_.diagnostics.append(texts_.back()->syntax);
    }
  }
  void add_file(const std::string& path, const std::string& name, std::string text) {
    std::error_code error;
    add(path, name, fs::weakly_canonical(path, error).generic_string(), std::move(text));
  }

  void unreadable(const std::string& path) {
    bool usable = false;
    const FileId file = set_.sources.add(path, {}, set_.diagnostics, usable);
    set_.names.push_back(path);
    set_.diagnostics.add(Code::file_unreadable, Span{file, 0, 0}, fmt::format("`{}` cannot be read", path), "check the name and the permissions");
  }

  void load(const Found& found) {
    for (const std::string& path : found.unreadable) unreadable(path);
    for (std::size_t i = 0; i < found.paths.size(); ++i) {
      if (std::optional<std::string> text = read(found.paths[i])) add_file(found.paths[i], found.names[i], std::move(*text));
      else unreadable(found.paths[i]);
    }
  }

  // Files that a text uses and that do not stand in the folders given. One that cannot be read is reported where it is used.
  void load_used() {
    for (std::size_t i = 0; i < texts_.size(); ++i)
      for (const ast::Text& name : uses_of(*texts_[i])) {
        if (library_.used(*texts_[i], name.value)) continue;
        const SourceFile& by = set_.sources.file(texts_[i]->tree.id);
        const std::string path = (fs::path(by.path).parent_path() / name.value).lexically_normal().string();
        if (std::optional<std::string> text = read(path))
          add_file(path, (fs::path(set_.names[texts_[i]->tree.id]).parent_path() / name.value).lexically_normal().generic_string(), std::move(*text));
      }
  }

  bool compile_vocabularies() {
    for (FileId file : vocabulary_files_) {
      std::optional<Vocabulary> vocabulary = compile_vocabulary(set_.sources, file, set_.diagnostics);
      vocabularies_whole_ = vocabularies_whole_ && vocabulary;
      if (!vocabulary) continue;
      const auto same = std::find_if(vocabularies_.begin(), vocabularies_.end(), [&](const Vocabulary& each) {
        return each.schema->name == vocabulary->schema->name && each.schema->version == vocabulary->schema->version;
      });
      if (same == vocabularies_.end()) {
        vocabularies_.push_back(std::move(*vocabulary));
        continue;
      }
      set_.diagnostics.add(Code::duplicate_name, Span{file, 0, 0}, fmt::format("there is another vocabulary `{} {}`", vocabulary->schema->name, vocabulary->schema->version),
                           "give it another name or version, or take one of the two files away");
      vocabularies_whole_ = false;
    }
    return vocabularies_whole_;
  }

  // A file without a policy belongs to those that use it; whoever narrows a policy comes after it.
  void compile_policies() {
    std::set<const Library::Text*> used;
    for (const Library::Text* each : texts_)
      for (const ast::Text& name : uses_of(*each)) used.insert(library_.used(*each, name.value));
    std::vector<const Library::Text*> order;
    for (const Library::Text* each : texts_)
      if (each->policy || !used.contains(each)) order.push_back(each);
    std::stable_sort(order.begin(), order.end(), [](const Library::Text* a, const Library::Text* b) { return depth_of(*a) < depth_of(*b); });
    for (const Library::Text* each : order) compile(*each);
  }

  void compile(const Library::Text& text) {
    const auto* narrows = text.policy && text.policy->header.narrows ? &*text.policy->header.narrows : nullptr;
    const bool outer_holds = narrows && std::any_of(set_.policies.begin(), set_.policies.end(), [&](const model::Policy& each) { return each.id == narrows->text; });
    std::optional<model::Policy> policy = compile_policy(library_, text, vocabularies_, outer_holds, set_.diagnostics, today_);
    if (!policy) return;
    const auto same = std::find_if(set_.policies.begin(), set_.policies.end(), [&](const model::Policy& each) { return each.id == policy->id; });
    if (same == set_.policies.end()) {
      set_.paths.push_back(set_.sources.file(text.tree.id).path);
      set_.policies.push_back(std::move(*policy));
      return;
    }
    set_.diagnostics.add(Code::duplicate_policy, Span{text.tree.id, 0, 0}, fmt::format("there is another policy `{}`", policy->id), "a policy's name is unique: rename it, or take one of the two files away")
        .notes.push_back({Span{library_.policy(policy->id)->tree.id, 0, 0}, "the other one is here"});
  }

  void sort_by_id() {
    std::vector<std::size_t> order(set_.policies.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return set_.policies[a].id < set_.policies[b].id; });
    std::vector<model::Policy> policies;
    std::vector<std::string> paths;
    for (std::size_t i : order) {
      policies.push_back(std::move(set_.policies[i]));
      paths.push_back(std::move(set_.paths[i]));
    }
    set_.policies = std::move(policies);
    set_.paths = std::move(paths);
  }

  PolicySet set_;
  Library library_{set_.sources};
  std::vector<FileId> vocabulary_files_;
  std::vector<const Library::Text*> texts_;   // in the order in which they were added
  std::vector<Vocabulary> vocabularies_;
  bool vocabularies_whole_ = true;
  std::optional<Date> today_;
};

}  // namespace

PolicySet compile_texts(const std::vector<LawFile>& files, std::optional<Date> today) { return Compilation(today).run(files); }

std::vector<LawFile> texts_of(const PolicySet& set) {
  std::vector<LawFile> texts;
  std::set<std::string> taken;
  const auto add = [&](const std::string& name, const std::string& path, const std::string& text) { texts.push_back({taken.insert(name).second ? name : path, text}); };
  for (std::size_t i = 0; i < set.sources.size(); ++i) {
    const SourceFile& file = set.sources.file(static_cast<FileId>(i));
    add(set.names[i], file.path, file.text);
  }
  const bool built_in = std::any_of(set.policies.begin(), set.policies.end(), [](const model::Policy& policy) { return policy.schema == standard_vocabulary().schema; });
  if (const LawFile words = standard_vocabulary_file(); built_in) add(words.name, words.name, words.text);
  return texts;
}

PolicySet compile_all(const std::vector<std::string>& paths, std::optional<Date> today) { return Compilation(today).run(paths); }

}  // namespace leaflaw
