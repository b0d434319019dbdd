// Which denominators an expression needs, and constants over them.
#include <fmt/format.h>

#include "compiler/emit/generator.h"

namespace leaflaw::emitting {

i128 Generator::common(i128 a, i128 b, Span span) {
  if (a == 0 || b == 0) return 0;
  if (a == b || b == 1) return a;
  std::optional<i128> found = lcm(a, b);
  return found ? *found : no_denominator(span);
}

i128 Generator::no_denominator(Span span) {
  refuse(Code::number_range, span, fmt::format("{}: the fractions in it have no common denominator of 128 bits", subject), "use rounder numbers");
  return 0;
}

i128 Generator::need(NodeId id) {
  auto found = needs_.find(id);
  if (found != needs_.end()) return found->second;
  i128 result = need_of(id);
  if (!nodes_.reads_limits(id)) needs_[id] = result;
  return result;
}

i128 Generator::need_of(NodeId id) {
  const Node& node = nodes_[id];
  const Span span = nodes_.span(id);
  i128 result = 1;
  auto arguments = [&](std::size_t first, std::size_t step) {
    for (std::size_t i = first; i < node.args.size(); i += step) result = common(result, need(node.args[i]), span);
  };
  switch (node.op) {
    case Op::constant: return node.number.den;
    case Op::add:
    case Op::subtract:
    case Op::least:
    case Op::greatest: arguments(0, 1); return result;
    case Op::choose: arguments(1, 2); return result;
    case Op::table: arguments(node.column, 1); return result;
    case Op::total_items: return need(node.args[0]);
    case Op::round_up:
    case Op::round_down:
    case Op::round_nearest:
    case Op::round_up_per_package: return common(need(node.args[0]), node.number.den, span);
    case Op::limit_figure: {
      auto limit = early.find(node.index);
      return limit == early.end() ? 1 : limit->second.denominator;
    }
    case Op::scale: {
      // D * num / den is a multiple of what the argument needs.
      i128 below = 0;
      i128 inner = need(node.args[0]);
      if (inner == 0) return 0;
      if (!mul_to(node.number.den, inner, below)) return no_denominator(span);
      return below / gcd(node.number.num, below);
    }
    default: return 1;
  }
}

void Generator::out_of_range(Span span) {
  refuse(Code::number_range, span, fmt::format("{}: a number in it does not fit 128 bits", subject), "use smaller or rounder numbers");
}

std::uint32_t Generator::scaled_constant(const Ratio& value, i128 denominator, Span span) {
  i128 result = 0;
  if (denominator == 0) return 0;
  if (!mul_to(value.num, denominator / value.den, result)) out_of_range(span);
  return pools_.quantity(result);
}

}  // namespace leaflaw::emitting
