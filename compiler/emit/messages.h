// Texts with facts in them -> message parts.
#pragma once

#include "compiler/emit/generator.h"
#include "compiler/emit/specialise.h"

namespace leaflaw::emitting {

class Messages {
 public:
  Messages(const model::Policy& policy, Specialiser& specialise, Nodes& nodes, Generator& generator, Pools& pools)
      : policy_(policy), specialise_(specialise), nodes_(nodes), generator_(generator), pools_(pools) {}

  [[nodiscard]] std::vector<engine::MessagePart> parts(const model::Message& message, const Fixed& fixed);

 private:
  engine::MessagePart part(model::ExprId expr, const Fixed& fixed);
  engine::MessagePart text_part(const std::string& text);
  engine::MessagePart number_part(const model::Expr& expr, NodeId node, const Fixed& fixed);

  const model::Policy& policy_;
  Specialiser& specialise_;
  Nodes& nodes_;
  Generator& generator_;
  Pools& pools_;
};

}  // namespace leaflaw::emitting
