// The bytes of a pack, read-only and aligned as its tables need: a file mapped, or a copy of memory.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>

#include "runtime/pack/pack_error.h"

namespace leaflaw::packed {

class PackBytes {
 public:
  [[nodiscard]] static std::variant<std::unique_ptr<PackBytes>, PackError> map(const std::string& path);
  [[nodiscard]] static std::unique_ptr<PackBytes> copy(std::span<const std::byte> bytes);

  [[nodiscard]] std::span<const std::byte> bytes() const { return bytes_; }
  // To be called when all has been checked: says where the file has changed since it was mapped. It stays mapped.
  [[nodiscard]] std::optional<PackError> close_file();

  PackBytes(const PackBytes&) = delete;
  PackBytes& operator=(const PackBytes&) = delete;
  ~PackBytes();

 private:
  PackBytes() = default;
  std::span<const std::byte> bytes_;
  int file_ = -1;                    // open while the pack is checked
  long long changed_at_ = 0;         // modification time in nanoseconds
  bool mapped_ = false;
};

}  // namespace leaflaw::packed
