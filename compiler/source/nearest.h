// "Did you mean": which of several words is nearest to the one written.
#pragma once

#include <string_view>
#include <vector>

namespace leaflaw {

// Near enough to have been meant: 1 for words up to 4 letters, 2 up to 9, 3 beyond. Words of one or two letters are near nothing else.
[[nodiscard]] bool is_near(std::string_view written, std::string_view meant);
// The nearest that is near enough; empty when none is. Of equals the first.
[[nodiscard]] std::string_view nearest(std::string_view written, const std::vector<std::string_view>& choices);

}  // namespace leaflaw
