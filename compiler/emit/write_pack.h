// Policies, their programs and their texts -> the bytes of one pack (runtime/pack). The same policies give the same bytes, in whatever order they
// are handed in. Policies of one vocabulary share it in the pack, as do zones.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/semantics/compile.h"
#include "runtime/engine/policy_tables.h"

namespace leaflaw {

struct PackInput {
  const model::Policy* policy = nullptr;
  const engine::PolicyTables* tables = nullptr;
};

struct WrittenPack {
  std::vector<std::byte> bytes;
  std::string hash;              // "sha256:..."
  std::string error;             // not empty: nothing was written; two policies of one id, a file's name, or more than a pack holds
};
// `texts`: the files that the policies were compiled from, each name once; they are put in as they are, for readers of the pack.
[[nodiscard]] WrittenPack write_pack(std::vector<PackInput> policies, std::vector<LawFile> texts = {});

// Writes the file beside its place and renames it, so that whoever has the old one open keeps it whole. Empty: done; else what went wrong.
[[nodiscard]] std::string save_pack(const WrittenPack& pack, const std::string& path);

}  // namespace leaflaw
