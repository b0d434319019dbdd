// For conditions and parts that ask no limit.
#pragma once

#include "compiler/reference/evaluate.h"

namespace semantics_test {

struct NoLimits : leaflaw::reference::LimitReader {
  leaflaw::reference::Number figure(std::uint16_t, leaflaw::model::Figure, int) override { return leaflaw::reference::nothing(); }
  leaflaw::reference::Truth met(std::uint16_t, int) override { return leaflaw::reference::yes_or_no(true); }
};

}  // namespace semantics_test
