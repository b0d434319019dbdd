// Law that does nothing: rules that never apply or whose requirement always holds, limits that count nothing, exceptions that never hold,
// that another one always goes before, or that leave nothing of their rule. Each is proved, version by version.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/lints/proofs.h"

namespace leaflaw::lints {

namespace {

using model::Body;
using model::Rule;
using model::RuleKind;
using model::RuleVersion;

bool covers_days(const Body& body, Date from, std::optional<Date> through) { return body.from <= from && (!body.through || (through && *through <= *body.through)); }

class Effects {
 public:
  Effects(Draft& draft, const Rule& rule, const RuleVersion& version) : draft_(draft), rule_(rule), version_(version), scratch_(draft) {
    applies_ = {scratch_.is_event(version.events & draft.policy.covers), version.when, version.item_where};
  }

  void check() {
    if ((version_.events & draft_.policy.covers) == 0) return;   // said of its events
    if (can_be(draft_, applies_, {}) == Possible::no) {
      draft_.error(Code::lint_never_applies, rule_.span, fmt::format("`{}` never applies{}", rule_.id, since()), "look at what stands after `applies to`: no case meets all of it");
      return;
    }
    check_own(version_.bodies.front());
    for (std::size_t i = 1; i < version_.bodies.size(); ++i) check_exception(i);
    check_hidden();
  }

 private:
  // Where there are several versions, which one it is.
  std::string since() const { return rule_.versions.size() > 1 ? " from " + to_string(version_.from) + " on" : ""; }

  std::vector<ExprId> applies_and(ExprId more) const {
    std::vector<ExprId> all = applies_;
    all.push_back(more);
    return all;
  }

  void check_own(const Body& own) {
    if (rule_.kind == RuleKind::rule && can_be(draft_, applies_, {own.require}) == Possible::no)
      draft_.error(Code::lint_never_fires, rule_.span, fmt::format("what `{}` requires holds wherever it applies{}: it never denies", rule_.id, since()), "look at `require` and at what stands after `applies to`: one says the same as the other");
    if (rule_.kind == RuleKind::limit && counts_nothing(own.limit))
      draft_.error(Code::lint_never_fires, rule_.span, fmt::format("no item counts for `{}`{}: it never denies", rule_.id, since()), "look at what stands after `counts`");
  }

  bool counts_nothing(const model::LimitBody& limit) const {
    const model::Expr& amount = draft_.expr(limit.amount);
    if (amount.op == model::Op::constant && amount.number.is_zero()) return true;
    return !limit.per_event && can_be(draft_, applies_and(limit.item_condition), {}) == Possible::no;
  }

  // Of higher rank and in force on all its days: it goes before wherever it holds.
  std::vector<ExprId> before(std::size_t index) const {
    const Body& body = version_.bodies[index];
    std::vector<ExprId> conditions;
    for (std::size_t i = 1; i < index; ++i)
      if (version_.bodies[i].rank > body.rank && covers_days(version_.bodies[i], body.from, body.through)) conditions.push_back(version_.bodies[i].condition);
    return conditions;
  }

  void check_exception(std::size_t index) {
    const Body& body = version_.bodies[index];
    const model::Exception& exception = draft_.policy.exceptions[body.exception];
    if (can_be(draft_, applies_and(body.condition), {}) == Possible::no)
      draft_.error(Code::lint_never_applies, exception.span, fmt::format("`{}` can never hold where `{}` applies", exception.id, rule_.id), "look at its `when`, and at what the rule applies to");
    else if (can_be(draft_, applies_and(body.condition), before(index)) == Possible::no)
      draft_.error(Code::lint_never_applies, exception.span, fmt::format("wherever `{}` holds, an exception to it goes before", exception.id), "make that one narrower, or take this one out");
  }

  // One exception that hides its rule is named; where only all of them together do, the rule.
  void check_hidden() {
    std::vector<ExprId> conditions;
    for (std::size_t i = 1; i < version_.bodies.size(); ++i) {
      const Body& body = version_.bodies[i];
      if (!covers_days(body, version_.from, version_.through)) continue;
      conditions.push_back(body.condition);
      if (can_be(draft_, applies_, {body.condition}) != Possible::no) continue;
      const model::Exception& exception = draft_.policy.exceptions[body.exception];
      draft_.error(Code::lint_hidden, exception.span, fmt::format("`{}` holds wherever `{}` applies{}: nothing is left of the rule", exception.id, rule_.id, since()), "amend the rule where the law has changed, or say when the exception holds")
          .notes.push_back({rule_.span, "the rule is here"});
      return;
    }
    if (conditions.size() < 2 || can_be(draft_, applies_, conditions) != Possible::no) return;
    draft_.error(Code::lint_hidden, rule_.span, fmt::format("wherever `{}` applies{} one of its exceptions holds: nothing is left of it", rule_.id, since()), "let the rule say what one of them says");
  }

  Draft& draft_;
  const Rule& rule_;
  const RuleVersion& version_;
  Scratch scratch_;
  std::vector<ExprId> applies_;
};

}  // namespace

void report_rules_without_effect(Draft& draft) {
  for (const Rule& rule : draft.policy.rules)
    for (const RuleVersion& version : rule.versions)
      if (rule.layer + 1U == draft.layers.all.size()) Effects(draft, rule, version).check();
}

}  // namespace leaflaw::lints
