// Rules, limits and exceptions: sections 3, 4 and 6 of semantics.md.
#pragma once

#include <map>

#include "compiler/reference/history.h"
#include "runtime/decision/document.h"

namespace leaflaw::reference {

enum class Result : std::uint8_t { passed, violated, unknown };

// One meter of a limit under one body.
struct Meter {
  std::uint16_t exception = no_index;   // whose body; no_index: the rule's own
  int key = -1;
  Number cap;                           // none: no cap
  Number used, this_event;
  Number usage;                         // on hand: what is used each day
  WindowSpan span;
  std::optional<Number> balance;        // the registry's
  std::vector<Contribution> entries;
  std::vector<Number> lines;            // what each present line counts
  Result result = Result::passed;
  Blame blame;

  [[nodiscard]] Number remaining(bool after) const;   // own tally and balance; none: no cap
  [[nodiscard]] Number own_remaining(bool after) const;
};

// One way a rule may come out: of the body that applies, or of two that conflict.
struct Possibility {
  const model::Body* body = nullptr;
  Result result = Result::passed;
  Blame blame;
  bool conflict = false;
  std::vector<std::uint16_t> exceptions;   // that make it so
  model::Outcome outcome = model::Outcome::deny;   // of a violation, on the event's day
  std::optional<Meter> meter;              // limits, unless waived
};

// What comes of a rule for the event, for one line, or for one key of a limit.
struct Ruling {
  Result result = Result::passed;
  bool conflict = false;
  bool may_conflict = false;               // exceptions of one rank whose results may yet differ
  Blame blame;
  std::vector<Possibility> possible;       // in order of rank
};

class Judge final : public LimitReader {
 public:
  Judge(const model::Policy& policy, const Request& request);
  [[nodiscard]] Document decide();

  Number figure(std::uint16_t rule, model::Figure figure, int key) override;
  Truth met(std::uint16_t rule, int key) override;

 private:
  // Whether the rule takes part at all: in force, event kind, `when`.
  [[nodiscard]] Truth applies(const model::RuleVersion& version);
  [[nodiscard]] const model::RuleVersion* version_of(const model::Rule& rule) const;
  [[nodiscard]] Ruling resolve(const model::RuleVersion& version, const Scene& scene,
                               const std::function<Possibility(const model::Body&)>& judge_body);
  [[nodiscard]] Possibility judge_rule_body(const model::Body& body, const Scene& scene);
  [[nodiscard]] Possibility judge_limit_body(const model::RuleVersion& version, const model::Body& body, int key);
  [[nodiscard]] Meter measure(const model::RuleVersion& version, const model::Body& body, int key);
  void judge_meter(Meter& meter) const;
  [[nodiscard]] const Ruling& limit_ruling(std::uint16_t rule, int key);
  [[nodiscard]] std::vector<int> keys_of(const model::RuleVersion& version) const;
  [[nodiscard]] std::string address(const model::RuleVersion& version, const std::string& id, int key) const;

  void decide_rule(std::uint16_t rule, const model::RuleVersion& version, Truth applies);
  void decide_limit(std::uint16_t rule, const model::RuleVersion& version, Truth applies);
  void decide_notice(std::uint16_t rule, const model::RuleVersion& version, Truth applies);
  void decide_before_first(std::uint16_t rule);
  void cover();
  // `chosen`: the possibility of the ruling that is reported.
  void add_finding(const model::Rule& rule, const model::RuleVersion& version, const Ruling& ruling, const Possibility& chosen, Finding finding,
                   const Scene& scene, bool uncertain);
  void show_meter(Finding& finding, const Possibility& possibility, bool uncertain) const;
  void head(Finding& finding, const model::Rule& rule, Date from, const std::string& title, const model::Source& source) const;
  void add_also(const model::Rule& rule, const Ruling& ruling);
  void blame_for(const model::Rule& rule, const Blame& blame);
  [[nodiscard]] std::string message(const model::Message& message, const std::string& title, const Scene& scene);
  void add_allowance(std::uint16_t rule, const model::RuleVersion& version, const Ruling& ruling, int key);
  [[nodiscard]] std::optional<Release> next_release(const Meter& meter, const model::LimitBody& limit, bool allowed);
  void finish();

  const model::Policy& policy_;
  const Request& request_;
  Evaluator evaluator_;
  HistoryReader history_;
  Scene present_;
  Document document_;
  std::map<std::pair<std::uint16_t, int>, Ruling> limits_;
  std::map<Unknown, std::vector<std::string>> missing_;
  struct PendingRelease { std::size_t allowance; Meter meter; const model::LimitBody* limit; };
  std::vector<PendingRelease> releases_;
  bool incomplete_ = false;
};

}  // namespace leaflaw::reference
