// What would make a denied cart legal (semantics.md, section 8): smaller whole quantities of lines, 0 = leave the line out.
// Fewest lines first, then least units taken out, then the earliest lines; each one offered was judged again and gave `allow`.
// Only where every violation is of a limit or of a rule about lines. An empty cart is no remedy: nothing would be sold.
// In: the event as read, the request in normal form, its denial, any judge (the engine, the reference). Out: the remedies, best first.
#pragma once

#include <vector>

#include "runtime/decision/both_readings.h"
#include "runtime/facts/policy_context.h"

namespace leaflaw {

// The search is bounded: a cart beyond these bounds gets the best that was found, or none.
struct RemedyBounds {
  unsigned judgements = 600;
  std::size_t offered = 3;
};

[[nodiscard]] std::vector<Remedy> find_remedies(const Record& as_read, const Request& completed, const Document& denied, const PolicyContext& context,
                                                const Judge& judge, const RemedyBounds& bounds = {});

}  // namespace leaflaw
