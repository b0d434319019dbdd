// Texts as small numbers: equal texts have equal numbers. The first `pinned` ones (the policy's constants) stay through clear().
// Keeps its memory: once warmed up nothing is allocated.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace leaflaw::engine {

class TextTable {
 public:
  // The number of the text; added where it is new.
  std::uint32_t number_of(std::string_view text);
  void pin() { pinned_ = static_cast<std::uint32_t>(entries_.size()); }
  void clear();
  [[nodiscard]] std::string_view text(std::uint32_t number) const { return {characters_.data() + entries_[number].start, entries_[number].size}; }
  // In characters (code points).
  [[nodiscard]] std::int64_t length(std::uint32_t number) const;
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  struct Entry { std::uint32_t start, size; std::uint64_t hash; };
  void grow();
  std::vector<Entry> entries_;
  std::vector<char> characters_;
  std::vector<std::uint32_t> buckets_;   // entry + 1; a power of two of them
  std::uint32_t pinned_ = 0;
};

}  // namespace leaflaw::engine
