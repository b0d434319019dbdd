// A vocabulary file from its head to the Schema, and the one that is built in.
#include "compiler/semantics/vocabulary.h"

#include <fmt/format.h>

#include <stdexcept>

#include "compiler/syntax/parse.h"

namespace leaflaw {

namespace {

using DeclarationKind = ast::Declaration::Kind;
using semantics::VocabularyDraft;

constexpr std::string_view standard_text =
#include "vocabulary/retail.inc"
    ;
constexpr const char* standard_path = "vocabulary/retail.leaf";

bool belongs_to_vocabulary(DeclarationKind kind) {
  return kind == DeclarationKind::vocabulary || kind == DeclarationKind::enumeration || kind == DeclarationKind::fact || kind == DeclarationKind::derive || kind == DeclarationKind::same;
}

void read_head(VocabularyDraft& draft) {
  const ast::Declaration* head = nullptr;
  for (const ast::Declaration& each : draft.file.declarations) {
    if (!belongs_to_vocabulary(each.kind)) {
      draft.error(Code::vocabulary_mistake, each.head, "a vocabulary holds `enumeration`, `fact`, `derive` and `same`, and nothing of a policy",
                  "move it to a policy's file");
    } else if (each.kind == DeclarationKind::vocabulary) {
      if (head) draft.error(Code::vocabulary_mistake, each.head, "a file holds one vocabulary").notes.push_back({head->head, "the first one is here"});
      else head = &each;
    }
  }
  if (!head) return;
  draft.schema.name = head->name.text;
  draft.schema.version = head->version;
}

}  // namespace

std::optional<Vocabulary> compile_vocabulary(const Sources& sources, FileId file, Diagnostics& diagnostics) {
  Diagnostics own;
  const ast::File text = parse(sources, file, own);
  if (text.declarations.empty() && own.has_errors()) {   // too long, too deep: nothing was read, so nothing is missing
    diagnostics.append(own);
    return std::nullopt;
  }
  VocabularyDraft draft{text, own, {}, {}, no_index, {}, {}, {}, {}};
  read_head(draft);
  semantics::declare_enumerations(draft);
  semantics::declare_facts(draft);
  semantics::check_roles(draft);
  semantics::compile_derivations(draft);
  own.sort();
  const bool failed = own.has_errors();
  for (const Diagnostic& each : own.all()) diagnostics.add(each.code, each.span, each.message, each.help).notes = each.notes;
  if (failed) return std::nullopt;
  return Vocabulary{std::make_shared<const Schema>(std::move(draft.schema)), std::move(draft.short_forms), draft.state_enumeration, std::move(draft.packages)};
}

LawFile standard_vocabulary_file() { return {standard_path, std::string(standard_text)}; }

const Vocabulary& standard_vocabulary() {
  static const Vocabulary vocabulary = [] {
    Sources sources;
    Diagnostics diagnostics;
    bool usable = false;
    const FileId file = sources.add(standard_path, std::string(standard_text), diagnostics, usable);
    std::optional<Vocabulary> compiled = usable ? compile_vocabulary(sources, file, diagnostics) : std::nullopt;
    if (!compiled) throw std::logic_error("the built-in vocabulary has mistakes:\n" + print(diagnostics, sources, false));
    return std::move(*compiled);
  }();
  return vocabulary;
}

}  // namespace leaflaw
