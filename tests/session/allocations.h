// Counts allocations of the whole program, so that "no allocation once warmed up" can be checked. Under the address sanitizer nothing is
// counted: the ordinary build holds that promise.
#pragma once

#include <cstddef>

namespace law {

[[nodiscard]] std::size_t allocations();   // since the program began

}  // namespace law
