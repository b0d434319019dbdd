// A small vocabulary with every type, place and role of facts, and random records of it. Numbers are few and small, so that equalities,
// unknowns and absences happen often.
#pragma once

#include <random>

#include "compiler/semantics/model.h"

namespace tests {

using namespace leaflaw;

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  int below(int n) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(n)); }
  bool chance(int percent) { return below(100) < percent; }
  template <typename Element>
  const Element& pick(const std::vector<Element>& all) { return all[static_cast<std::size_t>(below(static_cast<int>(all.size())))]; }

 private:
  std::mt19937_64 engine_;
};

struct TestSchema {
  std::shared_ptr<Schema> schema = std::make_shared<Schema>();
  EnumerationId kinds, categories, people, tags;
  FactId event, at, receipt, undoes, channel;
  FactId customer_key, customer_kind, age, member, born, customer_tags, note;
  FactId patient_key, registered, store_key, licensee;
  FactId amount, start, open, total, mark, balance;
  FactId category, quantity, weight, thc, label, tested, item_tags, level;
  std::uint16_t orders, balances, checks;   // maps
  TestSchema();
};

[[nodiscard]] std::vector<ZoneData> test_zones();
// `limits`: addresses that the registry may give balances for.
[[nodiscard]] Request random_request(Dice& dice, const TestSchema& test, const std::vector<std::string>& limits);

}  // namespace tests
