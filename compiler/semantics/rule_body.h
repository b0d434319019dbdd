// What a rule says: of a rule itself, or what an exception puts in its place, clause by clause.
#pragma once

#include <set>
#include <string>

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

struct BodyText {
  const Symbol& rule;                      // decides the kind
  const Version& text;                     // the rule's own, or an exception's
  bool per_item = false;
  const std::set<std::string>& given;      // paths that are asked `is given` about
};
// Writes what the clauses say over `body`.
void fill_body(Draft& draft, model::Body& body, const BodyText& text);

// Paths that the texts of a version ask `is given` about.
[[nodiscard]] std::set<std::string> asked_for(const Version& version);

}  // namespace leaflaw::semantics
