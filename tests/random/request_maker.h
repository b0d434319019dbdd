// Random requests for any policy: the facts that the policy reads, with values near the constants that it compares them with.
// In: a Model and a plan of seeds. Out: a request as a tree. Knows the vocabulary only through the Model's schema.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "compiler/semantics/model.h"
#include "runtime/decision/document.h"
#include "runtime/facts/node.h"
#include "tests/random/choices.h"

namespace leaflaw::properties {

struct RequestPlan {
  std::uint32_t event = 0;
  std::vector<std::uint32_t> lines, entries;   // one seed each: taking one away takes that line or entry away
};

class RequestMaker {
 public:
  explicit RequestMaker(const model::Policy& policy);
  [[nodiscard]] Node make(const RequestPlan& plan) const;

  // Changes the amounts of the cart such that some limit is met exactly, or missed or broken by one thousandth of a base unit.
  // False where no limit offers itself.
  [[nodiscard]] bool aim_at_cap(Node& request, const Document& decided, Choices& choices) const;
  // Moves one history entry to the first instant of some limit's window, or of a day on which the law of entries changes, or to the
  // second before it.
  [[nodiscard]] bool aim_at_edge(Node& request, const Document& decided, Choices& choices) const;
  // Names of facts (as in requests, without the step of items) that the policy reads: event facts, item facts.
  [[nodiscard]] const std::vector<FactId>& event_facts() const { return event_facts_; }
  [[nodiscard]] const std::vector<FactId>& item_facts() const { return item_facts_; }
  // A random value that the fact may have. Null: it has none here (a quantity that no rule reads).
  [[nodiscard]] Node value_for(FactId fact, const std::string& key, Instant at, Choices& choices) const;
  // Path of the fact in a record or a line: "customer.age", "net_weight".
  [[nodiscard]] std::string path_of(FactId fact, const std::string& key = {}) const;

 private:
  void gather();
  void add_fact(FactId fact);
  [[nodiscard]] Instant moment(Choices& choices) const;
  [[nodiscard]] std::string time_text(Instant at, Choices& choices) const;
  void fill(Node& record, const std::vector<FactId>& facts, FactPlace map_place, Instant at, unsigned holes, Choices& choices) const;
  void thin_derived(Node& record, bool items, Choices& choices) const;
  [[nodiscard]] Node line(std::uint32_t seed, Instant at, unsigned holes) const;
  [[nodiscard]] Node entry(std::uint32_t seed, std::size_t number, Instant event) const;
  [[nodiscard]] std::string quantity_text(Dimension dimension, Choices& choices) const;

  const model::Policy& policy_;
  const Schema& schema_;
  std::vector<FactId> event_facts_, item_facts_;
  std::vector<std::uint16_t> maps_;
  std::map<std::uint16_t, std::vector<std::string>> map_keys_;       // keys that the policy reads, by map
  std::map<Dimension, std::vector<Ratio>> numbers_;                  // constants of the policy
  std::vector<Date> days_;
  std::vector<Date> entry_days_;   // on which something begins that entries are measured by: versions, `counting from`
  std::vector<std::int32_t> times_;
  std::map<EnumerationId, std::vector<std::string>> values_;         // that the policy tells apart
};

}  // namespace leaflaw::properties
