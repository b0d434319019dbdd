// Running a property: how often, with which seed, and its report inside a Catch2 test.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

namespace leaflaw::properties {

// Number of policies for a property that takes `ordinary` in ./dev test: LEAFLAW_SOAK multiplies it, sanitizers divide it by ten.
[[nodiscard]] std::size_t how_many(std::size_t ordinary);
// Runs the property `count` times, with the seed of LEAFLAW_SEED (default: the same every time).
void check(const std::string& name, std::size_t count, const std::function<void()>& property);

}  // namespace leaflaw::properties
