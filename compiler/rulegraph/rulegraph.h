// The Model as a graph (Boost.Graph, kept inside rulegraph.cpp): what reads what. Nodes: rules, limits, duties, warnings, exceptions, measures,
// tables, classes, definitions, facts, units. An edge goes from the reader to what it reads.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "compiler/semantics/model.h"

namespace leaflaw {

enum class NodeKind : std::uint8_t { rule, limit, duty, warning, exception, measure, table, item_class, definition, fact, unit };
struct GraphNode { NodeKind kind; std::uint16_t index; std::string name; };

class RuleGraph {
 public:
  explicit RuleGraph(const model::Policy& policy);
  ~RuleGraph();
  RuleGraph(RuleGraph&&) noexcept;

  [[nodiscard]] const std::vector<GraphNode>& nodes() const;
  // Rule indices such that each stands after what it reads. Empty where there is a cycle.
  [[nodiscard]] std::vector<std::uint16_t> evaluation_order() const;
  // The nodes of one cycle in order, first not repeated; empty: none.
  [[nodiscard]] std::vector<GraphNode> cycle() const;
  // Declared parts (measure, table, class, definition, unit) that no rule reaches.
  [[nodiscard]] std::vector<GraphNode> unused() const;
  // Facts that deciding an event of that kind may read, by topic set, sorted by name; what rules depend on is included whatever its topic.
  [[nodiscard]] std::vector<FactId> needs(unsigned event_kind, std::uint32_t topics) const;
  // Everything that a change of the node can touch (readers, transitively).
  [[nodiscard]] std::vector<GraphNode> impact(const GraphNode& node) const;
  // Graphviz text; one cluster per kind, rules with their titles.
  [[nodiscard]] std::string dot() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace leaflaw
