#include "compiler/reference/judge.h"

#include <algorithm>

#include "compiler/reference/reference.h"
#include "runtime/decision/standing.h"

namespace leaflaw {

Document decide_by_reference(const model::Policy& policy, const Request& request) { return reference::Judge(policy, request).decide(); }

}  // namespace leaflaw

namespace leaflaw::reference {

using model::Body;
using model::Rule;
using model::RuleKind;
using model::RuleVersion;

Judge::Judge(const model::Policy& policy, const Request& request)
    : policy_(policy), request_(request), evaluator_(policy, *this), history_(policy, request, evaluator_), present_(history_.present_scene()) {}

const RuleVersion* Judge::version_of(const Rule& rule) const { return model::in_force(rule, present_.law); }

Truth Judge::applies(const RuleVersion& version) {
  if (!(version.events >> request_.event.event_kind & 1)) return yes_or_no(false);
  return evaluator_.truth(version.when, present_);
}

// ---- exceptions -----------------------------------------------------------------------------------------

namespace {

// What a possibility comes to, as far as the verdict sees it.
struct Upshot {
  bool conflict;
  Result result;
  model::Outcome outcome;   // of a violation
  bool operator==(const Upshot&) const = default;
};
Upshot upshot(const Possibility& possibility) {
  bool bad = possibility.result == Result::violated && !possibility.conflict;
  return {possibility.conflict, possibility.conflict ? Result::violated : possibility.result, bad ? possibility.outcome : model::Outcome::deny};
}

}  // namespace

Ruling Judge::resolve(const RuleVersion& version, const Scene& scene, const std::function<Possibility(const Body&)>& judge_body) {
  Ruling ruling;
  Blame undecided;
  bool settled_rank = false;
  const auto judged = [&](const Body& body) {
    Possibility possibility = judge_body(body);
    possibility.outcome = model::outcome_on(version, body, present_.law);
    return possibility;
  };
  std::vector<const Body*> exceptions;
  for (const Body& body : version.bodies)
    if (body.exception != no_index && model::in_force(body, present_.law)) exceptions.push_back(&body);
  std::stable_sort(exceptions.begin(), exceptions.end(), [](const Body* a, const Body* b) { return a->rank > b->rank; });

  for (std::size_t i = 0; i < exceptions.size() && !settled_rank;) {
    std::vector<Possibility> certain;
    std::optional<Upshot> same;   // of all that this rank has, so far
    std::size_t rank = exceptions[i]->rank;
    for (; i < exceptions.size() && exceptions[i]->rank == rank; ++i) {
      Truth condition = evaluator_.truth(exceptions[i]->condition, scene);
      if (condition.value == Kleene::no) continue;
      Possibility possibility = judged(*exceptions[i]);
      possibility.exceptions = {exceptions[i]->exception};
      const bool differs = same && (same->result == Result::unknown || !(upshot(possibility) == *same));
      ruling.may_conflict = ruling.may_conflict || differs;
      same = upshot(possibility);
      if (condition.value == Kleene::yes) { certain.push_back(std::move(possibility)); continue; }
      add_blame(undecided, condition.blame);
      ruling.possible.push_back(std::move(possibility));
    }
    bool differ = false;
    // Only results that are known contradict each other: an unknown one may yet come to the same.
    const Possibility* decided = nullptr;
    for (const Possibility& each : certain) {
      if (each.result == Result::unknown) continue;
      differ = differ || (decided && !(upshot(each) == upshot(*decided)));
      decided = &each;
    }
    if (differ) {
      Possibility conflict;
      conflict.body = certain.front().body;
      conflict.outcome = certain.front().outcome;
      conflict.conflict = true;
      conflict.meter = certain.front().meter;
      for (const Possibility& each : certain) conflict.exceptions.push_back(each.exceptions.front());
      ruling.possible.push_back(std::move(conflict));
    } else {
      for (Possibility& each : certain) ruling.possible.push_back(std::move(each));
    }
    settled_rank = !certain.empty();
  }
  if (!settled_rank) ruling.possible.push_back(judged(version.bodies.front()));

  const Upshot first = upshot(ruling.possible.front());
  bool agree = true;
  for (const Possibility& each : ruling.possible) agree = agree && upshot(each) == first;
  if (agree) {
    ruling.result = first.result;
    ruling.conflict = first.conflict;
  } else {
    ruling.result = Result::unknown;
  }
  if (ruling.result == Result::unknown) {
    ruling.blame = undecided;
    for (const Possibility& each : ruling.possible) add_blame(ruling.blame, each.blame);
  }
  return ruling;
}

Possibility Judge::judge_rule_body(const Body& body, const Scene& scene) {
  Possibility possibility;
  possibility.body = &body;
  if (body.waived) return possibility;
  Truth holds = evaluator_.truth(body.require, scene);
  possibility.result = holds.value == Kleene::yes ? Result::passed : holds.value == Kleene::no ? Result::violated : Result::unknown;
  possibility.blame = holds.blame;
  return possibility;
}

// ---- findings ----------------------------------------------------------------------------------------------

void Judge::blame_for(const Rule& rule, const Blame& blame) {
  for (const Unknown& unknown : blame) {
    auto& rules = missing_[unknown];
    if (std::find(rules.begin(), rules.end(), rule.id) == rules.end()) rules.push_back(rule.id);
  }
}

std::string Judge::message(const model::Message& message, const std::string& title, const Scene& scene) {
  if (message.empty()) return title;
  std::string result;
  for (const model::MessagePart& part : message) result += part.value == model::no_expr ? part.text : evaluator_.text(part.value, scene);
  return result;
}

// What every finding has from the version in force, or from the exception that issues it.
void Judge::head(Finding& finding, const Rule& rule, Date from, const std::string& title, const model::Source& source) const {
  finding.version = to_string(from);
  finding.layer = policy_.layers[rule.layer].id;
  finding.topic = std::string(spelling(rule.topic));
  finding.title = title;
  finding.cite = source.cite;
  finding.confidence = model::spelling(source.confidence);
}

void Judge::add_finding(const Rule& rule, const RuleVersion& version, const Ruling& ruling, const Possibility& first, Finding finding, const Scene& scene,
                        bool uncertain) {
  if (finding.rule.empty()) finding.rule = rule.id;
  head(finding, rule, version.from, version.title, version.source);
  finding.uncertain = uncertain;
  for (std::uint16_t exception : first.exceptions) finding.by_exceptions.push_back(policy_.exceptions[exception].id);
  if (first.body->exception != no_index) {
    const model::Exception& exception = policy_.exceptions[first.body->exception];
    finding.title = exception.title.empty() ? finding.title : exception.title;
    finding.cite = exception.source.cite;
    finding.confidence = model::spelling(exception.source.confidence);
  }
  finding.message = message(first.body->message, finding.title, scene);
  if (ruling.conflict) document_.referrals.push_back(std::move(finding));
  else if (rule.kind == RuleKind::duty || first.outcome == model::Outcome::duty) document_.duties.push_back(std::move(finding));
  else if (rule.kind == RuleKind::warning || first.outcome == model::Outcome::warn) document_.warnings.push_back(std::move(finding));
  else if (first.outcome == model::Outcome::refer) document_.referrals.push_back(std::move(finding));
  else document_.violations.push_back(std::move(finding));
}

// `also duty`: issued where the exception is the only thing that can apply.
void Judge::add_also(const Rule& rule, const Ruling& ruling) {
  if (ruling.possible.size() != 1 || ruling.conflict) return;
  const Body& body = *ruling.possible.front().body;
  if (body.also_duty.empty()) return;
  const model::Exception& exception = policy_.exceptions[body.exception];
  for (const Finding& issued : document_.duties)
    if (issued.rule == exception.id) return;
  Finding duty;
  duty.rule = exception.id;
  head(duty, rule, exception.from, exception.title, exception.source);
  duty.message = body.also_duty;
  document_.duties.push_back(std::move(duty));
}

namespace {

// A ruling where the rule itself only possibly applies: a pass stays a pass, anything else is unknown.
Ruling doubted(Ruling ruling, const Truth& applies) {
  if (applies.value != Kleene::unknown || (ruling.result == Result::passed && !ruling.conflict)) return ruling;
  if (ruling.result != Result::unknown) ruling.blame.clear();
  ruling.result = Result::unknown;
  ruling.may_conflict = ruling.may_conflict || ruling.conflict;
  ruling.conflict = false;
  add_blame(ruling.blame, applies.blame);
  return ruling;
}

// A conflict would be a referral.
bool only_warns(const Ruling& ruling) {
  if (ruling.may_conflict) return false;
  for (const Possibility& each : ruling.possible)
    if (each.outcome != model::Outcome::warn) return false;
  return true;
}

// Worst first: a violation, what is unknown, a referral, a warning, a possible warning, nothing.
enum class Weight : std::uint8_t { deny, unknown, refer, warn, possible_warning, nothing };
Weight weight(const Ruling& ruling) {
  if (ruling.conflict) return Weight::refer;
  if (ruling.result == Result::passed) return Weight::nothing;
  if (ruling.result == Result::unknown) return only_warns(ruling) ? Weight::possible_warning : Weight::unknown;
  switch (ruling.possible.front().outcome) {
    case model::Outcome::deny: return Weight::deny;
    case model::Outcome::refer: return Weight::refer;
    case model::Outcome::warn: return Weight::warn;
    case model::Outcome::duty:
    case model::Outcome::nothing: break;   // of limits
  }
  return Weight::deny;
}

}  // namespace

void Judge::decide_rule(std::uint16_t index, const RuleVersion& version, Truth here) {
  const Rule& rule = policy_.rules[index];
  struct OfLine { int line; Ruling ruling; Scene scene; };
  std::vector<OfLine> rulings;
  if (!version.per_item) {
    Ruling ruling = resolve(version, present_, [&](const Body& body) { return judge_rule_body(body, present_); });
    rulings.push_back({-1, doubted(std::move(ruling), here), present_});
  } else if (!request_.event.items_given) {
    incomplete_ = true;
    Blame blame = here.blame;
    blame.insert(Unknown{the_items, -1, -1, false});
    blame_for(rule, blame);
    return;
  } else {
    for (std::size_t i = 0; i < request_.event.items.size(); ++i) {
      Scene scene = on_line(present_, i);
      Truth where = all_of({here, evaluator_.truth(version.item_where, scene)});
      if (where.value == Kleene::no) continue;
      Ruling ruling = resolve(version, scene, [&](const Body& body) { return judge_rule_body(body, scene); });
      rulings.push_back({static_cast<int>(i), doubted(std::move(ruling), where), scene});
    }
  }
  Weight worst = Weight::nothing;
  for (const OfLine& each : rulings) worst = std::min(worst, weight(each.ruling));
  // What is unknown goes beside a referral or warning that is certain, but not beside a violation.
  if (worst == Weight::unknown) {
    incomplete_ = true;
    worst = Weight::nothing;
    for (const OfLine& each : rulings) {
      if (weight(each.ruling) == Weight::unknown) blame_for(rule, each.ruling.blame);
      else worst = std::min(worst, weight(each.ruling));
    }
  }
  if (here.value == Kleene::yes)
    for (const OfLine& each : rulings) add_also(rule, each.ruling);
  if (worst == Weight::nothing) return;
  const OfLine* first = nullptr;
  Finding finding;
  for (const OfLine& each : rulings) {
    if (weight(each.ruling) != worst) continue;
    if (!first) first = &each;
    if (each.line >= 0) finding.lines.push_back({static_cast<std::uint32_t>(each.line), Figure{}});
  }
  add_finding(rule, version, first->ruling, first->ruling.possible.front(), std::move(finding), first->scene, worst == Weight::possible_warning);
}

// Duties and warnings: issued where the condition holds.
void Judge::decide_notice(std::uint16_t index, const RuleVersion& version, Truth here) {
  const Rule& rule = policy_.rules[index];
  auto issued = [&](const Scene& scene, const Truth& applies) {
    Ruling ruling = resolve(version, scene, [&](const Body& body) {
      Possibility possibility;
      possibility.body = &body;
      possibility.result = body.waived ? Result::passed : Result::violated;
      return possibility;
    });
    return doubted(std::move(ruling), applies);
  };
  if (!version.per_item) {
    Ruling ruling = issued(present_, here);
    if (ruling.conflict || ruling.result == Result::passed) return;
    add_finding(rule, version, ruling, ruling.possible.front(), {}, present_, ruling.result == Result::unknown);
    return;
  }
  struct OfLine { std::uint32_t line; Ruling ruling; Scene scene; };
  std::vector<OfLine> certain, possible;
  for (std::size_t i = 0; request_.event.items_given && i < request_.event.items.size(); ++i) {
    Scene scene = on_line(present_, i);
    Truth where = all_of({here, evaluator_.truth(version.item_where, scene)});
    if (where.value == Kleene::no) continue;
    Ruling ruling = issued(scene, where);
    if (ruling.conflict || ruling.result == Result::passed) continue;
    (ruling.result == Result::violated ? certain : possible).push_back({static_cast<std::uint32_t>(i), std::move(ruling), scene});
  }
  std::vector<OfLine>& lines = certain.empty() ? possible : certain;
  if (lines.empty()) return;
  Finding finding;
  for (const OfLine& each : lines) finding.lines.push_back({each.line, Figure{}});
  add_finding(rule, version, lines.front().ruling, lines.front().ruling.possible.front(), std::move(finding), lines.front().scene, certain.empty());
}

void Judge::decide_before_first(std::uint16_t index) {
  const Rule& rule = policy_.rules[index];
  const RuleVersion& first = rule.versions.front();
  if (request_.event.event_kind != *rule.before_first) return;
  Truth here = evaluator_.truth(first.when, present_);
  if (here.value == Kleene::no) return;
  document_.applied.push_back(rule.id);
  if (here.value == Kleene::unknown) {
    incomplete_ = true;
    blame_for(rule, here.blame);
    return;
  }
  Finding finding;
  finding.rule = rule.id;
  head(finding, rule, first.from, first.title, first.source);
  finding.message = not_before(finding.version);
  document_.violations.push_back(std::move(finding));
}

// ---- the verdict -----------------------------------------------------------------------------------------------

void Judge::cover() {
  if (!(request_.topics & bit(Topic::eligibility))) return;
  bool asked = false;
  Truth covered = yes_or_no(false);
  std::vector<std::pair<const Rule*, Blame>> perhaps;
  for (const Rule& rule : policy_.rules) {
    if (!model::says_who_is_covered(rule)) continue;
    for (const RuleVersion& version : rule.versions) asked = asked || (version.events >> request_.event.event_kind & 1);
    const RuleVersion* version = version_of(rule);
    if (!version || version->per_item) continue;
    const Truth here = applies(*version);
    if (here.value == Kleene::unknown) perhaps.emplace_back(&rule, here.blame);
    covered = any_of({covered, here});
  }
  if (!asked || covered.value == Kleene::yes) return;
  if (covered.value == Kleene::unknown) {
    incomplete_ = true;
    for (const auto& [rule, blame] : perhaps) blame_for(*rule, blame);
    return;
  }
  document_.referrals.push_back(not_covered(NotCovered::person, policy_.id));
}

void Judge::finish() {
  for (const auto& [unknown, rules] : missing_) {
    std::string name = unknown.fact == the_history ? "history" : unknown.fact == the_items ? "items" : policy_.schema->facts[unknown.fact].name;
    if (document_.missing.empty() || document_.missing.back().fact != name) document_.missing.push_back({name, {}, {}, false, {}});
    Missing& missing = document_.missing.back();
    auto once = [](std::vector<std::uint32_t>& list, int number) {
      auto value = static_cast<std::uint32_t>(number);
      if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
    };
    if (unknown.entry >= 0) once(missing.entries, unknown.entry);
    else if (unknown.line >= 0) once(missing.items, unknown.line);
    missing.disputed = missing.disputed || unknown.disputed;
    for (const std::string& rule : rules)
      if (std::find(missing.needed_by.begin(), missing.needed_by.end(), rule) == missing.needed_by.end()) missing.needed_by.push_back(rule);
  }
  auto place = [&](const std::string& id) {
    for (std::size_t i = 0; i < policy_.rules.size(); ++i)
      if (policy_.rules[i].id == id) return i;
    return policy_.rules.size();
  };
  for (Missing& missing : document_.missing) {
    std::sort(missing.items.begin(), missing.items.end());
    std::sort(missing.entries.begin(), missing.entries.end());
    std::sort(missing.needed_by.begin(), missing.needed_by.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
  }
  document_.verdict = !document_.violations.empty() ? Verdict::deny
                      : incomplete_                 ? Verdict::incomplete
                      : !document_.referrals.empty() ? Verdict::refer
                                                     : Verdict::allow;
  for (const PendingRelease& pending : releases_)
    document_.allowances[pending.allowance].next_release = next_release(pending.meter, *pending.limit, document_.verdict == Verdict::allow);
}

Document Judge::decide() {
  document_.policy = policy_.id;
  document_.as_of = to_string(policy_.as_of);
  for (unsigned i = 0; i < static_cast<unsigned>(Topic::count_); ++i)
    if (request_.topics >> i & 1) document_.judged.emplace_back(spelling(static_cast<Topic>(i)));
  document_.complete = (request_.topics & all_topics) == all_topics;

  bool kind_covered = policy_.covers >> request_.event.event_kind & 1;
  if (!kind_covered || present_.law < policy_.covers_from) {
    document_.referrals.push_back(not_covered(kind_covered ? NotCovered::date : NotCovered::event_kind, policy_.id));
    document_.verdict = Verdict::refer;
    return std::move(document_);
  }
  for (std::size_t i = 0; i < policy_.rules.size(); ++i) {
    auto index = static_cast<std::uint16_t>(i);
    const Rule& rule = policy_.rules[i];
    if (!(request_.topics & bit(rule.topic))) continue;
    const RuleVersion* version = version_of(rule);
    if (!version) {
      if (rule.before_first && present_.law < rule.versions.front().from) decide_before_first(index);
      continue;
    }
    Truth here = applies(*version);
    if (here.value == Kleene::no) continue;
    document_.applied.push_back(rule.id);
    switch (rule.kind) {
      case RuleKind::rule: decide_rule(index, *version, here); break;
      case RuleKind::limit: decide_limit(index, *version, here); break;
      case RuleKind::duty:
      case RuleKind::warning: decide_notice(index, *version, here); break;
    }
  }
  cover();
  if (present_.law > policy_.as_of) document_.warnings.push_back(later_than(policy_.as_of, policy_.id));
  finish();
  return std::move(document_);
}

}  // namespace leaflaw::reference
