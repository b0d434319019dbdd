#include "compiler/emit/meters.h"

#include <algorithm>
#include <limits>
#include <set>

namespace leaflaw::emitting {

using engine::none16;
using model::Body;
using model::LimitBody;
using model::RuleVersion;

Meters::Meters(const model::Policy& policy, Specialiser& specialise, Nodes& nodes, Generator& generator, Pools& pools)
    : policy_(policy), specialise_(specialise), nodes_(nodes), generator_(generator), pools_(pools), dates_(own_dates()) {}

std::vector<Date> Meters::own_dates() const {
  std::set<Date> dates{first_date};
  auto gather = [&](const auto& declared) {
    for (const auto& part : declared)
      for (const auto& version : part.versions) {
        dates.insert(version.from);
        if (version.through) dates.insert(day_after(*version.through));
      }
  };
  gather(policy_.measures);
  gather(policy_.classes);
  gather(policy_.tables);
  return {dates.begin(), dates.end()};
}

std::vector<std::uint16_t> Meters::keys_of(const RuleVersion& version) {
  const LimitBody& limit = version.bodies.front().limit;
  return limit.key_class == no_index ? std::vector<std::uint16_t>{none16} : limit.keys;
}

i128 Meters::need(const RuleVersion& version, const Fixed& fixed) {
  i128 result = 1;
  auto include = [&](model::ExprId expr, const Fixed& where) {
    if (expr != model::no_expr) result = generator_.common(result, generator_.need(specialise_(expr, where)), policy_.expr(expr).span);
  };
  for (const Body& body : version.bodies) {
    if (body.waived || (body.exception != no_index && !model::in_force(body, fixed.law))) continue;
    Fixed lines = on_lines(fixed);
    include(body.limit.amount, lines);
    for (Date date : dates_) {
      if (!body.limit.own_date) break;
      lines.law = date;
      include(body.limit.amount, lines);
    }
    for (std::uint16_t key : keys_of(version)) {
      Fixed keyed = fixed;
      keyed.key = key == none16 ? -1 : key;
      include(body.limit.cap, keyed);
      include(body.limit.usage, keyed);
    }
  }
  return result;
}

// ---- tallies ------------------------------------------------------------------------------------------------

engine::TallyVariant Meters::variant(const Counting& counting, const Fixed& fixed, i128 denominator) {
  const Fixed lines = on_lines(fixed);
  engine::TallyVariant made{};
  made.from_day = std::numeric_limits<std::int32_t>::min();
  made.amount = generator_.number(specialise_(counting.limit.amount, lines), denominator);
  made.condition = generator_.truth(specialise_(counting.limit.item_condition, lines));
  made.item_class = counting.key_class == no_index ? engine::no_routine : generator_.value(specialise_.item_class(counting.key_class, lines));
  return made;
}

std::vector<engine::TallyVariant> Meters::variants(const Counting& counting, const Fixed& fixed, i128 denominator) {
  if (!counting.limit.own_date) return {variant(counting, fixed, denominator)};
  std::vector<engine::TallyVariant> all;
  for (Date date : dates_) {
    Fixed then = fixed;
    then.law = date;
    engine::TallyVariant made = variant(counting, then, denominator);
    if (!all.empty()) {
      const engine::TallyVariant& last = all.back();
      if (last.amount == made.amount && last.condition == made.condition && last.item_class == made.item_class) continue;
      made.from_day = date.days;
    }
    all.push_back(made);
  }
  return all;
}

std::uint32_t Meters::tally(const Counting& counting, const std::vector<std::uint16_t>& keys, const Fixed& fixed, i128 denominator) {
  const LimitBody& limit = counting.limit;
  engine::Tally made{};
  std::vector<engine::TallyVariant> versions = variants(counting, fixed, denominator);
  made.variants = pools_.run(pools_.tables.tally_variants, versions);
  made.variant_count = static_cast<std::uint32_t>(versions.size());
  made.keys = pools_.run(pools_.tables.key_values, keys);
  made.key_count = static_cast<std::uint32_t>(keys.size());
  made.entry_when = engine::always_yes;
  made.anchor = made.usage = engine::no_routine;
  made.counted_event = limit.per_event ? limit.counted_event : engine::nothing;
  made.counting_from = first_date.days;
  made.window = static_cast<std::uint8_t>(limit.window.kind);
  if (limit.window.kind == WindowKind::transaction) return pools_.one(pools_.tables.tallies, made);

  use_history_ = true;
  made.events = counting.version.events;
  made.entry_when = generator_.truth(specialise_(counting.version.when, on_lines(fixed)));
  if (limit.anchor != model::no_expr) {
    NodeId anchor = specialise_(limit.anchor, fixed);
    generator_.whole_day(anchor, policy_.expr(limit.anchor).span);
    made.anchor = generator_.number(anchor, 1);
  }
  if (limit.usage != model::no_expr) made.usage = generator_.number(specialise_(limit.usage, fixed), denominator);
  if (limit.counting_from) made.counting_from = limit.counting_from->days;
  made.window_length = limit.window.length;
  made.first_weekday = limit.window.first_weekday;
  made.start_seconds = limit.window.start_seconds;
  made.periods = limit.window.periods;
  made.person = static_cast<std::uint8_t>(limit.person == model::Person::patient ? engine::Person::patient : engine::Person::customer);
  made.scope = static_cast<std::uint8_t>(limit.scope);
  made.without_history = static_cast<std::uint8_t>(limit.without_history);
  made.returns = static_cast<std::uint8_t>(limit.returns);
  return pools_.one(pools_.tables.tallies, made);
}

// ---- meters ----------------------------------------------------------------------------------------------------

std::uint32_t Meters::balance_slot(const std::string& address) {
  FactId balance = policy_.schema->with(Role::registry_balance);
  return balance == no_fact ? engine::nothing : pools_.field_slot(balance, address);
}

std::uint32_t Meters::of_body(const model::Rule& rule, const RuleVersion& version, const Body& body, const Fixed& fixed, i128 denominator) {
  const LimitBody& limit = body.limit;
  const LimitBody& own = version.bodies.front().limit;
  const std::vector<std::uint16_t> keys = keys_of(version);
  const bool keyed = own.key_class != no_index;
  Counting counting{version, limit, !keyed ? no_index : limit.key_class == no_index ? own.key_class : limit.key_class};
  std::vector<std::uint16_t> sorted = keys;
  std::sort(sorted.begin(), sorted.end());

  // Where every key begins at a date of its own, or is used up by amounts of its own, each needs its own tally.
  auto at_key = [&](std::uint16_t key) {
    Fixed here = fixed;
    here.key = key == none16 ? -1 : key;
    return here;
  };
  bool one_anchor = true;
  for (const model::ExprId id : {limit.anchor, limit.usage})
    if (id != model::no_expr)
      for (std::uint16_t key : keys) one_anchor = one_anchor && specialise_(id, at_key(key)) == specialise_(id, at_key(keys.front()));

  std::vector<engine::Meter> meters;
  for (std::uint16_t key : keys) {
    Fixed here = at_key(key);
    engine::Meter meter{};
    meter.key = key;
    meter.tally = tally(counting, one_anchor ? sorted : std::vector<std::uint16_t>{key}, here, denominator);
    meter.key_place = static_cast<std::uint16_t>(one_anchor ? std::find(sorted.begin(), sorted.end(), key) - sorted.begin() : 0);
    meter.cap = engine::no_routine;
    if (limit.cap != model::no_expr)
      if (NodeId cap = specialise_(limit.cap, here); !nodes_.is_none(cap)) meter.cap = generator_.number(cap, denominator);
    std::string address = keyed ? rule.id + "[" + policy_.classes[own.key_class].values[key] + "]" : rule.id;
    meter.balance = balance_slot(address);
    meter.balance_factor = pools_.whole(static_cast<u128>(denominator));
    meter.address = pools_.text(address);
    meters.push_back(meter);
  }
  return pools_.run(pools_.tables.meters, meters);
}

}  // namespace leaflaw::emitting
