// What is left and what else fits: a decision's allowances, and how many more units of each line the law still allows.
#pragma once

#include <optional>
#include <vector>

#include "runtime/decision/document.h"

namespace leaflaw {

// Whole units of a line that may be added to the cart as it stands, everything else unchanged.
struct Fit {
  std::uint32_t item = 0;
  std::optional<Quantity> more;      // nothing: no end within the bound of the search (allowance.h)
};

struct AllowanceReport {
  Document document;
  std::string fact;                  // whose units: "item.quantity"
  std::vector<Fit> fits;             // lines whose quantity is known, where the cart as it stands is allowed
};

}  // namespace leaflaw
