// One policy through all parts of semantics/, in the order in which they need each other.
#include "compiler/semantics/compile.h"

#include <fmt/format.h>

#include "compiler/lints/look.h"
#include "compiler/lints/silences.h"
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
  lints::look(draft);
}

// What is wrong with an outer layer was said when that one was compiled. What a file holds that several use, one of them may not need.
bool is_said_elsewhere(const Layers& layers, const Diagnostic& each) {
  const bool may_serve_others = each.code == Code::lint_unused || each.code == Code::lint_silence;
  return layers.outer.contains(each.span.file) || (may_serve_others && layers.used.contains(each.span.file));
}

std::vector<lints::Silence> silences_of(const Layers& layers, Diagnostics& diagnostics) {
  std::vector<lints::Silence> silences;
  for (const ast::Declaration* each : layers.declarations)
    if (!layers.outer.contains(each->span.file)) lints::gather(*each, silences, diagnostics);
  return silences;
}

// The outer layers were right until this one was added.
void blame_the_last(const Layers& layers, const Diagnostic& cause, Diagnostics& diagnostics) {
  const ast::Name& narrows = *layers.last().header.narrows;
  diagnostics.add(Code::narrowing_changes, narrows.span, fmt::format("with what is added here, `{}` no longer holds together: {}", narrows.text, cause.message), cause.help)
      .notes.push_back({cause.span, "this is what no longer fits"});
}

std::optional<model::Policy> compile_layers(const Sources& sources, const Layers& layers, const std::vector<Vocabulary>& vocabularies, bool outer_holds, bool broken,
                                            std::optional<Date> today, Diagnostics& diagnostics) {
  const Vocabulary* vocabulary = vocabulary_of(layers.root(), vocabularies, diagnostics);
  if (!vocabulary) return std::nullopt;
  Diagnostics said;
  const std::vector<lints::Silence> silences = silences_of(layers, said);
  Draft draft(sources, said, *vocabulary, layers);
  draft.today = today;
  compile_header(draft);
  compile_parts(draft);
  if (!broken) finish(draft);
  said.sort();
  const bool whole = !broken && !said.has_errors();
  std::set<lints::Runner> looked;
  if (whole) looked.insert(lints::Runner::compiler);
  if (whole && today) looked.insert(lints::Runner::day);
  said = lints::silenced(said, silences, looked);
  const Diagnostic* hidden = nullptr;
  for (const Diagnostic& each : said.all()) {
    if (is_said_elsewhere(layers, each)) {
      if (!hidden && severity(each.code) == Severity::error) hidden = &each;
    } else {
      diagnostics.add(each.code, each.span, each.message, each.help).notes = each.notes;
    }
  }
  if (hidden && outer_holds && !broken && !diagnostics.has_errors()) blame_the_last(layers, *hidden, diagnostics);
  if (broken || said.has_errors() || diagnostics.has_errors()) return std::nullopt;
  for (const lints::Silence& each : silences)
    if (each.lint && each.lint->runner == lints::Runner::cases) draft.policy.kept.push_back({each.lint->code, each.where, each.name});
  return std::move(draft.policy);
}

}  // namespace

std::optional<model::Policy> compile_policy(const Library& library, const Library::Text& text, const std::vector<Vocabulary>& vocabularies, bool outer_holds, Diagnostics& diagnostics,
                                            std::optional<Date> today) {
  Diagnostics of_layers, own;
  const std::optional<Layers> layers = layers_of(library, text, of_layers);
  diagnostics.append(of_layers);
  if (!layers) return std::nullopt;
  const bool broken = text.syntax.has_errors() || of_layers.has_errors();
  std::optional<model::Policy> policy = compile_layers(library.sources(), *layers, vocabularies, outer_holds, broken, today, own);
  diagnostics.append(own);
  return policy;
}

std::optional<model::Policy> compile_policy(const Sources& sources, FileId file, const std::vector<Vocabulary>& vocabularies, Diagnostics& diagnostics) {
  Library library(sources);
  const Library::Text& text = library.add(file, sources.file(file).path);
  Diagnostics own = text.syntax;
  std::optional<model::Policy> policy = compile_policy(library, text, vocabularies, true, own);
  own.sort();
  diagnostics.append(own);
  return policy;
}

}  // namespace leaflaw
