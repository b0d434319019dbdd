// Which history entries count for a limit, and how far they must be known: section 5 of semantics.md.
#pragma once

#include "compiler/reference/evaluate.h"

namespace leaflaw::reference {

// What one entry (or the present event) adds to a meter. `amount` is already zero below where it only possibly counts.
struct Contribution {
  int entry = -1;
  Instant at;
  Number amount;
};

class HistoryReader {
 public:
  HistoryReader(const model::Policy& policy, const Request& request, Evaluator& evaluator)
      : policy_(policy), request_(request), evaluator_(evaluator) {}

  [[nodiscard]] Scene present_scene() const;
  [[nodiscard]] Scene entry_scene(int entry) const;

  // The entries inside the window that count or may count; key -1: not keyed.
  [[nodiscard]] std::vector<Contribution> contributions(const model::RuleVersion& version, const model::LimitBody& limit, int key,
                                                        const WindowSpan& span);
  // What the lines of one scene add.
  [[nodiscard]] Number amount_of_lines(const model::LimitBody& limit, int key, const Scene& scene);
  [[nodiscard]] Number amount_of_line(const model::LimitBody& limit, int key, const Scene& scene);
  // True where history reaches everything that the limit and its span need.
  [[nodiscard]] bool complete_for(const model::LimitBody& limit, const WindowSpan& span) const;

 private:
  [[nodiscard]] const std::string* text_of(Role role, const Record& record) const;
  [[nodiscard]] bool voided(const Record& entry) const;
  [[nodiscard]] bool never_happened(int entry) const;
  [[nodiscard]] Truth counts(const model::RuleVersion& version, const model::LimitBody& limit, const WindowSpan& span, int entry);
  [[nodiscard]] Number less_returns(const model::LimitBody& limit, int key, int entry, std::size_t line, Number amount);
  // Whether goods that came back make room again.
  [[nodiscard]] bool restores(const model::LimitBody& limit, const Record& returned) const;
  [[nodiscard]] int returned_line(const Record& purchase, const Line& returned) const;

  const model::Policy& policy_;
  const Request& request_;
  Evaluator& evaluator_;
};

}  // namespace leaflaw::reference
