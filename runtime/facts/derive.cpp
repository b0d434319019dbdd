#include "runtime/facts/derive.h"

#include <array>

#include "runtime/base/reach.h"

namespace leaflaw::derivation {

namespace {

using Kind = Operand::Kind;
constexpr std::size_t deepest = 32;   // operands waiting; vocabularies use three or four

Operand truth(bool yes) {
  Operand out;
  out.kind = Kind::truth;
  out.number = Ratio(yes ? 1 : 0);
  return out;
}

Operand plain(Kind kind, Dimension dimension = Dimension::none) {
  Operand out;
  out.kind = kind;
  out.dimension = dimension;
  return out;
}

bool is_no(const Operand& a) { return a.kind == Kind::truth && a.number.is_zero(); }
bool is_yes(const Operand& a) { return a.kind == Kind::truth && !a.number.is_zero(); }

// Dimensions of results; `none` where the operands do not go together.
Dimension of_sum(Dimension a, Dimension b) {
  if (a == b) return a;
  if (a == Dimension::any) return b;
  return b == Dimension::any ? a : Dimension::none;
}
Dimension of_product(Dimension a, Dimension b) {
  if (a == Dimension::any) return b;
  if (b == Dimension::any) return a;
  if (a == Dimension::count) return b;
  return b == Dimension::count ? a : Dimension::none;
}
Dimension of_quotient(Dimension a, Dimension b) {
  if (a == b) return Dimension::any;
  return b == Dimension::any || b == Dimension::count ? a : Dimension::none;
}

// One evaluation: a stack of operands. `overflow` ends it.
class Machine {
 public:
  explicit Machine(const DeriveScope& scope) : scope_(scope) {}   // NOLINT: stack_ is left as it is

  Derived run(const std::vector<DeriveStep>& steps) {
    Derived result;
    for (const DeriveStep& step : steps) {
      if (!one(step)) return result;   // a malformed list of steps: no value
      if (overflow_) {
        result.outcome = Derived::Outcome::overflow;
        return result;
      }
    }
    if (size_ != 1 || stack_[0].kind == Kind::unknown) return result;
    result.outcome = Derived::Outcome::value;
    result.value = stack_[0];
    return result;
  }

 private:
  using Op = DeriveStep::Op;

  bool push(Operand value) {
    if (size_ == deepest) return false;
    stack_[size_++] = value;
    return true;
  }

  bool one(const DeriveStep& step) {
    switch (step.op) {
      case Op::fact: return push(operand_of(step.fact, scope_));
      case Op::constant: {
        Operand out = plain(Kind::number, Dimension::any);
        out.number = step.number;
        return push(out);
      }
      case Op::today: {
        Operand out = plain(Kind::date);
        out.number = Ratio(scope_.today.days);
        return push(out);
      }
      case Op::policy_state: return push(policy_state());
      case Op::is_value: return push(is_value(step));
      case Op::is_given: return push(is_given(step.fact));
      case Op::negate: return negate();
      default: return two(step.op);
    }
  }

  bool two(Op op) {
    if (size_ < 2) return false;
    Operand b = stack_[--size_];
    Operand a = stack_[--size_];
    switch (op) {
      case Op::both: return push(is_no(a) || is_no(b) ? truth(false) : is_yes(a) && is_yes(b) ? truth(true) : Operand{});
      case Op::either: return push(is_yes(a) || is_yes(b) ? truth(true) : is_no(a) && is_no(b) ? truth(false) : Operand{});
      default: break;
    }
    if (a.kind == Kind::unknown || b.kind == Kind::unknown) return push(Operand{});
    switch (op) {
      case Op::add:
      case Op::subtract: return push(sum(a, b, op == Op::subtract));
      case Op::multiply: return push(product(a, b));
      case Op::divide: return push(quotient(a, b));
      case Op::whole_years: return push(years(a, b));
      case Op::is_same: return push(truth(same_value(a, b)));
      default: return false;
    }
  }

  bool negate() {
    if (size_ == 0) return false;
    Operand& top = stack_[size_ - 1];
    top = top.kind == Kind::truth ? truth(top.number.is_zero()) : Operand{};
    return true;
  }

  Operand policy_state() const {
    Operand out = plain(Kind::value);
    out.number = Ratio(scope_.context->state);
    out.enumeration = scope_.context->state_enumeration;
    return scope_.context->state < 0 ? Operand{} : out;
  }

  // An optional fact that is not given is none of the values; a required one may be any.
  Operand is_value(const DeriveStep& step) const {
    Operand fact = operand_of(step.fact, scope_);
    if (fact.kind == Kind::value) return truth(((step.values >> static_cast<unsigned>(fact.number.num)) & 1) != 0);
    const FactValue* found = scope_.find(step.fact);
    bool none = found && found->given == Given::no && !scope_.context->schema->facts[step.fact].required;
    return none ? truth(false) : Operand{};
  }

  Operand is_given(FactId fact) const {
    const FactValue* found = scope_.find(fact);
    if (!found || found->given == Given::disputed) return {};
    return truth(found->given == Given::yes);
  }

  Operand keep(Kind kind, Dimension dimension, const std::optional<Ratio>& value) {
    if (!value || (kind == Kind::date && !in_reach(value->num / value->den))) {
      overflow_ = true;
      return {};
    }
    Operand out = plain(kind, dimension);
    out.number = *value;
    return out;
  }

