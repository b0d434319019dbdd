#include "tests/semantics/texts.h"

namespace semantics_test {

using namespace leaflaw;

namespace {

constexpr const char* header = R"(policy us-xx "Nowhere"
  vocabulary retail 1
  time zone America/Chicago
  regulator "Office"
  covers sale, return from 2020-01-01
  as of 2026-01-01

)";

}  // namespace

Compiled whole_policy(const std::string& text, const std::vector<Vocabulary>& vocabularies) {
  Sources sources;
  Diagnostics diagnostics;
  bool usable = true;
  const FileId file = sources.add("policy.leaf", text, diagnostics, usable);
  Compiled result;
  if (usable) result.policy = compile_policy(sources, file, vocabularies, diagnostics);
  result.printed = print(diagnostics, sources, false);
  return result;
}

Compiled policy(const std::string& body) { return whole_policy(header + body); }

CompiledVocabulary vocabulary(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  bool usable = true;
  const FileId file = sources.add("vocabulary.leaf", text, diagnostics, usable);
  CompiledVocabulary result;
  if (usable) result.vocabulary = compile_vocabulary(sources, file, diagnostics);
  result.printed = print(diagnostics, sources, false);
  return result;
}

}  // namespace semantics_test
