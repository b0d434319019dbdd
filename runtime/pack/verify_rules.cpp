// Rules as they are named, and as they are judged: bodies, messages, steps.
#include "runtime/facts/topics.h"
#include "runtime/pack/verify_parts.h"

namespace leaflaw::packed {

using namespace engine;   // NOLINT: the engine's tables

namespace {

constexpr std::uint32_t most_bodies = 4096, most_parts = 4096;

// ---- names ---------------------------------------------------------------------------------------------------
bool is_written(const Checking& check, const RuleText& rule) {
  const auto& wholes = check.policy.wholes;
  return check.is_text(rule.written_unit) && check.inside(wholes, rule.written_factor, 2) && check.is_above_zero(rule.written_factor) &&
         check.is_above_zero(rule.written_factor + 1);
}

void check_names(Checking& check) {
  const PolicyView& policy = check.policy;
  for (std::size_t i = 0; check.good() && i < policy.versions.size(); ++i) {
    const VersionText& version = policy.versions[i];
    const bool texts = check.is_text_or_none(version.title) && check.is_text_or_none(version.cite) && check.is_text_or_none(version.confidence);
    check.require(texts, "version ", i, ": a text does not exist");
    check.require(first_date.days <= version.from_day && version.from_day <= last_date.days, "version ", i, " begins out of all time");
  }
  for (std::size_t i = 0; check.good() && i < policy.rules.size(); ++i) {
    const RuleText& rule = policy.rules[i];
    check.require(check.is_text(rule.id), "rule ", i, " has no id");
    check.require(check.is_text(rule.layer), "rule ", i, " is part of no policy");
    check.require(rule.written_unit == nothing || is_written(check, rule), "rule ", i, ": the unit it is written in does not exist");
  }
  for (std::size_t i = 0; check.good() && i < policy.exceptions.size(); ++i) {
    const ExceptionText& exception = policy.exceptions[i];
    const bool texts = check.is_text(exception.id) && check.is_text_or_none(exception.title) && check.is_text_or_none(exception.cite) &&
                       check.is_text_or_none(exception.confidence);
    check.require(texts, "exception ", i, ": a text does not exist");
    check.require(first_date.days <= exception.from_day && exception.from_day <= last_date.days, "exception ", i, " begins out of all time");
  }
}

// ---- one step with its bodies -------------------------------------------------------------------------------------
class StepReader {
 public:
  StepReader(Checking& check, std::uint32_t number) : check_(check), policy_(check.policy), step_(policy_.steps[number]), number_(number) {}

  void run() {
    if (!require(step_.kind <= static_cast<std::uint8_t>(StepKind::before_first), "it is of no kind")) return;
    require(step_.rule < policy_.rules.size() && step_.version < policy_.versions.size(), "its rule or version does not exist");
    require(step_.topic < static_cast<std::uint8_t>(Topic::count_), "its topic does not exist");
    require(check_.is_condition(step_.when, false), "its condition cannot be run");
    require(!per_item() || check_.is_condition(step_.item_where, true), "its condition of lines cannot be run");
    if (!check_.good()) return;
    if (kind() == StepKind::limit) limit();
    bodies();
  }

 private:
  template <class... Words>
  bool require(bool holds, const Words&... words) { return check_.require(holds, "step ", number_, ": ", words...); }
  [[nodiscard]] StepKind kind() const { return static_cast<StepKind>(step_.kind); }
  [[nodiscard]] bool per_item() const { return (step_.flags & step_per_item) != 0; }

  void limit() {
    require(!per_item(), "a limit is not for each line");
    require(check_.are_keys(step_.keys, step_.key_count), "its keys do not exist");
    require(check_.is_above_zero(step_.denominator), "its figures have no denominator");
    require(is_written(check_, policy_.rules[step_.rule]), "the unit it is written in does not exist");
    require(check_.is_text(policy_.versions[step_.version].title), "it has no title");
  }

