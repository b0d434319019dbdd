// One policy through all parts of semantics/, in the order in which they need each other.
#include "compiler/semantics/compile.h"

#include "compiler/semantics/definitions.h"
#include "compiler/semantics/dimensions.h"
#include "compiler/semantics/draft.h"
#include "compiler/semantics/finish.h"
#include "compiler/semantics/header.h"
#include "compiler/semantics/part_times.h"
#include "compiler/semantics/parts.h"
#include "compiler/semantics/rules.h"
#include "compiler/semantics/steps.h"
#include "compiler/semantics/symbols.h"
#include "compiler/syntax/parse.h"

namespace leaflaw {

namespace {

using namespace semantics;   // NOLINT: the parts of one stage

// Also those that nothing uses: a mistake in them is a mistake.
void compile_definitions(Draft& draft) {
  for (const auto& [name, symbol] : draft.symbols)
    if (symbol.kind == SymbolKind::definition) compile_definition(draft, symbol);
}

void compile_parts(Draft& draft) {
  declare_units(draft);
  declare_symbols(draft);
  declare_rules(draft);
  declare_classes(draft);
  declare_tables(draft);
  compile_tables(draft);
  compile_classes(draft);
  compile_measures(draft);
  compile_definitions(draft);
  compile_rules(draft);
  check_table_uses(draft);
  settle_open_quantities(draft);
}

// From here on every expression must be whole: with errors there is no Model, and no more to say.
void finish(Draft& draft) {
  if (draft.diagnostics.has_errors()) return;
  check_part_times(draft);
  check_steps(draft);
  fill_context(draft);
  order_rules(draft);
  if (draft.diagnostics.has_errors()) return;
  report_unused(draft);
  report_uncounted(draft);
}

std::optional<model::Policy> compile_text(const Sources& sources, FileId file, const std::vector<Vocabulary>& vocabularies, Diagnostics& diagnostics) {
  const ast::File text = parse(sources, file, diagnostics);
  const ast::Declaration* header = find_policy(text, diagnostics);
  const Vocabulary* vocabulary = header ? vocabulary_of(*header, vocabularies, diagnostics) : nullptr;
  if (!vocabulary) return std::nullopt;
  Draft draft(sources, diagnostics, *vocabulary, text);
  compile_header(draft, *header);
  compile_parts(draft);
  finish(draft);
  if (diagnostics.has_errors()) return std::nullopt;
  return std::move(draft.policy);
}

}  // namespace

std::optional<model::Policy> compile_policy(const Sources& sources, FileId file, const std::vector<Vocabulary>& vocabularies, Diagnostics& diagnostics) {
  Diagnostics own;
  std::optional<model::Policy> policy = compile_text(sources, file, vocabularies, own);
  own.sort();
  for (const Diagnostic& each : own.all()) diagnostics.add(each.code, each.span, each.message, each.help).notes = each.notes;
  return policy;
}

}  // namespace leaflaw
