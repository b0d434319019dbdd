// Code of truths and values.
#include <algorithm>

#include <fmt/format.h>

#include "compiler/emit/generator.h"

namespace leaflaw::emitting {

using EngineOp = engine::Op;

std::uint32_t Generator::small(std::uint32_t index, Span span) {
  if (index <= 0xFFFF) return index;
  refuse(Code::number_range, span, fmt::format("{}: the policy reads more facts than the engine has room for", subject), "split the policy up");
  return 0;
}

bool Generator::is_item_slot(const Node& node) const {
  if (node.map != no_index) return policy_.schema->maps[node.map].place == FactPlace::item_map;
  return policy_.schema->facts[node.fact].place == FactPlace::item;
}

u128 Generator::all_of(const Node& node) const { return all_values(policy_.schema->enumerations[policy_.schema->facts[node.fact].enumeration].values.size()); }

std::uint32_t Generator::slot_of(const Node& node) {
  if (node.op == Op::map_given) return pools_.map_slot(node.map);
  if (node.op == Op::entry_given) return pools_.entry_slot(node.map, node.key);
  return node.map == no_index ? pools_.fact_slot(node.fact) : pools_.field_slot(node.fact, node.key);
}

// The slots of a map's field (or of its entries' presence) for every key that the node's argument may come to.
std::uint32_t Generator::key_table(const Node& node) {
  const auto& names = node.domain >= model::first_class ? policy_.classes[node.domain - model::first_class].values
                                                        : policy_.schema->enumerations[node.domain].values;
  std::vector<std::uint32_t> slots;
  for (const std::string& name : names)
    slots.push_back(node.op == Op::entry_given ? pools_.entry_slot(node.map, name) : pools_.field_slot(node.fact, name));
  engine::KeyTable table{};
  table.first = pools_.run(pools_.tables.key_slots, slots);
  table.count = static_cast<std::uint16_t>(slots.size());
  table.item = static_cast<std::uint16_t>(is_item_slot(node));
  return pools_.one(pools_.tables.key_tables, table);
}

void Generator::fact_truth(Body& body, const Node& node, EngineOp event, EngineOp item, EngineOp keyed, std::uint32_t operand) {
  if (!node.computed) {
    body.add(is_item_slot(node) ? item : event, small(slot_of(node), {}), operand);
    return;
  }
  put_value(body, node.args[0]);
  std::uint32_t table = key_table(node);
  const bool in_b = keyed == EngineOp::keyed_truth || keyed == EngineOp::keyed_given || keyed == EngineOp::keyed_entry;
  if (in_b) body.add(keyed, 0, table);
  else body.add(keyed, small(table, {}), operand);
}

void Generator::text_is(Body& body, const Node& node) {
  if (node.computed) {   // one question for all texts: whichever key it is, the text may be one of them
    put_value(body, node.args[0]);
    body.add(EngineOp::keyed_text_in, small(key_table(node), {}), pools_.text_set(node.texts));
    return;
  }
  std::vector<std::size_t> ends;
  for (std::size_t i = 0; i < node.texts.size(); ++i) {
    if (i > 0) ends.push_back(body.jump(EngineOp::jump_if_yes));
    fact_truth(body, node, EngineOp::event_text_is, EngineOp::item_text_is, EngineOp::count_, pools_.text_constant(node.texts[i]));
    if (i > 0) body.add(EngineOp::either);
  }
  if (node.texts.empty()) body.add(EngineOp::push_truth, 0);
  for (std::size_t end : ends) body.land(end);
}

// Short ones first: most often they settle it.
void Generator::join(Body& body, const Node& node) {
  std::vector<NodeId> args = node.args;
  auto weight = [&](NodeId id) {
    Op op = nodes_[id].op;
    return length(id) + (goes_over_lines(op) || (op == Op::negation && goes_over_lines(nodes_[nodes_[id].args[0]].op)) ? 1000u : 0u);
  };
  std::stable_sort(args.begin(), args.end(), [&](NodeId a, NodeId b) { return weight(a) < weight(b); });
  const bool both = node.op == Op::both;
  std::vector<std::size_t> ends;
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (i > 0) ends.push_back(body.jump(both ? EngineOp::jump_if_no : EngineOp::jump_if_yes));
    put_truth(body, args[i]);
    if (i > 0) body.add(both ? EngineOp::both : EngineOp::either);
  }
  for (std::size_t end : ends) body.land(end);
}

