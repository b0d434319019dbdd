// A small policy whose tables are written by hand: one rule with an exception, one rule for each line, one limit for each kind of
// cheese, and one limit that another limit reads. Every kind of table has something in it.
#pragma once

#include <string>
#include <vector>

#include "compiler/emit/write_pack.h"

namespace handmade {

struct Policy {
  leaflaw::model::Policy model;
  leaflaw::engine::PolicyTables tables;
};
// `id` names it; `cap` is its cap in grams, so that two policies can differ.
[[nodiscard]] Policy counter(const std::string& id = "counter", int cap = 28);
[[nodiscard]] std::vector<std::byte> pack_of(const Policy& policy);
// A sale that it allows, and one that it denies.
[[nodiscard]] std::string allowed_sale();
[[nodiscard]] std::string denied_sale();

// After `change`, as a pack with the right hash again.
[[nodiscard]] std::vector<std::byte> resealed(std::vector<std::byte> pack);
// The refusal as `leaflaw` prints it; "" where the pack is taken.
[[nodiscard]] std::string refusal(const std::vector<std::byte>& pack);

}  // namespace handmade
