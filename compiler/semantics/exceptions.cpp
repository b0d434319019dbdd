#include "compiler/semantics/exceptions.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/semantics/clauses.h"
#include "compiler/semantics/conditions.h"
#include "compiler/semantics/expressions.h"
#include "compiler/semantics/limits.h"
#include "compiler/semantics/rule_body.h"
#include "compiler/semantics/suggestions.h"
#include "compiler/semantics/symbols.h"

namespace leaflaw::semantics {

using ClauseKind = ast::Clause::Kind;

namespace {

// Beyond these no reader could follow, and conditions would grow without measure.
constexpr std::size_t most_chains = 100;
constexpr std::uint16_t longest_chain = 50;

bool covers(const Version& version, Date day) { return version.from <= day && (!version.through || day <= *version.through); }

std::optional<std::size_t> version_on(const std::vector<Version>& versions, Date day) {
  for (std::size_t i = 0; i < versions.size(); ++i)
    if (covers(versions[i], day)) return i;
  return std::nullopt;
}

bool changes_rule(const Version& version) {
  return std::any_of(version.clauses.begin(), version.clauses.end(), [](const ast::Clause* clause) {
    switch (clause->kind) {
      case ClauseKind::cite: case ClauseKind::confidence: case ClauseKind::reading: case ClauseKind::effective: case ClauseKind::when: case ClauseKind::waived: case ClauseKind::also_duty: return false;
      default: return true;
    }
  });
}

}  // namespace

// ---- targets ------------------------------------------------------------------------------------------------------------

Exceptions::Exceptions(Draft& draft) : draft_(draft) {
  for (const ast::Declaration* declaration : draft.layers.declarations) {
    const Symbol* symbol = declaration->kind == ast::Declaration::Kind::exception ? draft.find(declaration->name.text) : nullptr;
    if (symbol && symbol->declaration == declaration) nodes_.push_back({symbol, {}, {}});
  }
  for (Node& node : nodes_) resolve_targets(node);
  report_loops();
  for (Node& node : nodes_) {
    list_versions(node);
    report_empty(node);
    report_foreign(node);
    report_tangled(node);
  }
}

void Exceptions::resolve_targets(Node& node) {
  std::vector<std::string> known;
  for (const auto& [name, symbol] : draft_.symbols)
    if (symbol.kind == SymbolKind::rule || symbol.kind == SymbolKind::exception) known.push_back(name);
  for (const ast::Name& name : node.symbol->declaration->values) {
    const Symbol* target = draft_.find(name.text);
    if (!target) {
      draft_.error(Code::unknown_name, name.span, fmt::format("there is no rule `{}`", name.text), did_you_mean(name.text, known));
    } else if (target->kind != SymbolKind::rule && target->kind != SymbolKind::exception) {
      draft_.error(Code::exception_target, name.span, fmt::format("`{}` is no rule: it has no exceptions", name.text),
                   "exceptions are made to rules, limits, duties, warnings and other exceptions; a measure or class has `where` in its rows")
          .notes.push_back({target->declaration->name.span, "it is declared here"});
    } else if (!draft_.layers.same(*target->declaration, *node.symbol->declaration)) {
      report_outer(draft_, name.span, name.text, *target->declaration);
    } else if (target == node.symbol) {
      draft_.error(Code::exception_target, name.span, fmt::format("`{}` is made to itself", name.text), "name the rule that it is an exception to");
    } else if (std::find(node.targets.begin(), node.targets.end(), target) == node.targets.end()) {
      node.targets.push_back(target);
    }
  }
}

// An exception that comes back to itself is taken out of the chain, so that everything later ends.
void Exceptions::report_loops() {
  for (Node& node : nodes_) {
    std::vector<const Node*> pending{&node};
    std::set<const Node*> seen;
    bool loops = false;
    while (!pending.empty() && !loops) {
      const Node* here = pending.back();
      pending.pop_back();
      if (!seen.insert(here).second) continue;
      for (const Symbol* target : here->targets) {
        loops = loops || target == node.symbol;
        if (target->kind == SymbolKind::exception) pending.push_back(node_of(*target));
      }
    }
    if (!loops) continue;
    draft_.error(Code::cycle, node.symbol->declaration->name.span, fmt::format("the exception `{}` is, in the end, made to itself", node.symbol->declaration->name.text),
                 "a chain of exceptions ends at a rule");
    node.targets.clear();
  }
}

void Exceptions::list_versions(Node& node) {
  const std::vector<Version>& versions = versions_of(draft_, *node.symbol);
  for (std::size_t i = 0; i < versions.size(); ++i) {
    std::uint16_t index = node.symbol->index;
    if (i > 0) {
      index = static_cast<std::uint16_t>(draft_.policy.exceptions.size());
      draft_.policy.exceptions.push_back(draft_.policy.exceptions[node.symbol->index]);
    }
    model::Exception& exception = draft_.policy.exceptions[index];
    exception.title = versions[i].title;
    exception.source = versions[i].source;
    exception.from = versions[i].from;
    exception.through = versions[i].through;
    node.model_indices.push_back(index);
  }
}

void Exceptions::report_empty(const Node& node) {
  if (node.symbol->declaration->broken) return;
  for (const Version& version : versions_of(draft_, *node.symbol)) {
    if (changes_rule(version) || find(version, ClauseKind::waived) || find(version, ClauseKind::also_duty)) continue;
    draft_.error(Code::exception_empty, node.symbol->declaration->head, fmt::format("`{}` does not say what holds instead", node.symbol->declaration->name.text),
                 "write `waived`, or the clauses that replace the rule's own: `at most 3 times the cap`, `require ...`");
    return;
  }
}

// Clauses that the rules it reaches do not have.
void Exceptions::report_foreign(const Node& node) {
  for (const model::Rule& rule : draft_.policy.rules) {
    const Symbol* symbol = draft_.find(rule.id);
    if (!symbol || rank(node, *symbol) == 0) continue;
    for (const Version& version : versions_of(draft_, *node.symbol))
      for (const ast::Clause* clause : version.clauses)
        if (!belongs_to_exception_of(clause->kind, rule.kind))
          draft_.error(Code::wrong_clause, clause->head, fmt::format("`{}` has no `{}` that could be replaced", rule.id, draft_.text_of(clause->head)),
                       rule.kind == model::RuleKind::limit ? "a limit has a cap: `at most ...`" : "say `waived`, or what is required instead");
  }
}

bool Exceptions::can_be_followed(const Node& node, const Symbol& rule) const {
  const Reach& way = reach(node, rule);
  return way.rank <= longest_chain && way.chains <= most_chains;
}

// Its condition is made of those of all its chains.
void Exceptions::report_tangled(const Node& node) {
  for (const model::Rule& rule : draft_.policy.rules) {
    const Symbol* symbol = draft_.find(rule.id);
    if (!symbol || can_be_followed(node, *symbol)) continue;
    const bool many = reach(node, *symbol).chains > most_chains;
    draft_.error(Code::nesting_too_deep, node.symbol->declaration->head,
                 many ? fmt::format("`{}` is made to `{}` in more than {} ways", node.symbol->declaration->name.text, rule.id, most_chains)
                      : fmt::format("more than {} exceptions stand between `{}` and `{}`", longest_chain - 1, node.symbol->declaration->name.text, rule.id),
                 "make it to the rule itself");
    return;
  }
}

const Exceptions::Node* Exceptions::node_of(const Symbol& symbol) const {
  auto found = std::find_if(nodes_.begin(), nodes_.end(), [&](const Node& node) { return node.symbol == &symbol; });
  return &*found;
}

bool Exceptions::names(const Node& node, const Symbol& rule) const { return std::find(node.targets.begin(), node.targets.end(), &rule) != node.targets.end(); }

std::vector<const Exceptions::Node*> Exceptions::parents(const Node& node, const Symbol& rule) const {
  std::vector<const Node*> found;
  for (const Symbol* target : node.targets) {
    if (target->kind != SymbolKind::exception) continue;
    const Node* parent = node_of(*target);
    if (rank(*parent, rule) > 0) found.push_back(parent);
  }
  return found;
}

const Exceptions::Reach& Exceptions::reach(const Node& node, const Symbol& rule) const {
  if (auto found = reaches_.find({&node, &rule}); found != reaches_.end()) return found->second;
  Reach reach;
  if (names(node, rule)) reach = {1, 1};
  for (const Symbol* target : node.targets) {
    if (target->kind != SymbolKind::exception) continue;
    const Reach& above = this->reach(*node_of(*target), rule);
    if (above.rank == 0) continue;
    reach.rank = std::max(reach.rank, static_cast<std::uint16_t>(above.rank + 1));
    reach.chains += above.chains;
  }
  reach.chains = std::min(reach.chains, most_chains + 1);
  return reaches_[{&node, &rule}] = reach;
}

// ---- days -----------------------------------------------------------------------------------------------------------------

const std::optional<Exceptions::Signature>& Exceptions::in_force(const Node& node, const Symbol& rule, Date day) {
  if (auto found = found_.in_force.find({&node, day}); found != found_.in_force.end()) return found->second;
  std::optional<Signature> signature;
  if (const std::optional<std::size_t> version = version_on(versions_of(draft_, *node.symbol), day)) {
    if (names(node, rule)) signature.emplace();
    for (const Node* parent : names(node, rule) ? std::vector<const Node*>{} : parents(node, rule)) {
      const std::optional<Signature>& theirs = in_force(*parent, rule, day);
      if (!theirs) continue;
      if (!signature) signature.emplace();
      signature->insert(theirs->begin(), theirs->end());
    }
    if (signature) signature->emplace(&node, *version);
  }
  return found_.in_force[{&node, day}] = std::move(signature);
}

std::vector<Exceptions::Stretch> Exceptions::stretches(const Node& node, const RuleText& rule) {
  std::set<Date> starts{rule.version.from};
  std::vector<const Node*> pending{&node};
  std::set<const Node*> seen;
  while (!pending.empty()) {
    const Node* here = pending.back();
    pending.pop_back();
    if (!seen.insert(here).second) continue;
    for (const Version& version : versions_of(draft_, *here->symbol)) {
      starts.insert(version.from);
      if (version.through) starts.insert(day_after(*version.through));
    }
    for (const Node* parent : parents(*here, rule.rule)) pending.push_back(parent);
  }
  std::vector<Stretch> result;
  for (auto start = starts.begin(); start != starts.end(); ++start) {
    if (*start < rule.version.from || (rule.version.through && *start > *rule.version.through)) continue;
    const std::optional<Signature>& signature = in_force(node, rule.rule, *start);
    if (!signature) continue;
    Stretch stretch{*start, rule.version.through, *signature};
    if (auto next = std::next(start); next != starts.end() && (!stretch.through || *next <= *stretch.through)) stretch.through = day_before(*next);
    const bool continues = !result.empty() && result.back().through && result.back().through->days + 1 == start->days && result.back().signature == stretch.signature;
    if (continues) result.back().through = stretch.through;
    else result.push_back(std::move(stretch));
  }
  return result;
}

// ---- bodies ----------------------------------------------------------------------------------------------------------------

ExprId Exceptions::condition_on(const Node& node, const RuleText& rule, Date day) {
  if (auto found = found_.conditions.find({&node, day}); found != found_.conditions.end()) return found->second;
  const Version& version = versions_of(draft_, *node.symbol)[*version_on(versions_of(draft_, *node.symbol), day)];
  const ast::Clause* when = find(version, ClauseKind::when);
  ExprId own = no_expr;
  if (when) {
    std::set<std::string> given = asked_for(version);
    given.insert(rule.given.begin(), rule.given.end());
    Surroundings where;
    where.items = rule.version.per_item;
    where.given = &given;
    own = condition(draft_, *when->condition, where);
  }
  if (!names(node, rule.rule)) {
    std::vector<ExprId> theirs;
    for (const Node* parent : parents(node, rule.rule))
      if (in_force(*parent, rule.rule, day)) theirs.push_back(condition_on(*parent, rule, day));
    const Span span = when ? when->span : node.symbol->declaration->head;
    own = join(draft_, model::Op::both, {own, join(draft_, model::Op::either, theirs, span)}, span);
  }
  return found_.conditions[{&node, day}] = own;
}

model::Body Exceptions::body_on(const Node& node, const RuleText& rule, Date day) {
  const std::size_t index = *version_on(versions_of(draft_, *node.symbol), day);
  const Version& version = versions_of(draft_, *node.symbol)[index];
  // An exception to one exception starts from what that one says, any other from the rule itself.
  const std::vector<const Node*> above = parents(node, rule.rule);
  model::Body body = !names(node, rule.rule) && above.size() == 1 ? body_on(*above.front(), rule, day) : rule.version.bodies.front();
  body.exception = node.model_indices[index];
  const ast::Clause* duty = find(version, ClauseKind::also_duty);
  body.also_duty = duty ? duty->text.value : std::string{};
  if (find(version, ClauseKind::waived)) body.waived = true;
  if (changes_rule(version)) body.waived = false;
  std::set<std::string> given = asked_for(version);
  given.insert(rule.given.begin(), rule.given.end());
  fill_body(draft_, body, {rule.rule, version, rule.version.per_item, given});
  return body;
}

void Exceptions::add_bodies(const RuleText& rule) {
  found_ = {};
  std::vector<const Node*> reaching;
  for (const Node& node : nodes_)
    if (rank(node, rule.rule) > 0 && can_be_followed(node, rule.rule)) reaching.push_back(&node);
  std::stable_sort(reaching.begin(), reaching.end(), [&](const Node* a, const Node* b) { return rank(*a, rule.rule) > rank(*b, rule.rule); });
  for (const Node* node : reaching) {
    for (const Stretch& stretch : stretches(*node, rule)) {
      model::Body body = body_on(*node, rule, stretch.from);
      body.condition = condition_on(*node, rule, stretch.from);
      body.rank = rank(*node, rule.rule);
      body.from = stretch.from;
      body.through = stretch.through;
      rule.version.bodies.push_back(std::move(body));
    }
  }
}

}  // namespace leaflaw::semantics
