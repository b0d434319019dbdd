// A pack: the law of any number of policies, ready to decide by. In: a file (mapped read-only) or bytes in memory. Out: a Pack, or why
// it is refused. The order of checks is size, magic and version, content hash, structure (FlatBuffers' verifier), meaning (verify.h):
// what passes runs without any further check. The tables of the engine stay where they are mapped; only what a reader of requests and
// a printer of decisions need is copied out.
//
// A Pack is immutable and may serve any number of threads. While it is open its file must not be written into or cut: put a new pack
// in place by renaming it over the old one, as `leaflaw build` does.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "runtime/pack/pack_error.h"
#include "runtime/session/policy_parts.h"

namespace leaflaw {

// One policy of a pack. Lives, with all it points to, as long as the pack.
struct PackedPolicy {
  std::string id, name, regulator;
  std::uint32_t topics = 0;          // bit i: some rule is of topic i
  engine::PolicyView view;           // its tables, in the mapped file
  PolicyContext context;             // for readers of requests
  LimitPrints limits;                // for printers of decisions
  std::string pack;                  // the pack's hash
  [[nodiscard]] Date as_of() const { return Date{view.covers.as_of_day}; }
  [[nodiscard]] PolicyParts parts() const { return {view, &context, &limits, pack}; }
};

// A file that the pack was built from, vocabularies included. Points into the pack; the text is as it was read, unchecked.
struct LawText {
  std::string_view name;             // "us-xx/us-xx.leaf"
  std::string_view text;
};

class Pack;
using PackOrError = std::variant<std::shared_ptr<const Pack>, PackError>;

class Pack {
 public:
  [[nodiscard]] static PackOrError open(const std::string& path);
  // Copies the bytes.
  [[nodiscard]] static PackOrError from_memory(std::span<const std::byte> bytes);

  // In order of their ids.
  [[nodiscard]] const std::vector<PackedPolicy>& policies() const { return policies_; }
  // Null where the pack has no such policy.
  [[nodiscard]] const PackedPolicy* find(std::string_view id) const;
  // The law as it was written, in order of names; empty where the pack was made without. Nothing decides by it.
  [[nodiscard]] const std::vector<LawText>& texts() const { return texts_; }
  // "sha256:" and 64 hexadecimal digits: of the content, the same for the same text of the law.
  [[nodiscard]] const std::string& hash() const { return hash_; }
  [[nodiscard]] std::size_t size() const { return bytes_.size(); }

  Pack(const Pack&) = delete;
  Pack& operator=(const Pack&) = delete;
  ~Pack();

 private:
  Pack() = default;

  std::shared_ptr<const void> owner_;        // of the bytes
  std::span<const std::byte> bytes_;
  std::string hash_;
  std::vector<std::unique_ptr<Schema>> schemas_;
  std::vector<PackedPolicy> policies_;
  std::vector<LawText> texts_;
  friend class PackLoader;
};

}  // namespace leaflaw
