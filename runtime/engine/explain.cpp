#include "runtime/engine/explain.h"

#include <map>

#include "runtime/base/reach.h"
#include "runtime/decision/standing.h"

namespace leaflaw::engine {

Figure figure_of(i128 low, i128 high, std::uint8_t flags, i128 denominator, Dimension dimension) {
  Figure figure;
  figure.dimension = dimension;
  if (flags & is_none) return figure;
  if (!(flags & low_open)) figure.low = Ratio::of(low, denominator);
  if (!(flags & high_open)) figure.high = Ratio::of(high, denominator);
  return figure;
}

std::string_view key_of(std::string_view address) {
  std::size_t open = address.find('[');
  return open == std::string_view::npos ? std::string_view() : address.substr(open + 1, address.size() - open - 2);
}

// The rule's own body always has meters; an exception that waives has none.
std::string_view address_of(const PolicyView& policy, const Step& step, std::uint32_t key_place) {
  const Body& own = policy.bodies[step.bodies + step.body_count - 1];
  return policy.texts[policy.meters[own.meters + key_place].address];
}

std::uint32_t place_of_key(const PolicyView& policy, const Step& step, std::uint16_t key) {
  std::uint32_t place = 0;
  while (place + 1 < step.key_count && policy.key_values[step.keys + place] != key) ++place;
  return place;
}

Dimension dimension_of(const PolicyView& policy, const Step& step) { return static_cast<Dimension>(policy.rules[step.rule].written_dimension); }

namespace {

using N = Number<Traced>;
using Meter_ = MeterState<Traced>;

class Explainer {
 public:
  Explainer(Judge<Traced>& judge, const FactStore& facts, const PolicyContext& context)
      : judge_(judge), facts_(facts), policy_(facts.policy), context_(context), schema_(*context.schema) {}

  std::optional<Document> run() {
    head();
    for (const FindingState& finding : judge_.findings) add(finding);
    for (std::uint32_t step : judge_.applied) document_.applied.push_back(rule_id(policy_.steps[step]));
    for (const AllowanceState<Traced>& allowance : judge_.allowances) add(allowance);
    missing();
    if (overflow_ || judge_.machine.overflow) return std::nullopt;
    return std::move(document_);
  }

 private:
  [[nodiscard]] std::string text(std::uint32_t index) const { return index == nothing ? std::string() : std::string(policy_.texts[index]); }
  [[nodiscard]] std::string rule_id(const Step& step) const { return text(policy_.rules[step.rule].id); }

  void head() {
    document_.policy = std::string(policy_.id);
    document_.as_of = to_string(Date{policy_.covers.as_of_day});
    for (unsigned i = 0; i < static_cast<unsigned>(Topic::count_); ++i)
      if (facts_.topics >> i & 1) document_.judged.emplace_back(spelling(static_cast<Topic>(i)));
    document_.complete = (facts_.topics & all_topics) == all_topics;
    switch (judge_.verdict) {
      case Judgement::allow: document_.verdict = Verdict::allow; break;
      case Judgement::refer: document_.verdict = Verdict::refer; break;
      case Judgement::incomplete: document_.verdict = Verdict::incomplete; break;
      case Judgement::deny: document_.verdict = Verdict::deny; break;
    }
  }

  // ---- figures ---------------------------------------------------------------------------------------------
  // What a limit's whole numbers are over.
  i128 denominator(std::uint32_t whole) {
    i128 result = 1;
    if (!mul_to(number_of(policy_.wholes[whole]), facts_.denominator, result)) overflow_ = true;
    return overflow_ ? 1 : result;
  }
  struct Shape { i128 denominator; Dimension dimension; };
  Shape shape(const Step& step) { return {denominator(step.denominator), dimension_of(policy_, step)}; }
  Figure shown(const N& number, const Shape& shape) {
    if (number.low == i128_min || number.high == i128_min) { overflow_ = true; return {}; }   // has no opposite, so no ratio either
    return figure_of(number.low, number.high, number.flags, shape.denominator, shape.dimension);
  }
  std::optional<Figure> shown_if_any(const N& number, const Shape& shape) {
    if (number.none()) return std::nullopt;
    return shown(number, shape);
  }
  std::optional<Figure> shown_if_known(const N& number, const Shape& shape) {
    if (!number.known()) return std::nullopt;
    return shown(number, shape);
  }

