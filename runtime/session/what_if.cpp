#include "runtime/session/what_if.h"

#include <algorithm>

#include "runtime/facts/normalize.h"

namespace leaflaw {

namespace {

// By which power of the quantity a derivation's value grows, given the powers of its facts; nothing: by no single one.
std::optional<int> power_of(const std::vector<DeriveStep>& steps, const std::vector<int>& powers) {
  using Op = DeriveStep::Op;
  std::vector<std::optional<int>> stack;
  for (const DeriveStep& step : steps) {
    switch (step.op) {
      case Op::fact: stack.push_back(step.fact < powers.size() ? powers[step.fact] : 0); break;
      case Op::add:
      case Op::subtract:
      case Op::multiply:
      case Op::divide: {
        if (stack.size() < 2) return std::nullopt;
        std::optional<int> b = stack.back();
        stack.pop_back();
        std::optional<int>& a = stack.back();
        if (!a || !b) a.reset();
        else if (step.op == Op::multiply) a = *a + *b;
        else if (step.op == Op::divide) a = *a - *b;
        else if (*a != *b) a.reset();
        break;
      }
      case Op::whole_years:
      case Op::is_same:
      case Op::both:
      case Op::either:
        if (!stack.empty()) stack.pop_back();
        break;
      case Op::negate: break;
      default: stack.push_back(0); break;
    }
  }
  return stack.size() == 1 ? stack.front() : std::nullopt;
}

// Facts of a line that grow with its quantity: stated totals.
std::vector<FactId> totals_of(const Schema& schema, FactId quantity) {
  std::vector<int> powers(schema.facts.size(), 0);
  std::vector<FactId> totals;
  if (quantity == no_fact) return totals;
  powers[quantity] = 1;
  for (bool changed = true; changed;) {
    changed = false;
    for (const Derivation& derivation : schema.derivations) {
      const Fact& target = schema.facts[derivation.target];
      const bool is_number = target.type == FactType::quantity || target.type == FactType::amount;
      if (target.place != FactPlace::item || !is_number || powers[derivation.target] == 1) continue;
      if (power_of(derivation.value, powers) != 1) continue;
      powers[derivation.target] = 1;
      totals.push_back(derivation.target);
      changed = true;
    }
  }
  return totals;
}

}  // namespace

WhatIf::WhatIf(const Record& as_read, Request completed, const PolicyContext& context, const Judge& judge)
    : as_read_(as_read), context_(context), judge_(judge), quantity_fact_(context.schema->with(Role::line_quantity)),
      totals_(totals_of(*context.schema, quantity_fact_)), work_(std::move(completed)) {
  for (const Line& line : work_.event.items) {
    std::optional<Quantity> units;
    if (quantity_fact_ != no_fact) {
      const FactValue& fact = line.facts[quantity_fact_];
      if (fact.given == Given::yes && fact.number > Ratio(0)) units = Quantity{fact.number, fact.dimension};
    }
    quantities_.push_back(units);
  }
}

std::optional<Quantity> WhatIf::quantity(std::uint32_t line) const { return line < quantities_.size() ? quantities_[line] : std::nullopt; }

bool WhatIf::change(Line& line, const Ratio& from, const Ratio& to) const {
  std::optional<Ratio> factor = div(to, from);
  if (!factor) return false;
  for (FactId total : totals_) {
    FactValue& fact = line.facts[total];
    if (fact.given != Given::yes) continue;
    std::optional<Ratio> scaled = mul(fact.number, *factor);
    if (!scaled) return false;
    fact.number = *scaled;
  }
  FactValue& units = line.facts[quantity_fact_];
  if (units.given == Given::yes) units.number = to;
  return true;
}

std::optional<Document> WhatIf::judged(std::span<const QuantityChange> changes) {
  Request changed;
  changed.event = as_read_;
  changed.event.at_other = work_.event.at_other;
  std::vector<std::uint32_t> gone;
  for (const QuantityChange& one : changes) {
    if (one.to.is_zero()) { gone.push_back(one.line); continue; }
    std::optional<Quantity> units = quantity(one.line);
    if (!units || !change(changed.event.items[one.line], units->value, one.to)) return std::nullopt;
  }
  std::sort(gone.begin(), gone.end());
  for (std::size_t i = gone.size(); i-- > 0;) changed.event.items.erase(changed.event.items.begin() + gone[i]);
  if (!normalize(changed, context_).empty()) return std::nullopt;
  work_.event = std::move(changed.event);
  ++judgements_;
  DocumentOrErrors result = judge_both_readings(work_, *context_.schema, judge_);
  if (auto* document = std::get_if<Document>(&result)) return std::move(*document);
  return std::nullopt;
}

}  // namespace leaflaw
