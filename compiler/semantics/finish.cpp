#include "compiler/semantics/finish.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/rulegraph/rulegraph.h"

namespace leaflaw::semantics {

namespace {

// One dimension in all versions; nothing where they differ: then a balance may be in either.
std::optional<Dimension> dimension_of_limit(const model::Rule& rule) {
  std::optional<Dimension> dimension;
  for (const model::RuleVersion& version : rule.versions) {
    const Dimension here = version.bodies.front().limit.dimension;
    if (dimension && *dimension != here) return std::nullopt;
    dimension = here;
  }
  return dimension;
}

void use_balances(Draft& draft, const FactMap& map) {
  PolicyContext& context = draft.policy.context;
  for (const std::string& address : context.limit_addresses) {
    const std::string id = address.substr(0, address.find('['));
    const auto rule = std::find_if(draft.policy.rules.begin(), draft.policy.rules.end(), [&](const model::Rule& each) { return each.id == id; });
    const std::optional<Dimension> dimension = rule == draft.policy.rules.end() ? std::nullopt : dimension_of_limit(*rule);
    if (!dimension) continue;
    for (FactId field : map.fields) {
      if (draft.schema.facts[field].dimension != Dimension::any) continue;
      const bool used = std::any_of(context.key_uses.begin(), context.key_uses.end(), [&](const KeyUse& each) { return each.field == field && each.key == address; });
      if (!used) context.key_uses.push_back({field, address, *dimension});
    }
  }
}

struct Place {
  Span span;
  std::string_view what;
};
Place place_of(const model::Policy& policy, const GraphNode& node) {
  switch (node.kind) {
    case NodeKind::rule: return {policy.rules[node.index].span, "rule"};
    case NodeKind::limit: return {policy.rules[node.index].span, "limit"};
    case NodeKind::duty: return {policy.rules[node.index].span, "duty"};
    case NodeKind::warning: return {policy.rules[node.index].span, "warning"};
    case NodeKind::exception: return {policy.exceptions[node.index].span, "exception"};
    case NodeKind::measure: return {policy.measures[node.index].span, "measure"};
    case NodeKind::table: return {policy.tables[node.index].span, "table"};
    case NodeKind::item_class: return {policy.classes[node.index].span, "class"};
    case NodeKind::definition: return {policy.definitions[node.index].span, "definition"};
    case NodeKind::unit: return {policy.units[node.index].span, "unit"};
    case NodeKind::fact: break;
  }
  return {};
}

bool is_part(NodeKind kind) { return kind == NodeKind::measure || kind == NodeKind::table || kind == NodeKind::item_class || kind == NodeKind::definition; }

void report_unused_part(Draft& draft, Span span, std::string_view what, const std::string& name) {
  draft.error(Code::lint_unused, span, fmt::format("nothing uses the {} `{}`", what, name), "use it in a rule, or take it out");
}

bool is_used(const Draft& draft, const model::OwnUnit& unit) {
  if (const auto personal = draft.personal_units.find(unit.name); personal != draft.personal_units.end()) return personal->second.used;
  return draft.used_units.contains(unit.name);
}

// An ounce that requests alone may use is worth a reason; in a policy without rules it stands ready for the first one.
void report_unused_units(Draft& draft) {
  if (draft.policy.rules.empty()) return;
  for (const model::OwnUnit& unit : draft.policy.units)
    if (!is_used(draft, unit)) report_unused_part(draft, unit.span, "unit", unit.name);
}

}  // namespace

void fill_context(Draft& draft) {
  std::vector<std::string>& words = draft.policy.context.class_values;
  for (const model::ItemClass& each : draft.policy.classes)
    for (const std::string& value : each.values)
      if (std::find(words.begin(), words.end(), value) == words.end()) words.push_back(value);
  const FactId balance = draft.schema.with(Role::registry_balance);
  if (balance != no_fact) use_balances(draft, draft.schema.maps[draft.schema.facts[balance].map]);
}

void order_rules(Draft& draft) {
  const RuleGraph graph(draft.policy);
  const std::vector<GraphNode> cycle = graph.cycle();
  if (cycle.empty()) {
    draft.policy.evaluation_order = graph.evaluation_order();
    return;
  }
  std::string path = "it";
  for (std::size_t i = 1; i <= cycle.size(); ++i) path += fmt::format("{} reads `{}`", i == 1 ? "" : ", which", cycle[i % cycle.size()].name);
  Diagnostic& report = draft.error(Code::cycle, place_of(draft.policy, cycle.front()).span, fmt::format("`{}` rests on itself: {}", cycle.front().name, path),
                                   "let one of them do without the other");
  for (std::size_t i = 1; i < cycle.size(); ++i) {
    const Place place = place_of(draft.policy, cycle[i]);
    report.notes.push_back({place.span, fmt::format("the {} `{}` is here", place.what, cycle[i].name)});
  }
}

void report_unused(Draft& draft) {
  for (const GraphNode& node : RuleGraph(draft.policy).unused())
    if (is_part(node.kind)) report_unused_part(draft, place_of(draft.policy, node).span, place_of(draft.policy, node).what, node.name);
  report_unused_units(draft);
}

}  // namespace leaflaw::semantics
