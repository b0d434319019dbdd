// Policies and vocabularies out of texts, for the tests of compiler/semantics.
#pragma once

#include <optional>
#include <string>

#include "compiler/semantics/compile.h"

namespace semantics_test {

struct Compiled {
  std::optional<leaflaw::model::Policy> policy;
  std::string printed;                             // what was reported, as a terminal shows it
  [[nodiscard]] bool says(std::string_view code) const { return printed.find(code) != std::string::npos; }
};
// `body` follows a header that covers sale and return from 2020-01-01.
[[nodiscard]] Compiled policy(const std::string& body);
[[nodiscard]] Compiled whole_policy(const std::string& text, const std::vector<leaflaw::Vocabulary>& vocabularies = {});

struct CompiledVocabulary {
  std::optional<leaflaw::Vocabulary> vocabulary;
  std::string printed;
};
[[nodiscard]] CompiledVocabulary vocabulary(const std::string& text);

}  // namespace semantics_test
