#include "compiler/words/needs.h"

#include <fmt/format.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <algorithm>

#include "compiler/rulegraph/rulegraph.h"
#include "runtime/decision/paragraphs.h"

namespace leaflaw::words {

namespace {

constexpr std::size_t most_values = 60;   // longer lists of words are cut

std::string listed(const Enumeration& enumeration) {
  if (enumeration.values.size() <= most_values) return fmt::format("{}", fmt::join(enumeration.values, ", "));
  return fmt::format("{}, ... ({} in all)", fmt::join(enumeration.values.begin(), enumeration.values.begin() + most_values, ", "), enumeration.values.size());
}

std::string type_of(const model::Policy& policy, FactId id) {
  const Schema& schema = *policy.schema;
  const Fact& fact = schema.facts[id];
  switch (fact.type) {
    case FactType::truth: return "yes or no";
    case FactType::value: return "one of " + listed(schema.enumerations[fact.enumeration]);
    case FactType::set: return "any of " + listed(schema.enumerations[fact.enumeration]);
    case FactType::text: return "text";
    case FactType::amount: return "count or mass";
    case FactType::date: return "date";
    case FactType::instant: return "date and time";
    case FactType::quantity: break;
  }
  if (fact.dimension == Dimension::any) return "quantity, as its use in the policy says";
  return fmt::format("{}, such as 2 {}", policy.context.units.name_of(fact.dimension), policy.context.units.base_unit(fact.dimension));
}

}  // namespace

std::vector<NeededFact> needed_facts(const model::Policy& policy, unsigned event_kind, std::uint32_t topics) {
  std::vector<NeededFact> all;
  for (FactId id : RuleGraph(policy).needs(event_kind, topics)) all.push_back({policy.schema->facts[id].name, type_of(policy, id), policy.schema->facts[id].required});
  return all;
}

std::string to_text(const std::vector<NeededFact>& facts, const Style& style) {
  std::size_t width = 0;
  for (const NeededFact& fact : facts) width = std::max(width, fact.name.size());
  Paragraphs text(style.columns, style.colour);
  for (const NeededFact& fact : facts) text.paragraph(0, fmt::format("{:<{}}  {}  ", fact.name, width, fact.required ? "required" : "optional"), fact.type);
  return text.take();
}

std::string to_json(const std::vector<NeededFact>& facts) {
  rapidjson::StringBuffer buffer;
  rapidjson::PrettyWriter<rapidjson::StringBuffer> json(buffer);
  json.SetIndent(' ', 2);
  json.StartArray();
  for (const NeededFact& fact : facts) {
    json.StartObject();
    json.Key("fact"), json.String(fact.name.c_str());
    json.Key("type"), json.String(fact.type.c_str());
    json.Key("required"), json.Bool(fact.required);
    json.EndObject();
  }
  json.EndArray();
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

}  // namespace leaflaw::words
