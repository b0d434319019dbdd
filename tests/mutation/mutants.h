// Small mistakes that an author could make in a policy: one number, date, time, comparison, window or category at a time.
// In: the tree of a policy and its text. Out: the mistakes as replacements of a stretch of text, each with where it stands.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/source/source_file.h"
#include "compiler/syntax/ast.h"

namespace leaflaw::mutation {

struct Mutant {
  std::string declaration;       // its name; of an amendment "NAME, amended from DATE"
  std::string from, to;          // what stands there, and what would stand there
  unsigned repeated = 0;         // of several alike in one declaration, which one
  std::uint32_t begin = 0, end = 0;
  std::string replacement;

  [[nodiscard]] std::string name() const;   // "adult-daily: `1 oz` -> `2 oz`", with " #2" where there are several
  [[nodiscard]] std::string apply(std::string_view text) const;
};

// `relevant`: names of the declarations to change (amendments go by their target).
[[nodiscard]] std::vector<Mutant> mutants_of(const ast::File& file, const Sources& sources, const std::set<std::string>& relevant);

}  // namespace leaflaw::mutation
