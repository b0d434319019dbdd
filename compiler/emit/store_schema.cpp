#include "compiler/emit/store.h"

namespace leaflaw::storing {

namespace {

using flatbuffers::Offset;

stored::Whole whole(u128 value) { return {static_cast<std::uint64_t>(value), static_cast<std::uint64_t>(value >> 64)}; }
stored::Number number(const Ratio& value) { return {whole(static_cast<u128>(value.num)), whole(static_cast<u128>(value.den))}; }

std::vector<stored::DeriveStep> steps(const std::vector<DeriveStep>& from) {
  std::vector<stored::DeriveStep> to;
  for (const DeriveStep& step : from) to.emplace_back(whole(step.values), number(step.number), step.fact, static_cast<std::uint8_t>(step.op));
  return to;
}

Offset<stored::Fact> store(Builder& builder, const Fact& fact) {
  return stored::CreateFact(builder, builder.CreateString(fact.name), builder.CreateString(fact.group), static_cast<std::uint8_t>(fact.type),
                            static_cast<std::uint8_t>(fact.dimension), static_cast<std::uint8_t>(fact.place), fact.enumeration, fact.map, fact.required,
                            fact.input_only);
}

Offset<stored::FactMap> store(Builder& builder, const FactMap& map) {
  return stored::CreateFactMap(builder, builder.CreateString(map.name), static_cast<std::uint8_t>(map.keys), static_cast<std::uint8_t>(map.place),
                               map.enumeration, map.required, builder.CreateVector(map.fields));
}

Offset<stored::Enumeration> store(Builder& builder, const Enumeration& enumeration) {
  return stored::CreateEnumeration(builder, builder.CreateString(enumeration.name), builder.CreateVectorOfStrings(enumeration.values));
}

Offset<stored::Derivation> store(Builder& builder, const Derivation& derivation) {
  const stored::Number tolerance = number(derivation.tolerance.value_or(Ratio(0)));
  auto value = builder.CreateVectorOfStructs(steps(derivation.value));
  auto condition = builder.CreateVectorOfStructs(steps(derivation.condition));
  return stored::CreateDerivation(builder, derivation.target, derivation.same, derivation.tolerance ? &tolerance : nullptr, value, condition);
}

template <class Stored, class Part>
auto each(Builder& builder, const std::vector<Part>& parts) {
  std::vector<Offset<Stored>> offsets;
  for (const Part& part : parts) offsets.push_back(store(builder, part));
  return builder.CreateVector(offsets);
}

}  // namespace

Offset<stored::Schema> store(Builder& builder, const Schema& schema) {
  std::vector<Offset<stored::RoleFacts>> roles;
  for (const auto& facts : schema.roles) roles.push_back(stored::CreateRoleFacts(builder, builder.CreateVector(facts)));
  auto name = builder.CreateString(schema.name), version = builder.CreateString(schema.version);
  auto enumerations = each<stored::Enumeration>(builder, schema.enumerations);
  auto facts = each<stored::Fact>(builder, schema.facts);
  auto maps = each<stored::FactMap>(builder, schema.maps);
  auto derivations = each<stored::Derivation>(builder, schema.derivations);
  return stored::CreateSchema(builder, name, version, enumerations, facts, maps, derivations, builder.CreateVector(roles), schema.void_kind,
                              schema.return_kind, schema.destroy_kind);
}

Offset<stored::Zone> store(Builder& builder, const ZoneData& zone) {
  auto name = builder.CreateString(zone.name);
  auto at = builder.CreateVector(zone.at);
  return stored::CreateZone(builder, name, zone.first_offset, at, builder.CreateVector(zone.offset));
}

}  // namespace leaflaw::storing