  Operand sum(const Operand& a, const Operand& b, bool minus) {
    auto value = minus ? sub(a.number, b.number) : add(a.number, b.number);
    if (a.kind == Kind::number && b.kind == Kind::number) {
      Dimension dimension = of_sum(a.dimension, b.dimension);
      return dimension == Dimension::none ? Operand{} : keep(Kind::number, dimension, value);
    }
    bool days = b.kind == Kind::number && (b.dimension == Dimension::duration || b.dimension == Dimension::any);
    if (a.kind == Kind::date && days) return keep(Kind::date, Dimension::none, value);
    if (minus && a.kind == Kind::date && b.kind == Kind::date) return keep(Kind::number, Dimension::duration, value);
    return {};
  }

  Operand product(const Operand& a, const Operand& b) {
    if (a.kind != Kind::number || b.kind != Kind::number) return {};
    Dimension dimension = of_product(a.dimension, b.dimension);
    return dimension == Dimension::none ? Operand{} : keep(Kind::number, dimension, mul(a.number, b.number));
  }

  Operand quotient(const Operand& a, const Operand& b) {
    if (a.kind != Kind::number || b.kind != Kind::number || b.number.is_zero()) return {};
    Dimension dimension = of_quotient(a.dimension, b.dimension);
    return dimension == Dimension::none ? Operand{} : keep(Kind::number, dimension, div(a.number, b.number));
  }

  static Operand years(const Operand& from, const Operand& through) {
    if (from.kind != Kind::date || through.kind != Kind::date || !from.number.is_whole() || !through.number.is_whole()) return {};
    Date born{static_cast<std::int32_t>(from.number.num)}, day{static_cast<std::int32_t>(through.number.num)};
    if (day < born) return {};
    Operand out = plain(Kind::number, Dimension::age);
    out.number = Ratio(whole_years(born, day));
    return out;
  }

  const DeriveScope& scope_;
  // Only stack_[0 .. size_) is alive: clearing all of it would cost more than most derivations.
  union { std::array<Operand, deepest> stack_; };
  std::size_t size_ = 0;
  bool overflow_ = false;
};

Kind kind_of(FactType type) {
  switch (type) {
    case FactType::truth: return Kind::truth;
    case FactType::value: return Kind::value;
    case FactType::set: return Kind::set;
    case FactType::text: return Kind::text;
    case FactType::quantity:
    case FactType::amount: return Kind::number;
    case FactType::date: return Kind::date;
    case FactType::instant: return Kind::instant;
  }
  return Kind::unknown;
}

}  // namespace

const FactValue* DeriveScope::find(FactId fact) const {
  if (fact >= context->schema->facts.size()) return nullptr;
  switch (context->schema->facts[fact].place) {
    case FactPlace::event: return event.find(fact);
    case FactPlace::item: return line.find(fact);
    default: return nullptr;
  }
}

Operand operand_of(FactId id, const DeriveScope& scope) {
  const FactValue* found = scope.find(id);
  if (!found) return {};
  const Fact& fact = scope.context->schema->facts[id];
  if (found->given == Given::no && fact.type == FactType::truth && !fact.required) return truth(false);
  if (found->given != Given::yes) return {};
  Operand out = plain(kind_of(fact.type), found->dimension);
  out.number = found->number;
  out.set = found->set;
  out.text = &found->text;
  out.enumeration = fact.enumeration;
  return out;
}

namespace {

// Most derivations of most rows lack a fact: seen at a glance. Only `and` and `or` can make something of what is unknown.
bool lacks_a_fact(const std::vector<DeriveStep>& steps, const DeriveScope& scope) {
  bool lacks = false;
  for (const DeriveStep& step : steps) {
    if (step.op == DeriveStep::Op::both || step.op == DeriveStep::Op::either) return false;
    if (step.op != DeriveStep::Op::fact) continue;
    const FactValue* found = scope.find(step.fact);
    bool known = found && (found->given == Given::yes || (found->given == Given::no && scope.context->schema->facts[step.fact].type == FactType::truth));
    lacks = lacks || !known;
  }
  return lacks;
}

}  // namespace

Derived evaluate(const std::vector<DeriveStep>& steps, const DeriveScope& scope) {
  return lacks_a_fact(steps, scope) ? Derived{} : Machine(scope).run(steps);
}

bool holds(const std::vector<DeriveStep>& condition, const DeriveScope& scope) {
  if (condition.empty()) return true;
  Derived result = evaluate(condition, scope);
  return result.outcome == Derived::Outcome::value && is_yes(result.value);
}

bool fits(const Operand& value, const Fact& target) {
  if (value.kind != kind_of(target.type)) return false;
  switch (target.type) {
    case FactType::value:
    case FactType::set: return value.enumeration == target.enumeration;
    case FactType::amount:
      return !value.number.is_negative() &&
             (value.dimension == Dimension::count || value.dimension == Dimension::mass || value.dimension == Dimension::any);
    case FactType::quantity: {
      if (value.number.is_negative()) return false;
      bool plain_number = value.dimension == Dimension::any && (target.dimension == Dimension::percent || target.dimension == Dimension::count);
      return plain_number || target.dimension == Dimension::any || value.dimension == target.dimension;
    }
    default: return true;
  }
}

bool same_value(const Operand& a, const Operand& b) {
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case Kind::unknown: return false;
    case Kind::text: return a.text && b.text && *a.text == *b.text;
    case Kind::set: return a.set == b.set;
    case Kind::number: return a.number == b.number && (a.dimension == b.dimension || a.dimension == Dimension::any || b.dimension == Dimension::any);
    default: return a.number == b.number;
  }
}

}  // namespace leaflaw::derivation
