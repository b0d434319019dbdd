#include "compiler/semantics/limits.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/semantics/conditions.h"
#include "compiler/semantics/dimensions.h"
#include "compiler/semantics/expressions.h"
#include "compiler/semantics/meters.h"
#include "compiler/semantics/suggestions.h"
#include "compiler/semantics/windows.h"

namespace leaflaw::semantics {

using ClauseKind = ast::Clause::Kind;
using model::LimitBody;
using model::Type;

namespace {

std::set<std::string> asked_in_all_texts(const Symbol& limit) {
  std::set<std::string> asked = paths_asked_for(*limit.declaration);
  for (const ast::Declaration* amendment : limit.amendments) asked.merge(paths_asked_for(*amendment));
  return asked;
}

ExprId amount_of(Draft& draft, const ast::Clause& counts, const Surroundings& items) {
  const ExprId amount = expression(draft, *counts.expr, items);
  if (amount == bad || draft.expr(amount).type == Type::number) return amount;
  return draft.refuse(Code::wrong_type, counts.expr->span, fmt::format("`{}` is no quantity, so it cannot be counted", draft.text_of(amount)),
                      "count an amount of each item: `counts net_weight of items where ...`");
}

// `counts each sale`: the kind of event that is counted. Nothing: reported.
std::optional<std::uint16_t> event_of(Draft& draft, const ast::Name& name) {
  const Enumeration& kinds = draft.schema.enumerations[draft.schema.facts[draft.schema.with(Role::event_kind)].enumeration];
  const auto found = std::find(kinds.values.begin(), kinds.values.end(), name.text);
  if (found != kinds.values.end()) return static_cast<std::uint16_t>(found - kinds.values.begin());
  draft.error(Code::unknown_word, name.span, fmt::format("`{}` is no event that could be counted", name.text), did_you_mean(name.text, kinds.values));
  return std::nullopt;
}

// One of a closed list of words; -1: reported.
int word_of(Draft& draft, const ast::Clause& clause, const std::vector<std::string>& words, std::string_view what) {
  const ast::Name& name = clause.names.front();
  auto found = std::find(words.begin(), words.end(), name.text);
  if (found != words.end()) return static_cast<int>(found - words.begin());
  draft.error(Code::unknown_word, name.span, fmt::format("`{}` is not {}", name.text, what), did_you_mean(name.text, words));
  return -1;
}

void fill_counted(Draft& draft, LimitBody& body, const Symbol& limit, const ast::Clause& counts) {
  const Counted& counted = counted_by(draft, limit, counts);
  const bool replaces = body.amount != no_expr;
  if (replaces && (counted.key_class != body.key_class || counted.keys != body.keys)) {
    draft.error(Code::limit_key, counts.span, fmt::format("`{}` has other meters than this", limit.declaration->name.text),
                "an exception counts in the meters of its limit: keep `separately for each` and the items as they are, or declare another limit");
    return;
  }
  body.amount = counted.amount;
  body.per_event = counted.event.has_value();
  body.counted_event = counted.event.value_or(0);
  body.item_condition = counted.item_condition;
  body.key_class = counted.key_class;
  body.keys = counted.keys;
}

// The counted amount and the cap in one dimension.
bool agree(Draft& draft, LimitBody& body, ExprId cap, Span span) {
  if (body.amount >= bad || cap == bad) return false;
  const Dimension counted = dimension_of(draft, body.amount);
  if (counted == Dimension::any) {
    if (!reconcile(draft, body.amount, cap, span, "counted together")) return false;
  } else if (!require_dimension(draft, cap, counted, "the cap")) {
    return false;
  }
  body.dimension = dimension_of(draft, cap);
  if (body.dimension != Dimension::any) return true;
  draft.error(Code::missing_unit, span, "neither what is counted nor the cap has a unit", "write the cap with its unit: `1 oz`, `100 mg THC`, `3 units`");
  return false;
}

Unit written_unit(Draft& draft, const ast::Expr& cap, Dimension dimension) {
  const UnitTable& units = draft.policy.context.units;
  const std::string spelling = first_unit(cap);
  if (const Unit* unit = spelling.empty() ? nullptr : units.find(spelling); unit && unit->dimension == dimension) return *unit;
  const std::string base(units.base_unit(dimension));
  if (const Unit* unit = units.find(base)) return *unit;
  return {base, dimension, Ratio(1)};
}

bool names_unit(const ast::Expr& cap) { return !first_unit(cap).empty(); }

// What is used each day: an amount of what is counted, or so much a day of it.
bool is_use_of(Draft& draft, ExprId usage, Dimension counted) {
  const Dimension found = dimension_of(draft, usage);
  const bool rate = (found == Dimension::mass_rate && counted == Dimension::mass) || (found == Dimension::thc_rate && counted == Dimension::thc);
  return rate || require_dimension(draft, usage, counted, "what is used each day");
}

void fill_cap(Draft& draft, LimitBody& body, const ast::Clause& at_most, const std::set<std::string>& given) {
  Surroundings where = meter_surroundings(body, given);
  where.cap = body.cap;
  const bool replaces = body.cap != no_expr;
  const ExprId cap = expression(draft, *at_most.expr, where);
  const bool fits = agree(draft, body, cap, at_most.expr->span);
  body.cap = fits ? cap : bad;
  if (fits && (!replaces || names_unit(*at_most.expr))) body.written = written_unit(draft, *at_most.expr, body.dimension);
  if (!at_most.window) {
    if (!replaces)
      draft.error(Code::window_missing, at_most.span, "this cap does not say over which time it counts", "add `in one transaction`, `in each calendar day`, `in any 30 days` ...");
    return;
  }
  where.cap = no_expr;
  if (const std::optional<WindowPart> part = compile_window(draft, *at_most.window, where)) {
    body.window = part->window;
    body.anchor = part->anchor;
    body.usage = part->usage;
    if (fits && body.usage != no_expr && !is_use_of(draft, body.usage, body.dimension)) body.cap = bad;
  }
}

void fill_tally(Draft& draft, LimitBody& body, const Version& text) {
  if (const ast::Clause* clause = find(text, ClauseKind::subject))
    if (int word = word_of(draft, *clause, {"customer", "patient"}, "a person whose purchases count"); word >= 0) body.person = static_cast<model::Person>(word);
  if (const ast::Clause* clause = find(text, ClauseKind::tallied))
    if (int word = word_of(draft, *clause, {"store", "licensee", "state"}, "a place where purchases are tallied"); word >= 0) body.scope = static_cast<Scope>(word);
  if (const ast::Clause* clause = find(text, ClauseKind::counting))
    if (word_of(draft, *clause, {"purchases"}, "what a limit counts") >= 0) body.counting_from = clause->from->date;
  if (const ast::Clause* clause = find(text, ClauseKind::returns)) {
    body.returns = clause->restore;
    if (body.returns == Restore::when_destroyed && draft.schema.destroy_kind < 0)
      draft.error(Code::not_supported, clause->span, "the vocabulary has no kind of event with the role destroys, so nobody knows when goods are destroyed", "write `returns restore nothing`, or give the role to a kind of event");
  }
  body.own_date = body.own_date || find(text, ClauseKind::own_date);
  body.without_history = body.without_history || find(text, ClauseKind::without_history);
}

void report_tally(Draft& draft, const Symbol& limit, const LimitBody& body, const Version& text) {
  if (find(text, ClauseKind::tallied) || body.window.kind == WindowKind::transaction) return;
  draft.error(Code::lint_tally, limit.declaration->head, fmt::format("`{}` does not say where purchases are tallied", limit.declaration->name.text),
              "add `tallied by store`, `licensee` or `state`; without it each store counts for itself");
}

}  // namespace

const Counted& counted_by(Draft& draft, const Symbol& limit, const ast::Clause& counts) {
  if (auto found = draft.counted.find(&counts); found != draft.counted.end()) return found->second;
  const std::set<std::string> given = asked_in_all_texts(limit);
  Surroundings items;
  items.items = true;
  items.given = &given;
  Counted counted;
  if (counts.event) {
    counted.event = event_of(draft, *counts.event);
    counted.amount = counted.event ? constant(draft, Ratio(1), Type::number, Dimension::count, counts.span) : bad;
    return draft.counted.emplace(&counts, std::move(counted)).first->second;
  }
  draft.open_limits.insert(limit.index);
  counted.amount = amount_of(draft, counts, items);
  if (counts.item_condition) counted.item_condition = condition(draft, *counts.item_condition, items);
  draft.open_limits.erase(limit.index);
  if (!counts.names.empty()) find_meters(draft, counted, counts.names.front());
  return draft.counted.emplace(&counts, std::move(counted)).first->second;
}

Surroundings meter_surroundings(const LimitBody& body, const std::set<std::string>& given) {
  Surroundings where;
  where.key_class = body.key_class;
  where.keys = &body.keys;
  where.given = &given;
  return where;
}

void fill_limit(Draft& draft, LimitBody& body, const Symbol& limit, const Version& text, const std::set<std::string>& given) {
  const bool own = body.amount == no_expr;
  const Dimension before = body.dimension;
  const ast::Clause* counts = find(text, ClauseKind::counts);
  if (counts) fill_counted(draft, body, limit, *counts);
  if (own && body.amount == no_expr) body.amount = bad;
  if (const ast::Clause* at_most = find(text, ClauseKind::at_most)) {
    fill_cap(draft, body, *at_most, given);
  } else if (!own && counts && body.cap < bad) {
    if (!agree(draft, body, body.cap, draft.expr(body.cap).span)) body.cap = bad;
  }
  if (!own && counts && body.cap < bad && before != Dimension::none && body.dimension != before)
    draft.error(Code::wrong_dimension, counts->span, fmt::format("`{}` counts {}, and this is {}", limit.declaration->name.text, words(draft, before), words(draft, body.dimension)),
                "an exception counts the same kind of quantity as its limit; otherwise waive it and declare another limit");
  fill_tally(draft, body, text);
  if (own) report_tally(draft, limit, body, text);
}

void list_addresses(Draft& draft) {
  std::vector<std::string>& addresses = draft.policy.context.limit_addresses;
  const auto add = [&](const std::string& address) {
    if (std::find(addresses.begin(), addresses.end(), address) == addresses.end()) addresses.push_back(address);
  };
  for (const model::Rule& rule : draft.policy.rules) {
    if (rule.kind != model::RuleKind::limit) continue;
    for (const model::RuleVersion& version : rule.versions) {
      const LimitBody& body = version.bodies.front().limit;
      if (body.key_class == no_index) add(rule.id);
      for (std::uint16_t key : body.keys) add(fmt::format("{}[{}]", rule.id, draft.policy.classes[body.key_class].values[key]));
    }
  }
}

}  // namespace leaflaw::semantics
