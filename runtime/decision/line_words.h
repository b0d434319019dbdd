// Lines of a cart in words: people count from 1.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace leaflaw {

// "line 2", "lines 1 and 3", "lines 1, 2 and 5"; `numbers` count from 0.
[[nodiscard]] std::string numbered(std::string_view one, std::string_view many, const std::vector<std::uint32_t>& numbers);

}  // namespace leaflaw
