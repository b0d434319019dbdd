#include "runtime/pack/header.h"

#include <sodium/crypto_hash_sha256.h>

#include <cstring>
#include <string_view>

#include "runtime/base/units.h"
#include "runtime/engine/program.h"
#include "runtime/facts/schema.h"
#include "runtime/facts/topics.h"

namespace leaflaw::packed {

namespace {

constexpr std::size_t hash_place = offsetof(Header, hash);

constexpr std::uint32_t mix(std::uint32_t hash, std::string_view text, std::uint32_t number = 0) {   // FNV-1a
  for (char c : text) hash = (hash ^ static_cast<std::uint8_t>(c)) * 16777619u;
  for (int shift = 0; shift < 32; shift += 8) hash = (hash ^ ((number >> shift) & 0xFF)) * 16777619u;
  return hash;
}

constexpr std::uint32_t layout_of_this_build() {
  std::uint32_t hash = 2166136261u;
#define LEAFLAW_OP(id, a, b, truth_in, truth_out, number_in, number_out, value_in, value_out) hash = mix(hash, #id " " #a " " #b);
#include "runtime/engine/ops.def"
  using namespace engine;   // NOLINT: the element types of LEAFLAW_TABLES
#define LEAFLAW_TABLE(element, name) hash = mix(hash, #name, sizeof(element));
  LEAFLAW_TABLES(LEAFLAW_TABLE)
#undef LEAFLAW_TABLE
#define LEAFLAW_ROLE(id, text, many) hash = mix(hash, text);
#include "runtime/facts/roles.def"
#define LEAFLAW_TOPIC(id, text) hash = mix(hash, text);
#include "runtime/facts/topics.def"
#define LEAFLAW_DIMENSION(id, base_unit, name) hash = mix(hash, base_unit);
#include "runtime/base/units.def"
  return hash;
}

Header header_of(std::span<const std::byte> pack) {
  Header header;
  std::memcpy(&header, pack.data(), sizeof header);
  return header;
}

std::string bytes(std::uint64_t count) { return std::to_string(count) + (count == 1 ? " byte" : " bytes"); }

}  // namespace

std::uint32_t layout_number() { return layout_of_this_build(); }

std::array<std::uint8_t, 32> content_hash(std::span<const std::byte> pack) {
  const auto* data = reinterpret_cast<const unsigned char*>(pack.data());
  crypto_hash_sha256_state state;
  std::array<std::uint8_t, 32> hash{};
  crypto_hash_sha256_init(&state);
  crypto_hash_sha256_update(&state, data, hash_place);
  crypto_hash_sha256_update(&state, data + sizeof(Header), pack.size() - sizeof(Header));
  crypto_hash_sha256_final(&state, hash.data());
  return hash;
}

std::string print_hash(const std::array<std::uint8_t, 32>& hash) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string text = "sha256:";
  for (std::uint8_t byte : hash) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

void seal(std::span<std::byte> pack) {
  Header header{pack_magic, pack_version, layout_number(), pack.size(), 0, {}};
  std::memcpy(pack.data(), &header, sizeof header);
  header.hash = content_hash(pack);
  std::memcpy(pack.data(), &header, sizeof header);
}

std::optional<PackError> check_header(std::span<const std::byte> pack) {
  const bool begins_like_one = !pack.empty() && std::memcmp(pack.data(), pack_magic.data(), std::min(pack.size(), pack_magic.size())) == 0;
  if (!pack.empty() && !begins_like_one) return PackError{PackProblem::foreign, {}};
  if (pack.size() < sizeof(Header)) return PackError{PackProblem::too_short, "it has " + bytes(pack.size())};
  const Header header = header_of(pack);
  if (header.version != pack_version)
    return PackError{PackProblem::other_version, "its format is " + std::to_string(header.version) + ", this one reads " + std::to_string(pack_version)};
  const std::string sizes = "it has " + bytes(pack.size()) + ", its header says " + std::to_string(header.size);
  if (pack.size() < header.size) return PackError{PackProblem::too_short, sizes};
  if (pack.size() > header.size) return PackError{PackProblem::wrong_size, sizes};
  if (content_hash(pack) != header.hash) return PackError{PackProblem::damaged, {}};
  // After the hash: what stands here now was meant.
  if (header.layout != layout_number()) return PackError{PackProblem::other_version, "its tables are laid out for another build"};
  if (header.reserved != 0) return PackError{PackProblem::other_version, "its header says something that this version does not know"};
  return std::nullopt;
}

}  // namespace leaflaw::packed
