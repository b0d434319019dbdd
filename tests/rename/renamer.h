// The same law in other words: every fact, value of a list, state and policy renamed, in vocabulary, policies and requests alike.
// Left as they are: the words of the language itself (units, topics, `store` and `patient` after `tallied by` and `for`, figures of
// limits, `none`) and those of the contract (items, history, topics).
#pragma once

#include <set>
#include <string>

#include "compiler/source/source_file.h"
#include "compiler/syntax/ast.h"
#include "runtime/facts/node.h"
#include "runtime/facts/schema.h"

namespace leaflaw::renaming {

class Renamer {
 public:
  explicit Renamer(const Schema& schema);
  [[nodiscard]] std::size_t size() const { return words_.size(); }
  // Also of a key in brackets: the address of a keyed limit.
  [[nodiscard]] std::string renamed(const std::string& word) const;
  // The text of a policy or vocabulary with every name in it renamed. The text must parse.
  [[nodiscard]] std::string text(const std::string& text) const;
  [[nodiscard]] Node request(const Node& request) const;

 private:
  [[nodiscard]] Node value(const Node& node) const;
  std::set<std::string> words_;   // steps of facts, values of enumerations
};

}  // namespace leaflaw::renaming
