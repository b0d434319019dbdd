// Days that may be computed with: far more than text may say, and far from where 32 bits overflow. What is outside is out of range,
// and whoever computed it says so.
#pragma once

namespace leaflaw {

template <class Whole>
[[nodiscard]] constexpr bool in_reach(Whole days) { return -4'000'000 <= days && days <= 4'000'000; }

}  // namespace leaflaw
