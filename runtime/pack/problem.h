// The first thing found wrong while a pack is checked. Words are put together only when something is wrong. Also what checking may
// cost: a pack whose parts refer to the same few bytes over and over must not keep anybody busy, nor fill memory.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>

namespace leaflaw::packed {

class Problem {
 public:
  // `holds` or, where nothing was wrong before, these words become the problem. Gives `holds`.
  template <class... Words>
  bool require(bool holds, const Words&... words) {
    if (!holds && text_.empty()) {
      text_ = place_;
      (add(words), ...);
    }
    return holds;
  }
  // What is being checked: stands in front of the words.
  template <class... Words>
  void at(const Words&... words) {
    std::string found = std::move(text_);
    text_.clear();
    (add(words), ...);
    place_ = text_ + ": ";
    text_ = std::move(found);
  }
  [[nodiscard]] bool none() const { return text_.empty(); }

  // No part of an honest pack is read twice: all that is taken out of one is not more than its size.
  void allow_bytes(std::uint64_t size) { bytes_left_ = size; }
  bool take(std::uint64_t bytes) {
    const bool enough = bytes <= bytes_left_;
    bytes_left_ -= enough ? bytes : bytes_left_;
    return require(enough, "its parts share what each should have of its own");
  }
  // Steps of checking, over all policies: a second at most; a policy takes some ten thousand.
  bool spend(std::uint64_t steps) {
    constexpr std::uint64_t most_steps = std::uint64_t{1} << 26;
    steps_ = steps > most_steps - steps_ ? most_steps : steps_ + steps;
    return require(steps_ < most_steps, "its tables refer to each other too often");
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  template <class Word>
  void add(const Word& word) {
    if constexpr (std::is_arithmetic_v<Word>) text_ += std::to_string(word);
    else text_ += std::string_view(word);
  }
  std::string text_, place_;
  std::uint64_t bytes_left_ = std::numeric_limits<std::uint64_t>::max(), steps_ = 0;
};

}  // namespace leaflaw::packed
