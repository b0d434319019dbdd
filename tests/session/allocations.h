// Counts allocations of the whole program, so that "no allocation once warmed up" can be checked.
#pragma once

#include <cstddef>

namespace law {

[[nodiscard]] std::size_t allocations();   // since the program began

}  // namespace law
