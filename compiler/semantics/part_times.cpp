#include "compiler/semantics/part_times.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

namespace leaflaw::semantics {

using model::Expr;
using model::Op;

namespace {

struct Days {
  Date from;
  std::optional<Date> through;   // nothing: open
};

// Nothing: they have no day in common.
std::optional<Days> common(const Days& a, const Days& b) {
  Days days{std::max(a.from, b.from), a.through};
  if (b.through && (!days.through || *b.through < *days.through)) days.through = b.through;
  if (days.through && *days.through < days.from) return std::nullopt;
  return days;
}

class Readers {
 public:
  explicit Readers(Draft& draft) : draft_(draft) {}

  void rule(const model::Rule& rule) {
    reader_ = rule.id;
    for (const model::RuleVersion& version : rule.versions) {
      const std::optional<Days> covered = common({version.from, version.through}, {draft_.policy.covers_from, std::nullopt});
      if (!covered) continue;
      seen_.clear();
      read(version.when, *covered);
      read(version.item_where, *covered);
      for (const model::Body& body : version.bodies)
        if (const std::optional<Days> days = common(*covered, {body.from, body.through})) read_body(body, *days);
    }
  }

 private:
  void read_body(const model::Body& body, const Days& days) {
    read(body.condition, days);
    if (body.waived) return;
    for (ExprId id : {body.require, body.limit.amount, body.limit.item_condition, body.limit.cap, body.limit.anchor, body.limit.usage}) read(id, days);
    for (const model::MessagePart& part : body.message) read(part.value, days);
    if (body.limit.key_class != no_index && body.limit.amount < bad) item_class(body.limit.key_class, days, draft_.expr(body.limit.amount).span);
  }

  void read(ExprId id, const Days& days) {
    if (id >= bad || !seen_.emplace(id, days.from.days, days.through ? days.through->days : last_date.days).second) return;
    const Expr& expr = draft_.expr(id);
    if (expr.op == Op::measure) measure(expr.index, days, expr.span);
    if (expr.op == Op::class_value) item_class(expr.index, days, expr.span);
    if (expr.op == Op::table) table(expr.index, days, expr.span);
    read(expr.fact.key_value, days);
    for (ExprId arg : expr.args) read(arg, days);
  }

  void measure(std::uint16_t index, const Days& days, Span span) {
    const model::Measure& part = draft_.policy.measures[index];
    in_force(part.id, part.span, part.versions, days, span);
    for (const auto& version : part.versions)
      if (const std::optional<Days> shared = common(days, {version.from, version.through})) read(version.body, *shared);
  }

  void item_class(std::uint16_t index, const Days& days, Span span) {
    const model::ItemClass& part = draft_.policy.classes[index];
    in_force(part.id, part.span, part.versions, days, span);
    for (const auto& version : part.versions)
      if (const std::optional<Days> shared = common(days, {version.from, version.through}))
        for (const model::ClassRow& row : version.body) read(row.condition, *shared);
  }

  void table(std::uint16_t index, const Days& days, Span span) {
    const model::Table& part = draft_.policy.tables[index];
    in_force(part.id, part.span, part.versions, days, span);
    for (const auto& version : part.versions)
      if (const std::optional<Days> shared = common(days, {version.from, version.through}))
        for (const model::TableRow& row : version.body)
          for (ExprId value : row.values) read(value, *shared);
  }

  // Versions of a part follow each other without a gap, so days are missing only before the first and after the last.
  template <typename Body>
  void in_force(const std::string& id, Span place, const std::vector<model::Dated<Body>>& versions, const Days& days, Span span) {
    if (versions.empty()) return;   // reported where it is declared
    const Date first = versions.front().from;
    const std::optional<Date> last = versions.back().through;
    if (first <= days.from && (!last || (days.through && *days.through <= *last))) return;
    const std::string when = first > days.from ? fmt::format("before {}", to_string(first)) : fmt::format("after {}", to_string(*last));
    draft_.error(Code::versions_gap, span, fmt::format("`{}` reads `{}`, which has no version {}", reader_, id, when), fmt::format("let `{}` be in force as long as what reads it", id))
        .notes.push_back({place, "it is declared here"});
  }

  Draft& draft_;
  std::string reader_;
  std::set<std::tuple<ExprId, std::int32_t, std::int32_t>> seen_;
};

}  // namespace

void check_part_times(Draft& draft) {
  Readers readers(draft);
  for (const model::Rule& rule : draft.policy.rules) readers.rule(rule);
}

}  // namespace leaflaw::semantics
