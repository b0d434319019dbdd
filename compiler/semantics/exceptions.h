// Exceptions: which rules each one reaches, at which rank, on which days, and what it makes of the rule. Rank is the length of the `to`
// chain; an exception to exceptions applies only where one of them would, unless it names the rule as well.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

// One version of a rule as its exceptions find it.
struct RuleText {
  const Symbol& rule;
  const Version& text;
  model::RuleVersion& version;             // bodies: the rule's own only
  const std::set<std::string>& given;      // paths that its texts ask `is given` about
};

class Exceptions {
 public:
  // Resolves the targets of all exceptions and reports those that have none; the exceptions and their versions go into the Model.
  explicit Exceptions(Draft& draft);

  // Adds a body for each exception of the rule and each stretch of days on which it means the same, by falling rank.
  void add_bodies(const RuleText& rule);

 private:
  struct Node {
    const Symbol* symbol = nullptr;
    std::vector<const Symbol*> targets;          // rules and exceptions
    std::vector<std::uint16_t> model_indices;    // per version, in model::Policy::exceptions
  };
  // Which version of an exception and of those it is made to are in force.
  using Signature = std::vector<std::pair<const Node*, std::size_t>>;
  struct Stretch { Date from; std::optional<Date> through; Signature signature; };

  void resolve_targets(Node& node);
  void report_loops();
  void list_versions(Node& node);
  void report_empty(const Node& node);
  void report_foreign(const Node& node);
  [[nodiscard]] const Node* node_of(const Symbol& symbol) const;
  [[nodiscard]] bool names(const Node& node, const Symbol& rule) const;
  [[nodiscard]] std::uint16_t rank(const Node& node, const Symbol& rule) const;   // 0: does not reach the rule
  [[nodiscard]] std::vector<const Node*> parents(const Node& node, const Symbol& rule) const;
  [[nodiscard]] bool in_force(const Node& node, const Symbol& rule, Date day, Signature& signature) const;
  [[nodiscard]] std::vector<Stretch> stretches(const Node& node, const RuleText& rule) const;
  [[nodiscard]] ExprId condition_on(const Node& node, const RuleText& rule, Date day);
  [[nodiscard]] model::Body body_on(const Node& node, const RuleText& rule, Date day);

  Draft& draft_;
  std::vector<Node> nodes_;                      // in the order of the text
};

// Two exceptions of one rank where one always holds when the other does, though they do not say the same: reported.
void report_conflicts(Draft& draft, const model::RuleVersion& version, const std::string& rule);

}  // namespace leaflaw::semantics