  // ---- messages --------------------------------------------------------------------------------------------
  std::string message(const Body& body, const std::string& title, const FindingState& state) {
    if (body.message_count == 0) return title;
    std::uint32_t first = body.message;
    if (body.flags & body_message_per_key) first += place_of_key(policy_, policy_.steps[state.step], state.key) * body.message_count;
    std::string result;
    for (std::uint32_t i = 0; i < body.message_count; ++i) result += part(policy_.message_parts[first + i], state.scene);
    return result;
  }

  std::string part(const MessagePart& part, const Scene& scene) {
    switch (static_cast<PartKind>(part.kind)) {
      case PartKind::text: return text(part.value);
      case PartKind::fact_text: return fact_text(part, scene);
      case PartKind::truth: {
        Kleene found = judge_.machine.truth(part.value, scene).value;
        return found == Kleene::yes ? "yes" : found == Kleene::no ? "no" : "unknown";
      }
      case PartKind::value: {
        Value<Traced> found = judge_.machine.value(part.value, scene);
        if (found.none) return "none";
        return is_one(found.possible) ? text(policy_.value_names[part.names + index_of(found.possible)]) : "unknown";
      }
      default: return number_text(part, scene);
    }
  }

  std::string fact_text(const MessagePart& part, const Scene& scene) const {
    bool of_line = part.names == 1;
    auto look = of_line ? judge_.machine.item_look(part.value, scene) : judge_.machine.event_look(part.value, scene);
    if (look.state == State::known) return std::string(facts_.texts.text(static_cast<std::uint32_t>(look.cell)));
    return look.state == State::none ? "none" : "unknown";
  }

  std::string number_text(const MessagePart& part, const Scene& scene) {
    N found = judge_.machine.number(part.value, scene);
    if (found.none()) return "none";
    if (!found.known()) return "unknown";
    if (found.low == i128_min) { overflow_ = true; return {}; }
    Ratio figure = Ratio::of(found.low, denominator(part.denominator));
    auto kind = static_cast<PartKind>(part.kind);
    i128 days = kind == PartKind::date ? figure.num : figure.num / 86400;
    bool of_time = kind == PartKind::date || kind == PartKind::time_of_day || kind == PartKind::instant;
    if (of_time && (!in_reach(days) || (kind == PartKind::time_of_day && (figure.num < 0 || days > 1)))) { overflow_ = true; return {}; }
    switch (kind) {
      case PartKind::date: return to_string(Date{static_cast<std::int32_t>(figure.num)});
      case PartKind::time_of_day: return print_time_of_day(static_cast<std::int32_t>(figure.num));
      case PartKind::instant:
        return to_string(to_local(policy_.zones[facts_.rows[scene.row].zone], Instant{static_cast<std::int64_t>(figure.num)}));
      default: break;
    }
    auto dimension = static_cast<Dimension>(part.dimension_low);
    std::optional<Unit> written = part.written == none16 ? std::nullopt : std::optional(written_unit(policy_.rules[part.written]));
    return message_figure(Figure{dimension, figure, figure}, written ? &*written : nullptr, context_.units);
  }

  Unit written_unit(const RuleText& rule) const {
    return {text(rule.written_unit), static_cast<Dimension>(rule.written_dimension),
            Ratio::of(number_of(policy_.wholes[rule.written_factor]), number_of(policy_.wholes[rule.written_factor + 1]))};
  }

  // ---- findings ---------------------------------------------------------------------------------------------
  std::vector<std::string> exception_ids(const Possibility<Traced>& possibility) const {
    std::vector<std::string> ids;
    for (std::uint16_t exception : possibility.exceptions.all) ids.push_back(text(policy_.exceptions[exception].id));
    return ids;
  }

  std::vector<Finding>& list_of(FindingKind kind) {
    switch (kind) {
      case FindingKind::referral: return document_.referrals;
      case FindingKind::duty: return document_.duties;
      case FindingKind::warning: return document_.warnings;
      case FindingKind::violation: break;
    }
    return document_.violations;
  }

