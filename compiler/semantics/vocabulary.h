// A vocabulary in the making: what the two halves of its compilation share. Declarations first (lists of words, facts, roles), then
// the derivations, which name them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_map>

#include "compiler/semantics/compile.h"
#include "compiler/syntax/ast.h"

namespace leaflaw::semantics {

inline constexpr std::string_view item_prefix = "item.";                  // a word of the language: the lines of an event
inline constexpr std::string_view state_path = "jurisdiction.state";      // what the header's `state` names

struct VocabularyDraft {
  const ast::File& file;
  Diagnostics& diagnostics;
  Schema schema;
  std::vector<std::pair<std::string, FactId>> short_forms;
  EnumerationId state_enumeration = no_index;
  std::vector<Vocabulary::Package> packages;
  std::unordered_map<std::string, FactId> facts;
  std::map<std::string, Span, std::less<>> places;      // of lists, facts and short forms, for "it is declared here"
  std::set<std::string, std::less<>> broken;            // names whose declarations had syntax errors: nothing more is said about them

  Diagnostic& error(Code code, Span span, std::string message, std::string help = {}) {
    return diagnostics.add(code, span, std::move(message), std::move(help));
  }
};

void declare_enumerations(VocabularyDraft& draft);
void declare_facts(VocabularyDraft& draft);
// The roles that every vocabulary needs, and the kinds of facts that may have each; what event kinds mean.
void check_roles(VocabularyDraft& draft);
void compile_derivations(VocabularyDraft& draft);

}  // namespace leaflaw::semantics
