// What to say about a name that is not known: what was probably meant, or what there is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace leaflaw::semantics {

// "did you mean `bulk`?", else "known are `a`, `b` and `c`" where they are few, else empty.
[[nodiscard]] std::string did_you_mean(std::string_view written, const std::vector<std::string_view>& choices);
[[nodiscard]] std::string did_you_mean(std::string_view written, const std::vector<std::string>& choices);
// "`a`, `b` and `c`", cut after twelve.
[[nodiscard]] std::string listed(const std::vector<std::string>& names);

}  // namespace leaflaw::semantics
