// What the fuzz targets share. A target is a function of bytes that anybody may have written: it must come back, in time, whatever they
// are, and what it promises of them must hold. clang's libFuzzer makes the bytes, out of the seeds that seeds.cpp writes.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "compiler/semantics/compile.h"
#include "runtime/pack/pack.h"

namespace leaflaw::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) { return {reinterpret_cast<const char*>(data), size}; }

// Ends the run as a crash does: the input is kept.
inline void demand(bool holds, std::string_view promise, std::string_view more = {}) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %.*s\n%.*s\n", static_cast<int>(promise.size()), promise.data(), static_cast<int>(more.size()), more.data());
  std::abort();
}

// The policies of a set as a pack, opened. Null where none can be made into programs, for which there are diagnostics then.
[[nodiscard]] std::shared_ptr<const Pack> packed(const PolicySet& set, Diagnostics& diagnostics);
// The policies of tests/cli/law, tests/probe and the exam, and the one that examples of requests are for.
[[nodiscard]] std::shared_ptr<const Pack> sample_law();

}  // namespace leaflaw::fuzz
