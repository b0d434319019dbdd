// What deciding needs of one policy, wherever it stands: in a mapped pack, or in tables just made by the compiler. Views; the owner
// outlives every session. Any number of sessions, on any threads, may share one.
#pragma once

#include <string>

#include "runtime/decision/print_context.h"
#include "runtime/engine/program.h"
#include "runtime/facts/policy_context.h"

namespace leaflaw {

struct PolicyParts {
  engine::PolicyView view;
  const PolicyContext* context = nullptr;
  const LimitPrints* limits = nullptr;   // see limit_prints
  std::string pack;                      // "sha256:...", as decisions show it; empty where there is no pack
};

// The unit each limit is written in, and its title (of the latest version), from the tables of a policy.
[[nodiscard]] LimitPrints limit_prints(const engine::PolicyView& view);

// "sha256:" and the digest of the bytes in hexadecimal.
[[nodiscard]] std::string content_hash(std::string_view bytes);

}  // namespace leaflaw
