// A number that draws a line twice: where the law moves it, one of the two is forgotten. Only lines that select (to what a rule applies,
// when an exception holds, which row an item is in) must agree with each other; what rules require may be equal by chance.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "compiler/lints/look.h"
#include "compiler/semantics/linear_form.h"

namespace leaflaw::lints {

namespace {

using model::Expr;
using model::Op;
using model::Type;

struct Use { std::string owner; Span span; };

class Uses {
 public:
  explicit Uses(Draft& draft) : draft_(draft) {}

  // A text is compiled anew for every version that inherits it: its places are the same.
  void note(const std::string& owner, ExprId id) {
    if (id == no_expr || !seen_.insert(id).second) return;
    const Expr& expr = draft_.expr(id);
    if (expr.op == Op::definition) return;   // it has a name
    if (expr.op == Op::less || expr.op == Op::at_most || expr.op == Op::equal) note_comparison(owner, expr);
    for (ExprId arg : expr.args) note(owner, arg);
  }

  void report() {
    for (auto& [line, uses] : by_line_) {
      std::stable_sort(uses.begin(), uses.end(), [](const Use& a, const Use& b) { return a.span.begin < b.span.begin; });
      const Use& first = uses.front();
      for (const Use& use : uses) {
        if (use.owner == first.owner || use.span.begin == first.span.begin) continue;   // an exception's words are its exceptions' too
        draft_.error(Code::lint_unnamed_number, use.span, fmt::format("`{}` and `{}` draw the line at the same number", first.owner, use.owner),
                     "give the condition, or the number, a name: `define NAME as ...`, and use that in both")
            .notes.push_back({first.span, "the first one is here"});
      }
    }
  }

 private:
  void note_comparison(const std::string& owner, const Expr& expr) {
    for (std::size_t side : {0U, 1U}) {
      const Expr& number = draft_.expr(expr.args[side]);
      const Expr& subject = draft_.expr(expr.args[1 - side]);
      // A bare number, such as a count of one, is no line that the law would move.
      if (number.op != Op::constant || number.type != Type::number || number.number.is_zero() || subject.op == Op::constant) continue;
      if (number.dimension == Dimension::none || number.dimension == Dimension::any || number.dimension == Dimension::count) continue;
      by_line_[fmt::format("{} at {} of {}", semantics::structure_of(draft_, expr.args[1 - side]), to_string(number.number), static_cast<int>(number.dimension))].push_back({owner, expr.span});
    }
  }

  Draft& draft_;
  std::set<ExprId> seen_;
  std::map<std::string, std::vector<Use>> by_line_;
};

void note_rule(Draft& draft, const model::Rule& rule, Uses& uses) {
  for (const model::RuleVersion& version : rule.versions) {
    uses.note(rule.id, version.when);
    uses.note(rule.id, version.item_where);
    for (const model::Body& body : version.bodies) {
      uses.note(body.exception == no_index ? rule.id : draft.policy.exceptions[body.exception].id, body.condition);
      uses.note(body.exception == no_index ? rule.id : draft.policy.exceptions[body.exception].id, body.limit.item_condition);
    }
  }
}

}  // namespace

void report_unnamed_numbers(Draft& draft) {
  Uses uses(draft);
  for (const model::ItemClass& each : draft.policy.classes)
    for (const auto& version : each.versions)
      for (const model::ClassRow& row : version.body) uses.note(each.id, row.condition);
  for (const model::Rule& rule : draft.policy.rules) note_rule(draft, rule, uses);
  uses.report();
}

}  // namespace leaflaw::lints
