// What stands behind the handles of leaflaw.h, and what every function of it does alike: nothing thrown gets out, texts go into the
// caller's buffer. Private to runtime/c_*.cpp.
#pragma once

#include <memory>
#include <new>
#include <string_view>
#include <variant>
#include <vector>

#include "runtime/leaflaw.h"
#include "runtime/pack/pack.h"
#include "runtime/session/session.h"
#include "runtime/session/typed_session.h"

namespace leaflaw::face {

struct OpenPolicy {
  std::shared_ptr<const Pack> pack;
  const PackedPolicy* packed;
  TypedPolicy typed;
  OpenPolicy(std::shared_ptr<const Pack> of, const PackedPolicy& policy) : pack(std::move(of)), packed(&policy), typed(policy.parts()) {}
};

// What `work` gives, or the status of what it threw.
template <class Work>
[[nodiscard]] std::int32_t guarded(Work work) noexcept {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    return LEAFLAW_NO_MEMORY;
  } catch (...) {
    return LEAFLAW_INTERNAL;
  }
}

// As leaflaw.h says of texts.
std::size_t give(std::string_view text, char* buffer, std::size_t capacity) noexcept;
// Where `make` fails the text is empty.
template <class Make>
[[nodiscard]] std::size_t give_made(char* buffer, std::size_t capacity, Make make) noexcept {
  try {
    return give(make(), buffer, capacity);
  } catch (...) {
    return give({}, buffer, capacity);
  }
}

}  // namespace leaflaw::face

struct leaflaw_pack { std::shared_ptr<const leaflaw::Pack> pack; };
struct leaflaw_policy { std::shared_ptr<const leaflaw::face::OpenPolicy> policy; };

struct leaflaw_session {
  std::shared_ptr<const leaflaw::face::OpenPolicy> policy;
  leaflaw::Session session;
  leaflaw::TypedSession typed;
  std::vector<leaflaw::TypedEvent> entries;        // rows of history
  std::vector<leaflaw::TypedLine> entry_lines;
  std::variant<std::monostate, leaflaw::DocumentOrErrors, leaflaw::ReportOrErrors> result;
  explicit leaflaw_session(std::shared_ptr<const leaflaw::face::OpenPolicy> of)
      : policy(std::move(of)), session(policy->packed->parts()), typed(policy->typed) {}
};
