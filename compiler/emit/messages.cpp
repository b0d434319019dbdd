#include "compiler/emit/messages.h"

#include <fmt/format.h>

namespace leaflaw::emitting {

using engine::MessagePart;
using engine::PartKind;

MessagePart Messages::text_part(const std::string& text) {
  MessagePart part{};
  part.kind = static_cast<std::uint8_t>(PartKind::text);
  part.written = engine::none16;
  part.value = pools_.text(text);
  return part;
}

// A figure of a limit is printed in the limit's unit.
MessagePart Messages::number_part(const model::Expr& expr, NodeId node, const Fixed& fixed) {
  MessagePart part{};
  PartKind kind = expr.type == Type::date ? PartKind::date : expr.type == Type::time_of_day ? PartKind::time_of_day : expr.type == Type::instant ? PartKind::instant : PartKind::number;
  part.kind = static_cast<std::uint8_t>(kind);
  part.dimension_low = static_cast<std::uint8_t>(expr.dimension);
  part.written = expr.op == Op::limit_figure && model::in_force(policy_.rules[expr.index], fixed.law) ? expr.index : engine::none16;
  i128 denominator = generator_.need(node);
  part.value = generator_.number(node, denominator);
  part.denominator = pools_.whole(static_cast<u128>(denominator));
  return part;
}

MessagePart Messages::part(model::ExprId id, const Fixed& fixed) {
  const model::Expr& expr = policy_.expr(id);
  NodeId node = specialise_(id, fixed);
  MessagePart part{};
  part.written = engine::none16;
  switch (expr.type) {
    case Type::text: {
      const Node& fact = nodes_[node];
      if (fact.op != Op::fact_text || fact.computed) {
        generator_.refuse(Code::message_part, expr.span, fmt::format("{}: this text cannot stand in a message", generator_.subject), "name one fact, with a constant key");
        return part;
      }
      part.kind = static_cast<std::uint8_t>(PartKind::fact_text);
      part.value = generator_.slot_of(fact);
      part.names = fact.item ? 1 : 0;
      return part;
    }
    case Type::truth:
      part.kind = static_cast<std::uint8_t>(PartKind::truth);
      part.value = generator_.truth(node);
      return part;
    case Type::value:
      part.kind = static_cast<std::uint8_t>(PartKind::value);
      part.value = generator_.value(node);
      part.names = pools_.names_of(expr.domain);
      return part;
    default: return number_part(expr, node, fixed);
  }
}

std::vector<MessagePart> Messages::parts(const model::Message& message, const Fixed& fixed) {
  std::vector<MessagePart> all;
  for (const model::MessagePart& each : message) all.push_back(each.value == model::no_expr ? text_part(each.text) : part(each.value, fixed));
  return all;
}

}  // namespace leaflaw::emitting
