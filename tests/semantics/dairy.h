// A small vocabulary, and texts compiled against it as far as conditions: what the tests of single parts of semantics/ start from.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "compiler/semantics/draft.h"
#include "compiler/source/source_file.h"
#include "runtime/facts/record.h"

namespace dairy {

const leaflaw::Vocabulary& vocabulary();

// `define` declarations, each a condition about an item.
class Text {
 public:
  explicit Text(const std::string& text);

  leaflaw::semantics::Draft& draft() { return *draft_; }
  // The conditions of all definitions, in the order of the text.
  const std::vector<leaflaw::semantics::ExprId>& conditions() const { return conditions_; }
  std::string diagnostics() const;

 private:
  leaflaw::Sources sources_;
  leaflaw::Diagnostics diagnostics_;
  leaflaw::ast::File file_;
  std::unique_ptr<leaflaw::semantics::Draft> draft_;
  std::vector<leaflaw::semantics::ExprId> conditions_;
};

// A record with one line of which nothing is given.
leaflaw::Record blank();

}  // namespace dairy
