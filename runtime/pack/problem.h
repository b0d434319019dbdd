// The first thing found wrong while a pack is checked. Words are put together only when something is wrong.
#pragma once

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
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  template <class Word>
  void add(const Word& word) {
    if constexpr (std::is_arithmetic_v<Word>) text_ += std::to_string(word);
    else text_ += std::string_view(word);
  }
  std::string text_, place_;
};

}  // namespace leaflaw::packed
