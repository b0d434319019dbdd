// Routines as wholes: entry points, dispatch by category, sharing, depth of the stacks.
#include <algorithm>

#include <fmt/format.h>

#include "compiler/emit/generator.h"

namespace leaflaw::emitting {

using engine::Instruction;
using engine::ResultType;

namespace {

constexpr unsigned longest_inline = 40;   // instructions; what is longer is called, so that code grows with the policy only
constexpr unsigned category_limit = engine::most_values;

}  // namespace

void Generator::refuse(Code code, Span span, std::string message, std::string help) {
  failed_ = true;
  diagnostics_.add(code, span, std::move(message), std::move(help));
}

std::uint32_t Generator::truth(NodeId id) {
  if (nodes_.is_truth(id, true)) return engine::always_yes;
  if (nodes_.is_truth(id, false)) return engine::always_no;
  return entry(id, ResultType::truth, 1);
}
std::uint32_t Generator::number(NodeId id, i128 denominator) { return entry(id, ResultType::number, denominator); }
std::uint32_t Generator::value(NodeId id) { return entry(id, ResultType::value, 1); }

std::uint32_t Generator::entry(NodeId id, ResultType type, i128 denominator) {
  if (!nodes_.reads_category(id)) return routine(id, type, denominator);
  const bool keeps = !nodes_.reads_limits(id);
  auto found = made_.find({id, type, denominator, true});
  if (keeps && found != made_.end()) return found->second;
  const auto& categories = policy_.schema->enumerations[policy_.schema->facts[nodes_.category()].enumeration].values;
  static_cast<void>(pools_.fact_slot(nodes_.category()));
  std::vector<std::uint32_t> dispatch;
  for (unsigned category = 0; category < std::min<std::size_t>(categories.size(), category_limit); ++category) {
    NodeId here = nodes_.at_category(id, category);
    bool settled = type == ResultType::truth && nodes_[here].op == Op::truth_constant;
    dispatch.push_back(settled ? (nodes_.is_truth(here, true) ? engine::always_yes : engine::always_no) : routine(here, type, denominator));
  }
  std::uint32_t result = routine(id, type, denominator, dispatch);
  if (keeps) made_[{id, type, denominator, true}] = result;
  return result;
}

std::uint32_t Generator::routine(NodeId id, ResultType type, i128 denominator, const std::vector<std::uint32_t>& dispatch) {
  const bool keeps = dispatch.empty() && !nodes_.reads_limits(id);
  auto found = made_.find({id, type, denominator, false});
  if (keeps && found != made_.end()) return found->second;
  Body body;
  switch (type) {
    case ResultType::truth: truth_code(body, id); break;
    case ResultType::number: number_code(body, id, denominator); break;
    case ResultType::value: value_code(body, id); break;
  }
  engine::Routine made{};
  made.type = static_cast<std::uint8_t>(type);
  made.item = static_cast<std::uint8_t>(nodes_[id].item);
  if (type == ResultType::truth) made.guard = guard_of(id);
  std::uint32_t result = keep(body, made, dispatch, nodes_.span(id));
  if (keeps) made_[{id, type, denominator, false}] = result;
  return result;
}

std::uint32_t Generator::keep(const Body& body, engine::Routine routine, const std::vector<std::uint32_t>& dispatch, Span span) {
  std::string key;
  auto append = [&](const void* data, std::size_t size) { key.append(static_cast<const char*>(data), size); };
  const std::uint8_t head[] = {routine.type, routine.item, static_cast<std::uint8_t>(!dispatch.empty())};
  append(head, sizeof head);   // the guard follows from the code
  append(dispatch.data(), dispatch.size() * sizeof(std::uint32_t));
  append(body.code.data(), body.code.size() * sizeof(Instruction));
  auto [place, fresh] = kept_.try_emplace(std::move(key), static_cast<std::uint32_t>(pools_.tables.routines.size()));
  if (!fresh) return place->second;

  Depth depth = depth_of(body, dispatch);
  if (std::max({depth.truths, depth.numbers, depth.values}) > engine::most_depth)
    refuse(Code::nesting_too_deep, span, fmt::format("{}: this expression is nested too deeply", subject), "split it up with `define`s that are less deep");
  routine.first = static_cast<std::uint32_t>(pools_.tables.code.size());
  routine.count = static_cast<std::uint32_t>(body.code.size());
  routine.dispatch = dispatch.empty() ? engine::nothing : pools_.run(pools_.tables.dispatches, dispatch);
  pools_.tables.code.insert(pools_.tables.code.end(), body.code.begin(), body.code.end());
  pools_.tables.routines.push_back(routine);
  depths_.push_back(depth);
  return place->second;
}

// ---- inline or called ------------------------------------------------------------------------------------

// Instructions of the node, with long parts called.
unsigned Generator::length(NodeId id) {
  auto found = lengths_.find(id);
  if (found != lengths_.end()) return found->second;
  const Node& node = nodes_[id];
  unsigned total = 1 + static_cast<unsigned>(node.texts.size());
  if (!goes_over_lines(node.op))
    for (NodeId arg : node.args) {
      unsigned one = length(arg);
      total += 2 + (one > longest_inline ? 1 : one);
    }
  lengths_[id] = total;
  return total;
}

void Generator::put_truth(Body& body, NodeId id) {
  if (length(id) <= longest_inline) return truth_code(body, id);
  body.add(engine::Op::call_truth, 0, routine(id, ResultType::truth, 1));
}
void Generator::put_number(Body& body, NodeId id, i128 denominator) {
  if (length(id) <= longest_inline) return number_code(body, id, denominator);
  body.add(engine::Op::call_number, 0, routine(id, ResultType::number, denominator));
}
void Generator::put_value(Body& body, NodeId id) {
  if (length(id) <= longest_inline) return value_code(body, id);
  body.add(engine::Op::call_value, 0, routine(id, ResultType::value, 1));
}

// ---- depth ---------------------------------------------------------------------------------------------------

namespace {

struct Effect { unsigned truths_in, truths_out, numbers_in, numbers_out, values_in, values_out; };
constexpr Effect effects[] = {
#define LEAFLAW_OP(id, a, b, truth_in, truth_out, number_in, number_out, value_in, value_out) \
  {truth_in, truth_out, number_in, number_out, value_in, value_out},
#include "runtime/engine/ops.def"
};

}  // namespace

void Generator::deepen(Depth& most, const Depth& here, std::uint32_t routine) const {
  if (routine >= engine::always_no) return;
  const Depth& inside = depths_[routine];
  most.truths = std::max(most.truths, here.truths + inside.truths);
  most.numbers = std::max(most.numbers, here.numbers + inside.numbers);
  most.values = std::max(most.values, here.values + inside.values);
}

// What runs inside an instruction, on top of what stands on the stacks.
void Generator::deepen(Depth& most, const Depth& here, const Instruction& code) const {
  const engine::PolicyTables& tables = pools_.tables;
  switch (static_cast<engine::Op>(code.op)) {
    case engine::Op::call_truth:
    case engine::Op::call_number:
    case engine::Op::call_value:
    case engine::Op::some_item:
    case engine::Op::every_item: deepen(most, here, code.b); break;
    case engine::Op::total_items:
      deepen(most, here, tables.totals[code.b].amount);
      deepen(most, here, tables.totals[code.b].condition);
      break;
    case engine::Op::lookup: {
      const engine::Lookup& lookup = tables.lookups[code.b];
      for (std::uint32_t row = 0; row < lookup.row_count; ++row)
        if (std::uint32_t cell = tables.lookup_rows[lookup.rows + row].cell; cell != engine::nothing) deepen(most, here, cell);
      break;
    }
    default: break;
  }
}

// Jumps lead to where the stacks stand as they do when nothing jumps, so one pass will do.
Generator::Depth Generator::depth_of(const Body& body, const std::vector<std::uint32_t>& dispatch) const {
  Depth here, most;
  for (const Instruction& code : body.code) {
    deepen(most, here, code);
    const Effect& effect = effects[code.op];
    unsigned keys = static_cast<engine::Op>(code.op) == engine::Op::lookup ? pools_.tables.lookups[code.b].keys : 0;
    here.truths = here.truths - effect.truths_in + effect.truths_out;
    here.numbers = here.numbers - effect.numbers_in + effect.numbers_out;
    here.values = here.values - effect.values_in - keys + effect.values_out;
    most.truths = std::max(most.truths, here.truths);
    most.numbers = std::max(most.numbers, here.numbers);
    most.values = std::max(most.values, here.values);
  }
  for (std::uint32_t routine : dispatch) deepen(most, Depth{}, routine);
  return most;
}

}  // namespace leaflaw::emitting
