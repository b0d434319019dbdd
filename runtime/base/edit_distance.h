// How far two words are apart: for "did you mean".
#pragma once

#include <cstddef>
#include <string_view>

namespace leaflaw {

// Letters to add, drop, change or swap with their neighbour. Capital and small letters are the same, so are hyphen and underscore.
[[nodiscard]] std::size_t letters_apart(std::string_view a, std::string_view b);

}  // namespace leaflaw
