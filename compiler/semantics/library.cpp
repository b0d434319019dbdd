#include "compiler/semantics/library.h"

#include <algorithm>
#include <filesystem>

#include "compiler/syntax/parse.h"

namespace leaflaw {

namespace {

template <typename Texts, typename Test>
const Library::Text* first_of(const Texts& texts, Test test) {
  const auto found = std::find_if(texts.begin(), texts.end(), test);
  return found == texts.end() ? nullptr : &*found;
}

}  // namespace

const Library::Text& Library::add(FileId file, std::string key) {
  Text& text = texts_.emplace_back();
  text.key = std::move(key);
  text.tree = parse(sources_, file, text.syntax);
  for (const ast::Declaration& each : text.tree.declarations)
    if (each.kind == ast::Declaration::Kind::policy && !text.policy) text.policy = &each;
  return text;
}

const Library::Text* Library::policy(std::string_view id) const {
  return first_of(texts_, [&](const Text& each) { return each.policy && each.policy->name.text == id; });
}

std::vector<std::string> Library::policy_ids() const {
  std::vector<std::string> ids;
  for (const Text& each : texts_)
    if (each.policy) ids.push_back(each.policy->name.text);
  return ids;
}

const Library::Text* Library::used(const Text& by, std::string_view name) const {
  const std::string key = (std::filesystem::path(by.key).parent_path() / name).lexically_normal().generic_string();
  return first_of(texts_, [&](const Text& each) { return each.key == key; });
}

}  // namespace leaflaw
