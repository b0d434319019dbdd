// A version that reads facts which the one before it did not: registers that were content until then must send more, and history from
// before lacks it. What classes and measures read is said of their own versions.
#include <fmt/format.h>

#include <set>

#include "compiler/lints/look.h"
#include "compiler/semantics/suggestions.h"

namespace leaflaw::lints {

namespace {

using model::Expr;
using Facts = std::set<FactId>;

class Reader {
 public:
  explicit Reader(const Draft& draft) : draft_(draft) {}

  void read(ExprId id) {
    if (id == no_expr || !seen_.insert(id).second) return;
    const Expr& expr = draft_.expr(id);
    if (expr.fact.fact != no_fact) facts_.insert(expr.fact.fact);
    read(expr.fact.key_value);
    for (ExprId arg : expr.args) read(arg);
  }
  void read(const model::Body& body) {
    read(body.condition);
    if (body.waived) return;
    for (ExprId id : {body.require, body.limit.amount, body.limit.item_condition, body.limit.cap, body.limit.anchor, body.limit.usage}) read(id);
  }
  [[nodiscard]] const Facts& facts() const { return facts_; }

 private:
  const Draft& draft_;
  std::set<ExprId> seen_;
  Facts facts_;
};

Facts facts_of(const Draft& draft, const model::RuleVersion& version) {
  Reader reader(draft);
  reader.read(version.when);
  reader.read(version.item_where);
  for (const model::Body& body : version.bodies) reader.read(body);
  return reader.facts();
}
Facts facts_of(const Draft& draft, const model::Dated<ExprId>& version) {
  Reader reader(draft);
  reader.read(version.body);
  return reader.facts();
}
Facts facts_of(const Draft& draft, const model::Dated<std::vector<model::ClassRow>>& version) {
  Reader reader(draft);
  for (const model::ClassRow& row : version.body) reader.read(row.condition);
  return reader.facts();
}

// `texts`: the declaration and its amendments, as many as there are versions where none was refused.
template <typename Version>
void compare(Draft& draft, const semantics::Symbol& symbol, const std::vector<Version>& versions) {
  const std::vector<semantics::Version>& texts = semantics::versions_of(draft, symbol);
  for (std::size_t i = 1; i < versions.size() && i < texts.size(); ++i) {
    const Facts before = facts_of(draft, versions[i - 1]);
    std::vector<std::string> added;
    for (FactId fact : facts_of(draft, versions[i]))
      if (!before.contains(fact)) added.push_back(draft.schema.facts[fact].name);
    if (added.empty()) continue;
    draft.error(Code::lint_new_facts, texts[i].texts.back()->head, fmt::format("from {} on `{}` reads {}, which it did not read before", to_string(texts[i].from), symbol.declaration->name.text, semantics::listed(added)),
                "see that registers send it from that day on, and that what was sold before is judged without it");
  }
}

}  // namespace

void report_new_facts(Draft& draft) {
  for (const auto& [name, symbol] : draft.symbols) {
    if (symbol.kind == semantics::SymbolKind::rule) compare(draft, symbol, draft.policy.rules[symbol.index].versions);
    if (symbol.kind == semantics::SymbolKind::measure) compare(draft, symbol, draft.policy.measures[symbol.index].versions);
    if (symbol.kind == semantics::SymbolKind::item_class) compare(draft, symbol, draft.policy.classes[symbol.index].versions);
  }
}

}  // namespace leaflaw::lints
