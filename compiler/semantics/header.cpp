#include "compiler/semantics/header.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/semantics/suggestions.h"
#include "compiler/semantics/zones.h"

namespace leaflaw::semantics {

namespace {

using DeclarationKind = ast::Declaration::Kind;

bool of_vocabulary(DeclarationKind kind) {
  return kind == DeclarationKind::vocabulary || kind == DeclarationKind::enumeration || kind == DeclarationKind::fact || kind == DeclarationKind::derive || kind == DeclarationKind::same;
}

std::string label(const Schema& schema) { return fmt::format("{} {}", schema.name, schema.version); }

// One clause of the header that is not there. A header with syntax errors may have lost it: nothing more is said then.
void lacks(Draft& draft, const ast::Declaration& policy, std::string_view what, std::string_view example) {
  if (!policy.broken) draft.error(Code::header_clause, policy.head, fmt::format("the policy does not say {}", what), fmt::format("add to its header: `{}`", example));
}

// ---- time zones ------------------------------------------------------------------------------------------------------------

bool add_zone(Draft& draft, const std::string& name, ZoneProblem& problem) {
  ZoneResult found = find_zone(name);
  problem = found.problem;
  if (problem != ZoneProblem::none) return false;
  draft.policy.zones.push_back(std::move(found.zone));
  return true;
}

void own_zone(Draft& draft, const ast::Name& name) {
  ZoneProblem problem = ZoneProblem::none;
  if (add_zone(draft, name.text, problem)) return;
  if (problem == ZoneProblem::irregular) {
    draft.error(Code::unknown_zone, name.span, fmt::format("the clocks of `{}` follow no yearly rule that could be continued", name.text),
                "name a zone whose clocks change by a rule, or not at all");
    return;
  }
  draft.error(Code::unknown_zone, name.span, fmt::format("there is no time zone `{}`", name.text), did_you_mean(name.text, zone_names()));
}

// `, or store.time_zone where given`
void zones_of_stores(Draft& draft, const ast::Path& path) {
  const FactId fact = draft.schema.with(Role::time_zone);
  if (fact == no_fact || draft.schema.facts[fact].name != path.text()) {
    draft.error(Code::header_clause, path.span, fmt::format("`{}` names no store's time zone", path.text()),
                fact == no_fact ? "the vocabulary has no fact that does" : fmt::format("write `or {} where given`", draft.schema.facts[fact].name));
    return;
  }
  draft.policy.context.zone_from_fact = true;
  for (const std::string& name : store_zones()) {
    const auto& zones = draft.policy.zones;
    ZoneProblem ignored = ZoneProblem::none;   // a machine's database may lack a small zone
    if (std::none_of(zones.begin(), zones.end(), [&](const ZoneData& each) { return each.name == name; })) (void)add_zone(draft, name, ignored);
  }
}

void compile_zones(Draft& draft, const ast::Declaration& policy) {
  if (!policy.header.zone) {
    lacks(draft, policy, "in which time zone its days begin", "time zone America/New_York");
    return;
  }
  own_zone(draft, *policy.header.zone);
  if (draft.policy.zones.empty()) return;
  if (policy.header.zone_fact) zones_of_stores(draft, *policy.header.zone_fact);
  for (const ZoneData& zone : draft.policy.zones) {
    draft.policy.context.zone_names.push_back(zone.name);
    draft.policy.context.zones.push_back(zone.view());   // into vectors that move with the policy
  }
}

// ---- state, cover, date ------------------------------------------------------------------------------------------------------

void compile_state(Draft& draft, const ast::Declaration& policy) {
  if (!policy.header.state) return;
  const ast::Name& name = *policy.header.state;
  const EnumerationId list = draft.vocabulary.state_enumeration;
  if (list == no_index) {
    draft.error(Code::header_clause, name.span, "the vocabulary knows no states, so a policy cannot name one", "leave `state` out");
    return;
  }
  const int index = draft.schema.value_of(list, name.text);
  if (index < 0) {
    const Enumeration& known = draft.schema.enumerations[list];
    draft.error(Code::unknown_value, name.span, fmt::format("`{}` is no {}", name.text, known.name), did_you_mean(name.text, known.values));
    return;
  }
  draft.policy.context.state = index;
  draft.policy.context.state_enumeration = list;
}

void compile_cover(Draft& draft, const ast::Declaration& policy) {
  const ast::PolicyHeader& header = policy.header;
  draft.policy.covers_from = header.covers_from ? header.covers_from->date : first_date;
  if (!header.covers_from) {
    lacks(draft, policy, "which events it covers, and from which day", "covers sale from 2026-01-01");
    return;
  }
  const EnumerationId list = draft.schema.facts[draft.schema.with(Role::event_kind)].enumeration;
  const Enumeration& kinds = draft.schema.enumerations[list];
  for (const ast::Name& name : header.covers) {
    const int index = draft.schema.value_of(list, name.text);
    if (index < 0) {
      draft.error(Code::unknown_value, name.span, fmt::format("there is no event `{}`", name.text), did_you_mean(name.text, kinds.values));
      continue;
    }
    const std::uint64_t bit = std::uint64_t{1} << static_cast<unsigned>(index);
    if (draft.policy.covers & bit) draft.error(Code::duplicate_name, name.span, fmt::format("`{}` stands twice in the list", name.text), "leave one of them out");
    draft.policy.covers |= bit;
  }
}

void compile_as_of(Draft& draft, const ast::Declaration& policy) {
  const ast::PolicyHeader& header = policy.header;
  if (!header.as_of) {
    lacks(draft, policy, "as of which day the law was read", "as of 2026-01-01");
    return;
  }
  draft.policy.as_of = std::min(draft.policy.as_of, header.as_of->date);
  const std::optional<ast::DateText>& begins = header.narrows ? header.narrows_from : header.covers_from;
  if (!begins || !begins->exists || !header.as_of->exists || header.as_of->date >= begins->date) return;
  const std::string_view what = header.narrows ? "its rules begin" : "the cover begins", whose = header.narrows ? "its rules'" : "the cover's";
  draft.error(Code::dates_reversed, header.as_of->span, fmt::format("the law was read on {}, before {} on {}", to_string(header.as_of->date), what, to_string(begins->date)),
              fmt::format("`as of` is the day up to which the law is known; it is not earlier than {} first day", whose))
      .notes.push_back({begins->span, fmt::format("{} here", what)});
}

// The day from which a layer's rules are in force where they do not say another.
Date first_day_of(Draft& draft, const ast::Declaration& policy) {
  const std::optional<ast::DateText>& from = policy.header.narrows_from;
  const Date cover = draft.policy.covers_from;
  if (!from || !from->exists) return cover;
  if (from->date >= cover) return from->date;
  draft.error(Code::dates_reversed, from->span, fmt::format("this is earlier than the cover of `{}`, which begins on {}", policy.header.narrows->text, to_string(cover)), "leave `from` out")
      .notes.push_back({draft.layers.root().header.covers_from->span, "the cover begins here"});
  return cover;
}

// What each layer says of itself. The law is known as far as the layer that was read first; the regulator is the nearest one named.
void compile_layers(Draft& draft) {
  draft.policy.as_of = last_date;
  for (Layers::Layer& layer : draft.layers.all) {
    const ast::Declaration& policy = *layer.policy;
    compile_as_of(draft, policy);
    layer.from = first_day_of(draft, policy);
    if (policy.header.regulator) draft.policy.regulator = policy.header.regulator->value;
    draft.policy.layers.push_back({policy.name.text, policy.title ? policy.title->value : policy.name.text, policy.header.as_of ? policy.header.as_of->date : last_date});
  }
}

}  // namespace

void refuse_vocabulary(const ast::File& file, Diagnostics& diagnostics) {
  for (const ast::Declaration& each : file.declarations)
    if (of_vocabulary(each.kind))
      diagnostics.add(Code::not_a_policy, each.head, "this belongs to a vocabulary, not to a policy", "move it to the vocabulary's own file, which begins with `vocabulary NAME 1 \"...\"`");
}

const ast::Declaration* find_policy(const ast::File& file, Diagnostics& diagnostics) {
  const ast::Declaration* policy = nullptr;
  refuse_vocabulary(file, diagnostics);
  for (const ast::Declaration& each : file.declarations) {
    if (each.kind == DeclarationKind::policy) {
      if (policy) diagnostics.add(Code::not_a_policy, each.head, "a file holds one policy", "move the second one to its own file").notes.push_back({policy->head, "the first one is here"});
      else policy = &each;
    }
  }
  if (!policy && !diagnostics.has_errors()) {
    const Span first = file.declarations.empty() ? Span{file.id, 0, 0} : file.declarations.front().head;
    diagnostics.add(Code::not_a_policy, first, "the file has no policy", "begin it with `policy us-xx \"Name\"` and its header, or let a policy beside it `use` it");
  }
  return policy;
}

const Vocabulary* vocabulary_of(const ast::Declaration& policy, const std::vector<Vocabulary>& vocabularies, Diagnostics& diagnostics) {
  const ast::Name& name = policy.header.vocabulary;
  if (name.text.empty()) {
    if (!policy.broken)
      diagnostics.add(Code::header_clause, policy.head, "the policy does not say whose words it uses", fmt::format("add to its header: `vocabulary {}`", label(*standard_vocabulary().schema)));
    return &standard_vocabulary();   // so that the rest can be read
  }
  std::vector<const Vocabulary*> known;
  for (const Vocabulary& each : vocabularies) known.push_back(&each);
  known.push_back(&standard_vocabulary());
  std::vector<std::string> labels;
  for (const Vocabulary* each : known) {
    if (each->schema->name == name.text && each->schema->version == policy.header.vocabulary_version) return each;
    if (std::find(labels.begin(), labels.end(), label(*each->schema)) == labels.end()) labels.push_back(label(*each->schema));
  }
  diagnostics.add(Code::unknown_vocabulary, name.span, fmt::format("there is no vocabulary `{} {}`", name.text, policy.header.vocabulary_version), "there is " + listed(labels));
  return nullptr;
}

void compile_header(Draft& draft) {
  const ast::Declaration &root = draft.layers.root(), &policy = draft.layers.last();
  for (Span span : policy.header.repeated) draft.error(Code::repeated_clause, span, "the header says this twice", "keep one of the two");
  draft.policy.id = policy.name.text;
  draft.policy.name = policy.title ? policy.title->value : policy.name.text;
  draft.policy.schema = draft.vocabulary.schema;
  draft.policy.context.id = policy.name.text;
  draft.policy.context.schema = draft.vocabulary.schema.get();
  compile_zones(draft, root);
  compile_state(draft, root);
  compile_cover(draft, root);
  compile_layers(draft);
}

}  // namespace leaflaw::semantics
