// A limit that another one always reaches first: it counts the same of the same sales, over a time that lies inside the other's, and
// allows no less. One ounce a day beside one ounce in each sale: the second says nothing.
#include <fmt/format.h>

#include <map>
#include <optional>
#include <set>

#include "compiler/lints/proofs.h"
#include "compiler/semantics/linear_form.h"

namespace leaflaw::lints {

namespace {

using model::LimitBody;
using model::Op;
using model::Rule;
using model::RuleKind;
using model::RuleVersion;

constexpr std::int32_t longest_month = 31, week = 7, hours_of_day = 24;
constexpr std::size_t most_limits = 60;   // that count the same: each is compared with each

bool same_start(const Window& one, const Window& other) { return one.start_seconds == other.start_seconds; }

// Days that a span going by calendar days certainly reaches back to, the present one included; 0: it does not go by whole days.
std::int32_t days_of(const Window& window) {
  if (window.start_seconds != 0) return 0;
  switch (window.kind) {
    case WindowKind::calendar_day: return 1;
    case WindowKind::calendar_week: return week;
    case WindowKind::calendar_month: return longest_month;
    default: return 0;
  }
}

// Whatever is counted in `inner` is counted in `outer`.
bool lies_in(const Window& inner, const Window& outer) {
  if (outer.kind == WindowKind::on_hand || inner.kind == WindowKind::on_hand) return false;
  if (inner.kind == WindowKind::transaction) return outer.kind != WindowKind::period && outer.kind != WindowKind::since;   // those may be closed
  switch (outer.kind) {
    case WindowKind::calendar_week:
    case WindowKind::calendar_month: return (inner.kind == WindowKind::calendar_day && same_start(inner, outer)) || inner == outer;
    case WindowKind::calendar_day: return inner == outer;
    case WindowKind::rolling_days:
      if (inner.kind == WindowKind::rolling_days) return inner.length <= outer.length;
      if (inner.kind == WindowKind::rolling_hours) return inner.length < (outer.length - 1) * hours_of_day;   // one day of the year has an hour less
      return days_of(inner) > 0 && days_of(inner) <= outer.length;
    case WindowKind::rolling_hours: return inner.kind == WindowKind::rolling_hours && inner.length <= outer.length;
    default: return false;
  }
}

// A limit as it stands on the policy's `as of` day.
struct Standing {
  const Rule* rule;
  const RuleVersion* version;
  const LimitBody* limit;
};

// What the present day's exceptions make of a limit is not compared.
std::optional<Standing> standing(const model::Policy& policy, const Rule& rule) {
  const RuleVersion* version = rule.kind == RuleKind::limit ? model::in_force(rule, policy.as_of) : nullptr;
  if (!version || version->bodies.size() != 1 || version->enforced_from) return std::nullopt;
  return Standing{&rule, version, &version->bodies.front().limit};
}

// Limits whose figures other law reads say something even where they never deny.
std::set<std::uint16_t> limits_read(const model::Policy& policy) {
  std::set<std::uint16_t> read;
  for (const model::Expr& each : policy.exprs)
    if (each.op == Op::limit_figure || each.op == Op::limit_met) read.insert(each.index);
  return read;
}

// Two limits that count otherwise than each other are never compared.
std::string what_it_counts(const Draft& draft, const Standing& one) {
  const LimitBody& limit = *one.limit;
  return fmt::format("{} of {} {} by {} {}, {} {} {}, layer {}", semantics::structure_of(draft, limit.amount), limit.per_event, limit.counted_event, limit.key_class,
                     fmt::join(limit.keys, " "), static_cast<int>(limit.person), static_cast<int>(limit.returns), limit.own_date, one.rule->layer);
}

// Of each sale no less, over at least as many stores and days.
bool counts_all_of(const Draft& draft, const LimitBody& strong, const LimitBody& idle) {
  return strong.scope >= idle.scope && !strong.without_history && !strong.counting_from && lies_in(idle.window, strong.window) &&
         can_be(draft, {idle.item_condition}, {strong.item_condition}) == Possible::no;
}

bool allows_no_more(const Draft& draft, const LimitBody& strong, const LimitBody& idle) {
  const model::Expr &low = draft.expr(strong.cap), &high = draft.expr(idle.cap);
  return low.op == Op::constant && high.op == Op::constant && low.dimension == high.dimension && low.number <= high.number;
}

bool applies_wherever(Draft& draft, const RuleVersion& strong, const RuleVersion& idle) {
  Scratch scratch(draft);
  for (ExprId condition : {scratch.is_event(strong.events), strong.when})
    if (condition != no_expr && can_be(draft, {scratch.is_event(idle.events), idle.when}, {condition}) != Possible::no) return false;
  return true;
}

bool goes_before(Draft& draft, const Standing& strong, const Standing& idle) {
  return strong.version->bodies.front().outcome == model::Outcome::deny && allows_no_more(draft, *strong.limit, *idle.limit) && counts_all_of(draft, *strong.limit, *idle.limit) &&
         applies_wherever(draft, *strong.version, *idle.version);
}

// A limit that counts nothing is idle by itself, which is said of it.
bool counts_something(const Draft& draft, const LimitBody& limit) { return can_be(draft, {limit.item_condition}, {}) != Possible::no; }

void report(Draft& draft, const Rule& idle, const Rule& strong) {
  draft.error(Code::lint_idle_limit, idle.span, fmt::format("whatever `{}` denies, `{}` denies too: its time is no shorter, and it allows no more", idle.id, strong.id), "take it out, or look at the two caps and windows again")
      .notes.push_back({strong.span, "the other limit is here"});
}

// Of two that say the same the later one is named.
void compare(Draft& draft, const std::vector<Standing>& limits, const std::set<std::uint16_t>& read) {
  for (std::size_t i = 0; i < limits.size(); ++i) {
    const Rule& rule = *limits[i].rule;
    if (read.contains(static_cast<std::uint16_t>(&rule - draft.policy.rules.data())) || !counts_something(draft, *limits[i].limit)) continue;
    for (std::size_t k = 0; k < limits.size(); ++k) {
      if (k == i || !goes_before(draft, limits[k], limits[i]) || (i < k && goes_before(draft, limits[i], limits[k]))) continue;
      report(draft, rule, *limits[k].rule);
      break;
    }
  }
}

}  // namespace

void report_idle_limits(Draft& draft) {
  std::map<std::string, std::vector<Standing>> groups;
  for (const Rule& rule : draft.policy.rules)
    if (const std::optional<Standing> one = standing(draft.policy, rule)) groups[what_it_counts(draft, *one)].push_back(*one);
  const std::set<std::uint16_t> read = limits_read(draft.policy);
  for (const auto& [counted, limits] : groups)
    if (limits.size() <= most_limits) compare(draft, limits, read);
}

}  // namespace leaflaw::lints
