// The parsed texts that are compiled together: where a policy finds the one that it narrows and the files that it uses.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/source/source_file.h"
#include "compiler/syntax/ast.h"

namespace leaflaw {

class Library {
 public:
  struct Text {
    std::string key;             // its place among the others, "/" between folders; unique
    ast::File tree;
    Diagnostics syntax;          // what was wrong with it; reported by whoever added it
    const ast::Declaration* policy = nullptr;   // the first one in it
  };

  explicit Library(const Sources& sources) : sources_(sources) {}

  [[nodiscard]] const Sources& sources() const { return sources_; }
  // Parses a usable file. The reference holds as long as the library.
  const Text& add(FileId file, std::string key);
  // The first policy of that id.
  [[nodiscard]] const Text* policy(std::string_view id) const;
  [[nodiscard]] std::vector<std::string> policy_ids() const;
  // What `use "name"` in the text means; null: it is not here.
  [[nodiscard]] const Text* used(const Text& by, std::string_view name) const;

 private:
  const Sources& sources_;
  std::deque<Text> texts_;
};

}  // namespace leaflaw
