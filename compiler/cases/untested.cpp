#include "compiler/cases/untested.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/cases/case_runner.h"
#include "compiler/lints/silences.h"
#include "compiler/reference/reference.h"

namespace leaflaw {

namespace {

using model::Body;
using model::Expr;
using model::ExprId;
using model::Rule;
using model::RuleKind;

// A policy of which one rule at a time is turned round. The copy looks into the zones of the original.
class Turned {
 public:
  explicit Turned(const model::Policy& policy) : policy_(policy) {}

  // Each turns all versions of the rule, and what its exceptions put in its place.
  void require_the_contrary(Rule& rule) {
    each_body(rule, [this](Body& body) { body.require = negation(body.require); });
  }
  void allow_nothing(Rule& rule) {
    each_body(rule, [this](Body& body) {
      body.limit.cap = zero(body.limit.dimension);
      body.waived = false;
    });
  }
  static void allow_everything(Rule& rule) {
    each_body(rule, [](Body& body) { body.waived = true; });
  }

  template <typename Turn, typename Holds>
  bool with(std::size_t index, Turn turn, Holds holds) {
    Rule& rule = policy_.rules[index];
    Rule original = rule;
    const std::size_t exprs = policy_.exprs.size();
    turn(rule);
    const bool result = holds(policy_);
    rule = std::move(original);
    policy_.exprs.resize(exprs);
    return result;
  }

 private:
  template <typename Change>
  static void each_body(Rule& rule, Change change) {
    for (model::RuleVersion& version : rule.versions)
      for (Body& body : version.bodies) change(body);
  }
  ExprId add(Expr expr) {
    policy_.exprs.push_back(std::move(expr));
    return static_cast<ExprId>(policy_.exprs.size() - 1);
  }
  ExprId negation(ExprId of) {
    if (of == model::no_expr) return of;
    Expr expr;
    expr.op = model::Op::negation;
    expr.args = {of};
    expr.item_scope = policy_.expr(of).item_scope;
    return add(std::move(expr));
  }
  ExprId zero(Dimension dimension) {
    Expr expr;
    expr.op = model::Op::constant;
    expr.type = model::Type::number;
    expr.dimension = dimension;
    return add(std::move(expr));
  }

  model::Policy policy_;
};

class Cases {
 public:
  Cases(const model::Policy& policy, const std::vector<CaseFile>& files) : reader_(policy.context, case_keys()) {
    print_.units = &policy.context.units;
    for (const CaseFile& file : files)
      for (const Case& each : file.cases) cases_.push_back(&each);
  }

  // Those that speak of the rule first: most often one of them fails.
  void order_for(const std::string& rule) {
    std::stable_partition(cases_.begin(), cases_.end(), [&](const Case* each) { return names(each->expect, rule); });
  }
  [[nodiscard]] bool all_pass(const model::Policy& policy) const {
    const Judge judge = [&](const Request& request) -> DocumentOrErrors { return decide_by_reference(policy, request); };
    return std::all_of(cases_.begin(), cases_.end(), [&](const Case* each) { return run_case(*each, reader_, print_, judge).passed(); });
  }

 private:
  static bool names(const Expectation& expected, const std::string& rule) {
    const auto listed = [&](const ExpectedList& list) { return list && std::find(list->begin(), list->end(), rule) != list->end(); };
    const auto figured = [&](const std::vector<ExpectedFigure>& figures) {
      return std::any_of(figures.begin(), figures.end(), [&](const ExpectedFigure& each) { return each.address.starts_with(rule); });
    };
    return listed(expected.by) || listed(expected.refers) || listed(expected.warnings) || figured(expected.remaining) || figured(expected.counts);
  }

  RequestReader reader_;
  PrintContext print_;
  std::vector<const Case*> cases_;
};

class Untested {
 public:
  Untested(const model::Policy& policy, const std::vector<CaseFile>& files) : turned_(policy), cases_(policy, files) {}

  // A way of turning the rule round that no case notices, in words; empty: some case notices each.
  std::string_view unnoticed(std::size_t index, const Rule& rule) {
    cases_.order_for(rule.id);
    if (rule.kind == RuleKind::rule) return passes(index, [this](Rule& each) { turned_.require_the_contrary(each); }) ? "required the contrary" : "";
    if (passes(index, Turned::allow_everything)) return "allowed everything";
    return passes(index, [this](Rule& each) { turned_.allow_nothing(each); }) ? "allowed nothing" : "";
  }

 private:
  template <typename Turn>
  bool passes(std::size_t index, Turn turn) {
    return turned_.with(index, turn, [this](const model::Policy& policy) { return cases_.all_pass(policy); });
  }

  Turned turned_;
  Cases cases_;
};

void report(const Rule& rule, std::string_view turned, Diagnostics& diagnostics) {
  diagnostics.add(Code::lint_untested, rule.span, fmt::format("if `{}` {}, every case would still pass", rule.id, turned),
                  "write two cases: one that is allowed by a hair, and one that is denied by a hair");
}

}  // namespace

Diagnostics report_untested(const model::Policy& policy, const std::vector<CaseFile>& files) {
  Untested untested(policy, files);
  Diagnostics said;
  for (std::size_t i = 0; i < policy.rules.size(); ++i) {
    const Rule& rule = policy.rules[i];
    const bool judges = rule.kind == RuleKind::rule || rule.kind == RuleKind::limit;
    if (!judges || rule.layer + 1U != policy.layers.size()) continue;
    if (const std::string_view turned = untested.unnoticed(i, rule); !turned.empty()) report(rule, turned, said);
  }
  std::vector<lints::Silence> silences;
  for (const model::Kept& kept : policy.kept) silences.push_back({lints::find(kept.code), kept.where, kept.name, false});
  return lints::silenced(said, silences, {lints::Runner::cases});
}

}  // namespace leaflaw
