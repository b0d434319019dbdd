#include "tests/engine/print_model.h"

namespace tests {

using namespace leaflaw;
using namespace leaflaw::model;

namespace {

const char* const op_names[] = {
    "truth", "not", "both", "either", "fact?", "given?", "map-given?", "entry-given?", "less", "at-most", "equal", "one-of", "has-all", "has-any", "text-is",
    "some-item", "every-item", "limit-met", "", "fact#", "today", "time-of-day", "date-of", "+", "-", "scale", "least", "greatest", "round-up", "round-down",
    "round-nearest", "round-package", "choose", "any-amount", "total", "table", "length", "years", "figure", "measure", "fact:", "class", "key", "value", "text",
    "define"};

std::string bits(u128 set) { return "{" + std::to_string(static_cast<unsigned>(set)) + "}"; }

class Printer {
 public:
  explicit Printer(const Policy& policy) : policy_(policy) {}

  std::string expr(ExprId id) {
    if (id == no_expr) return "always";
    const Expr& e = policy_.exprs[id];
    std::string text = "(" + std::string(op_names[static_cast<int>(e.op)]);
    if (e.op == Op::constant || e.op == Op::scale || e.op == Op::truth_constant || (e.op >= Op::round_up && e.op <= Op::round_up_per_package))
      text += " " + to_string(e.number);
    if (e.fact.fact != no_fact) text += " " + policy_.schema->facts[e.fact.fact].name;
    else if (e.fact.map != no_index) text += " " + policy_.schema->maps[e.fact.map].name;
    if (!e.fact.key.empty()) text += "[" + e.fact.key + "]";
    if (e.fact.key_value != no_expr) text += "[" + expr(e.fact.key_value) + "]";
    if (e.values) text += " " + bits(e.values);
    for (const std::string& one : e.texts) text += " '" + one + "'";
    if (e.index != no_index) text += " #" + std::to_string(e.index) + "/" + std::to_string(e.column) + "/" + std::to_string(static_cast<int>(e.figure));
    for (std::size_t i = 0; i < e.args.size(); ++i) text += (i < e.if_given.size() && e.if_given[i] ? " ?" : " ") + expr(e.args[i]);
    return text + ")";
  }
  std::string span(Date from, std::optional<Date> through) { return to_string(from) + ".." + (through ? to_string(*through) : ""); }
  std::string body(const Rule& rule, const Body& body) {
    std::string text = "    body exception " + std::to_string(static_cast<std::int16_t>(body.exception)) + " rank " + std::to_string(body.rank) + " " + span(body.from, body.through) +
                       (body.waived ? " waived" : "") + " outcome " + std::to_string(static_cast<int>(body.outcome)) + "\n      if " + expr(body.condition) + "\n";
    for (const MessagePart& part : body.message) text += part.value == no_expr ? "" : "      say " + expr(part.value) + "\n";
    if (rule.kind != RuleKind::limit) return text + "      require " + expr(body.require) + "\n";
    const LimitBody& limit = body.limit;
    text += "      counts " + expr(limit.amount) + "\n      of " + expr(limit.item_condition) + "\n      cap " + (limit.cap == no_expr ? "none" : expr(limit.cap)) + "\n      window " +
            std::to_string(static_cast<int>(limit.window.kind)) + " " + std::to_string(limit.window.length) + " periods " + std::to_string(limit.window.periods) + " from " +
            (limit.anchor == no_expr ? "" : expr(limit.anchor)) + (limit.usage == no_expr ? "" : " using " + expr(limit.usage)) +
            (limit.per_event ? " each event " + std::to_string(limit.counted_event) : "") + " returns " + std::to_string(static_cast<int>(limit.returns)) + " person " + std::to_string(static_cast<int>(limit.person)) + " scope " +
            std::to_string(static_cast<int>(limit.scope)) + (limit.own_date ? " own-date" : "") + (limit.without_history ? " without-history" : "") +
            (limit.counting_from ? " counting from " + to_string(*limit.counting_from) : "") + " keys";
    for (std::uint16_t key : limit.keys) text += " " + std::to_string(key);
    return text + "\n";
  }
  std::string rule(const Rule& rule) {
    std::string text = rule.id + " kind " + std::to_string(static_cast<int>(rule.kind)) + " topic " + std::to_string(static_cast<int>(rule.topic)) + "\n";
    for (const RuleVersion& version : rule.versions) {
      text += "  version " + span(version.from, version.through) + " events " + std::to_string(version.events) + (version.per_item ? " per item" : "") + "\n    when " +
              expr(version.when) + "\n    where " + expr(version.item_where) + "\n";
      for (const Body& each : version.bodies) text += body(rule, each);
    }
    return text;
  }
  std::string parts() {
    std::string text;
    for (const ItemClass& each : policy_.classes)
      for (const auto& version : each.versions) {
        text += "class " + span(version.from, version.through) + "\n";
        for (const ClassRow& row : version.body) text += "  " + std::to_string(row.value) + " if " + expr(row.condition) + "\n";
      }
    for (const Measure& each : policy_.measures)
      for (const auto& version : each.versions) text += "measure " + span(version.from, version.through) + " " + expr(version.body) + "\n";
    for (const Table& each : policy_.tables)
      for (const auto& version : each.versions) {
        text += "table " + span(version.from, version.through) + "\n";
        for (const TableRow& row : version.body) text += "  " + bits(row.keys[0]) + bits(row.keys[1]) + " " + expr(row.values[0]) + " " + expr(row.values[1]) + "\n";
      }
    return text;
  }

