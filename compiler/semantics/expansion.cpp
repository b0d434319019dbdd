#include "compiler/semantics/expansion.h"

#include <fmt/format.h>

namespace leaflaw::semantics {

using model::Expr;
using model::Op;

namespace {

class Counter {
 public:
  Counter(const Draft& draft, Through through) : draft_(draft), through_(through) {}

  // False: too many.
  bool count(ExprId id) {
    if (id >= bad) return true;
    if (++parts_ > most_parts) return false;
    const Expr& expr = draft_.expr(id);
    for (ExprId arg : expr.args)
      if (!count(arg)) return false;
    if (!count(expr.fact.key_value)) return false;
    if (through_ == Through::definitions) return true;
    if (expr.op == Op::measure) return count_measure(expr.index);
    return expr.op != Op::class_value || count_class(expr.index);
  }

 private:
  bool count_measure(std::uint16_t index) {
    for (const auto& version : draft_.policy.measures[index].versions)
      if (!count(version.body)) return false;
    return true;
  }
  bool count_class(std::uint16_t index) {
    for (const auto& version : draft_.policy.classes[index].versions)
      for (const model::ClassRow& row : version.body)
        if (!count(row.condition)) return false;
    return true;
  }

  const Draft& draft_;
  const Through through_;
  std::size_t parts_ = 0;
};

}  // namespace

bool too_long_written_out(const Draft& draft, ExprId id, Through through) { return !Counter(draft, through).count(id); }

void report_too_long(Draft& draft, Span span, std::string_view what, const std::string& name) {
  draft.error(Code::nesting_too_deep, span, fmt::format("written out, the {} `{}` has more than {} parts", what, name, most_parts), "what is used twice at every step doubles at every step; use each part once");
}

void check_length_of_parts(Draft& draft) {
  for (const model::Measure& measure : draft.policy.measures)
    for (const auto& version : measure.versions)
      if (too_long_written_out(draft, version.body, Through::parts)) return report_too_long(draft, measure.span, "measure", measure.id);
  for (const model::ItemClass& item_class : draft.policy.classes)
    for (const auto& version : item_class.versions)
      for (const model::ClassRow& row : version.body)
        if (too_long_written_out(draft, row.condition, Through::parts)) return report_too_long(draft, item_class.span, "class", item_class.id);
}

}  // namespace leaflaw::semantics
