// Decisions of one policy, measured and checked: every decision that is timed is one that the reference makes as well.
#pragma once

#include <string>
#include <vector>

#include "bench/workload.h"
#include "runtime/engine/program.h"

namespace leaflaw::bench {

struct Subject {
  const model::Policy* policy = nullptr;
  engine::PolicyView view;
};

// Facts in slots -> verdict and allowances, each request on its own, one after the other.
[[nodiscard]] double typed_ns(const Subject& subject, const std::vector<Sale>& sales, int rounds);
// The same, every request on another of these (equal) policies.
[[nodiscard]] double typed_ns(const std::vector<engine::PolicyView>& policies, const std::vector<Sale>& sales, int rounds);
// JSON text -> JSON text, reasons and remedies included.
[[nodiscard]] double from_json_ns(const Subject& subject, const std::vector<Sale>& sales);
[[nodiscard]] double reference_ns(const Subject& subject, const std::vector<Sale>& sales);

// A checksum over whole decisions, by the engine and by the reference; and whether the quick judge gives the same verdicts.
struct Checksums { std::string engine, reference; bool same_verdicts = true; };
[[nodiscard]] Checksums checksums(const Subject& subject, const std::vector<Sale>& sales);

}  // namespace leaflaw::bench