void Generator::one_of(Body& body, const Node& node) {
  const Node& arg = nodes_[node.args[0]];
  if (arg.op == Op::fact_value && !arg.computed && (node.values & all_of(arg)) != all_of(arg)) {
    fact_truth(body, arg, EngineOp::event_one_of, EngineOp::item_one_of, EngineOp::count_, pools_.whole(node.values));
    return;
  }
  put_value(body, node.args[0]);
  body.add(EngineOp::one_of, 0, pools_.whole(node.values));
}

void Generator::truth_code(Body& body, NodeId id) {
  const Node& node = nodes_[id];
  switch (node.op) {
    case Op::truth_constant: body.add(EngineOp::push_truth, node.number.is_zero() ? 0 : 1); break;
    case Op::negation:
      put_truth(body, node.args[0]);
      body.add(EngineOp::negate_truth);
      break;
    case Op::both:
    case Op::either: join(body, node); break;
    case Op::fact_truth: fact_truth(body, node, EngineOp::event_truth, EngineOp::item_truth, EngineOp::keyed_truth, 0); break;
    case Op::fact_given:
    case Op::map_given: fact_truth(body, node, EngineOp::event_given, EngineOp::item_given, EngineOp::keyed_given, 0); break;
    case Op::entry_given: fact_truth(body, node, EngineOp::event_given, EngineOp::item_given, EngineOp::keyed_entry, 0); break;
    case Op::includes_all: fact_truth(body, node, EngineOp::event_has_all, EngineOp::item_has_all, EngineOp::keyed_has_all, pools_.whole(node.values)); break;
    case Op::includes_any: fact_truth(body, node, EngineOp::event_has_any, EngineOp::item_has_any, EngineOp::keyed_has_any, pools_.whole(node.values)); break;
    case Op::text_is: text_is(body, node); break;
    case Op::less:
    case Op::at_most:
    case Op::equal: {
      i128 denominator = common(need(node.args[0]), need(node.args[1]), nodes_.span(id));
      put_number(body, node.args[0], denominator);
      put_number(body, node.args[1], denominator);
      body.add(node.op == Op::less ? EngineOp::less : node.op == Op::at_most ? EngineOp::at_most : EngineOp::equal);
      break;
    }
    case Op::one_of: one_of(body, node); break;
    case Op::some_item:
    case Op::every_item: {
      NodeId inside = node.args[0];
      bool settled = nodes_[inside].op == Op::truth_constant;
      std::uint32_t routine_number = settled ? routine(inside, engine::ResultType::truth, 1) : truth(inside);
      body.add(node.op == Op::some_item ? EngineOp::some_item : EngineOp::every_item, 0, routine_number);
      break;
    }
    case Op::limit_met: {
      auto limit = early.find(node.index);
      if (limit == early.end()) body.add(EngineOp::push_truth, 1);
      else body.add(EngineOp::limit_met, limit->second.place, node.column);
      break;
    }
    default: refuse(Code::wrong_type, nodes_.span(id), fmt::format("{}: a condition is needed here", subject), {}); break;
  }
}

// ---- guards -------------------------------------------------------------------------------------------------

namespace {

// Facts that make a number none, or a truth no, when they are none themselves.
class Strict {
 public:
  Strict(const Nodes& nodes, const Schema& schema) : nodes_(nodes), schema_(schema) {}

