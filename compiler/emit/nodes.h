// Expressions of the Model as they hold for one event kind and one period of law: measures, classes and tables in force put in, keys
// of meters put in, constants folded, equal ones shared. In: an expression whose arguments are nodes. Out: the node it comes to.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/semantics/model.h"

namespace leaflaw::emitting {

using model::Op;
using model::Type;
using NodeId = std::uint32_t;

// Fields as in model::Expr, but:
// - no definition, measure or key_value is left;
// - constant: a number, or none;
// - value_constant: `values` are possible (several: unknown, `blame` names why);
// - class_value: args are condition, value, condition, value, ...; `values`: all of the class;
// - table: args are `column` keys, then one cell for each row; `masks`: for each row, one set of values for each key;
// - facts of maps with a computed key: `computed`, args[0] is the key;
// - limit_figure: `column` is the key + 1 (0: not keyed), or args[0] the key. limit_met: `column` is the key + 1 (0: all meters).
struct Node {
  Op op = Op::truth_constant;
  Type type = Type::truth;
  bool item = false;                      // reads the current line
  bool none = false;
  bool computed = false;
  std::vector<NodeId> args;
  std::vector<std::uint8_t> if_given;
  Ratio number;
  FactId fact = no_fact;
  std::uint16_t map = no_index;
  std::string key;
  u128 values = 0;
  std::uint16_t domain = no_index;
  std::vector<std::string> texts;
  std::vector<FactId> blame;
  std::vector<u128> masks;
  std::uint16_t index = no_index;
  std::uint16_t column = 0;
  model::Figure figure = model::Figure::cap;
  friend auto operator<=>(const Node&, const Node&) = default;
};

class Nodes {
 public:
  explicit Nodes(const model::Policy& policy);

  [[nodiscard]] const Node& operator[](NodeId id) const { return *nodes_[id]; }
  // Where in the text it was first met.
  [[nodiscard]] Span span(NodeId id) const { return spans_[id]; }
  // Folds and shares. `span`: for reports.
  NodeId make(Node node, Span span);

  NodeId truth(bool value);
  NodeId number(const Ratio& value, Type type = Type::number);
  NodeId none(Type type = Type::number);
  NodeId value(u128 possible, std::uint16_t domain, std::vector<FactId> blame = {});

  [[nodiscard]] bool is_truth(NodeId id, bool value) const;
  [[nodiscard]] bool is_none(NodeId id) const { return nodes_[id]->op == Op::constant && nodes_[id]->none; }
  [[nodiscard]] bool is_number(NodeId id) const { return nodes_[id]->op == Op::constant && !nodes_[id]->none; }
  [[nodiscard]] bool is_value(NodeId id) const;   // one value is possible

  // Whether it matters what category the current line is of; and what the node comes to where the line is of that one.
  [[nodiscard]] bool reads_category(NodeId id);
  NodeId at_category(NodeId id, unsigned category);
  [[nodiscard]] bool reads_limits(NodeId id);

  [[nodiscard]] FactId category() const { return category_; }

 private:
  NodeId share(Node node, Span span);
  NodeId fold_join(Node& node, Span span);
  NodeId fold_comparison(Node& node, Span span);
  NodeId fold_one_of(Node& node, Span span);
  NodeId fold_sum(Node& node, Span span);
  NodeId fold_scale(Node& node, Span span);
  NodeId fold_extremum(Node& node, Span span);
  NodeId fold_round(Node& node, Span span);
  std::optional<NodeId> fold_rows(Node& node);
  NodeId fold_choose(Node& node, Span span);
  NodeId fold_class(Node& node, Span span);
  NodeId fold_table(Node& node, Span span);
  NodeId fold_keyed(Node& node, Span span);

  const model::Policy& policy_;
  FactId category_;
  std::map<Node, NodeId> shared_;
  std::vector<const Node*> nodes_;
  std::vector<Span> spans_;
  std::map<NodeId, bool> reads_category_, reads_limits_;
  std::map<std::pair<NodeId, unsigned>, NodeId> at_category_;
};

// Its arguments are of other lines: of every line of the event.
[[nodiscard]] inline bool goes_over_lines(Op op) { return op == Op::some_item || op == Op::every_item || op == Op::total_items; }
[[nodiscard]] inline bool is_one(u128 set) { return set != 0 && (set & (set - 1)) == 0; }
[[nodiscard]] unsigned index_of(u128 set);
[[nodiscard]] inline u128 all_values(std::size_t count) { return count >= 128 ? ~u128{0} : (u128{1} << count) - 1; }

}  // namespace leaflaw::emitting
