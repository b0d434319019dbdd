// The names of a schema as a tree, the way requests nest them: "customer.id.kind" is {"customer":{"id":{"kind":...}}}.
// Made once per schema; item facts stand in their own tree without the first step of their name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/facts/schema.h"

namespace leaflaw {

struct FactBranch {
  std::string step;
  FactId fact = no_fact;             // a leaf
  std::uint16_t map = no_index;      // a map fact
  std::vector<FactBranch> children;  // a group

  [[nodiscard]] const FactBranch* find(std::string_view name) const;
  [[nodiscard]] std::vector<std::string_view> steps() const;
};

struct FactTree {
  FactBranch event;
  FactBranch item;
  explicit FactTree(const Schema& schema);
};

// "buyer.orders[].amount" -> "amount"
[[nodiscard]] std::string_view field_step(const Fact& field);

}  // namespace leaflaw
