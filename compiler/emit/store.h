// Parts of a policy -> their stored form (runtime/pack/pack.fbs); runtime/pack/restore.h is the way back.
#pragma once

#include "pack/pack_generated.h"
#include "runtime/engine/policy_tables.h"
#include "runtime/facts/policy_context.h"

namespace leaflaw::storing {

using Builder = flatbuffers::FlatBufferBuilder;

[[nodiscard]] flatbuffers::Offset<stored::Schema> store(Builder& builder, const Schema& schema);
[[nodiscard]] flatbuffers::Offset<stored::Zone> store(Builder& builder, const ZoneData& zone);

// What stands of a policy beside its context and tables; schema and zones are numbers in the pack.
struct PolicyFrame {
  std::string name, regulator;
  std::uint32_t topics = 0;
  std::uint16_t schema = 0;
  std::vector<std::uint16_t> zones;
};
[[nodiscard]] flatbuffers::Offset<stored::Policy> store(Builder& builder, const PolicyFrame& frame, const PolicyContext& context,
                                                        const engine::PolicyTables& tables);

}  // namespace leaflaw::storing