  void bodies() {
    if (!check_.good() || (kind() == StepKind::before_first && step_.body_count == 0)) return;
    const bool some = 0 < step_.body_count && step_.body_count <= most_bodies;
    if (!require(some && check_.inside(policy_.bodies, step_.bodies, step_.body_count), "it has no bodies") || !check_.spend(step_.body_count)) return;
    for (std::uint32_t i = 0; check_.good() && i < step_.body_count; ++i) {
      const Body& each = policy_.bodies[step_.bodies + i];
      const bool own = i + 1 == step_.body_count;
      require(own == (each.exception == none16), "its own body is not the last one");
      const bool in_order = own || i == 0 || policy_.bodies[step_.bodies + i - 1].rank >= each.rank;
      require(in_order, "its exceptions are out of order");
      body(each, own);
    }
  }

  void body(const Body& body, bool own) {
    require(body.exception == none16 || body.exception < policy_.exceptions.size(), "an exception does not exist");
    const Outcome last = kind() == StepKind::limit ? Outcome::nothing : Outcome::warn;
    require(body.outcome <= static_cast<std::uint8_t>(last), "a body's outcome does not exist");
    require(own || check_.is_condition(body.condition, per_item()), "the condition of an exception cannot be run");
    const bool waived = (body.flags & body_waived) != 0;
    if (kind() == StepKind::rule) require(waived || check_.is_condition(body.require, per_item()), "what it requires cannot be run");
    require(check_.is_text_or_none(body.also_duty), "a duty's text does not exist");
    require(body.also_duty == nothing || !own, "a duty is of no exception");
    if (kind() == StepKind::limit) meters(body, waived, own);
    message(body);
  }

  // The rule's own body always has its meters: the figures of a waived limit are what it says.
  void meters(const Body& body, bool waived, bool own) {
    if (!require(!own || !waived, "its own body is waived") || waived) return;
    if (!require(check_.inside(policy_.meters, body.meters, step_.key_count), "its meters do not exist") || !check_.spend(step_.key_count)) return;
    for (std::uint32_t k = 0; k < step_.key_count; ++k)
      require(policy_.meters[body.meters + k].key == policy_.key_values[step_.keys + k], "a meter is of another key");
  }

  // ---- messages -----------------------------------------------------------------------------------------------
  void message(const Body& body) {
    if (body.message_count == 0) return;
    const bool per_key = (body.flags & body_message_per_key) != 0;
    if (!require(!per_key || kind() == StepKind::limit, "it has no keys to have messages for")) return;
    const std::uint32_t count = parts_of(body, step_);
    const bool inside = body.message_count <= most_parts && check_.inside(policy_.message_parts, body.message, count);
    if (!require(inside, "its message does not exist") || !check_.spend(count)) return;
    for (std::uint32_t i = 0; check_.good() && i < count; ++i)
      require(part(policy_.message_parts[body.message + i]), "part ", i, " of a message cannot be said");
  }

  bool part(const MessagePart& part) {
    if (part.kind > static_cast<std::uint8_t>(PartKind::instant)) return false;
    switch (static_cast<PartKind>(part.kind)) {
      case PartKind::text: return check_.is_text_or_none(part.value);
      case PartKind::fact_text: return fact_text(part);
      case PartKind::truth: return check_.is_condition(part.value, per_item());
      case PartKind::value: return value(part);
      default: break;
    }
    const bool written = part.written == none16 || (part.written < policy_.rules.size() && is_written(check_, policy_.rules[part.written]));
    return check_.is_routine(part.value, ResultType::number, per_item()) && check_.is_above_zero(part.denominator) && written;
  }

  bool fact_text(const MessagePart& part) const {
    const bool of_line = part.names == 1;
    const Slot* slot = check_.slot(part.value, of_line);
    const bool text = slot && static_cast<SlotUse>(slot->use) == SlotUse::fact && slot->type == static_cast<std::uint8_t>(FactType::text);
    return text && (!of_line || per_item());
  }

  // A value is printed by its name: there must be one for each that may come out.
  bool value(const MessagePart& part) const {
    if (!check_.is_routine(part.value, ResultType::value, per_item())) return false;
    std::uint64_t names = 0;
    for (u128 possible = check_.routines[part.value].possible; possible != 0; possible >>= 1) ++names;
    return check_.inside(policy_.value_names, part.names, names);
  }

  Checking& check_;
  const PolicyView& policy_;
  const Step& step_;
  std::uint32_t number_;
};

}  // namespace

void check_rules(Checking& check) {
  check_names(check);
  for (std::uint32_t i = 0; check.good() && i < check.policy.steps.size(); ++i) StepReader(check, i).run();
}

}  // namespace leaflaw::packed
