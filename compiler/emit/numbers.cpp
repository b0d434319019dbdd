// Code of numbers.
#include <fmt/format.h>

#include "compiler/emit/generator.h"

namespace leaflaw::emitting {

using EngineOp = engine::Op;

void Generator::fact_number(Body& body, const Node& node, i128 denominator) {
  const bool moment = node.type != Type::number;
  std::uint32_t factor = pools_.whole(static_cast<u128>(denominator));
  if (node.computed) {
    put_value(body, node.args[0]);
    body.add(moment ? EngineOp::keyed_moment : EngineOp::keyed_number, small(key_table(node), {}), factor);
  } else if (is_item_slot(node)) {
    body.add(moment ? EngineOp::item_moment : EngineOp::item_number, small(slot_of(node), {}), factor);
  } else {
    body.add(moment ? EngineOp::event_moment : EngineOp::event_number, small(slot_of(node), {}), factor);
  }
}

// The factor goes down to the facts and constants, where it costs nothing.
void Generator::scale(Body& body, NodeId id, i128 denominator) {
  const Node& node = nodes_[id];
  Ratio factor = node.number;
  bool negative = factor.is_negative();
  if (negative) factor.num = -factor.num;
  i128 above = 0;
  i128 common_part = gcd(denominator, factor.den);
  if (denominator == 0) return;
  if (!mul_to(denominator / common_part, factor.num, above)) return out_of_range(nodes_.span(id));
  put_number(body, node.args[0], above / (factor.den / common_part));
  if (negative) body.add(EngineOp::negate);
}

void Generator::extremum(Body& body, const Node& node, i128 denominator) {
  for (std::size_t i = 0; i < node.args.size(); ++i) {
    put_number(body, node.args[i], denominator);
    if (node.if_given[i]) body.add(EngineOp::falls_away);
    if (i > 0) body.add(node.op == Op::least ? EngineOp::least : EngineOp::greatest);
  }
  body.add(EngineOp::extremum_end);
}

void Generator::choose(Body& body, const Node& node, i128 denominator) {
  std::vector<std::size_t> ends;
  body.add(EngineOp::choose_begin);
  for (std::size_t i = 0; i + 1 < node.args.size(); i += 2) {
    put_truth(body, node.args[i]);
    std::size_t next = body.jump(EngineOp::choose_skip_if_no);
    put_number(body, node.args[i + 1], denominator);
    ends.push_back(body.jump(EngineOp::choose_take));
    body.land(next);
  }
  body.add(EngineOp::choose_end);
  for (std::size_t end : ends) body.land(end);
}

void Generator::lookup(Body& body, const Node& node, i128 denominator) {
  const std::size_t keys = node.column;
  for (std::size_t k = 0; k < keys; ++k) put_value(body, node.args[k]);
  std::vector<engine::LookupRow> rows;
  for (std::size_t row = 0; keys + row < node.args.size(); ++row) {
    NodeId cell = node.args[keys + row];
    auto first = node.masks.begin() + static_cast<std::ptrdiff_t>(row * keys);
    std::uint32_t masks = pools_.wholes({first, first + static_cast<std::ptrdiff_t>(keys)});
    rows.push_back({masks, nodes_.is_none(cell) ? engine::nothing : routine(cell, engine::ResultType::number, denominator)});
  }
  engine::Lookup made{};
  made.rows = pools_.run(pools_.tables.lookup_rows, rows);
  made.row_count = static_cast<std::uint32_t>(rows.size());
  made.keys = static_cast<std::uint16_t>(keys);
  made.item = static_cast<std::uint16_t>(node.item);
  body.add(EngineOp::lookup, 0, pools_.one(pools_.tables.lookups, made));
}

void Generator::figure(Body& body, const Node& node, i128 denominator) {
  auto limit = early.find(node.index);
  if (limit == early.end()) {
    // The limit takes no part in this kind of event.
    bool of_cap = node.figure == model::Figure::cap || node.figure == model::Figure::remaining;
    if (of_cap) body.add(EngineOp::push_none);
    else body.add(EngineOp::push_quantity, 0, pools_.quantity(0));
    return;
  }
  std::uint32_t which = static_cast<std::uint32_t>(node.figure) | static_cast<std::uint32_t>(node.column) << 16;
  if (!node.args.empty()) put_value(body, node.args[0]);
  body.add(node.args.empty() ? EngineOp::limit_figure : EngineOp::limit_figure_of, limit->second.place, which);
  i128 factor = limit->second.denominator == 0 ? 1 : denominator / limit->second.denominator;
  if (factor != 1) body.add(EngineOp::multiply, 0, pools_.whole(static_cast<u128>(factor)));
}

// Dates inside other expressions are counted in whole days, moments in whole seconds.
void Generator::whole_day(NodeId id, Span span) {
  if (need(id) > 1) refuse(Code::number_range, span, fmt::format("{}: this date does not fall on a whole day", subject), "move dates by whole days");
}

void Generator::number_code(Body& body, NodeId id, i128 denominator) {
  const Node& node = nodes_[id];
  const Span span = nodes_.span(id);
  auto step = [&] { return scaled_constant(node.number, denominator, span); };
  auto once = [&] { return scaled_constant(Ratio(1), denominator, span); };
  switch (node.op) {
    case Op::constant:
      if (node.none) body.add(EngineOp::push_none);
      else body.add(EngineOp::push_quantity, 0, step());
      break;
    case Op::fact_number: fact_number(body, node, denominator); break;
    case Op::today: body.add(EngineOp::today, 0, once()); break;
    case Op::time_of_day: body.add(EngineOp::time_of_day, 0, once()); break;
    case Op::date_of:
      whole_day(node.args[0], span);
      put_number(body, node.args[0], 1);
      body.add(EngineOp::date_of, 0, once());
      break;
    case Op::whole_years:
      for (NodeId arg : node.args) {
        whole_day(arg, span);
        put_number(body, arg, 1);
      }
      body.add(EngineOp::whole_years, 0, once());
      break;
    case Op::add:
    case Op::subtract:
      for (std::size_t i = 0; i < node.args.size(); ++i) {
        put_number(body, node.args[i], denominator);
        if (i > 0) body.add(node.op == Op::add ? EngineOp::add : EngineOp::subtract);
      }
      break;
    case Op::scale: scale(body, id, denominator); break;
    case Op::least:
    case Op::greatest: extremum(body, node, denominator); break;
    case Op::round_up:
    case Op::round_down:
    case Op::round_nearest:
      put_number(body, node.args[0], denominator);
      body.add(node.op == Op::round_up ? EngineOp::round_up : node.op == Op::round_down ? EngineOp::round_down : EngineOp::round_nearest, 0, step());
      break;
    case Op::round_up_per_package:
      static_cast<void>(pools_.role_slot(Role::line_quantity));
      if (node.values != 0) static_cast<void>(pools_.role_slot(Role::line_category));
      put_number(body, node.args[0], denominator);
      body.add(EngineOp::round_package, small(pools_.whole(node.values), span), step());
      break;
    case Op::choose: choose(body, node, denominator); break;
    case Op::unknown_amount: body.add(EngineOp::any_amount, 0, pools_.blame(node.blame)); break;
    case Op::total_items: {
      engine::Total total{number(node.args[0], denominator), node.args.size() > 1 ? truth(node.args[1]) : engine::always_yes};
      body.add(EngineOp::total_items, 0, pools_.one(pools_.tables.totals, total));
      break;
    }
    case Op::table: lookup(body, node, denominator); break;
    case Op::text_length:
      if (node.computed) {
        put_value(body, node.args[0]);
        body.add(EngineOp::keyed_length, small(key_table(node), span), once());
      } else {
        body.add(is_item_slot(node) ? EngineOp::item_length : EngineOp::event_length, small(slot_of(node), span), once());
      }
      break;
    case Op::limit_figure: figure(body, node, denominator); break;
    default: refuse(Code::wrong_type, span, fmt::format("{}: an amount is needed here", subject), {}); break;
  }
}

}  // namespace leaflaw::emitting
