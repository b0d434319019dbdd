// What is measured: seeded requests of one policy, made of its own cases so that they are realistic: the cart of a case that is
// allowed, with as many lines and history entries as wanted, amounts and times varied.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/cases/case_file.h"
#include "compiler/semantics/model.h"
#include "runtime/facts/record.h"

namespace leaflaw::bench {

struct Sale {
  std::string json;      // as a register would send it
  Request request;       // read and completed
};

struct Shape { std::size_t lines = 5, entries = 30; };

// `count` different sales; fewer only where the cases give none. `seed` fixes them.
[[nodiscard]] std::vector<Sale> sales(const model::Policy& policy, const CaseFile& cases, Shape shape, std::size_t count, std::uint64_t seed);

}  // namespace leaflaw::bench
