// Why a pack is refused: one problem of pack_errors.def with what exactly was found. A value; nothing here throws.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace leaflaw {

enum class PackProblem : std::uint8_t {
#define LEAFLAW_PACK_PROBLEM(id, what, way_out) id,
#include "runtime/pack/pack_errors.def"
};

struct PackError {
  PackProblem problem;
  std::string detail;    // "policy us-xj: routine 3: ..."; may be empty
};

[[nodiscard]] std::string_view what_of(PackProblem problem);
[[nodiscard]] std::string_view way_out_of(PackProblem problem);
// One line: "law.leafpack: the pack is cut short: it has 12 bytes, its header says 4096; copy it again, ...". `file` may be empty.
[[nodiscard]] std::string to_text(const PackError& error, std::string_view file);

}  // namespace leaflaw