  void of_number(NodeId id, std::vector<NodeId>& found) const {
    const Node& node = nodes_[id];
    switch (node.op) {
      case Op::fact_number: leaf(id, found); break;
      case Op::add:
      case Op::subtract:
      case Op::scale:
      case Op::round_up:
      case Op::round_down:
      case Op::round_nearest:
      case Op::round_up_per_package:
      case Op::date_of:
      case Op::whole_years:
        for (NodeId arg : node.args) of_number(arg, found);
        break;
      case Op::least:
      case Op::greatest:
        for (std::size_t i = 0; i < node.args.size(); ++i)
          if (!node.if_given[i]) of_number(node.args[i], found);
        break;
      default: break;
    }
  }

  void of_truth(NodeId id, std::vector<NodeId>& found) const {
    const Node& node = nodes_[id];
    switch (node.op) {
      case Op::fact_truth:
      case Op::fact_given:
      case Op::includes_all:
      case Op::includes_any:
      case Op::text_is: leaf(id, found); break;
      case Op::one_of:
        if (nodes_[node.args[0]].op == Op::fact_value) leaf(node.args[0], found);
        break;
      case Op::less:
      case Op::at_most:
      case Op::equal:
        for (NodeId arg : node.args) of_number(arg, found);
        break;
      case Op::both:
        for (NodeId arg : node.args) of_truth(arg, found);
        break;
      default: break;
    }
  }

 private:
  // A required fact is never none, nor is a field where its map is required and has the entry.
  void leaf(NodeId id, std::vector<NodeId>& found) const {
    const Node& node = nodes_[id];
    if (!node.computed && (node.map != no_index || !schema_.facts[node.fact].required)) found.push_back(id);
  }

  const Nodes& nodes_;
  const Schema& schema_;
};

}  // namespace

std::uint16_t Generator::guard_of(NodeId id) {
  const bool negated = nodes_[id].op == Op::negation;
  std::vector<NodeId> found;
  Strict(nodes_, *policy_.schema).of_truth(negated ? nodes_[id].args[0] : id, found);
  for (NodeId fact : found) {
    if (is_item_slot(nodes_[fact]) != nodes_[id].item) continue;
    std::uint32_t slot = slot_of(nodes_[fact]);
    if (slot < engine::guard_slot) return static_cast<std::uint16_t>((slot + 1) | (negated ? engine::guard_says_yes : 0));
  }
  return 0;
}

// ---- values ---------------------------------------------------------------------------------------------------

void Generator::class_rows(Body& body, const Node& node) {
  std::vector<std::size_t> ends;
  body.add(EngineOp::class_begin);
  for (std::size_t i = 0; i + 1 < node.args.size(); i += 2) {
    put_truth(body, node.args[i]);
    std::size_t next = body.jump(EngineOp::choose_skip_if_no);
    put_value(body, node.args[i + 1]);
    ends.push_back(body.jump(EngineOp::class_take));
    body.land(next);
  }
  body.add(EngineOp::class_end, 0, pools_.whole(node.values));
  for (std::size_t end : ends) body.land(end);
}

void Generator::value_code(Body& body, NodeId id) {
  const Node& node = nodes_[id];
  switch (node.op) {
    case Op::value_constant:
      if (is_one(node.values)) body.add(EngineOp::push_value, 0, pools_.whole(node.values));
      else body.add(EngineOp::unknown_value, small(pools_.blame(node.blame), nodes_.span(id)), pools_.whole(node.values));
      break;
    case Op::class_value: class_rows(body, node); break;
    case Op::fact_value: {
      std::uint32_t all = pools_.whole(all_of(node));
      if (!node.computed) {
        body.add(is_item_slot(node) ? EngineOp::item_value : EngineOp::event_value, small(slot_of(node), nodes_.span(id)), all);
        break;
      }
      put_value(body, node.args[0]);
      body.add(EngineOp::keyed_value, small(key_table(node), nodes_.span(id)), all);
      break;
    }
    default: refuse(Code::wrong_type, nodes_.span(id), fmt::format("{}: one of several words is needed here", subject), {}); break;
  }
}

}  // namespace leaflaw::emitting
