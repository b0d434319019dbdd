// The same cart with other quantities: changes the request as it was read, completes it again and judges it. What a line states as a
// total of its quantity (by the vocabulary's derivations) is scaled with it; what is derived follows by itself.
// In: the event as read (before derivations), the request in normal form, any judge. Out: the document of each variant.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "runtime/decision/both_readings.h"
#include "runtime/facts/policy_context.h"

namespace leaflaw {

// `to` 0 takes the line out. Lines count from 0.
struct QuantityChange {
  std::uint32_t line = 0;
  Ratio to;
};

class WhatIf {
 public:
  // All but `completed` must outlive it.
  WhatIf(const Record& as_read, Request completed, const PolicyContext& context, const Judge& judge);

  // Nothing where the changed request cannot be judged (some number would be out of range).
  [[nodiscard]] std::optional<Document> judged(std::span<const QuantityChange> changes);
  // Units of the line, where they are known and above 0.
  [[nodiscard]] std::optional<Quantity> quantity(std::uint32_t line) const;
  [[nodiscard]] std::size_t lines() const { return as_read_.items.size(); }
  [[nodiscard]] unsigned judgements() const { return judgements_; }
  // The fact with role line-quantity; no_fact where the vocabulary has none.
  [[nodiscard]] FactId quantity_fact() const { return quantity_fact_; }

 private:
  [[nodiscard]] bool change(Line& line, const Ratio& from, const Ratio& to) const;

  const Record& as_read_;
  const PolicyContext& context_;
  const Judge& judge_;
  FactId quantity_fact_;
  std::vector<FactId> totals_;             // facts that grow with the quantity
  std::vector<std::optional<Quantity>> quantities_;
  Request work_;                           // its event is replaced each time; history stays
  unsigned judgements_ = 0;
};

}  // namespace leaflaw