 private:
  const Policy& policy_;
};

std::string fact_text(const Fact& fact, const FactValue& value) {
  if (value.given == Given::no) return {};
  std::string text = fact.name + "=" + (value.given == Given::disputed ? "?" : "");
  if (fact.type == FactType::text) return text + value.text + " ";
  if (fact.type == FactType::set) return text + bits(value.set) + " ";
  return text + to_string(value.number) + (value.dimension == Dimension::count ? "n" : "") + " ";
}

std::string maps_text(const Schema& schema, const std::vector<MapValue>& maps) {
  std::string text;
  for (std::size_t map = 0; map < maps.size(); ++map) {
    if (!maps[map].given) continue;
    text += schema.maps[map].name + "{ ";
    for (const MapEntry& entry : maps[map].entries) {
      text += entry.key + ": ";
      for (std::size_t i = 0; i < entry.fields.size(); ++i) text += fact_text(schema.facts[schema.maps[map].fields[i]], entry.fields[i]);
    }
    text += "} ";
  }
  return text;
}

std::string record_text(const Schema& schema, const Record& record) {
  std::string text = "kind " + std::to_string(record.event_kind) + " zone " + std::to_string(record.zone) + " ";
  for (std::size_t i = 0; i < record.facts.size(); ++i) text += fact_text(schema.facts[i], record.facts[i]);
  text += maps_text(schema, record.maps) + (record.items_given ? "" : "items unknown") + "\n";
  for (const Line& line : record.items) {
    text += "    ";
    for (std::size_t i = 0; i < line.facts.size(); ++i) text += fact_text(schema.facts[i], line.facts[i]);
    text += maps_text(schema, line.maps) + "\n";
  }
  return text;
}

}  // namespace

std::string print(const Policy& policy) {
  Printer printer(policy);
  std::string text = printer.parts();
  for (const Rule& rule : policy.rules) text += printer.rule(rule);
  return text;
}

std::string print(const Schema& schema, const Request& request) {
  std::string text = "event " + record_text(schema, request.event) + "history " + (request.history.given ? request.history.bare ? "bare" : "scoped" : "unknown") + "\n";
  for (const Record& entry : request.history.entries) text += "  entry " + record_text(schema, entry);
  return text;
}

}  // namespace tests