  void add(const FindingState& state) {
    std::vector<Finding>& list = list_of(state.kind);
    switch (state.standing) {
      case Standing::rule: list.push_back(of_rule(state)); break;
      case Standing::event_kind: list.push_back(not_covered(NotCovered::event_kind, document_.policy)); break;
      case Standing::date: list.push_back(not_covered(NotCovered::date, document_.policy)); break;
      case Standing::person: list.push_back(not_covered(NotCovered::person, document_.policy)); break;
      case Standing::later_than: list.push_back(later_than(Date{policy_.covers.as_of_day}, document_.policy)); break;
      case Standing::also: list.push_back(also(state)); break;
      case Standing::before_first: {
        Finding finding = of_version(policy_.steps[state.step]);
        finding.message = not_before(finding.version);
        list.push_back(std::move(finding));
        break;
      }
    }
  }

  // What every finding of a rule has from the version in force.
  Finding of_version(const Step& step) const {
    const VersionText& version = policy_.versions[step.version];
    Finding finding;
    finding.rule = rule_id(step);
    finding.version = to_string(Date{version.from_day});
    finding.layer = text(policy_.rules[step.rule].layer);
    finding.topic = std::string(spelling(static_cast<Topic>(step.topic)));
    finding.title = text(version.title);
    finding.cite = text(version.cite);
    finding.confidence = text(version.confidence);
    return finding;
  }

  Finding of_rule(const FindingState& state) {
    const Step& step = policy_.steps[state.step];
    const Body& body = policy_.bodies[state.body];
    const Possibility<Traced>& possibility = judge_.pool[state.possibility];
    Finding finding = of_version(step);
    finding.uncertain = state.uncertain;
    finding.by_exceptions = exception_ids(possibility);
    if (body.exception != none16) {
      const ExceptionText& exception = policy_.exceptions[body.exception];
      if (std::string title = text(exception.title); !title.empty()) finding.title = title;
      finding.cite = text(exception.cite);
      finding.confidence = text(exception.confidence);
    }
    if (static_cast<StepKind>(step.kind) == StepKind::limit) {
      limit_values(state, step, possibility.meter, finding);
    } else {
      for (std::uint32_t i = 0; i < state.line_count; ++i) finding.lines.push_back({judge_.lines[state.lines + i], Figure{}});
    }
    finding.message = message(body, finding.title, state);
    return finding;
  }

  // `also duty` of an exception: the exception's own finding.
  Finding also(const FindingState& state) const {
    const Body& body = policy_.bodies[state.body];
    const ExceptionText& exception = policy_.exceptions[body.exception];
    Finding duty = of_version(policy_.steps[state.step]);
    duty.rule = text(exception.id);
    duty.version = to_string(Date{exception.from_day});
    duty.title = text(exception.title);
    duty.cite = text(exception.cite);
    duty.confidence = text(exception.confidence);
    duty.message = text(body.also_duty);
    return duty;
  }

  void limit_values(const FindingState& state, const Step& step, const Meter_& meter, Finding& finding) {
    finding.rule = std::string(address_of(policy_, step, place_of_key(policy_, step, state.key)));
    if (meter.meter == nothing) return;
    Shape of = shape(step);
    counted_lines(of, meter, finding);
    if (state.uncertain) return;   // nobody knows by how much the cap is passed
    LimitValues values;
    values.cap = shown_if_any(meter.cap, of);
    values.used = shown(meter.used, of);
    values.this_event = shown(meter.this_event, of);
    values.registry_binds = judge_.registry_binds(meter);
    values.over = shown(over(meter), of);
    finding.values = values;
  }

  void counted_lines(const Shape& of, const Meter_& meter, Finding& finding) {
    const Meter& declared = policy_.meters[meter.meter];
    const EventRow& event = facts_.rows[0];
    if (policy_.tallies[declared.tally].counted_event != nothing) return;
    for (std::uint32_t i = 0; event.items_given && i < event.item_count; ++i) {
      N share = judge_.tallies.line_share(declared.tally, declared.key_place, i);
      if (share.known() && share.low == 0) continue;
      finding.lines.push_back({i, shown(share, of)});
    }
  }

