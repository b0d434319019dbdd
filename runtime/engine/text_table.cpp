#include "runtime/engine/text_table.h"

#include <algorithm>

namespace leaflaw::engine {

namespace {

std::uint64_t hash_of(std::string_view text) {   // FNV-1a; only speed depends on it
  std::uint64_t hash = 14695981039346656037ull;
  for (unsigned char c : text) hash = (hash ^ c) * 1099511628211ull;
  return hash ^ (hash >> 29);
}

}  // namespace

void TextTable::grow() {
  buckets_.assign(std::max<std::size_t>(64, buckets_.size() * 2), 0);
  std::size_t mask = buckets_.size() - 1;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    std::size_t at = entries_[i].hash & mask;
    while (buckets_[at]) at = (at + 1) & mask;
    buckets_[at] = static_cast<std::uint32_t>(i + 1);
  }
}

std::uint32_t TextTable::number_of(std::string_view given) {
  if ((entries_.size() + 1) * 2 > buckets_.size()) grow();
  std::uint64_t hash = hash_of(given);
  std::size_t mask = buckets_.size() - 1, at = hash & mask;
  for (; buckets_[at]; at = (at + 1) & mask) {
    std::uint32_t number = buckets_[at] - 1;
    if (entries_[number].hash == hash && text(number) == given) return number;
  }
  auto start = static_cast<std::uint32_t>(characters_.size());
  characters_.insert(characters_.end(), given.begin(), given.end());
  entries_.push_back({start, static_cast<std::uint32_t>(given.size()), hash});
  buckets_[at] = static_cast<std::uint32_t>(entries_.size());
  return static_cast<std::uint32_t>(entries_.size() - 1);
}

void TextTable::clear() {
  if (entries_.size() == pinned_) return;
  // Newest first: what is taken out last was put in first, so no search runs over a hole that matters.
  std::size_t mask = buckets_.size() - 1;
  for (std::size_t i = entries_.size(); i > pinned_; --i) {
    std::size_t at = entries_[i - 1].hash & mask;
    while (buckets_[at] != i) at = (at + 1) & mask;
    buckets_[at] = 0;
  }
  entries_.resize(pinned_);
  characters_.resize(pinned_ ? entries_.back().start + entries_.back().size : 0);
}

std::int64_t TextTable::length(std::uint32_t number) const {
  std::int64_t count = 0;
  for (char c : text(number)) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

}  // namespace leaflaw::engine
