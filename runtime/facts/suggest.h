// "did you mean": the nearest of some names to what was written. Pure; ASCII case is ignored; ties go to the first candidate.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace leaflaw::suggest {

// Empty where nothing is near (more than a third of the letters, at least one, would change).
[[nodiscard]] std::string_view nearest_of(std::string_view word, const std::vector<std::string_view>& candidates);
// "did you mean `weight`?" or, where nothing is near and there are few, "known are `a`, `b`, `c`"; else empty.
[[nodiscard]] std::string suggestion(std::string_view word, const std::vector<std::string_view>& candidates);
// "`a`, `b`, `c`"
[[nodiscard]] std::string listed(const std::vector<std::string_view>& names);
// A word for use inside a message: in backquotes, cut where it is long, control characters shown as '?'.
[[nodiscard]] std::string quoted(std::string_view word);

}  // namespace leaflaw::suggest
