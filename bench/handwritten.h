// The exactness probe as a programmer would write it by hand, for this one law only: whole numbers, no unknowns, no reasons. It shows
// how far a compiled policy is from code that can do nothing else.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/base/zone.h"
#include "runtime/facts/record.h"

namespace leaflaw::bench {

struct HandwrittenLine {
  std::uint8_t kind = 0;        // 0 flower, 1 concentrate, 2 edible
  std::int64_t amount = 0;      // micrograms of weight, or of THC
  bool passed = false;
  std::int32_t tag_length = 0;
};
struct HandwrittenSale {
  std::int32_t age = 0, seconds_of_day = 0;
  std::vector<HandwrittenLine> lines, today;   // the cart, and what was bought before on the same day
};

// The facts of a request of the probe. False: it has something that the handwritten code cannot know.
[[nodiscard]] bool prepare(const Schema& schema, const Request& request, const ZoneView& zone, HandwrittenSale& sale);
[[nodiscard]] bool allowed(const HandwrittenSale& sale);

}  // namespace leaflaw::bench
