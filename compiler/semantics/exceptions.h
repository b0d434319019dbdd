// Exceptions: which rules each one reaches, at which rank, on which days, and what it makes of the rule. Rank is the length of the `to`
// chain; an exception to exceptions applies only where one of them would, unless it names the rule as well.
#pragma once

#include <map>
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
  // How an exception reaches a rule: the longest of its chains (0: not at all), and how many there are.
  struct Reach { std::uint16_t rank = 0; std::size_t chains = 0; };
  // Which version of an exception and of those it is made to are in force.
  using Signature = std::set<std::pair<const Node*, std::size_t>>;
  struct Stretch { Date from; std::optional<Date> through; Signature signature; };
  // What has been found out about one version of a rule.
  struct Found {
    std::map<std::pair<const Node*, Date>, std::optional<Signature>> in_force;
    std::map<std::pair<const Node*, Date>, ExprId> conditions;
  };

  void resolve_targets(Node& node);
  void report_loops();
  void list_versions(Node& node);
  void report_empty(const Node& node);
  void report_foreign(const Node& node);
  void report_tangled(const Node& node);
  [[nodiscard]] const Node* node_of(const Symbol& symbol) const;
  [[nodiscard]] bool names(const Node& node, const Symbol& rule) const;
  [[nodiscard]] const Reach& reach(const Node& node, const Symbol& rule) const;
  [[nodiscard]] std::uint16_t rank(const Node& node, const Symbol& rule) const { return reach(node, rule).rank; }
  [[nodiscard]] bool can_be_followed(const Node& node, const Symbol& rule) const;
  [[nodiscard]] std::vector<const Node*> parents(const Node& node, const Symbol& rule) const;
  [[nodiscard]] const std::optional<Signature>& in_force(const Node& node, const Symbol& rule, Date day);
  [[nodiscard]] std::vector<Stretch> stretches(const Node& node, const RuleText& rule);
  [[nodiscard]] ExprId condition_on(const Node& node, const RuleText& rule, Date day);
  [[nodiscard]] model::Body body_on(const Node& node, const RuleText& rule, Date day);

  Draft& draft_;
  std::vector<Node> nodes_;                      // in the order of the text
  mutable std::map<std::pair<const Node*, const Symbol*>, Reach> reaches_;
  Found found_;
};

// Two exceptions of one rank where one always holds when the other does, though they do not say the same: reported.
void report_conflicts(Draft& draft, const model::RuleVersion& version, const std::string& rule);

}  // namespace leaflaw::semantics
