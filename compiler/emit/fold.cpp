// What is known of an expression without any fact. Each folding keeps value and blame as semantics.md has them.
#include <algorithm>

#include "compiler/emit/nodes.h"

namespace leaflaw::emitting {

namespace {

std::optional<Ratio> rounded(Op op, const Ratio& value, const Ratio& step) {
  std::optional<Ratio> steps = div(value, step);
  if (!steps) return std::nullopt;
  if (op == Op::round_nearest) {
    steps = add(*steps, Ratio::of(1, 2));
    if (!steps) return std::nullopt;
  }
  i128 whole = op == Op::round_up ? ceil_div(steps->num, steps->den) : floor_div(steps->num, steps->den);
  return mul(Ratio(whole), step);
}

}  // namespace

NodeId Nodes::fold_join(Node& node, Span span) {
  const bool settles = node.op == Op::either;   // the truth that decides the whole
  std::vector<NodeId> args;
  for (NodeId arg : node.args) {
    if (is_truth(arg, settles)) return truth(settles);
    if (is_truth(arg, !settles)) continue;
    const Node& inner = *nodes_[arg];
    std::vector<NodeId> parts = inner.op == node.op ? inner.args : std::vector<NodeId>{arg};
    for (NodeId part : parts)
      if (std::find(args.begin(), args.end(), part) == args.end()) args.push_back(part);
  }
  if (args.empty()) return truth(!settles);
  if (args.size() == 1) return args.front();
  node.args = std::move(args);
  node.item = false;
  for (NodeId arg : node.args) node.item = node.item || nodes_[arg]->item;
  return share(std::move(node), span);
}

NodeId Nodes::fold_comparison(Node& node, Span span) {
  NodeId left = node.args[0], right = node.args[1];
  if (is_none(left) || is_none(right)) return truth(false);
  if (is_number(left) && is_number(right)) {
    const Ratio &a = nodes_[left]->number, &b = nodes_[right]->number;
    return truth(node.op == Op::less ? a < b : node.op == Op::at_most ? a <= b : a == b);
  }
  return share(std::move(node), span);
}

NodeId Nodes::fold_one_of(Node& node, Span span) {
  const Node& arg = *nodes_[node.args[0]];
  if (arg.op == Op::fact_value) node.values &= all_values(policy_.schema->enumerations[policy_.schema->facts[arg.fact].enumeration].values.size());
  if (arg.op == Op::class_value) node.values &= arg.values;
  if (node.values == 0) return truth(false);
  if (arg.op == Op::value_constant) {
    if ((arg.values & node.values) == 0) return truth(false);
    if ((arg.values & ~node.values) == 0) return truth(true);
  }
  return share(std::move(node), span);
}

NodeId Nodes::fold_sum(Node& node, Span span) {
  for (NodeId arg : node.args)
    if (is_none(arg)) return none(node.type);
  if (node.op == Op::subtract) {
    if (is_number(node.args[0]) && is_number(node.args[1]))
      if (auto value = sub(nodes_[node.args[0]]->number, nodes_[node.args[1]]->number)) return number(*value, node.type);
    return share(std::move(node), span);
  }
  Ratio constants;
  std::vector<NodeId> rest;
  bool fits = true;
  for (NodeId arg : node.args) {
    if (!is_number(arg)) { rest.push_back(arg); continue; }
    auto sum = add(constants, nodes_[arg]->number);
    fits = fits && sum.has_value();
    if (sum) constants = *sum;
  }
  if (!fits) return share(std::move(node), span);
  if (rest.empty()) return number(constants, node.type);
  if (!constants.is_zero()) rest.push_back(number(constants, node.type));
  if (rest.size() == 1 && nodes_[rest[0]]->type == node.type) return rest[0];
  node.args = std::move(rest);
  return share(std::move(node), span);
}

NodeId Nodes::fold_scale(Node& node, Span span) {
  NodeId arg = node.args[0];
  if (is_none(arg)) return none(node.type);
  if (is_number(arg))
    if (auto value = mul(node.number, nodes_[arg]->number)) return number(*value, node.type);
  if (node.number == Ratio(1) && nodes_[arg]->type == node.type) return arg;
  if (node.number.is_zero()) {
    // Nothing where the amount is nothing, 0 where it is anything at all.
    Node least;
    least.op = Op::least;
    least.type = node.type;
    least.args = {arg, number(Ratio(0), node.type)};
    least.if_given = {0, 0};
    Node greatest = least;
    greatest.op = Op::greatest;
    greatest.args[0] = make(std::move(least), span);
    return make(std::move(greatest), span);
  }
  if (nodes_[arg]->op == Op::scale)
    if (auto factor = mul(node.number, nodes_[arg]->number)) {
      node.number = *factor;
      node.args[0] = nodes_[arg]->args[0];
      return make(std::move(node), span);
    }
  return share(std::move(node), span);
}

NodeId Nodes::fold_extremum(Node& node, Span span) {
  node.if_given.resize(node.args.size());
  std::vector<NodeId> args;
  std::vector<std::uint8_t> if_given;
  std::optional<Ratio> constant;
  for (std::size_t i = 0; i < node.args.size(); ++i) {
    NodeId arg = node.args[i];
    if (is_none(arg)) {
      if (node.if_given[i]) continue;
      return none(node.type);
    }
    if (is_number(arg)) {
      const Ratio& value = nodes_[arg]->number;
      constant = !constant ? value : node.op == Op::least ? std::min(*constant, value) : std::max(*constant, value);
      continue;
    }
    args.push_back(arg);
    if_given.push_back(node.if_given[i]);
  }
  if (args.empty() && !constant) return none(node.type);
  if (constant) {
    args.push_back(number(*constant, node.type));
    if_given.push_back(0);
  }
  if (args.size() == 1) return args.front();
  node.args = std::move(args);
  node.if_given = std::move(if_given);
  return share(std::move(node), span);
}

NodeId Nodes::fold_round(Node& node, Span span) {
  NodeId arg = node.args[0];
  if (is_none(arg)) return arg;
  if (is_number(arg)) {
    if (nodes_[arg]->number.is_zero()) return arg;
    if (node.op != Op::round_up_per_package)
      if (auto value = rounded(node.op, nodes_[arg]->number, node.number)) return number(*value, node.type);
  }
  if (node.op == Op::round_up_per_package) node.item = true;
  return share(std::move(node), span);
}

// Rows that cannot hold go; what comes after one that always holds is never asked. The row that is sure to be taken, where there is one.
std::optional<NodeId> Nodes::fold_rows(Node& node) {
  std::vector<NodeId> args;
  for (std::size_t i = 0; i + 1 < node.args.size(); i += 2) {
    if (is_truth(node.args[i], false)) continue;
    if (is_truth(node.args[i], true) && args.empty()) return node.args[i + 1];
    args.push_back(node.args[i]);
    args.push_back(node.args[i + 1]);
    if (is_truth(node.args[i], true)) break;
  }
  node.args = std::move(args);
  return std::nullopt;
}

NodeId Nodes::fold_choose(Node& node, Span span) {
  if (std::optional<NodeId> only = fold_rows(node)) return *only;
  if (node.args.empty()) {
    node.op = Op::unknown_amount;
    node.item = false;
  }
  return share(std::move(node), span);
}

NodeId Nodes::fold_class(Node& node, Span span) {
  if (std::optional<NodeId> only = fold_rows(node)) return *only;
  if (node.args.empty()) return value(node.values, node.domain);
  return share(std::move(node), span);
}

NodeId Nodes::fold_table(Node& node, Span span) {
  const std::size_t keys = node.column;
  bool settled = true;
  for (std::size_t k = 0; k < keys; ++k) settled = settled && is_value(node.args[k]);
  std::vector<NodeId> args(node.args.begin(), node.args.begin() + static_cast<std::ptrdiff_t>(keys));
  std::vector<u128> masks;
  for (std::size_t row = 0; keys + row < node.args.size(); ++row) {
    bool fits = true;
    for (std::size_t k = 0; k < keys; ++k) {
      const Node& key = *nodes_[node.args[k]];
      if (key.op == Op::value_constant) fits = fits && (key.values & node.masks[row * keys + k]) != 0;
    }
    if (!fits) continue;
    args.push_back(node.args[keys + row]);
    for (std::size_t k = 0; k < keys; ++k) masks.push_back(node.masks[row * keys + k]);
  }
  if (settled) return args.size() > keys ? args.back() : none(node.type);
  node.args = std::move(args);
  node.masks = std::move(masks);
  return share(std::move(node), span);
}

NodeId Nodes::fold_keyed(Node& node, Span span) {
  if (is_value(node.args[0])) {
    node.key = policy_.value_name(node.domain, index_of(nodes_[node.args[0]]->values));
    node.computed = false;
    node.args.clear();
    node.item = policy_.schema->maps[node.map].place == FactPlace::item_map;
    node.domain = node.op == Op::fact_value ? policy_.schema->facts[node.fact].enumeration : no_index;
  }
  return share(std::move(node), span);
}

}  // namespace leaflaw::emitting
