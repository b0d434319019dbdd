// Model expressions -> nodes, for one period of law, one kind of event and one key of a keyed limit.
#pragma once

#include <map>
#include <unordered_map>

#include "compiler/emit/nodes.h"

namespace leaflaw::emitting {

// What is fixed. `kind` -1: the expression is also asked of history entries, whose kind may be another; `key` -1: no key.
struct Fixed {
  Date law;
  int kind = -1;
  int key = -1;
  Date event_law = law;   // of the event itself, where `law` is that of an entry's own date: figures of limits are the event's
  friend auto operator<=>(const Fixed&, const Fixed&) = default;
};

class Specialiser {
 public:
  Specialiser(const model::Policy& policy, Nodes& nodes) : policy_(policy), nodes_(nodes), event_kind_(policy.schema->with(Role::event_kind)) {}

  // no_expr: yes.
  [[nodiscard]] NodeId operator()(model::ExprId expr, const Fixed& fixed);
  // The class of the current line.
  [[nodiscard]] NodeId item_class(std::uint16_t index, const Fixed& fixed);

 private:
  NodeId made(model::ExprId expr, const Fixed& fixed);
  NodeId measure(const model::Expr& expr, const Fixed& fixed);
  NodeId table(const model::Expr& expr, const Fixed& fixed);
  NodeId limit_figure(const model::Expr& expr, const Fixed& fixed);
  NodeId limit_met(const model::Expr& expr, const Fixed& fixed);
  NodeId unknown_value(const std::vector<FactId>& blame, u128 all, std::uint16_t domain);
  // The limit takes part in events of that kind on that day.
  [[nodiscard]] bool takes_part(std::uint16_t rule, const Fixed& fixed) const;
  [[nodiscard]] std::vector<FactId> category_blame() const;

  const model::Policy& policy_;
  Nodes& nodes_;
  FactId event_kind_;
  std::map<Fixed, std::unordered_map<model::ExprId, NodeId>> done_;
};

}  // namespace leaflaw::emitting
