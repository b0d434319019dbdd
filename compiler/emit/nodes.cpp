#include "compiler/emit/nodes.h"

#include <algorithm>

namespace leaflaw::emitting {

unsigned index_of(u128 set) {
  unsigned index = 0;
  while (!(set >> index & 1)) ++index;
  return index;
}

Nodes::Nodes(const model::Policy& policy) : policy_(policy), category_(policy.schema->with(Role::line_category)) {}

NodeId Nodes::share(Node node, Span span) {
  auto [place, fresh] = shared_.try_emplace(std::move(node), static_cast<NodeId>(nodes_.size()));
  if (fresh) {
    nodes_.push_back(&place->first);
    spans_.push_back(span);
  }
  return place->second;
}

NodeId Nodes::truth(bool value) {
  Node node;
  node.op = Op::truth_constant;
  node.number = Ratio(value ? 1 : 0);
  return share(std::move(node), {});
}

NodeId Nodes::number(const Ratio& value, Type type) {
  Node node;
  node.op = Op::constant;
  node.type = type;
  node.number = value;
  return share(std::move(node), {});
}

NodeId Nodes::none(Type type) {
  Node node;
  node.op = Op::constant;
  node.type = type;
  node.none = true;
  return share(std::move(node), {});
}

NodeId Nodes::value(u128 possible, std::uint16_t domain, std::vector<FactId> blame) {
  Node node;
  node.op = Op::value_constant;
  node.type = Type::value;
  node.values = possible;
  node.domain = domain;
  if (!is_one(possible)) node.blame = std::move(blame);
  for (FactId fact : node.blame) node.item = node.item || policy_.schema->facts[fact].place == FactPlace::item;
  return share(std::move(node), {});
}

bool Nodes::is_truth(NodeId id, bool value) const { return nodes_[id]->op == Op::truth_constant && nodes_[id]->number.is_zero() != value; }
bool Nodes::is_value(NodeId id) const { return nodes_[id]->op == Op::value_constant && is_one(nodes_[id]->values); }

NodeId Nodes::make(Node node, Span span) {
  if (!goes_over_lines(node.op))
    for (NodeId arg : node.args) node.item = node.item || nodes_[arg]->item;
  switch (node.op) {
    case Op::negation:
      if (is_truth(node.args[0], true)) return truth(false);
      if (is_truth(node.args[0], false)) return truth(true);
      if (nodes_[node.args[0]]->op == Op::negation) return nodes_[node.args[0]]->args[0];
      break;
    case Op::both:
    case Op::either: return fold_join(node, span);
    case Op::less:
    case Op::at_most:
    case Op::equal: return fold_comparison(node, span);
    case Op::one_of: return fold_one_of(node, span);
    case Op::add:
    case Op::subtract: return fold_sum(node, span);
    case Op::scale: return fold_scale(node, span);
    case Op::least:
    case Op::greatest: return fold_extremum(node, span);
    case Op::round_up:
    case Op::round_down:
    case Op::round_nearest:
    case Op::round_up_per_package: return fold_round(node, span);
    case Op::choose: return fold_choose(node, span);
    case Op::class_value: return fold_class(node, span);
    case Op::table: return fold_table(node, span);
    case Op::limit_figure:
    case Op::limit_met:
      if (!node.args.empty() && is_value(node.args[0])) {
        node.column = static_cast<std::uint16_t>(index_of(nodes_[node.args[0]]->values) + 1);
        node.args.clear();
        node.item = false;
      }
      break;
    default:
      if (node.computed) return fold_keyed(node, span);
      break;
  }
  return share(std::move(node), span);
}

// ---- what is asked of the current line ------------------------------------------------------------------

bool Nodes::reads_category(NodeId id) {
  auto found = reads_category_.find(id);
  if (found != reads_category_.end()) return found->second;
  const Node& node = *nodes_[id];
  bool reads = category_ != no_fact && ((node.op == Op::fact_value && node.fact == category_) || (node.op == Op::round_up_per_package && node.values != 0));
  if (!goes_over_lines(node.op))
    for (NodeId arg : node.args) reads = reads || reads_category(arg);
  reads_category_[id] = reads;
  return reads;
}

NodeId Nodes::at_category(NodeId id, unsigned category) {
  if (!reads_category(id)) return id;
  auto found = at_category_.find({id, category});
  if (found != at_category_.end()) return found->second;
  Node node = *nodes_[id];
  NodeId result = id;
  if (node.op == Op::fact_value && node.fact == category_) {
    result = value(u128{1} << category, node.domain);
  } else {
    node.item = node.op == Op::round_up_per_package;
    for (NodeId& arg : node.args) arg = at_category(arg, category);
    for (FactId fact : node.blame) node.item = node.item || policy_.schema->facts[fact].place == FactPlace::item;
    bool unrounded = node.op == Op::round_up_per_package && (node.values >> category & 1);
    if (node.op == Op::round_up_per_package) node.values = 0;
    const Fact* fact = node.fact == no_fact ? nullptr : &policy_.schema->facts[node.fact];
    if (fact) node.item = node.item || fact->place == FactPlace::item || fact->place == FactPlace::item_map;
    if (node.map != no_index) node.item = node.item || policy_.schema->maps[node.map].place == FactPlace::item_map;
    result = unrounded ? node.args[0] : make(std::move(node), spans_[id]);
  }
  at_category_[{id, category}] = result;
  return result;
}

bool Nodes::reads_limits(NodeId id) {
  auto found = reads_limits_.find(id);
  if (found != reads_limits_.end()) return found->second;
  const Node& node = *nodes_[id];
  bool reads = node.op == Op::limit_figure || node.op == Op::limit_met;
  for (NodeId arg : node.args) reads = reads || reads_limits(arg);
  reads_limits_[id] = reads;
  return reads;
}

}  // namespace leaflaw::emitting
