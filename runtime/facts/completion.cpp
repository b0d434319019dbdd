#include "runtime/facts/completion.h"

#include "runtime/facts/suggest.h"

namespace leaflaw::derivation {

namespace {

using Outcome = Derived::Outcome;

// The facts of one event, or of one of its lines, being completed.
class Completion {
 public:
  Completion(const DeriveScope& scope, FactPlace place, std::span<const Derivation> derivations, const InputPath& path, InputErrors& errors)
      : scope_(scope), schema_(*scope.context->schema), place_(place), derivations_(derivations),
        facts_(place == FactPlace::item ? scope.line : scope.event), path_(path), errors_(errors) {}

  // A dispute takes away a fact that others were derived from: start over with it unknown, until nothing is disputed any more.
  void run() {
    fill();
    while (ok_ && find_dispute()) {
      forget_derived();
      fill();
    }
    if (ok_) check_same();
  }

 private:
  bool concerns(const Derivation& derivation) const { return schema_.facts[derivation.target].place == place_ && facts_.find(derivation.target); }

  // What the derivation gives here, where it fits its target.
  Derived value_of(const Derivation& derivation) {
    if (!holds(derivation.condition, scope_)) return {};
    Derived result = evaluate(derivation.value, scope_);
    if (result.outcome == Outcome::overflow) out_of_range(derivation.target);
    if (result.outcome == Outcome::value && !fits(result.value, schema_.facts[derivation.target])) return {};
    return result;
  }

  void fill() {
    for (bool changed = true; changed && ok_;) {
      changed = false;
      for (const Derivation& derivation : derivations_) {
        if (!concerns(derivation) || facts_.find(derivation.target)->given != Given::no) continue;
        Derived result = value_of(derivation);
        if (!ok_) return;
        if (result.outcome != Outcome::value) continue;
        store(derivation.target, result.value);
        changed = true;
      }
    }
  }

  void store(FactId target, const Operand& value) {
    FactValue& fact = *facts_.find(target);
    fact.given = Given::yes;
    fact.derived = true;
    fact.number = value.number;
    fact.set = value.set;
    if (value.text) fact.text = *value.text;
    if (value.kind != Operand::Kind::number) return;
    bool plain_number = value.dimension == Dimension::any;
    bool amount = schema_.facts[target].type == FactType::amount;
    fact.dimension = !plain_number ? value.dimension : amount ? Dimension::count : schema_.facts[target].dimension;
  }

  // The first stated fact, in the vocabulary's order, that its derivation contradicts.
  bool find_dispute() {
    for (const Derivation& derivation : derivations_) {
      if (!concerns(derivation) || derivation.same || !derivation.tolerance) continue;
      FactValue& fact = *facts_.find(derivation.target);
      if (fact.given != Given::yes || fact.derived) continue;
      Derived result = value_of(derivation);
      if (!ok_) return false;
      if (result.outcome != Outcome::value || agrees(derivation, fact, result.value)) continue;
      if (!ok_) return false;
      fact.given = Given::disputed;
      fact.derived_number = result.value.number;
      return true;
    }
    return false;
  }

  // |stated - derived| <= tolerance x derived. A count beside a mass is not comparable: no dispute.
  bool agrees(const Derivation& derivation, const FactValue& stated, const Operand& derived) {
    if (derived.kind != Operand::Kind::number) return same_value(operand_of(derivation.target, scope_), derived);
    if (stated.dimension != derived.dimension && derived.dimension != Dimension::any) return true;
    auto difference = sub(stated.number, derived.number);
    auto allowed = mul(*derivation.tolerance, derived.number);
    if (!difference || !allowed) {
      out_of_range(derivation.target);
      return false;
    }
    Ratio size = difference->is_negative() ? Ratio::of(-difference->num, difference->den) : *difference;
    return size <= *allowed;
  }

  void forget_derived() {
    for (FactValue& fact : facts_.cells)
      if (fact.derived) fact = FactValue{};
  }

  void check_same() {
    for (const Derivation& derivation : derivations_) {
      if (!concerns(derivation) || !derivation.same) continue;
      const FactValue& fact = *facts_.find(derivation.target);
      if (fact.given != Given::yes || !holds(derivation.condition, scope_)) continue;
      Derived other = evaluate(derivation.value, scope_);
      Operand own = operand_of(derivation.target, scope_);
      if (other.outcome != Outcome::value || same_value(own, other.value)) continue;
      const Fact& target = schema_.facts[derivation.target];
      bool one_fact = derivation.value.size() == 1 && derivation.value[0].op == DeriveStep::Op::fact;
      std::string source = one_fact ? "`" + schema_.facts[derivation.value[0].fact].name + "`" : "what it follows from";
      errors_.add(InputCode::unequal_facts, full_path(derivation.target), nullptr,
                  "`" + target.name + "` is " + shown(own) + " and " + source + " is " + shown(other.value),
                  "here both mean the same; give one of them, or the same value twice");
    }
  }

  std::string shown(const Operand& value) const {
    switch (value.kind) {
      case Operand::Kind::truth: return value.number.is_zero() ? "no" : "yes";
      case Operand::Kind::value: return schema_.enumerations[value.enumeration].values[static_cast<std::size_t>(value.number.num)];
      case Operand::Kind::text: return suggest::quoted(*value.text);
      case Operand::Kind::date: return to_string(Date{static_cast<std::int32_t>(value.number.num)});
      case Operand::Kind::number: return print_in_base({value.number, value.dimension}, scope_.context->units);
      default: return "another";
    }
  }

  std::string full_path(FactId fact) const {
    std::string name = schema_.facts[fact].name;
    if (place_ == FactPlace::item) name = name.substr(name.find('.') + 1);
    std::string path = to_string(path_);
    return path.empty() ? name : path + "." + name;
  }

  void out_of_range(FactId target) {
    ok_ = false;
    errors_.add(InputCode::derivation_overflow, full_path(target), nullptr, "the amounts that it follows from are out of range together",
                "look for a number with too many digits");
  }

  const DeriveScope& scope_;
  const Schema& schema_;
  FactPlace place_;
  std::span<const Derivation> derivations_;
  FactRow facts_;
  const InputPath& path_;
  InputErrors& errors_;
  bool ok_ = true;
};

}  // namespace

void complete(const DeriveScope& scope, FactPlace place, std::span<const Derivation> derivations, const InputPath& path, InputErrors& errors) {
  Completion(scope, place, derivations, path, errors).run();
}

}  // namespace leaflaw::derivation
