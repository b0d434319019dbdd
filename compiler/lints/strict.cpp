// "At most 10 mg" in the title and `is under 10 mg` in the rule: the figure itself is lawful in one and not in the other.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "compiler/lints/look.h"

namespace leaflaw::lints {

namespace {

using ast::Comparison;
using ast::Condition;

// The strict comparison that a title's words speak against, and the one that they mean.
struct Promise { std::string_view words; Comparison strict; std::string_view meant; };
constexpr Promise promises[] = {
    {"at most", Comparison::under, "at most"},        {"no more than", Comparison::under, "at most"}, {"not more than", Comparison::under, "at most"},
    {"up to", Comparison::under, "at most"},          {"or less", Comparison::under, "at most"},      {"or fewer", Comparison::under, "at most"},
    {"or younger", Comparison::under, "at most"},     {"at least", Comparison::above, "at least"},    {"no less than", Comparison::above, "at least"},
    {"not less than", Comparison::above, "at least"}, {"or more", Comparison::above, "at least"},     {"or older", Comparison::above, "at least"},
};

Comparison denied(Comparison comparison) {
  switch (comparison) {
    case Comparison::at_least: return Comparison::under;
    case Comparison::at_most: return Comparison::above;
    case Comparison::above: return Comparison::at_most;
    case Comparison::under: return Comparison::at_least;
    case Comparison::exactly: break;
  }
  return comparison;
}

class PromiseSearch {
 public:
  PromiseSearch(Draft& draft, const std::string& title) : draft_(draft), title_(title) {
    std::transform(title_.begin(), title_.end(), title_.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  }

  void visit(const Condition& condition, bool holds) {
    if (condition.kind == Condition::Kind::negation) return visit(*condition.args.front(), !holds);
    for (const ast::ConditionPtr& arg : condition.args) visit(*arg, holds);
    if (condition.kind != Condition::Kind::compares) return;
    check(condition, holds ? condition.op : denied(condition.op), *condition.right);
    if (condition.op2) check(condition, holds ? *condition.op2 : denied(*condition.op2), *condition.right2);
  }

 private:
  // Nothing is no figure that a title would allow: "at least one" is `is above 0`.
  void check(const Condition& condition, Comparison says, const ast::Expr& figure) {
    if (figure.kind == ast::Expr::Kind::quantity && figure.quantity.number.value.is_zero()) return;
    for (const Promise& promise : promises) {
      if (promise.strict != says || title_.find(promise.words) == std::string::npos) continue;
      draft_.error(Code::lint_strict, condition.span, fmt::format("the title says \"{}\", and this does not allow {} itself", promise.words, draft_.text_of(figure.span)),
                   fmt::format("write `is {}`, or another title", promise.meant));
      return;
    }
  }

  Draft& draft_;
  std::string title_;
};

}  // namespace

void report_strict(Draft& draft) {
  for (const auto& [name, symbol] : draft.symbols) {
    if (symbol.kind != semantics::SymbolKind::rule && symbol.kind != semantics::SymbolKind::exception) continue;
    for (const semantics::Version& version : semantics::versions_of(draft, symbol))
      if (const ast::Clause* require = semantics::find(version, ast::Clause::Kind::require)) PromiseSearch(draft, version.title).visit(*require->condition, true);
  }
}

}  // namespace leaflaw::lints
