// Meters: this, used, cap, and what they come to. Section 4 of semantics.md.
#include <algorithm>

#include "compiler/reference/judge.h"
#include "compiler/reference/on_hand.h"
#include "runtime/decision/standing.h"

namespace leaflaw::reference {

using model::Body;
using model::LimitBody;
using model::RuleVersion;

Number Meter::own_remaining(bool after) const {
  if (cap.none) return nothing();
  Number left = difference(cap, used);
  if (after) left = difference(left, this_event);
  return greatest_of(left, known(0));
}

Number Meter::remaining(bool after) const {
  Number own = own_remaining(after);
  if (!balance) return own;
  Number theirs = greatest_of(after ? difference(*balance, this_event) : *balance, known(0));
  return own.none ? theirs : least_of(own, theirs);
}

std::string Judge::address(const RuleVersion& version, const std::string& id, int key) const {
  if (key < 0) return id;
  const LimitBody& limit = version.bodies.front().limit;
  return id + "[" + policy_.classes[limit.key_class].values[static_cast<std::size_t>(key)] + "]";
}

std::vector<int> Judge::keys_of(const RuleVersion& version) const {
  const LimitBody& limit = version.bodies.front().limit;
  if (limit.key_class == no_index) return {-1};
  return {limit.keys.begin(), limit.keys.end()};
}

Meter Judge::measure(const RuleVersion& version, const Body& body, int key) {
  const LimitBody& limit = body.limit;
  Meter meter;
  meter.exception = body.exception;
  meter.key = key;
  Scene scene = present_;
  scene.key = key;

  const model::Rule* rule = nullptr;
  for (const model::Rule& each : policy_.rules)
    for (const RuleVersion& other : each.versions)
      if (&other == &version) rule = &each;
  FactId balance = policy_.schema->with(Role::registry_balance);
  if (balance != no_fact) {
    Evaluator::Look found = evaluator_.look_at_entry(balance, address(version, rule->id, key), present_);
    if (found.state == Evaluator::Look::State::known) meter.balance = known(exact(found.value->number));
  }

  meter.cap = limit.cap == model::no_expr ? nothing() : evaluator_.number(limit.cap, scene);
  if (!meter.cap.none) meter.cap = greatest_of(meter.cap, known(0));
  for (std::size_t i = 0; !limit.per_event && present_.record->items_given && i < present_.record->items.size(); ++i) {
    meter.lines.push_back(history_.amount_of_line(limit, key, on_line(scene, i)));
  }
  meter.this_event = history_.amount_of_lines(limit, key, scene);
  meter.used = known(0);

  std::optional<Date> anchor;
  if (limit.anchor != model::no_expr) {
    Number date = evaluator_.number(limit.anchor, scene);
    if (date.none) {
      meter.cap = nothing();
      meter.span.closed = true;
      return meter;
    }
    if (!date.known()) {
      meter.used = any_amount(date.blame);
      if (!meter.cap.none) meter.cap = only_possible(meter.cap, date.blame);
      meter.span.closed = true;
      return meter;
    }
    anchor = Date{static_cast<std::int32_t>(*date.low)};
  }
  meter.span = span_of(limit.window, anchor, request_.event.at, policy_.context.zones[request_.event.zone]);
  if (meter.span.closed && !meter.cap.none) meter.cap = known(0);
  meter.entries = history_.contributions(version, limit, key, meter.span);
  if (limit.usage == model::no_expr) {
    for (const Contribution& entry : meter.entries) meter.used = sum(meter.used, entry.amount);
  } else {
    meter.usage = evaluator_.number(limit.usage, scene);
    meter.usage = meter.usage.none ? known(0) : greatest_of(meter.usage, known(0));
    meter.used = on_hand(meter.entries, meter.usage, policy_.context.zones[request_.event.zone], request_.event.at);
  }
  if (!history_.complete_for(limit, meter.span) && !meter.balance) {
    meter.used.high.reset();
    meter.used.blame.insert(Unknown{the_history, -1, -1, false});
  }
  return meter;
}

void Judge::judge_meter(Meter& meter) const {
  Number total = sum(meter.used, meter.this_event);
  Truth within = meter.cap.none ? yes_or_no(true) : compare(Relation::at_most, total, meter.cap);
  if (meter.balance) within = all_of({within, compare(Relation::at_most, meter.this_event, *meter.balance)});
  meter.result = within.value == Kleene::yes ? Result::passed : within.value == Kleene::no ? Result::violated : Result::unknown;
  meter.blame = within.blame;
}

Possibility Judge::judge_limit_body(const RuleVersion& version, const Body& body, int key) {
  Possibility possibility;
  possibility.body = &body;
  if (body.waived) return possibility;
  Meter meter = measure(version, body, key);
  judge_meter(meter);
  possibility.result = meter.result;
  possibility.blame = meter.blame;
  possibility.meter = std::move(meter);
  return possibility;
}

const Ruling& Judge::limit_ruling(std::uint16_t rule, int key) {
  auto found = limits_.find({rule, key});
  if (found != limits_.end()) return found->second;
  const RuleVersion& version = *version_of(policy_.rules[rule]);
  Ruling ruling = resolve(version, present_, [&](const Body& body) { return judge_limit_body(version, body, key); });
  return limits_.emplace(std::pair{rule, key}, std::move(ruling)).first->second;
}

Number Judge::figure(std::uint16_t rule, model::Figure figure, int key) {
  const RuleVersion* version = version_of(policy_.rules[rule]);
  Truth here = version ? applies(*version) : yes_or_no(false);
  bool of_cap = figure == model::Figure::cap || figure == model::Figure::remaining;
  std::vector<int> keys = version ? keys_of(*version) : std::vector<int>{};
  bool has_meter = std::find(keys.begin(), keys.end(), key) != keys.end();
  if (here.value == Kleene::no || (here.value == Kleene::yes && !has_meter)) return of_cap ? nothing() : known(0);
  if (here.value == Kleene::unknown) return any_amount(here.blame);
  const Ruling& ruling = limit_ruling(rule, key);
  std::optional<Number> result;
  for (const Possibility& possible : ruling.possible) {
    Number number;
    if (!possible.meter) {
      Meter own = measure(*version, version->bodies.front(), key);
      number = of_cap ? nothing() : figure == model::Figure::used ? own.used : own.this_event;
    } else {
      const Meter& meter = *possible.meter;
      switch (figure) {
        case model::Figure::cap: number = meter.cap; break;
        case model::Figure::used: number = meter.used; break;
        case model::Figure::this_event: number = meter.this_event; break;
        case model::Figure::remaining: number = meter.remaining(false); break;
      }
    }
    if (!result) result = number;
    else if (result->none || number.none) result = of_cap ? any_amount({}) : hull(*result, number);
    else result = hull(*result, number);
  }
  if (ruling.possible.size() > 1 && !result->none && !result->known()) add_blame(result->blame, ruling.blame);
  return result ? *result : nothing();
}

Truth Judge::met(std::uint16_t rule, int key) {
  const RuleVersion* version = version_of(policy_.rules[rule]);
  Truth here = version ? applies(*version) : yes_or_no(false);
  if (here.value == Kleene::no) return yes_or_no(true);
  std::vector<Truth> keys;
  for (int each : keys_of(*version)) {
    if (key >= 0 && each != key) continue;
    const Ruling& ruling = limit_ruling(rule, each);
    keys.push_back(ruling.result == Result::passed     ? yes_or_no(true)
                   : ruling.result == Result::violated ? yes_or_no(false)
                                                       : unknown(ruling.blame));
  }
  return any_of({negated(here), all_of(keys)});
}

namespace {

Figure shown(const Number& number, Dimension dimension) {
  Figure figure;
  figure.dimension = dimension;
  if (number.low) figure.low = narrow(*number.low);
  if (number.high) figure.high = narrow(*number.high);
  return figure;
}

std::optional<Figure> shown_if_any(const Number& number, Dimension dimension) {
  if (number.none) return std::nullopt;
  return shown(number, dimension);
}

std::optional<Figure> shown_if_known(const Number& number, Dimension dimension) {
  if (!number.known()) return std::nullopt;
  return shown(number, dimension);
}

// Only of amounts that have a lower end; a conflict of exceptions may be found where one has none.
Rational low_end(const Number& number) { return number.low ? *number.low : Rational(0); }

bool registry_binds(const Meter& meter) {
  if (!meter.balance) return false;
  Number own = meter.own_remaining(false);
  return own.none || !own.low || *meter.balance->low < *own.low;
}

}  // namespace

void Judge::add_allowance(std::uint16_t rule, const RuleVersion& version, const Ruling& ruling, int key) {
  const Possibility* strict = nullptr;
  for (const Possibility& possible : ruling.possible) {
    if (!possible.meter || possible.outcome == model::Outcome::nothing) continue;
    if (!strict) { strict = &possible; continue; }
    Number here = possible.meter->remaining(true), best = strict->meter->remaining(true);
    if (!here.none && (best.none || *here.low < *best.low)) strict = &possible;
  }
  if (!strict) return;
  const Meter& meter = *strict->meter;
  const LimitBody& limit = strict->body->limit;
  Allowance allowance;
  allowance.limit = policy_.rules[rule].id;
  if (key >= 0) allowance.key = policy_.classes[version.bodies.front().limit.key_class].values[static_cast<std::size_t>(key)];
  allowance.cap = shown_if_any(meter.cap, limit.dimension);
  allowance.used_before = shown(meter.used, limit.dimension);
  allowance.this_event = shown(meter.this_event, limit.dimension);
  allowance.remaining_before = shown_if_known(meter.remaining(false), limit.dimension);
  allowance.remaining_after = shown_if_known(meter.remaining(true), limit.dimension);
  allowance.registry_binds = registry_binds(meter);
  allowance.window = spelling(limit.window.kind);
  if (meter.span.uses_history && !meter.span.closed) {
    if (meter.span.begins) allowance.from = meter.span.from;
    if (meter.span.ends) allowance.until = meter.span.until;
  }
  allowance.beyond = strict->outcome == model::Outcome::deny ? "" : spelling(strict->outcome);
  for (std::uint16_t exception : strict->exceptions) allowance.by_exceptions.push_back(policy_.exceptions[exception].id);
  releases_.push_back({document_.allowances.size(), meter, &limit});
  document_.allowances.push_back(std::move(allowance));
}

// The first instant at which what remains grows, and by how much.
std::optional<Release> Judge::next_release(const Meter& meter, const LimitBody& limit, bool allowed) {
  if (registry_binds(meter) || !meter.cap.known() || !meter.used.known() || !meter.this_event.known()) return std::nullopt;
  if (!meter.span.uses_history || meter.span.closed) return std::nullopt;
  const ZoneView& zone = policy_.context.zones[request_.event.zone];
  const Rational bought = *meter.used.low + (allowed ? *meter.this_event.low : Rational(0));
  if (limit.window.kind == WindowKind::on_hand) {
    if (!meter.usage.known()) return std::nullopt;
    const std::optional<Growth> growth = next_use(bought, *meter.cap.low, *meter.usage.low, zone, request_.event.at);
    return growth ? std::optional(Release{growth->at, shown(known(growth->amount), limit.dimension)}) : std::nullopt;
  }
  std::map<Instant, Rational> released;
  auto release = [&](Instant at, const Rational& amount) {
    if (std::optional<Instant> when = release_of(limit.window, meter.span, at, zone)) released[*when] += amount;
  };
  for (const Contribution& entry : meter.entries) release(entry.at, *entry.amount.low);
  if (allowed) release(request_.event.at, *meter.this_event.low);
  Rational counted = bought;
  Rational now = std::max(Rational(0), Rational(*meter.cap.low - counted));
  for (const auto& [at, amount] : released) {
    counted -= amount;
    Rational then = std::max(Rational(0), Rational(*meter.cap.low - counted));
    if (then > now) return Release{at, shown(known(then - now), limit.dimension)};
  }
  return std::nullopt;
}

// The figures of a finding; where it is not certain nobody knows by how much the cap is passed.
void Judge::show_meter(Finding& finding, const Possibility& possibility, bool uncertain) const {
  if (!possibility.meter) return;
  const Meter& meter = *possibility.meter;
  Dimension dimension = possibility.body->limit.dimension;
  for (std::size_t i = 0; i < meter.lines.size(); ++i) {
    const Number& line = meter.lines[i];
    if (line.known() && *line.low == 0) continue;
    finding.lines.push_back({static_cast<std::uint32_t>(i), shown(line, dimension)});
  }
  if (uncertain) return;
  LimitValues values;
  values.cap = shown_if_any(meter.cap, dimension);
  values.used = shown(meter.used, dimension);
  values.this_event = shown(meter.this_event, dimension);
  values.registry_binds = registry_binds(meter);
  Rational present = low_end(meter.this_event), passed = meter.cap.none || !meter.cap.high ? Rational(0) : *meter.cap.high;
  Rational over = low_end(meter.used) + present - passed;
  if (meter.cap.none || over <= 0) over = meter.balance ? Rational(present - *meter.balance->low) : Rational(0);
  values.over = shown(known(over), dimension);
  finding.values = values;
}

namespace {

bool binds(const Possibility& possible) {
  return possible.conflict || possible.outcome == model::Outcome::deny || possible.outcome == model::Outcome::refer;
}

// Of a limit whose result is not known: what would be issued, to be safe, where nothing that binds is possible.
const Possibility* possible_notice(const Ruling& ruling) {
  for (const Possibility& each : ruling.possible)
    if (each.result != Result::passed && each.outcome != model::Outcome::nothing) return &each;
  return nullptr;
}

}  // namespace

void Judge::decide_limit(std::uint16_t index, const RuleVersion& version, Truth here) {
  const model::Rule& rule = policy_.rules[index];
  for (int key : keys_of(version)) {
    const Ruling& ruling = limit_ruling(index, key);
    if (here.value == Kleene::yes) {
      add_allowance(index, version, ruling, key);
      add_also(rule, ruling);
    }
    if (ruling.result == Result::passed && !ruling.conflict) continue;
    const bool certain = here.value == Kleene::yes && (ruling.result == Result::violated || ruling.conflict);
    const bool binding = ruling.may_conflict || std::any_of(ruling.possible.begin(), ruling.possible.end(), binds);
    if (!certain && binding) {
      Blame blame = ruling.result == Result::unknown ? ruling.blame : Blame{};
      add_blame(blame, here.blame);
      incomplete_ = true;
      blame_for(rule, blame);
      continue;
    }
    const Possibility* chosen = certain ? &ruling.possible.front() : possible_notice(ruling);
    if (!chosen || (chosen->outcome == model::Outcome::nothing && !ruling.conflict)) continue;
    Finding finding;
    finding.rule = address(version, rule.id, key);
    show_meter(finding, *chosen, !certain);
    Scene scene = present_;
    scene.key = key;
    add_finding(rule, version, ruling, *chosen, std::move(finding), scene, !certain);
  }
}

}  // namespace leaflaw::reference
