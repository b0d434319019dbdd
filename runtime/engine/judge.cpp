#include "runtime/engine/judge.h"

namespace leaflaw::engine {

template <class Mode>
void Judge<Mode>::reset() {
  verdict = Judgement::allow;
  incomplete_ = false;
  findings.clear();
  allowances.clear();
  applied.clear();
  lines.clear();
  pool.clear();
  missing.clear();
  limit_rulings_.clear();
  of_lines_.clear();
  possible_lines_.clear();
  machine.reset();
  tallies.reset();
  program_ = nullptr;
}

template <class Mode>
const Program* Judge<Mode>::find_program() {
  std::int32_t day = machine.day_of(0);
  const DirectoryEntry* found = nullptr;
  for (const DirectoryEntry& entry : policy_.directory) {
    if (entry.from_day > day) break;
    found = &entry;
  }
  if (!found) return nullptr;
  std::uint32_t program = policy_.directory_programs[found->programs + static_cast<std::uint32_t>(facts_.rows[0].kind)];
  return program == nothing ? nullptr : &policy_.programs[program];
}

// ---- exceptions ------------------------------------------------------------------------------------------

template <class Mode>
bool Judge<Mode>::same_upshot(const Possibility<Mode>& a, const Possibility<Mode>& b) const {
  if (a.conflict || b.conflict) return a.conflict == b.conflict;
  if (a.result != b.result) return false;
  return a.result != Result::violated || outcome_of(a) == outcome_of(b);
}

template <class Mode>
Possibility<Mode> Judge<Mode>::judge_body(std::uint32_t body, const Scene& scene, BodyOf of, unsigned key_place) {
  const Body& declared = policy_.bodies[body];
  Possibility<Mode> possibility;
  possibility.body = body;
  if ((declared.flags & body_waived) && !(FAULT(25) && of == BodyOf::rule)) return possibility;
  switch (of) {
    case BodyOf::notice: possibility.result = Result::violated; break;
    case BodyOf::rule: {
      if (declared.flags & body_waived) { possibility.result = Result::violated; break; }
      T holds = machine.truth(declared.require, scene);
      possibility.result = holds.value == Kleene::yes ? Result::passed : holds.value == Kleene::no ? Result::violated : Result::unknown;
      possibility.blame.add(holds.blame);
      break;
    }
    case BodyOf::limit:
      possibility.meter = measure(declared.meters + key_place);
      judge_meter(possibility);
      break;
  }
  return possibility;
}

template <class Mode>
Ruling<Mode> Judge<Mode>::resolve(const Step& step, const Scene& scene, BodyOf of, unsigned key_place) {
  Ruling<Mode> ruling;
  ruling.first = static_cast<std::uint32_t>(pool.size());
  typename Mode::Blame undecided;
  bool settled_rank = false;
  std::uint32_t own = step.bodies + step.body_count - 1;
  for (std::uint32_t i = step.bodies; i < own && !settled_rank;) {
    certain_.clear();
    std::optional<std::pair<Result, Outcome>> same;   // of all that this rank has, so far
    std::uint16_t rank = policy_.bodies[i].rank;
    if (FAULT(14) && rank != policy_.bodies[own - 1].rank) { ++i; continue; }
    for (; i < own && policy_.bodies[i].rank == rank; ++i) {
      T condition = machine.truth(policy_.bodies[i].condition, scene);
      if (condition.value == Kleene::no) continue;
      Possibility<Mode> possibility = judge_body(i, scene, of, key_place);
      possibility.exceptions.add(policy_.bodies[i].exception);
      const std::pair upshot(possibility.result, possibility.result == Result::violated ? outcome_of(possibility) : Outcome::deny);
      ruling.may_conflict = ruling.may_conflict || (same && (same->first == Result::unknown || *same != upshot));
      same = upshot;
      if (condition.value == Kleene::yes) { certain_.push_back(std::move(possibility)); continue; }
      undecided.add(condition.blame);
      pool.push_back(std::move(possibility));
    }
    bool differ = false;
    // Only results that are known contradict each other: an unknown one may yet come to the same.
    const Possibility<Mode>* decided = nullptr;
    for (const auto& each : certain_) {
      if (each.result == Result::unknown) continue;
      differ = differ || (decided && !same_upshot(each, *decided));
      decided = &each;
    }
    if (differ) {
      Possibility<Mode> conflict = certain_.front();
      conflict.conflict = true;
      conflict.result = Result::passed;
      conflict.blame.clear();
      if constexpr (Mode::traced)
        for (std::size_t k = 1; k < certain_.size(); ++k) conflict.exceptions.add(certain_[k].exceptions.all.front());
      pool.push_back(std::move(conflict));
    } else {
      for (auto& each : certain_) pool.push_back(std::move(each));
    }
    settled_rank = !certain_.empty();
  }
  if (!settled_rank) pool.push_back(judge_body(own, scene, of, key_place));

  ruling.count = static_cast<std::uint32_t>(pool.size()) - ruling.first;
  const Possibility<Mode>* possible = &pool[ruling.first];
  bool agree = true;
  for (std::uint32_t k = 1; k < ruling.count; ++k) agree = agree && same_upshot(possible[k], possible[0]);
  ruling.conflict = agree && possible[0].conflict;
  ruling.result = !agree ? Result::unknown : possible[0].conflict ? Result::violated : possible[0].result;
  if constexpr (Mode::traced)
    if (ruling.result == Result::unknown) {
      ruling.blame.add(undecided);
      for (std::uint32_t k = 0; k < ruling.count; ++k) ruling.blame.add(possible[k].blame);
    }
  return ruling;
}

// ---- weights ---------------------------------------------------------------------------------------------------

// Where the rule itself only possibly applies: a pass stays a pass, anything else is unknown.
template <class Mode>
void Judge<Mode>::doubt(Ruling<Mode>& ruling, const T& applies) {
  if (applies.value != Kleene::unknown || (ruling.result == Result::passed && !ruling.conflict)) return;
  if (ruling.result != Result::unknown) ruling.blame.clear();
  ruling.result = Result::unknown;
  ruling.may_conflict = ruling.may_conflict || ruling.conflict;
  ruling.conflict = false;
  ruling.blame.add(applies.blame);
}

// Worst first.
template <class Mode>
typename Judge<Mode>::Weight Judge<Mode>::weight(const Ruling<Mode>& ruling) const {
  if (ruling.conflict) return Weight::refer;
  if (ruling.result == Result::passed) return Weight::none;
  if (ruling.result == Result::unknown) {
    if (ruling.may_conflict) return Weight::unknown;   // a conflict would be a referral
    for (std::uint32_t k = 0; k < ruling.count; ++k)
      if (outcome_of(pool[ruling.first + k]) != Outcome::warn) return Weight::unknown;
    return Weight::possible_warning;
  }
  switch (outcome_of(pool[ruling.first])) {
    case Outcome::refer: return Weight::refer;
    case Outcome::warn: return Weight::warn;
    case Outcome::duty:
    case Outcome::nothing:   // of limits
    case Outcome::deny: break;
  }
  return Weight::deny;
}

// ---- findings ----------------------------------------------------------------------------------------------------

template <class Mode>
void Judge<Mode>::add_missing(std::uint32_t step, const typename Mode::Blame& blame) {
  if constexpr (Mode::traced) missing.push_back({step, blame});
}

template <class Mode>
void Judge<Mode>::add_standing(FindingKind kind, Standing standing) {
  FindingState finding{};
  finding.kind = kind;
  finding.standing = standing;
  findings.push_back(finding);
}

template <class Mode>
void Judge<Mode>::add_finding(std::uint32_t step, const Ruling<Mode>& ruling, std::uint32_t chosen, FindingState finding) {
  const Possibility<Mode>& first = pool[chosen];
  auto kind = static_cast<StepKind>(policy_.steps[step].kind);
  finding.step = step;
  finding.conflict = ruling.conflict;
  finding.possibility = chosen;
  finding.body = first.body;
  finding.kind = ruling.conflict                                                            ? FindingKind::referral
                 : kind == StepKind::duty || outcome_of(first) == Outcome::duty             ? FindingKind::duty
                 : kind == StepKind::warning || outcome_of(first) == Outcome::warn          ? FindingKind::warning
                 : outcome_of(first) == Outcome::refer                                      ? FindingKind::referral
                                                                                            : FindingKind::violation;
  findings.push_back(finding);
}

// `also duty`: issued where the exception is the only thing that can apply.
template <class Mode>
void Judge<Mode>::add_also(std::uint32_t step, const Ruling<Mode>& ruling) {
  if (ruling.count != 1 || ruling.conflict) return;
  const Body& body = policy_.bodies[pool[ruling.first].body];
  if (body.also_duty == nothing) return;
  for (const FindingState& issued : findings)
    if (issued.standing == Standing::also && policy_.bodies[issued.body].exception == body.exception) return;
  FindingState finding{};
  finding.kind = FindingKind::duty;
  finding.standing = Standing::also;
  finding.step = step;
  finding.body = pool[ruling.first].body;
  findings.push_back(finding);
}

// ---- steps ---------------------------------------------------------------------------------------------------------

// Most rules have no exception in force and pass, for every line they ask of: then nobody asks how.
template <class Mode>
bool Judge<Mode>::plainly_passes(const Step& step) {
  if (step.body_count != 1) return false;
  const std::uint32_t require = policy_.bodies[step.bodies].require;
  if (!(step.flags & step_per_item)) return machine.truth(require, Scene{}).value == Kleene::yes;
  const EventRow& event = facts_.rows[0];
  for (std::uint32_t i = FAULT(26) ? 1 : 0; i < event.item_count; ++i) {
    Scene scene{0, static_cast<std::int32_t>(i), event.first_item + i};
    if (machine.truth(step.item_where, scene).value != Kleene::no && machine.truth(require, scene).value != Kleene::yes) return false;
  }
  return event.items_given;
}

template <class Mode>
void Judge<Mode>::decide_rule(std::uint32_t index, const T& here) {
  const Step& step = policy_.steps[index];
  const EventRow& event = facts_.rows[0];
  if constexpr (!Mode::traced)
    if (plainly_passes(step)) return;
  of_lines_.clear();
  auto mark = pool.size();
  if (!(step.flags & step_per_item)) {
    Ruling<Mode> ruling = resolve(step, Scene{}, BodyOf::rule, 0);
    doubt(ruling, here);
    of_lines_.push_back({-1, std::move(ruling), Scene{}});
  } else if (!event.items_given) {
    incomplete_ = true;
    if constexpr (Mode::traced) {
      typename Mode::Blame blame = here.blame;
      blame.add(Unknown{the_items, -1, -1, false});
      add_missing(index, blame);
    }
    return;
  } else {
    for (std::uint32_t i = FAULT(26) ? 1 : 0; i < event.item_count; ++i) {
      Scene scene{0, static_cast<std::int32_t>(i), event.first_item + i};
      T where = machine.truth(step.item_where, scene);
      engine::both(where, here);
      if (where.value == Kleene::no) continue;
      Ruling<Mode> ruling = resolve(step, scene, BodyOf::rule, 0);
      doubt(ruling, where);
      of_lines_.push_back({static_cast<std::int32_t>(i), std::move(ruling), scene});
    }
  }
  Weight worst = Weight::none;
  for (const OfLine& each : of_lines_) worst = std::min(worst, weight(each.ruling));
  if (worst == Weight::unknown) {
    incomplete_ = true;
    worst = Weight::none;
    for (const OfLine& each : of_lines_) {
      Weight one = weight(each.ruling);
      if (one == Weight::unknown) add_missing(index, each.ruling.blame);
      else worst = std::min(worst, one);
    }
  }
  if (here.value == Kleene::yes)
    for (const OfLine& each : of_lines_) add_also(index, each.ruling);
  if (worst != Weight::none) {
    FindingState finding{};
    finding.uncertain = worst == Weight::possible_warning;
    finding.lines = static_cast<std::uint32_t>(lines.size());
    const OfLine* first = nullptr;
    for (const OfLine& each : of_lines_) {
      if (weight(each.ruling) != worst) continue;
      if (!first) first = &each;
      if (each.line >= 0) lines.push_back(static_cast<std::uint32_t>(each.line));
    }
    finding.line_count = static_cast<std::uint32_t>(lines.size()) - finding.lines;
    finding.scene = first->scene;
    add_finding(index, first->ruling, first->ruling.first, finding);
  }
  if constexpr (!Mode::traced) pool.resize(mark);
}

template <class Mode>
void Judge<Mode>::decide_notice(std::uint32_t index, const T& here) {
  const Step& step = policy_.steps[index];
  const EventRow& event = facts_.rows[0];
  auto mark = pool.size();
  if (!(step.flags & step_per_item)) {
    Ruling<Mode> ruling = resolve(step, Scene{}, BodyOf::notice, 0);
    doubt(ruling, here);
    if (ruling.conflict || ruling.result == Result::passed) return;
    FindingState finding{};
    finding.uncertain = ruling.result == Result::unknown;
    add_finding(index, ruling, ruling.first, finding);
    return;
  }
  of_lines_.clear();
  possible_lines_.clear();
  for (std::uint32_t i = 0; event.items_given && i < event.item_count; ++i) {
    Scene scene{0, static_cast<std::int32_t>(i), event.first_item + i};
    T where = machine.truth(step.item_where, scene);
    engine::both(where, here);
    if (where.value == Kleene::no) continue;
    Ruling<Mode> ruling = resolve(step, scene, BodyOf::notice, 0);
    doubt(ruling, where);
    if (ruling.conflict || ruling.result == Result::passed) continue;
    (ruling.result == Result::violated ? of_lines_ : possible_lines_).push_back({static_cast<std::int32_t>(i), std::move(ruling), scene});
  }
  const std::vector<OfLine>& chosen = of_lines_.empty() ? possible_lines_ : of_lines_;
  if (!chosen.empty()) {
    FindingState finding{};
    finding.uncertain = of_lines_.empty();
    finding.lines = static_cast<std::uint32_t>(lines.size());
    finding.line_count = static_cast<std::uint32_t>(chosen.size());
    for (const OfLine& each : chosen) lines.push_back(static_cast<std::uint32_t>(each.line));
    finding.scene = chosen.front().scene;
    add_finding(index, chosen.front().ruling, chosen.front().ruling.first, finding);
  }
  if constexpr (!Mode::traced) pool.resize(mark);
}

template <class Mode>
void Judge<Mode>::decide_before_first(std::uint32_t index, const T& here) {
  if (here.value == Kleene::unknown) {
    incomplete_ = true;
    add_missing(index, here.blame);
    return;
  }
  FindingState finding{};
  finding.kind = FindingKind::violation;
  finding.standing = Standing::before_first;
  finding.step = index;
  findings.push_back(finding);
}

// ---- the verdict ------------------------------------------------------------------------------------------------------

template <class Mode>
void Judge<Mode>::cover() {
  if (!(facts_.topics & bit(Topic::eligibility)) || !(program_->flags & program_asks_cover)) return;
  bool perhaps = false;
  for (std::uint32_t i = 0; i < program_->step_count; ++i) {
    if (!(policy_.steps[program_->steps + i].flags & step_covers)) continue;
    if (applies_[i] == Kleene::yes) return;
    perhaps = perhaps || applies_[i] == Kleene::unknown;
  }
  if (perhaps) {
    incomplete_ = true;
    if constexpr (Mode::traced)
      for (std::uint32_t step = program_->steps; step < program_->steps + program_->step_count; ++step)
        if ((policy_.steps[step].flags & step_covers) && applies_[step - program_->steps] == Kleene::unknown) add_missing(step, machine.truth(policy_.steps[step].when, Scene{}).blame);
    return;
  }
  if (!FAULT(15)) add_standing(FindingKind::referral, Standing::person);
}

template <class Mode>
void Judge<Mode>::decide_step(std::uint32_t index) {
  const Step& step = policy_.steps[index];
  if (!(facts_.topics >> step.topic & 1)) return;
  auto kind = static_cast<StepKind>(step.kind);
  if (kind == StepKind::limit) {
    const LimitState& state = limit(index);
    applies_[index - program_->steps] = state.applies.value;
    if (state.applies.value == Kleene::no) return;
    applied.push_back(index);
    decide_limit(index);
    return;
  }
  T here = machine.truth(step.when, Scene{});
  applies_[index - program_->steps] = here.value;
  if (here.value == Kleene::no) return;
  applied.push_back(index);
  switch (kind) {
    case StepKind::rule: decide_rule(index, here); break;
    case StepKind::duty:
    case StepKind::warning: decide_notice(index, here); break;
    case StepKind::before_first: decide_before_first(index, here); break;
    case StepKind::limit: break;
  }
}

template <class Mode>
void Judge<Mode>::finish() {
  bool denied = false, referred = false;
  for (const FindingState& finding : findings) {
    denied = denied || finding.kind == FindingKind::violation;
    referred = referred || finding.kind == FindingKind::referral;
  }
  verdict = denied ? Judgement::deny : incomplete_ ? Judgement::incomplete : referred ? Judgement::refer : Judgement::allow;
  for (AllowanceState<Mode>& allowance : allowances) {
    const MeterState<Mode>& meter = pool[allowance.possibility].meter;
    if (allowance.registry_binds || !meter.cap.known() || !meter.used.known() || !meter.this_event.known() || !meter.counts_history) continue;
    allowance.release = tallies.next_release(policy_.meters[meter.meter].tally, policy_.meters[meter.meter].key_place, meter.cap.low, meter.used.low,
                                             meter.this_event.low, verdict == Judgement::allow, machine.overflow);
  }
}

template <class Mode>
bool Judge<Mode>::decide() {
  reset();
  if (facts_.overflow) return false;
  notes_.prepare(facts_);
  quantities_.prepare(policy_, facts_.denominator);
  if (quantities_.overflow()) return false;
  std::int32_t day = machine.day_of(0);
  bool kind_covered = policy_.covers.kinds >> static_cast<unsigned>(facts_.rows[0].kind) & 1;
  if (!kind_covered || day < policy_.covers.from_day) {
    add_standing(FindingKind::referral, kind_covered ? Standing::date : Standing::event_kind);
    verdict = Judgement::refer;
    return true;
  }
  program_ = find_program();
  if (program_) {
    limits_.resize(program_->step_count);
    for (LimitState& state : limits_) state = LimitState{};
    applies_.assign(program_->step_count, Kleene::no);
    for (std::uint32_t i = 0; i < program_->early_count; ++i) static_cast<void>(limit(program_->steps + policy_.early_steps[program_->early + i]));
    for (std::uint32_t i = 0; i < program_->step_count; ++i) decide_step(program_->steps + i);
    cover();
  }
  if (day > policy_.covers.as_of_day) add_standing(FindingKind::warning, Standing::later_than);
  finish();
  return !machine.overflow;
}

template class Judge<Fast>;
template class Judge<Traced>;

}  // namespace leaflaw::engine
