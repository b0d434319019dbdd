#include "compiler/emit/specialise.h"

namespace leaflaw::emitting {

using model::Expr;
using model::ExprId;

namespace {

bool reads_item(const Schema& schema, const Node& node) {
  if (node.map != no_index) return schema.maps[node.map].place == FactPlace::item_map;
  return node.fact != no_fact && schema.facts[node.fact].place == FactPlace::item;
}

}  // namespace

NodeId Specialiser::operator()(ExprId expr, const Fixed& fixed) {
  if (expr == model::no_expr) return nodes_.truth(true);
  auto& done = done_[fixed];
  auto found = done.find(expr);
  if (found != done.end()) return found->second;
  NodeId result = made(expr, fixed);
  done_[fixed].emplace(expr, result);
  return result;
}

bool Specialiser::takes_part(std::uint16_t rule, const Fixed& fixed) const {
  const model::RuleVersion* version = model::in_force(policy_.rules[rule], fixed.event_law);
  return version && (fixed.kind < 0 || (version->events >> fixed.kind & 1));
}

std::vector<FactId> Specialiser::category_blame() const {
  FactId category = policy_.schema->with(Role::line_category);
  return category == no_fact ? std::vector<FactId>{} : std::vector<FactId>{category};
}

NodeId Specialiser::unknown_value(const std::vector<FactId>& blame, u128 all, std::uint16_t domain) { return nodes_.value(all, domain, blame); }

NodeId Specialiser::item_class(std::uint16_t index, const Fixed& fixed) {
  const model::ItemClass& declared = policy_.classes[index];
  auto domain = static_cast<std::uint16_t>(model::first_class + index);
  u128 all = all_values(declared.values.size());
  const auto* version = model::in_force(declared.versions, fixed.law);
  if (!version) return unknown_value(category_blame(), all, domain);
  Node node;
  node.op = Op::class_value;
  node.type = Type::value;
  node.domain = domain;
  node.values = all;
  for (const model::ClassRow& row : version->body) {
    node.args.push_back((*this)(row.condition, fixed));
    node.args.push_back(row.value < 0 ? unknown_value(row.blame, all, domain) : nodes_.value(u128{1} << row.value, domain));
  }
  return nodes_.make(std::move(node), declared.span);
}

NodeId Specialiser::measure(const Expr& expr, const Fixed& fixed) {
  const auto* version = model::in_force(policy_.measures[expr.index].versions, fixed.law);
  if (version) return (*this)(version->body, fixed);
  Node node;
  node.op = Op::unknown_amount;
  node.type = Type::number;
  node.blame = category_blame();
  node.item = !node.blame.empty();
  return nodes_.make(std::move(node), expr.span);
}

NodeId Specialiser::table(const Expr& expr, const Fixed& fixed) {
  const auto* version = model::in_force(policy_.tables[expr.index].versions, fixed.law);
  if (!version) return nodes_.none(expr.type);
  Node node;
  node.op = Op::table;
  node.type = expr.type;
  node.column = static_cast<std::uint16_t>(expr.args.size());
  for (ExprId arg : expr.args) node.args.push_back((*this)(arg, fixed));
  for (const model::TableRow& row : version->body) {
    ExprId cell = row.values[expr.column];
    node.args.push_back(cell == model::no_expr ? nodes_.none(expr.type) : (*this)(cell, fixed));
    node.masks.insert(node.masks.end(), row.keys.begin(), row.keys.end());
  }
  return nodes_.make(std::move(node), expr.span);
}

// A limit that takes no part has used nothing and leaves everything free.
NodeId Specialiser::limit_figure(const Expr& expr, const Fixed& fixed) {
  if (!takes_part(expr.index, fixed)) {
    bool of_cap = expr.figure == model::Figure::cap || expr.figure == model::Figure::remaining;
    return of_cap ? nodes_.none(expr.type) : nodes_.number(Ratio(0), expr.type);
  }
  Node node;
  node.op = Op::limit_figure;
  node.type = expr.type;
  node.index = expr.index;
  node.figure = expr.figure;
  for (ExprId arg : expr.args) node.args.push_back((*this)(arg, fixed));
  return nodes_.make(std::move(node), expr.span);
}

NodeId Specialiser::limit_met(const Expr& expr, const Fixed& fixed) {
  if (!takes_part(expr.index, fixed)) return nodes_.truth(true);
  Node node;
  node.op = Op::limit_met;
  node.index = expr.index;
  for (ExprId arg : expr.args) node.args.push_back((*this)(arg, fixed));
  return nodes_.make(std::move(node), expr.span);
}

NodeId Specialiser::made(ExprId id, const Fixed& fixed) {
  const Expr& expr = policy_.expr(id);
  const Schema& schema = *policy_.schema;
  switch (expr.op) {
    case Op::definition: return (*this)(expr.args[0], fixed);
    case Op::truth_constant: return nodes_.truth(!expr.number.is_zero());
    case Op::constant: return nodes_.number(expr.number, expr.type);
    case Op::measure: return measure(expr, fixed);
    case Op::table: return table(expr, fixed);
    case Op::class_value: return item_class(expr.index, fixed);
    case Op::key_value: return nodes_.value(u128{1} << fixed.key, expr.domain);
    case Op::value_constant: return nodes_.value(expr.values, expr.domain);
    case Op::limit_figure: return limit_figure(expr, fixed);
    case Op::limit_met: return limit_met(expr, fixed);
    case Op::fact_value:
      if (fixed.kind >= 0 && expr.fact.fact == event_kind_) return nodes_.value(u128{1} << fixed.kind, expr.domain);
      break;
    default: break;
  }
  Node node;
  node.op = expr.op;
  node.type = expr.type;
  node.number = expr.number;
  node.fact = expr.fact.fact;
  node.map = expr.fact.map;
  node.key = expr.fact.key;
  node.values = expr.values;
  node.texts = expr.texts;
  node.blame = expr.blame;
  for (bool each : expr.if_given) node.if_given.push_back(each);
  for (ExprId arg : expr.args) node.args.push_back((*this)(arg, fixed));
  if (expr.op == Op::fact_value) node.domain = expr.domain;
  if (node.map != no_index && expr.fact.key_value != model::no_expr) {
    node.computed = true;
    node.args = {(*this)(expr.fact.key_value, fixed)};
    node.domain = policy_.expr(expr.fact.key_value).domain;
  }
  node.item = reads_item(schema, node);
  for (FactId fact : node.blame) node.item = node.item || schema.facts[fact].place == FactPlace::item;
  return nodes_.make(std::move(node), expr.span);
}

}  // namespace leaflaw::emitting
