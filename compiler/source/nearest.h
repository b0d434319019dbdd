// "Did you mean": how far two words are apart, and which of several is nearest.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace leaflaw {

// Letters to add, drop, change or swap with their neighbour; capital and small letters are the same.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);
// Near enough to have been meant: 1 for words up to 4 letters, 2 up to 9, 3 beyond. Words of one or two letters are near nothing else.
[[nodiscard]] bool is_near(std::string_view written, std::string_view meant);
// The nearest that is near enough; empty when none is. Of equals the first.
[[nodiscard]] std::string_view nearest(std::string_view written, const std::vector<std::string_view>& choices);

}  // namespace leaflaw
