#include "tests/session/replay.h"

#include "runtime/facts/fact_tree.h"

using namespace leaflaw;

namespace law {

namespace {

template <class Row, class Handle>
void set(Row& row, const Handle& handle, const Fact& fact, const FactValue& value) {
  switch (fact.type) {
    case FactType::truth: row.set(handle, !value.number.is_zero()); break;
    case FactType::value: row.set(handle, Choice{fact.enumeration, static_cast<std::uint8_t>(value.number.num)}); break;
    case FactType::text: row.set(handle, value.text); break;
    case FactType::date: row.set(handle, Date{static_cast<std::int32_t>(value.number.num)}); break;
    case FactType::instant: row.set(handle, Instant{static_cast<std::int64_t>(value.number.num)}); break;
    case FactType::quantity:
    case FactType::amount: row.set(handle, value.number, Unit{"base unit", value.dimension, 1}); break;
    case FactType::set: {
      std::vector<Choice> members;
      for (unsigned i = 0; i < 128; ++i)
        if (value.set >> i & 1) members.push_back({fact.enumeration, static_cast<std::uint8_t>(i)});
      row.set(handle, std::span<const Choice>(members));
      break;
    }
  }
}

template <class Row, class FindFact, class FindEntry>
void set_all(Row& row, const Schema& schema, const std::vector<FactValue>& facts, const std::vector<MapValue>& maps, const std::vector<FactId>& skipped,
             FindFact find, FindEntry find_entry) {
  for (std::size_t i = 0; i < facts.size(); ++i) {
    auto id = static_cast<FactId>(i);
    if (facts[i].given != Given::yes || std::find(skipped.begin(), skipped.end(), id) != skipped.end()) continue;
    set(row, find(schema.facts[i].name), schema.facts[i], facts[i]);
  }
  for (std::size_t m = 0; m < maps.size(); ++m)
    for (const MapEntry& entry : maps[m].entries)
      for (std::size_t k = 0; k < entry.fields.size(); ++k) {
        const Fact& field = schema.facts[schema.maps[m].fields[k]];
        if (entry.fields[k].given == Given::yes) set(row, find_entry(schema.maps[m].name, entry.key, field_step(field)), field, entry.fields[k]);
      }
}

void fill(TypedEvent event, const Record& record, const TypedPolicy& policy) {
  const Schema& schema = policy.schema();
  std::vector<FactId> skipped{schema.with(Role::event_kind), schema.with(Role::event_time)};
  if (policy.context().zone_from_fact) skipped.push_back(schema.with(Role::time_zone));
  set_all(event, schema, record.facts, record.maps, skipped, [&](const auto& name) { return policy.event_fact(name); },
          [&](const auto& map, const auto& key, const auto& field) { return policy.event_entry(map, key, field); });
  if (record.items_given) event.no_lines();
  for (const Line& from : record.items) {
    TypedLine line = event.add_line();
    set_all(line, schema, from.facts, from.maps, {}, [&](const auto& name) { return policy.item_fact(name); },
            [&](const auto& map, const auto& key, const auto& field) { return policy.item_entry(map, key, field); });
  }
}

}  // namespace

void replay(const Request& as_read, const TypedPolicy& policy, TypedSession& session) {
  const Schema& schema = policy.schema();
  EnumerationId kinds = schema.facts[schema.with(Role::event_kind)].enumeration;
  auto kind = [&](const Record& record) { return Choice{kinds, static_cast<std::uint8_t>(record.event_kind)}; };
  session.judge_only(as_read.topics);
  session.forget_history();
  fill(session.begin(kind(as_read.event), as_read.event.at, as_read.event.zone), as_read.event, policy);
  if (!as_read.history.given) return;
  // A bare list is complete for every scope.
  session.know_history(as_read.history.bare ? Scope::state : as_read.history.scope, as_read.history.complete_from);
  for (const Record& entry : as_read.history.entries) fill(session.add_entry(kind(entry), entry.at, entry.zone), entry, policy);
}

}  // namespace law
