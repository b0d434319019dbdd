#include "compiler/semantics/part_cycles.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace leaflaw::semantics {

using model::Expr;
using model::Op;

namespace {

using Part = std::pair<SymbolKind, std::uint16_t>;

class Cycles {
 public:
  explicit Cycles(Draft& draft) : draft_(draft) {}

  void run() {
    const model::Policy& policy = draft_.policy;
    for (std::uint16_t i = 0; i < policy.classes.size(); ++i) visit({SymbolKind::item_class, i});
    for (std::uint16_t i = 0; i < policy.tables.size(); ++i) visit({SymbolKind::table, i});
    for (std::uint16_t i = 0; i < policy.measures.size(); ++i) visit({SymbolKind::measure, i});
  }

 private:
  struct Use { Part part; Span span; };

  void visit(Part part) {
    if (!done_.insert(part).second) return;
    path_.push_back(part);
    for (const Use& use : uses_of(part)) {
      auto again = std::find(path_.begin(), path_.end(), use.part);
      if (again == path_.end()) visit(use.part);
      else report(again - path_.begin(), use);
    }
    path_.pop_back();
  }

  void report(std::ptrdiff_t begin, const Use& use) {
    const std::string first = name_of(use.part);
    std::string help;
    for (auto part = path_.begin() + begin; part != path_.end(); ++part) help += fmt::format("`{}` reads ", name_of(*part));
    draft_.error(Code::cycle, use.span, fmt::format("the {} `{}` rests on itself", use.part.first == SymbolKind::item_class ? "class" : use.part.first == SymbolKind::table ? "table" : "measure", first),
                 fmt::format("{}`{}`", help, first))
        .notes.push_back({span_of(use.part), "it is declared here"});
  }

  std::string name_of(Part part) const {
    const model::Policy& policy = draft_.policy;
    if (part.first == SymbolKind::item_class) return policy.classes[part.second].id;
    return part.first == SymbolKind::table ? policy.tables[part.second].id : policy.measures[part.second].id;
  }
  Span span_of(Part part) const {
    const model::Policy& policy = draft_.policy;
    if (part.first == SymbolKind::item_class) return policy.classes[part.second].span;
    return part.first == SymbolKind::table ? policy.tables[part.second].span : policy.measures[part.second].span;
  }

  std::vector<Use> uses_of(Part part) const {
    std::vector<Use> uses;
    std::set<ExprId> seen;
    const model::Policy& policy = draft_.policy;
    if (part.first == SymbolKind::item_class) {
      for (const auto& version : policy.classes[part.second].versions)
        for (const model::ClassRow& row : version.body) collect(row.condition, seen, uses);
    } else if (part.first == SymbolKind::table) {
      for (const auto& version : policy.tables[part.second].versions)
        for (const model::TableRow& row : version.body)
          for (ExprId value : row.values) collect(value, seen, uses);
    } else {
      for (const auto& version : policy.measures[part.second].versions) collect(version.body, seen, uses);
    }
    return uses;
  }

  void collect(ExprId id, std::set<ExprId>& seen, std::vector<Use>& uses) const {
    if (id >= bad || !seen.insert(id).second) return;
    const Expr& expr = draft_.expr(id);
    if (expr.op == Op::class_value) uses.push_back({{SymbolKind::item_class, expr.index}, expr.span});
    if (expr.op == Op::measure) uses.push_back({{SymbolKind::measure, expr.index}, expr.span});
    if (expr.op == Op::table) uses.push_back({{SymbolKind::table, expr.index}, expr.span});
    collect(expr.fact.key_value, seen, uses);
    for (ExprId arg : expr.args) collect(arg, seen, uses);
  }

  Draft& draft_;
  std::set<Part> done_;
  std::vector<Part> path_;
};

}  // namespace

void report_part_cycles(Draft& draft) { Cycles(draft).run(); }

}  // namespace leaflaw::semantics
