// Rules, limits, exceptions and the verdict: sections 3, 4 and 6 of semantics.md over one program. In: facts in slots. Out: the
// verdict, findings and allowances as numbers; explain.h makes a Document of them (Mode::Traced).
#pragma once

#include <optional>

#include "runtime/engine/tallies.h"
#include "runtime/facts/topics.h"

namespace leaflaw::engine {

enum class Result : std::uint8_t { passed, violated, unknown };

// One meter of a limit under one body.
template <class Mode>
struct MeterState {
  Number<Mode> cap, used, this_event, balance;
  bool has_balance = false;
  bool counts_history = false;         // the window looks back and is open
  std::uint32_t meter = nothing;       // policy.meters; nothing: waived
};

// One way a rule may come out.
template <class Mode>
struct Possibility {
  std::uint32_t body = 0;
  Result result = Result::passed;
  bool conflict = false;
  MeterState<Mode> meter;
  [[no_unique_address]] typename Mode::Blame blame;
  [[no_unique_address]] typename Mode::Exceptions exceptions;
};

// What comes of a rule for the event, a line, or a key. Its possibilities stand in the judge's pool.
template <class Mode>
struct Ruling {
  Result result = Result::passed;
  bool conflict = false;
  bool may_conflict = false;           // exceptions of one rank whose results may yet differ
  std::uint32_t first = 0, count = 0;
  [[no_unique_address]] typename Mode::Blame blame;
};

enum class FindingKind : std::uint8_t { violation, referral, duty, warning };
enum class Standing : std::uint8_t { rule, event_kind, date, person, later_than, also, before_first };
struct FindingState {
  FindingKind kind;
  Standing standing = Standing::rule;
  bool uncertain = false, conflict = false;
  std::uint16_t key = none16;          // keyed limits
  std::uint32_t step = 0;
  std::uint32_t possibility = nothing; // in the pool (Fast: limits only)
  std::uint32_t body = 0;
  std::uint32_t lines = 0, line_count = 0;
  Scene scene;
};

template <class Mode>
struct AllowanceState {
  std::uint32_t step = 0;
  std::uint16_t key = none16;
  std::uint16_t key_place = 0;
  std::uint32_t possibility = 0;
  bool registry_binds = false;
  Number<Mode> remaining_before, remaining_after;
  std::optional<typename Tallies<Mode>::Growth> release;
};

// Worst last, as runtime/decision/document.h has them.
enum class Judgement : std::uint8_t { allow, refer, incomplete, deny };

template <class Mode>
class Judge final : public LimitReader<Mode> {
 public:
  using N = Number<Mode>;
  using T = Truth<Mode>;

  Judge(const FactStore& facts, HistoryNotes& notes, ScaledConstants& quantities)
      : facts_(facts), policy_(facts.policy), machine(facts, notes.rows, quantities), tallies(facts, notes, machine), notes_(notes), quantities_(quantities) {
    machine.limits = this;
  }

  // Judges the facts in the store. False: some number was out of range, and nothing below means anything.
  [[nodiscard]] bool decide();

  Judgement verdict = Judgement::allow;
  std::vector<FindingState> findings;           // in the policy's order of rules
  std::vector<AllowanceState<Mode>> allowances;
  std::vector<std::uint32_t> applied;           // steps
  std::vector<std::uint32_t> lines;             // of findings
  std::vector<Possibility<Mode>> pool;
  struct MissingOf { std::uint32_t step; typename Mode::Blame blame; };
  std::vector<MissingOf> missing;               // Traced only

 private:
  const FactStore& facts_;
  const PolicyView& policy_;

 public:
  Machine<Mode> machine;
  Tallies<Mode> tallies;

  N figure(std::uint32_t early, unsigned figure, int key) override;
  T met(std::uint32_t early, int key) override;
  [[nodiscard]] N remaining(const MeterState<Mode>& meter, bool after);
  [[nodiscard]] N own_remaining(const MeterState<Mode>& meter, bool after);
  [[nodiscard]] bool registry_binds(const MeterState<Mode>& meter);
  [[nodiscard]] const Program* program() const { return program_; }
  [[nodiscard]] Outcome outcome_of(const Possibility<Mode>& possibility) const { return static_cast<Outcome>(policy_.bodies[possibility.body].outcome); }

 private:
  struct LimitState { bool done = false; T applies; std::uint32_t rulings = 0; };
  struct OfLine { std::int32_t line; Ruling<Mode> ruling; Scene scene; };
  enum class Weight : std::uint8_t { deny, unknown, refer, warn, possible_warning, none };

  void reset();
  const Program* find_program();
  void decide_step(std::uint32_t step);
  void decide_rule(std::uint32_t step, const T& here);
  [[nodiscard]] bool plainly_passes(const Step& step);
  void decide_limit(std::uint32_t step);
  void decide_notice(std::uint32_t step, const T& here);
  void decide_before_first(std::uint32_t step, const T& here);
  void cover();
  void finish();

  // judge_body(body, scene, key_place) -> Possibility, for rules, notices and limits.
  enum class BodyOf : std::uint8_t { rule, notice, limit };
  Ruling<Mode> resolve(const Step& step, const Scene& scene, BodyOf of, unsigned key_place);
  Possibility<Mode> judge_body(std::uint32_t body, const Scene& scene, BodyOf of, unsigned key_place);
  MeterState<Mode> count(std::uint32_t meter);
  MeterState<Mode> measure(std::uint32_t meter);
  [[nodiscard]] std::uint32_t own_meter(const Step& step, std::uint32_t key_place) const {
    return policy_.bodies[step.bodies + step.body_count - 1].meters + key_place;
  }
  void judge_meter(Possibility<Mode>& possibility);
  const LimitState& limit(std::uint32_t step);
  void doubt(Ruling<Mode>& ruling, const T& applies);
  [[nodiscard]] bool same_upshot(const Possibility<Mode>& a, const Possibility<Mode>& b) const;
  [[nodiscard]] Weight weight(const Ruling<Mode>& ruling) const;
  void add_finding(std::uint32_t step, const Ruling<Mode>& ruling, std::uint32_t chosen, FindingState finding);   // chosen: in the pool
  void add_standing(FindingKind kind, Standing standing);
  void add_also(std::uint32_t step, const Ruling<Mode>& ruling);
  void add_allowance(std::uint32_t step, const Ruling<Mode>& ruling, unsigned key_place);
  [[nodiscard]] bool binds(const Ruling<Mode>& ruling) const;
  [[nodiscard]] std::uint32_t possible_notice(const Ruling<Mode>& ruling) const;   // in the pool; nothing: none
  void add_missing(std::uint32_t step, const typename Mode::Blame& blame);

  HistoryNotes& notes_;
  ScaledConstants& quantities_;
  const Program* program_ = nullptr;
  bool incomplete_ = false;
  std::vector<LimitState> limits_;              // by step of the program
  std::vector<Ruling<Mode>> limit_rulings_;
  std::vector<Possibility<Mode>> certain_;
  std::vector<OfLine> of_lines_, possible_lines_;
  std::vector<Kleene> applies_;                 // by step of the program; only of those judged
};

extern template class Judge<Fast>;
extern template class Judge<Traced>;

}  // namespace leaflaw::engine
