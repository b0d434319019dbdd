#include "compiler/semantics/symbols.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/semantics/dimensions.h"
#include "compiler/semantics/suggestions.h"

namespace leaflaw::semantics {

namespace {

using DeclarationKind = ast::Declaration::Kind;

constexpr std::size_t most_of_a_kind = 0x7FFF;   // classes share their numbers with lists of words

template <typename Part>
std::uint16_t append(std::vector<Part>& list, Part part) {
  list.push_back(std::move(part));
  return static_cast<std::uint16_t>(list.size() - 1);
}

std::string title_of(const ast::Declaration& declaration) { return declaration.title ? declaration.title->value : std::string(); }

std::uint16_t add_measure(Draft& draft, const ast::Declaration& declaration) {
  model::Measure measure;
  measure.id = declaration.name.text;
  measure.title = title_of(declaration);
  measure.span = declaration.head;
  measure.dimension = Dimension::any;
  if (!declaration.unit.empty())
    if (std::optional<Dimension> dimension = unit_dimension(draft, declaration.unit, declaration.unit_span)) measure.dimension = *dimension;
  return append(draft.policy.measures, std::move(measure));
}

// The entry in the Model. Nothing: no declaration that has a name of its own.
std::optional<std::pair<SymbolKind, std::uint16_t>> entry_for(Draft& draft, const ast::Declaration& declaration) {
  const std::string& id = declaration.name.text;
  switch (declaration.kind) {
    case DeclarationKind::item_class: return std::pair{SymbolKind::item_class, append(draft.policy.classes, model::ItemClass{})};
    case DeclarationKind::measure: return std::pair{SymbolKind::measure, add_measure(draft, declaration)};
    case DeclarationKind::table: return std::pair{SymbolKind::table, append(draft.policy.tables, model::Table{id, title_of(declaration), {}, {}, {}, {}, declaration.head})};
    case DeclarationKind::define: return std::pair{SymbolKind::definition, append(draft.policy.definitions, model::Definition{id, bad, declaration.head})};
    case DeclarationKind::limit:
    case DeclarationKind::rule:
    case DeclarationKind::duty:
    case DeclarationKind::warning: return std::pair{SymbolKind::rule, append(draft.policy.rules, model::Rule{})};
    case DeclarationKind::exception: return std::pair{SymbolKind::exception, append(draft.policy.exceptions, model::Exception{})};
    default: return std::nullopt;
  }
}

constexpr std::string_view time_word = "time";   // of day, in conditions

// What stands bare in conditions may not hide a fact, a group of facts or a word of the language. Rules may: they are asked with a figure.
bool hides_a_fact(const Draft& draft, const ast::Declaration& declaration) {
  if (declaration.kind != DeclarationKind::item_class && declaration.kind != DeclarationKind::measure && declaration.kind != DeclarationKind::table && declaration.kind != DeclarationKind::define) return false;
  const std::string& name = declaration.name.text;
  const auto is_short = [&](const auto& each) { return each.first == name; };
  if (name == time_word || std::any_of(draft.vocabulary.short_forms.begin(), draft.vocabulary.short_forms.end(), is_short)) return true;
  return std::any_of(draft.schema.facts.begin(), draft.schema.facts.end(), [&](const Fact& fact) {
    for (const std::string& full : {name, "item." + name})
      if (fact.name == full || fact.name.starts_with(full + ".") || fact.name.starts_with(full + "[")) return true;
    return false;
  });
}

void declare(Draft& draft, const ast::Declaration& declaration) {
  const ast::Name& name = declaration.name;
  if (const Symbol* first = draft.find(name.text)) {
    if (declaration.kind == DeclarationKind::amendment || declaration.kind == DeclarationKind::unit || declaration.kind == DeclarationKind::policy) return;
    draft.error(Code::duplicate_name, name.span, fmt::format("`{}` is declared twice", name.text), "a name means one thing: rename one of them")
        .notes.push_back({first->declaration->name.span, "it is declared here"});
    return;
  }
  const auto entry = entry_for(draft, declaration);
  if (!entry) return;
  if (hides_a_fact(draft, declaration)) {
    draft.error(Code::duplicate_name, name.span, fmt::format("`{}` already means {}", name.text, name.text == time_word ? "the time of day" : "a fact of the vocabulary"),
                fmt::format("choose another name, such as `own-{}`", name.text));
    return;
  }
  draft.symbols.emplace(name.text, Symbol{entry->first, entry->second, &declaration, {}});
}

// ---- amendments ----------------------------------------------------------------------------------------------------------

bool may_be_amended(SymbolKind kind) { return kind != SymbolKind::definition; }

void report_target(Draft& draft, const ast::Name& target) {
  if (draft.unit_places.contains(target.text)) {
    draft.error(Code::amendment_target, target.span, fmt::format("`{}` is a unit, and units have no versions", target.text), "declare a second unit, and let a measure change from one to the other")
        .notes.push_back({draft.unit_places.find(target.text)->second, "it is declared here"});
    return;
  }
  std::vector<std::string> known;
  for (const auto& [name, symbol] : draft.symbols)
    if (may_be_amended(symbol.kind)) known.push_back(name);
  draft.error(Code::amendment_target, target.span, fmt::format("there is no `{}` to amend", target.text), did_you_mean(target.text, known));
}

void attach(Draft& draft, const ast::Declaration& amendment) {
  auto found = draft.symbols.find(amendment.name.text);
  if (found == draft.symbols.end()) return report_target(draft, amendment.name);
  Symbol& symbol = found->second;
  if (!draft.layers.same(*symbol.declaration, amendment)) return report_outer(draft, amendment.name.span, amendment.name.text, *symbol.declaration);
  if (may_be_amended(symbol.kind)) {
    symbol.amendments.push_back(&amendment);
    return;
  }
  draft.error(Code::amendment_target, amendment.name.span, fmt::format("`{}` is a definition, and definitions have no versions", amendment.name.text),
              "declare a second definition, and let the rules that use it change from one to the other")
      .notes.push_back({symbol.declaration->name.span, "it is declared here"});
}

}  // namespace

void report_outer(Draft& draft, Span span, const std::string& name, const ast::Declaration& declared) {
  draft.error(Code::narrowing_changes, span, fmt::format("`{}` stands in `{}`, and what narrows a policy only adds to it", name, draft.layers.all[draft.layers.of(declared)].policy->name.text),
              "declare a rule or a limit of your own beside it: the stricter of the two decides")
      .notes.push_back({declared.name.span, "it is declared here"});
}

void declare_symbols(Draft& draft) {
  if (draft.layers.declarations.size() > most_of_a_kind) {
    draft.error(Code::file_too_large, draft.layers.declarations[most_of_a_kind]->head, fmt::format("a policy holds at most {} declarations", most_of_a_kind));
    return;
  }
  for (const ast::Declaration* each : draft.layers.declarations) declare(draft, *each);
  for (const ast::Declaration* each : draft.layers.declarations)
    if (each->kind == DeclarationKind::amendment) attach(draft, *each);
}

}  // namespace leaflaw::semantics
