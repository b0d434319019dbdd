// Runs routines on a scene: the present event or a history entry, and a line of it. The pack's verifier has checked the code, so
// nothing is checked again here. Mode::Fast neither allocates nor throws; Mode::Traced also collects whom to blame for unknowns.
#pragma once

#include <array>
#include <type_traits>

#include "runtime/engine/facts.h"
#include "runtime/engine/number.h"

namespace leaflaw::engine {

// What is known of an entry besides its facts: see HistoryNotes.
struct RowNotes {
  std::uint32_t decision = 0;      // for which it was made
  std::uint8_t foreign = 0;        // bit 0 customer, 1 patient, 2 store: this key is another's than the event's
  bool same_receipt = false;       // the request's own
  bool voided = false;
  bool has_returns = false;
  bool other_licensee = false, store_given = false, licensee_given = false;
  bool local_known = false;
  std::int32_t day = 0, time_of_day = 0;   // local; where local_known
};

struct Scene {
  std::uint32_t row = 0;
  std::int32_t line = -1;          // of the row, for blame
  std::uint32_t item = 0;          // among all lines
  [[nodiscard]] std::int32_t entry() const { return static_cast<std::int32_t>(row) - 1; }
};

// Figures of limits that other code reads; they are evaluated before (Program::early).
template <class Mode>
class LimitReader {
 public:
  virtual ~LimitReader() = default;
  virtual Number<Mode> figure(std::uint32_t early, unsigned figure, int key) = 0;   // key -1: not keyed
  virtual Truth<Mode> met(std::uint32_t early, int key) = 0;                        // key -1: all meters
};

// Constants times the request's denominator, kept while the denominator stays.
class ScaledConstants {
 public:
  void prepare(const PolicyView& policy, i128 denominator);
  [[nodiscard]] const i128& operator[](std::size_t i) const { return values_[i]; }
  [[nodiscard]] bool overflow() const { return overflow_; }

 private:
  std::vector<i128> values_;
  const void* of_ = nullptr;
  i128 denominator_ = 0;
  bool overflow_ = false;
};

template <class Mode>
class Machine {
 public:
  Machine(const FactStore& facts, std::vector<RowNotes>& notes, const ScaledConstants& quantities)
      : facts_(facts), policy_(facts.policy), notes_(notes), quantities_(quantities) {}

  [[nodiscard]] Truth<Mode> truth(std::uint32_t routine, const Scene& scene);   // always_yes, always_no included
  [[nodiscard]] Number<Mode> number(std::uint32_t routine, const Scene& scene);
  [[nodiscard]] Value<Mode> value(std::uint32_t routine, const Scene& scene);
  // What a line counts: `condition` decides whether it does, none is 0.
  [[nodiscard]] Number<Mode> counted(std::uint32_t amount, std::uint32_t condition, const Scene& scene);
  [[nodiscard]] Number<Mode> event_number(std::uint32_t slot, const Scene& scene);   // none, known or [0, infinity)
  [[nodiscard]] std::int32_t day_of(std::uint32_t row);
  void reset();

  LimitReader<Mode>* limits = nullptr;
  bool overflow = false;

  struct Nobody {};
  using Whom = std::conditional_t<Mode::traced, Unknown, Nobody>;
  struct Look {
    State state;
    std::uint8_t raw;
    i128 cell;
    [[no_unique_address]] Whom blame;
  };
  [[nodiscard]] Look event_look(std::uint32_t slot, const Scene& scene) const;
  [[nodiscard]] Look item_look(std::uint32_t slot, const Scene& scene) const;

 private:
  using T = Truth<Mode>;
  using N = Number<Mode>;
  using V = Value<Mode>;
  [[nodiscard]] std::uint32_t dispatched(std::uint32_t routine, const Scene& scene) const;
  void run(const Routine& routine, const Scene& scene);
  void local_time(std::uint32_t row);
  [[nodiscard]] T given(const Look& look) const;
  [[nodiscard]] T truth_of(Op op, const Look& look, std::uint32_t b) const;
  [[nodiscard]] N number_of_look(const Look& look, bool moment) const;
  [[nodiscard]] V value_of(const Look& look, u128 all) const;
  void keyed(const Instruction& code, const Scene& scene);
  T keyed_truth(const Instruction& code, const KeyTable& table, const V& key, const Scene& scene);
  N keyed_number(const Instruction& code, const KeyTable& table, const V& key, const Scene& scene);
  V keyed_value(const Instruction& code, const KeyTable& table, const V& key, const Scene& scene);
  T over_lines(bool some, std::uint32_t routine, const Scene& scene);
  N total(const Total& total, const Scene& scene);
  N looked_up(const Lookup& lookup, const Scene& scene);
  void round_package(std::uint32_t exempt, std::uint32_t step, const Scene& scene, N& amount);
  void round(Op op, std::uint32_t step, N& amount);
  i128 rounded(Op op, i128 value, i128 step);
  void extremum(Op op, N& gathered, const N& operand);
  void years(std::uint32_t factor);
  void date_of(std::uint32_t factor, const Scene& scene);
  void figure_of(const Instruction& code);
  bool take(N& gathered, N& amount, const T& condition);
  void blame_list(typename Mode::Blame& blame, std::uint32_t list, const Scene& scene) const;

  const FactStore& facts_;
  const PolicyView& policy_;
  std::vector<RowNotes>& notes_;
  const ScaledConstants& quantities_;
  std::array<T, most_depth> truths_;
  std::array<N, most_depth> numbers_;
  std::array<V, most_depth> values_;
  T* t_ = truths_.data();       // one past the top
  N* n_ = numbers_.data();
  V* v_ = values_.data();
  // Fast: what routines about the present event alone have come to in this decision; many rules ask the same.
  struct Memo { std::uint32_t decision = 0; Kleene value = Kleene::no; };
  std::vector<Memo> memos_;
  std::uint32_t decision_ = 0;
  std::vector<typename Mode::Blame> pending_;   // Traced: why the rows of open choices are not known to hold
};

extern template class Machine<Fast>;
extern template class Machine<Traced>;

}  // namespace leaflaw::engine
