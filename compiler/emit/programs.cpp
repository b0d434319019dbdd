#include "compiler/emit/programs.h"

#include <algorithm>
#include <limits>
#include <set>

#include <fmt/format.h>

namespace leaflaw::emitting {

using model::Rule;
using model::RuleKind;
using model::RuleVersion;

namespace {

constexpr i128 largest_shared_denominator = 1'000'000'000;   // limits that count alike share a tally where D stays small

std::string subject_of(const Rule& rule) {
  static constexpr const char* kinds[] = {"rule", "limit", "duty", "warning"};
  return fmt::format("{} `{}`", kinds[static_cast<std::size_t>(rule.kind)], rule.id);
}

}  // namespace

Programs::Programs(const model::Policy& policy, Specialiser& specialise, Nodes& nodes, Generator& generator, Pools& pools)
    : policy_(policy), specialise_(specialise), generator_(generator), pools_(pools), meters_(policy, specialise, nodes, generator, pools),
      messages_(policy, specialise, nodes, generator, pools) {
  std::set<std::uint16_t> read;
  for (const model::Expr& expr : policy.exprs)
    if (expr.op == Op::limit_figure || expr.op == Op::limit_met) read.insert(expr.index);
  for (std::uint16_t rule : policy.evaluation_order)
    if (read.contains(rule)) read_limits_.push_back(rule);
}

// ---- texts ---------------------------------------------------------------------------------------------------

void Programs::rule_texts() {
  for (const Rule& rule : policy_.rules) {
    engine::RuleText made{};
    made.id = pools_.text(rule.id);
    made.layer = pools_.text(policy_.layers[rule.layer].id);
    made.topic = static_cast<std::uint8_t>(rule.topic);
    made.kind = static_cast<std::uint8_t>(rule.kind);
    made.written_unit = made.written_factor = engine::nothing;
    if (rule.kind == RuleKind::limit) {
      const Unit& written = rule.versions.back().bodies.front().limit.written;
      made.written_unit = pools_.text(written.name);
      made.written_dimension = static_cast<std::uint32_t>(rule.versions.back().bodies.front().limit.dimension);
      made.written_factor = pools_.wholes({static_cast<u128>(written.in_base.num), static_cast<u128>(written.in_base.den)});
    }
    pools_.tables.rules.push_back(made);
    first_version_.push_back(static_cast<std::uint32_t>(pools_.tables.versions.size()));
    for (const RuleVersion& version : rule.versions)
      pools_.tables.versions.push_back(
          {version.from.days, pools_.text(version.title), pools_.text(version.source.cite), pools_.text(model::spelling(version.source.confidence))});
  }
}

void Programs::exception_texts() {
  for (const model::Exception& exception : policy_.exceptions)
    pools_.tables.exceptions.push_back({pools_.text(exception.id), pools_.text(exception.title), pools_.text(exception.source.cite),
                                        pools_.text(model::spelling(exception.source.confidence)), exception.from.days});
}

// ---- bodies --------------------------------------------------------------------------------------------------

// A message that names the key of its meter is another one for every key.
void Programs::message(engine::Body& made, const RuleVersion& version, const model::Body& body, const Fixed& fixed) {
  std::vector<engine::MessagePart> all, first;
  bool differ = false;
  for (std::uint16_t key : Meters::keys_of(version)) {
    Fixed here = fixed;
    here.key = key == engine::none16 ? -1 : key;
    std::vector<engine::MessagePart> parts = messages_.parts(body.message, here);
    if (all.empty()) first = parts;
    auto same = [](const engine::MessagePart& a, const engine::MessagePart& b) { return std::memcmp(&a, &b, sizeof a) == 0; };
    differ = differ || !std::equal(parts.begin(), parts.end(), first.begin(), first.end(), same);
    all.insert(all.end(), parts.begin(), parts.end());
  }
  made.message = pools_.run(pools_.tables.message_parts, differ ? all : first);
  made.message_count = static_cast<std::uint32_t>(first.size());
  if (differ) made.flags |= engine::body_message_per_key;
}

engine::Body Programs::body(const Rule& rule, const RuleVersion& version, const model::Body& body, const Fixed& fixed) {
  engine::Body made{};
  made.exception = body.exception == no_index ? engine::none16 : body.exception;
  made.rank = body.rank;
  made.flags = body.waived ? engine::body_waived : 0;
  made.outcome = static_cast<std::uint8_t>(model::outcome_on(version, body, fixed.law));
  made.condition = generator_.truth(specialise_(body.condition, fixed));
  made.require = engine::always_yes;
  made.also_duty = body.also_duty.empty() ? engine::nothing : pools_.text(body.also_duty);
  message(made, version, body, fixed);
  if (rule.kind == RuleKind::rule && !body.waived) made.require = generator_.truth(specialise_(body.require, fixed));
  if (rule.kind == RuleKind::limit && !body.waived) {
    auto index = static_cast<std::uint16_t>(&rule - policy_.rules.data());
    made.meters = meters_.of_body(rule, version, body, fixed, denominators_.at(index));
  }
  return made;
}

// ---- steps ---------------------------------------------------------------------------------------------------

bool Programs::takes_part(std::uint16_t rule, const Fixed& fixed) const {
  const RuleVersion* version = model::in_force(policy_.rules[rule], fixed.law);
  return version && (version->events >> fixed.kind & 1);
}

engine::Step Programs::rule_step(std::uint16_t index, const RuleVersion& version, const Fixed& fixed) {
  const Rule& rule = policy_.rules[index];
  engine::Step made{};
  made.rule = index;
  made.version = static_cast<std::uint16_t>(first_version_[index] + static_cast<std::uint32_t>(&version - rule.versions.data()));
  made.kind = static_cast<std::uint8_t>(rule.kind);
  made.topic = static_cast<std::uint8_t>(rule.topic);
  if (version.per_item) made.flags |= engine::step_per_item;
  if (model::says_who_is_covered(rule) && !version.per_item) made.flags |= engine::step_covers;
  made.when = generator_.truth(specialise_(version.when, fixed));
  made.item_where = generator_.truth(specialise_(version.item_where, fixed));

  std::vector<const model::Body*> bodies;
  for (const model::Body& each : version.bodies)
    if (each.exception != no_index && model::in_force(each, fixed.law)) bodies.push_back(&each);
  std::stable_sort(bodies.begin(), bodies.end(), [](const auto* a, const auto* b) { return a->rank > b->rank; });
  bodies.push_back(&version.bodies.front());
  std::vector<engine::Body> all;
  for (const model::Body* each : bodies) {
    engine::Body one = body(rule, version, *each, fixed);
    if (one.condition != engine::always_no || each->exception == no_index) all.push_back(one);
  }
  made.bodies = pools_.run(pools_.tables.bodies, all);
  made.body_count = static_cast<std::uint32_t>(all.size());
  std::vector<std::uint16_t> keys{engine::none16};
  if (rule.kind == RuleKind::limit) {
    keys = Meters::keys_of(version);
    made.denominator = pools_.whole(static_cast<u128>(denominators_.at(index)));
  }
  made.keys = pools_.run(pools_.tables.key_values, keys);
  made.key_count = static_cast<std::uint32_t>(keys.size());
  return made;
}

std::optional<engine::Step> Programs::before_first(std::uint16_t index, const Fixed& fixed) {
  const Rule& rule = policy_.rules[index];
  if (!rule.before_first || !(fixed.law < rule.versions.front().from) || *rule.before_first != fixed.kind) return std::nullopt;
  engine::Step made{};
  made.rule = index;
  made.version = static_cast<std::uint16_t>(first_version_[index]);
  made.kind = static_cast<std::uint8_t>(engine::StepKind::before_first);
  made.topic = static_cast<std::uint8_t>(rule.topic);
  made.when = generator_.truth(specialise_(rule.versions.front().when, fixed));
  made.item_where = engine::always_yes;
  made.keys = pools_.run(pools_.tables.key_values, {engine::none16});
  made.key_count = 1;
  if (made.when == engine::always_no) return std::nullopt;
  return made;
}

std::optional<engine::Step> Programs::step(std::uint16_t index, const Fixed& fixed) {
  const Rule& rule = policy_.rules[index];
  generator_.subject = subject_of(rule);
  const RuleVersion* version = model::in_force(rule, fixed.law);
  if (!version) return before_first(index, fixed);
  if (!(version->events >> fixed.kind & 1)) return std::nullopt;
  engine::Step made = rule_step(index, *version, fixed);
  if (made.when == engine::always_no && rule.kind != RuleKind::limit) return std::nullopt;
  return made;
}

// ---- programs ------------------------------------------------------------------------------------------------

// D of every limit. Limits that count alike share one, and with it their tally.
std::map<std::uint16_t, i128> Programs::denominators(const Fixed& fixed) {
  std::map<std::uint16_t, i128> all;
  std::map<NodeId, std::vector<std::uint16_t>> alike;
  for (std::uint16_t index = 0; index < policy_.rules.size(); ++index) {
    if (policy_.rules[index].kind != RuleKind::limit || !takes_part(index, fixed)) continue;
    generator_.subject = subject_of(policy_.rules[index]);
    const RuleVersion& version = *model::in_force(policy_.rules[index], fixed.law);
    all[index] = meters_.need(version, fixed);
    alike[meters_.counted(version, fixed)].push_back(index);
  }
  for (const auto& [amount, limits] : alike) {
    i128 shared = 1;
    for (std::uint16_t index : limits) {
      std::optional<i128> next = all[index] == 0 ? std::nullopt : lcm(shared, all[index]);
      shared = next && *next <= largest_shared_denominator ? *next : shared;
    }
    for (std::uint16_t index : limits)
      if (all[index] != 0 && shared % all[index] == 0) all[index] = shared;
  }
  return all;
}

// Limits that others read are announced one by one, since the D of one may depend on the D of those before it. Theirs stays.
void Programs::announce_limits(const Fixed& fixed) {
  generator_.early.clear();
  denominators_.clear();
  std::uint16_t place = 0;
  for (std::uint16_t index : read_limits_) {
    if (!takes_part(index, fixed)) continue;
    generator_.subject = subject_of(policy_.rules[index]);
    i128 denominator = meters_.need(*model::in_force(policy_.rules[index], fixed.law), fixed);
    generator_.early[index] = {place++, denominator};
  }
  denominators_ = denominators(fixed);
  for (const auto& [index, limit] : generator_.early) denominators_[index] = limit.denominator;
}

bool Programs::asks_cover(const Fixed& fixed) const {
  for (const Rule& rule : policy_.rules) {
    if (!model::says_who_is_covered(rule)) continue;
    for (const RuleVersion& version : rule.versions)
      if (version.events >> fixed.kind & 1) return true;
  }
  return false;
}

std::uint32_t Programs::program(const Fixed& fixed) {
  announce_limits(fixed);
  std::vector<engine::Step> steps;
  std::map<std::uint16_t, std::uint32_t> place;   // of rules
  for (std::uint16_t index = 0; index < policy_.rules.size(); ++index) {
    std::optional<engine::Step> made = step(index, fixed);
    if (!made) continue;
    place[index] = static_cast<std::uint32_t>(steps.size());
    steps.push_back(*made);
  }
  std::vector<std::uint32_t> early;
  for (std::uint16_t index : read_limits_)
    if (generator_.early.contains(index)) early.push_back(place.at(index));
  engine::Program made{};
  made.steps = pools_.run(pools_.tables.steps, steps);
  made.step_count = static_cast<std::uint32_t>(steps.size());
  made.early = pools_.run(pools_.tables.early_steps, early);
  made.early_count = static_cast<std::uint32_t>(early.size());
  made.flags = asks_cover(fixed) ? std::uint32_t{engine::program_asks_cover} : 0;
  if (steps.empty() && made.flags == 0) return engine::nothing;
  return pools_.one(pools_.tables.programs, made);
}

void Programs::emit() {
  rule_texts();
  exception_texts();
  const auto& kinds = policy_.schema->enumerations[policy_.schema->facts[policy_.schema->with(Role::event_kind)].enumeration].values;
  for (Date from : policy_.periods()) {
    std::vector<std::uint32_t> programs;
    for (unsigned kind = 0; kind < kinds.size(); ++kind) {
      bool covered = policy_.covers >> kind & 1;
      programs.push_back(covered ? program(Fixed{from, static_cast<int>(kind), -1}) : engine::nothing);
    }
    pools_.tables.directory.push_back({from.days, pools_.run(pools_.tables.directory_programs, programs)});
  }
}

}  // namespace leaflaw::emitting
