// The first 64 bytes of a pack, in front of its FlatBuffer: magic, format version, layout, size, content hash. Little endian.
// The hash is the SHA-256 of everything but itself, so that no byte of a pack can change unseen.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "runtime/pack/pack_error.h"

namespace leaflaw::packed {

static_assert(std::endian::native == std::endian::little, "packs are little endian and mapped as they are");

struct Header {
  std::array<char, 8> magic;
  std::uint32_t version;
  std::uint32_t layout;                 // of the tables: see layout_number()
  std::uint64_t size;                   // of the whole file
  std::uint64_t reserved;               // 0
  std::array<std::uint8_t, 32> hash;
};
static_assert(sizeof(Header) == 64);

inline constexpr std::array<char, 8> pack_magic{'L', 'E', 'A', 'F', 'P', 'A', 'C', 'K'};
inline constexpr std::uint32_t pack_version = 2;        // raised where an instruction means more than it did: pack.fbs
inline constexpr std::size_t table_alignment = 16;      // of every table, in the file and in memory
inline constexpr std::uint64_t largest_pack = std::uint64_t{1} << 30;

// Differs where a program would mean something else: names, order and sizes of tables, instructions, roles, topics, dimensions.
[[nodiscard]] std::uint32_t layout_number();
[[nodiscard]] std::array<std::uint8_t, 32> content_hash(std::span<const std::byte> pack);
// "sha256:" and 64 digits.
[[nodiscard]] std::string print_hash(const std::array<std::uint8_t, 32>& hash);

// Fills in the header of a complete pack whose first 64 bytes are free.
void seal(std::span<std::byte> pack);
// Magic, version, layout, size and hash, in this order; nothing: they are right.
[[nodiscard]] std::optional<PackError> check_header(std::span<const std::byte> pack);

}  // namespace leaflaw::packed
