// UTF-8 by hand: bytes in, characters and their width on a terminal out. Never fails: a byte that belongs to no character
// decodes as U+FFFD of length 1, so that a broken text can still be shown.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace leaflaw::utf8 {

struct Character {
  char32_t value = 0;
  std::size_t length = 1;   // bytes
  bool valid = true;
};
// The character that starts at `at`; `at` must be inside the text.
[[nodiscard]] Character decode(std::string_view text, std::size_t at);
// Offset of the first byte that is not UTF-8, npos when there is none.
[[nodiscard]] std::size_t first_invalid(std::string_view text);
// Number of characters.
[[nodiscard]] std::size_t length(std::string_view text);
// Columns that it takes on a terminal: 0 (combining), 1 or 2 (East Asian wide).
[[nodiscard]] int width(char32_t character);
// True for what must not reach a terminal as it is: control characters, and those that reorder or hide text.
[[nodiscard]] bool is_unprintable(char32_t character);
void append(std::string& out, char32_t character);

}  // namespace leaflaw::utf8
