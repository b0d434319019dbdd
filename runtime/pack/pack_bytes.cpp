#include "runtime/pack/pack_bytes.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <new>
#include <system_error>
#include <utility>

#include "runtime/pack/header.h"

namespace leaflaw::packed {

namespace {

PackError unreadable() { return {PackProblem::unreadable, std::generic_category().message(errno)}; }

long long nanoseconds(const struct stat& status) { return static_cast<long long>(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec; }

}  // namespace

std::variant<std::unique_ptr<PackBytes>, PackError> PackBytes::map(const std::string& path) {
  std::unique_ptr<PackBytes> pack(new PackBytes);
  // Without waiting: a pipe that nobody writes into must not hang us.
  pack->file_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (pack->file_ < 0) return unreadable();
  struct stat status {};
  if (::fstat(pack->file_, &status) != 0) return unreadable();
  if (S_ISDIR(status.st_mode)) return PackError{PackProblem::unreadable, "it is a directory"};
  if (!S_ISREG(status.st_mode)) return PackError{PackProblem::unreadable, "it is not a plain file"};
  auto size = static_cast<std::uint64_t>(status.st_size);
  if (size == 0) return PackError{PackProblem::too_short, "it is empty"};
  if (size > largest_pack) return PackError{PackProblem::unreadable, "it has " + std::to_string(size) + " bytes, no pack is that large"};
  void* memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, pack->file_, 0);
  if (memory == MAP_FAILED) return unreadable();
  pack->bytes_ = {static_cast<const std::byte*>(memory), static_cast<std::size_t>(size)};
  pack->mapped_ = true;
  pack->changed_at_ = nanoseconds(status);
  return pack;
}

std::unique_ptr<PackBytes> PackBytes::copy(std::span<const std::byte> bytes) {
  std::unique_ptr<PackBytes> pack(new PackBytes);
  if (bytes.empty()) return pack;
  auto* memory = static_cast<std::byte*>(::operator new(bytes.size(), std::align_val_t{table_alignment}));
  std::memcpy(memory, bytes.data(), bytes.size());
  pack->bytes_ = {memory, bytes.size()};
  return pack;
}

std::optional<PackError> PackBytes::close_file() {
  if (file_ < 0) return std::nullopt;
  struct stat status {};
  const bool known = ::fstat(file_, &status) == 0;
  ::close(std::exchange(file_, -1));
  if (known && static_cast<std::size_t>(status.st_size) == bytes_.size() && nanoseconds(status) == changed_at_) return std::nullopt;
  return PackError{PackProblem::changed, {}};
}

PackBytes::~PackBytes() {
  void* memory = const_cast<std::byte*>(bytes_.data());
  if (mapped_) ::munmap(memory, bytes_.size());
  else if (memory) ::operator delete(memory, std::align_val_t{table_alignment});
  if (file_ >= 0) ::close(file_);
}

}  // namespace leaflaw::packed
