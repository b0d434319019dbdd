// Times in nanoseconds, medians of them.
#pragma once

#include <algorithm>
#include <chrono>
#include <vector>

namespace leaflaw::bench {

template <class Work>
[[nodiscard]] double nanoseconds(Work work) {
  auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - begin).count();
}

[[nodiscard]] inline double median(std::vector<double> times) {
  if (times.empty()) return 0;
  auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::nth_element(times.begin(), middle, times.end());
  return *middle;
}

}  // namespace leaflaw::bench
