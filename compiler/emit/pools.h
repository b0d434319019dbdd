// The tables in the making: what is equal is stored once. Every function gives the index that the engine's tables use.
#pragma once

#include <cstring>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "compiler/semantics/model.h"
#include "runtime/engine/policy_tables.h"

namespace leaflaw::emitting {

class Pools {
 public:
  explicit Pools(const model::Policy& policy) : policy_(policy) {}

  engine::PolicyTables tables;

  std::uint32_t text(const std::string& text);
  std::uint32_t text_constant(const std::string& text);
  std::uint32_t text_set(const std::vector<std::string>& texts);
  std::uint32_t names_of(std::uint16_t domain);               // value_names
  std::uint32_t whole(u128 value) { return words(tables.wholes, {value}); }
  std::uint32_t wholes(const std::vector<u128>& values) { return words(tables.wholes, values); }
  std::uint32_t quantity(i128 value) { return words(tables.quantities, {static_cast<u128>(value)}); }
  std::uint32_t blame(const std::vector<FactId>& facts);

  std::uint32_t fact_slot(FactId fact);                        // outside maps
  std::uint32_t field_slot(FactId field, const std::string& key);
  std::uint32_t map_slot(std::uint16_t map);
  std::uint32_t entry_slot(std::uint16_t map, const std::string& key);
  std::uint32_t role_slot(Role role);                            // engine::nothing where the vocabulary has no such fact
  [[nodiscard]] std::uint32_t role_slot_if_used(Role role) const;

  // Appends to a table, unless the same run of elements stands there already. Elements have no padding.
  template <typename Element>
  std::uint32_t run(std::vector<Element>& table, const std::vector<Element>& elements) {
    static_assert(std::has_unique_object_representations_v<Element>);
    std::string bytes(elements.size() * sizeof(Element), '\0');
    if (!elements.empty()) std::memcpy(bytes.data(), elements.data(), bytes.size());
    auto [place, fresh] = runs_[&table].try_emplace(std::move(bytes), static_cast<std::uint32_t>(table.size()));
    if (fresh) table.insert(table.end(), elements.begin(), elements.end());
    return place->second;
  }
  template <typename Element>
  std::uint32_t one(std::vector<Element>& table, const Element& element) { return run(table, std::vector<Element>{element}); }

 private:
  std::uint32_t words(std::vector<engine::Words>& table, const std::vector<u128>& values);
  std::uint32_t slot(engine::SlotUse use, FactId fact, std::uint16_t map, const std::string* key);

  const model::Policy& policy_;
  std::map<std::string, std::uint32_t> texts_;
  std::map<std::tuple<engine::SlotUse, FactId, std::uint16_t, std::string>, std::uint32_t> slots_;
  std::map<const void*, std::map<std::string, std::uint32_t>> runs_;
};

}  // namespace leaflaw::emitting
