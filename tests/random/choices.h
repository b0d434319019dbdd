// Where a generator gets its decisions from: a list of numbers (shrunk by RapidCheck: smaller and fewer numbers mean simpler things;
// where the list ends every decision is the simplest), or an endless stream from a seed.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace leaflaw::properties {

class Choices {
 public:
  explicit Choices(std::vector<std::uint32_t> numbers) : numbers_(std::move(numbers)) {}
  explicit Choices(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15ull + 1), endless_(true) {}

  // 0 .. n - 1; 0 is the simplest.
  unsigned below(unsigned n) { return n == 0 ? 0 : next() % n; }
  bool chance(unsigned percent) { return below(100) >= 100 - percent; }
  template <class List>
  const auto& pick(const List& list) { return list[below(static_cast<unsigned>(list.size()))]; }
  const char* pick(std::initializer_list<const char*> list) { return list.begin()[below(static_cast<unsigned>(list.size()))]; }

 private:
  std::uint32_t next() {
    if (!endless_) return at_ < numbers_.size() ? numbers_[at_++] : 0;
    state_ += 0x9E3779B97F4A7C15ull;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return static_cast<std::uint32_t>((z ^ (z >> 31)) >> 33);
  }
  std::vector<std::uint32_t> numbers_;
  std::size_t at_ = 0;
  std::uint64_t state_ = 0;
  bool endless_ = false;
};

}  // namespace leaflaw::properties
