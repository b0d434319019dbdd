#include <algorithm>

#include "compiler/emit/store.h"
#include "runtime/pack/header.h"

namespace leaflaw::storing {

namespace {

using flatbuffers::Offset;
using Bytes = Offset<flatbuffers::Vector<std::uint8_t>>;

stored::Whole whole(i128 value) { return {static_cast<std::uint64_t>(value), static_cast<std::uint64_t>(static_cast<u128>(value) >> 64)}; }

// A table as it lies in memory: elements without padding, so that equal tables are equal bytes.
template <class Element>
Bytes raw(Builder& builder, const std::vector<Element>& table) {
  static_assert(std::has_unique_object_representations_v<Element>);
  const std::size_t size = table.size() * sizeof(Element);
  builder.ForceVectorAlignment(size, 1, packed::table_alignment);
  return builder.CreateVector(reinterpret_cast<const std::uint8_t*>(table.data()), size);
}

auto strings(Builder& builder, const std::vector<std::string>& texts) { return builder.CreateVectorOfStrings(texts); }

// Those that are not as every policy has them.
auto units(Builder& builder, const UnitTable& table) {
  std::vector<Offset<stored::Unit>> offsets;
  for (const Unit& unit : table.units()) {
    const auto& standard = standard_units();
    const bool plain = std::any_of(standard.begin(), standard.end(), [&](const Unit& each) {
      return each.name == unit.name && each.dimension == unit.dimension && each.in_base == unit.in_base;
    });
    if (plain) continue;
    const stored::Number size{whole(unit.in_base.num), whole(unit.in_base.den)};
    offsets.push_back(stored::CreateUnit(builder, builder.CreateString(unit.name), static_cast<std::uint8_t>(unit.dimension), &size));
  }
  return builder.CreateVector(offsets);
}

auto key_uses(Builder& builder, const std::vector<KeyUse>& uses) {
  std::vector<Offset<stored::KeyUse>> offsets;
  for (const KeyUse& use : uses)
    offsets.push_back(stored::CreateKeyUse(builder, use.field, static_cast<std::uint8_t>(use.dimension), builder.CreateString(use.key)));
  return builder.CreateVector(offsets);
}

auto quantity_uses(Builder& builder, const PolicyContext& context) {
  std::vector<stored::QuantityUse> uses;
  for (std::size_t i = 0; i < context.quantity_uses.size(); ++i)
    uses.emplace_back(context.quantity_uses[i], static_cast<std::uint8_t>(context.quantity_dimensions[i]));
  return builder.CreateVectorOfStructs(uses);
}

struct TableOffsets {
  Bytes text_starts, text_characters;
#define LEAFLAW_TABLE(element, name) Bytes name;
  LEAFLAW_TABLES(LEAFLAW_TABLE)
#undef LEAFLAW_TABLE
};

TableOffsets raw_tables(Builder& builder, const engine::PolicyTables& tables) {
  TableOffsets offsets;
#define LEAFLAW_TABLE(element, name) offsets.name = raw(builder, tables.name);
  LEAFLAW_TABLES(LEAFLAW_TABLE)
#undef LEAFLAW_TABLE
  offsets.text_starts = raw(builder, tables.text_starts);
  offsets.text_characters = raw(builder, tables.text_characters);
  return offsets;
}

}  // namespace

Offset<stored::Policy> store(Builder& builder, const PolicyFrame& frame, const PolicyContext& context, const engine::PolicyTables& tables) {
  const TableOffsets offsets = raw_tables(builder, tables);
  auto id = builder.CreateString(context.id), name = builder.CreateString(frame.name), regulator = builder.CreateString(frame.regulator);
  auto own_units = units(builder, context.units);
  auto zones = builder.CreateVector(frame.zones);
  auto class_values = strings(builder, context.class_values), limit_addresses = strings(builder, context.limit_addresses);
  auto keys = key_uses(builder, context.key_uses);
  auto quantities = quantity_uses(builder, context);
  const engine::Covers& covers = tables.covers;
  const stored::Covers stored_covers{covers.kinds, covers.from_day, covers.as_of_day};
  const engine::RoleSlots& roles = tables.roles;
  const stored::RoleSlots stored_roles{roles.receipt, roles.undoes, roles.customer, roles.patient, roles.store, roles.licensee,
                                       roles.category, roles.quantity, roles.void_kind, roles.return_kind, roles.destroy_kind, roles.category_count, roles.event_kinds};
  stored::PolicyBuilder policy(builder);
  policy.add_id(id);
  policy.add_name(name);
  policy.add_regulator(regulator);
  policy.add_topics(frame.topics);
  policy.add_schema(frame.schema);
  policy.add_units(own_units);
  policy.add_state(context.state);
  policy.add_state_enumeration(context.state_enumeration);
  policy.add_zones(zones);
  policy.add_default_zone(context.default_zone);
  policy.add_zone_from_fact(context.zone_from_fact);
  policy.add_class_values(class_values);
  policy.add_limit_addresses(limit_addresses);
  policy.add_key_uses(keys);
  policy.add_quantity_uses(quantities);
  policy.add_covers(&stored_covers);
  policy.add_roles(&stored_roles);
  policy.add_text_starts(offsets.text_starts);
  policy.add_text_characters(offsets.text_characters);
#define LEAFLAW_TABLE(element, name) policy.add_##name(offsets.name);
  LEAFLAW_TABLES(LEAFLAW_TABLE)
#undef LEAFLAW_TABLE
  return policy.Finish();
}

}  // namespace leaflaw::storing
