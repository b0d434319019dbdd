// A declaration with its amendments as a timeline: which text is in force from which day through which.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/semantics/model.h"
#include "compiler/syntax/ast.h"

namespace leaflaw::semantics {

struct Draft;
struct Symbol;

struct Version {
  Date from;
  std::optional<Date> through;                     // inclusive; nothing: open
  model::Source source;                            // citation and confidence the newest, readings all
  std::string title;
  std::vector<const ast::Clause*> clauses;         // the newest of each kind, all readings; rows that an amendment replaces stand in `texts` only
  std::vector<const ast::Declaration*> texts;      // the declaration, then the amendments applied so far, oldest first
};

// Ascending, without overlap, at least one. What is wrong with the dates is reported when it is first asked for.
[[nodiscard]] const std::vector<Version>& versions_of(Draft& draft, const Symbol& symbol);

[[nodiscard]] const ast::Clause* find(const Version& version, ast::Clause::Kind kind);   // null: there is none
[[nodiscard]] const ast::Clause* find(const ast::Declaration& declaration, ast::Clause::Kind kind);

// Citation, confidence and readings among the clauses; of two citations the later one. An unknown confidence is `unverified`.
[[nodiscard]] model::Source source_of(const std::vector<const ast::Clause*>& clauses);
[[nodiscard]] model::Source source_of(const ast::Declaration& declaration);

}  // namespace leaflaw::semantics