  // By how much the least tally is above the greatest cap; where only the registry's balance is broken, above that.
  N over(const Meter_& meter) {
    bool no_cap = meter.cap.none() || (meter.cap.flags & high_open);
    i128 total = plus(meter.used.low, meter.this_event.low, overflow_);
    i128 result = minus(total, no_cap ? 0 : meter.cap.high, overflow_);
    if (meter.cap.none() || result <= 0) result = meter.has_balance ? minus(meter.this_event.low, meter.balance.low, overflow_) : 0;
    return known<Traced>(result);
  }

  // ---- allowances ---------------------------------------------------------------------------------------------
  void add(const AllowanceState<Traced>& state) {
    const Step& step = policy_.steps[state.step];
    const Possibility<Traced>& possibility = judge_.pool[state.possibility];
    const Meter_& meter = possibility.meter;
    const Meter& declared = policy_.meters[meter.meter];
    const Tally& tally = policy_.tallies[declared.tally];
    Shape of = shape(step);
    Allowance allowance;
    allowance.limit = rule_id(step);
    allowance.key = std::string(key_of(address_of(policy_, step, state.key_place)));
    allowance.cap = shown_if_any(meter.cap, of);
    allowance.used_before = shown(meter.used, of);
    allowance.this_event = shown(meter.this_event, of);
    allowance.remaining_before = shown_if_known(state.remaining_before, of);
    allowance.remaining_after = shown_if_known(state.remaining_after, of);
    allowance.registry_binds = state.registry_binds;
    allowance.window = spelling(static_cast<WindowKind>(tally.window));
    if (meter.counts_history) {
      const WindowSpan& span = judge_.tallies.get(declared.tally).span;
      if (span.begins) allowance.from = span.from;
      if (span.ends) allowance.until = span.until;
    }
    if (state.release) allowance.next_release = Release{state.release->at, shown(known<Traced>(state.release->amount), of)};
    allowance.by_exceptions = exception_ids(possibility);
    if (const Outcome outcome = judge_.outcome_of(possibility); outcome != Outcome::deny) allowance.beyond = spelling(outcome);
    document_.allowances.push_back(std::move(allowance));
  }

  // ---- missing ---------------------------------------------------------------------------------------------------
  std::string name_of(std::uint16_t fact) const {
    return fact == the_history ? "history" : fact == the_items ? "items" : schema_.facts[fact].name;
  }

  static void once(std::vector<std::uint32_t>& list, std::uint32_t number) {
    auto place = std::lower_bound(list.begin(), list.end(), number);
    if (place == list.end() || *place != number) list.insert(place, number);
  }

  void missing() {
    std::map<Unknown, std::vector<std::uint32_t>> needed;   // by rules, ascending
    for (const auto& one : judge_.missing)
      for (const Unknown& unknown : one.blame.all) once(needed[unknown], policy_.steps[one.step].rule);
    std::vector<std::uint32_t> rules;
    auto close = [&] {
      if (document_.missing.empty()) return;
      for (std::uint32_t rule : rules) document_.missing.back().needed_by.push_back(text(policy_.rules[rule].id));
      rules.clear();
    };
    std::uint16_t open = none16;
    for (const auto& [unknown, by] : needed) {
      if (document_.missing.empty() || unknown.fact != open) {
        close();
        document_.missing.push_back({name_of(unknown.fact), {}, {}, false, {}});
        open = unknown.fact;
      }
      Missing& one = document_.missing.back();
      if (unknown.entry >= 0) once(one.entries, static_cast<std::uint32_t>(unknown.entry));
      else if (unknown.line >= 0) once(one.items, static_cast<std::uint32_t>(unknown.line));
      one.disputed = one.disputed || unknown.disputed;
      for (std::uint32_t rule : by) once(rules, rule);
    }
    close();
  }

  Judge<Traced>& judge_;
  const FactStore& facts_;
  const PolicyView& policy_;
  const PolicyContext& context_;
  const Schema& schema_;
  Document document_;
  bool overflow_ = false;
};

}  // namespace

std::optional<Document> explain(Judge<Traced>& judge, const FactStore& facts, const PolicyContext& context) {
  return Explainer(judge, facts, context).run();
}

}  // namespace leaflaw::engine
