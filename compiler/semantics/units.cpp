// `unit oz is 28 g`, `unit day-unit "whole-day unit"`.
#include <fmt/format.h>

#include "compiler/semantics/dimensions.h"
#include "compiler/semantics/suggestions.h"
#include "compiler/semantics/symbols.h"
#include "compiler/semantics/versions.h"

namespace leaflaw::semantics {

namespace {

constexpr std::size_t most_own_dimensions = 100, most_units = 900;   // a pack holds 1,024, the standard ones included
constexpr std::size_t longest_unit = 64;

// Behind the last one possible all are of one kind; the policy has an error then.
Dimension next_own_dimension(const Draft& draft) {
  std::size_t next = 0;
  for (const model::OwnUnit& each : draft.policy.units)
    if (each.dimension >= Dimension::own) next = std::max(next, static_cast<std::size_t>(each.dimension) - static_cast<std::size_t>(Dimension::own) + 1);
  return static_cast<Dimension>(static_cast<std::size_t>(Dimension::own) + std::min(next, most_own_dimensions + 1));
}

const Unit* standard_unit(std::string_view name) {
  for (const Unit& each : standard_units())
    if (each.name == name) return &each;
  return nullptr;
}

bool is_power_of_ten(i128 number) {
  while (number % 10 == 0) number /= 10;
  return number == 1;
}

// A customary measure has several values in the law, as the ounces have; a metric one has not.
bool may_be_replaced(const Unit& unit) {
  const bool measured = unit.dimension == Dimension::mass || unit.dimension == Dimension::volume || unit.dimension == Dimension::length;
  return measured && !(is_power_of_ten(unit.in_base.num) && is_power_of_ten(unit.in_base.den));
}

// A unit of its own dimension, also where what it is could not be read: it is known then, and its uses are no further mistakes.
void own_dimension(Draft& draft, model::OwnUnit& unit) {
  unit.dimension = next_own_dimension(draft);
  unit.in_base = Ratio(1);
}

bool is_declared_below(const Draft& draft, const ast::Declaration& declaration, std::string_view name) {
  if (draft.policy.context.units.find(name)) return false;
  bool below = false;
  for (const ast::Declaration* each : draft.layers.declarations) {
    if (each == &declaration) below = true;
    else if (below && each->kind == ast::Declaration::Kind::unit && each->name.text == name) return true;
  }
  return false;
}

// `unit dosage is patient.daily_dose`: a figure of the record, the same for everything that is counted for the person.
void personal_unit(Draft& draft, const ast::Path& path, model::OwnUnit& unit) {
  const auto found = draft.facts.find(path.text());
  if (found == draft.facts.end()) {
    std::vector<std::string> known;
    for (const Fact& fact : draft.schema.facts) known.push_back(fact.name);
    draft.error(Code::unknown_name, path.span, fmt::format("there is no fact `{}`", path.text()), did_you_mean(path.text(), known));
    return;
  }
  const Fact& fact = draft.schema.facts[found->second];
  const Dimension dimension = of_one_day(fact.dimension);
  const bool countable = dimension == Dimension::mass || dimension == Dimension::thc || dimension == Dimension::cbd || dimension == Dimension::volume || dimension == Dimension::count;
  if (fact.type != FactType::quantity || fact.place == FactPlace::item || fact.map != no_index || !countable) {
    draft.error(Code::wrong_type, path.span, fmt::format("`{}` is no amount of a person's record", path.text()), "a personal unit is a quantity such as `patient.daily_dose`");
    return;
  }
  unit.dimension = dimension;
  unit.fact = found->second;
  draft.personal_units.emplace(unit.name, Draft::PersonalUnit{&path, dimension, false});
}

void measured_unit(Draft& draft, const ast::Declaration& declaration, model::OwnUnit& unit) {
  const ast::Expr& is = *declaration.expr;
  own_dimension(draft, unit);
  if (is.kind == ast::Expr::Kind::path) return personal_unit(draft, is.path, unit);
  if (is.kind != ast::Expr::Kind::quantity) {
    draft.error(Code::wrong_type, is.span, "a unit is a number of another unit", fmt::format("write for example `unit {} is 28 g`", unit.name));
    return;
  }
  if (is.quantity.unit.empty()) {
    draft.error(Code::missing_unit, is.span, fmt::format("`{}` of what?", is.quantity.number.written), fmt::format("write for example `unit {} is {} g`", unit.name, is.quantity.number.written));
    return;
  }
  if (is.quantity.number.value.is_zero()) {
    draft.error(Code::number_range, is.span, "a unit cannot be nothing", "say how much one of it is");
    return;
  }
  if (is_declared_below(draft, declaration, is.quantity.unit)) {
    draft.error(Code::unknown_unit, is.quantity.unit_span, fmt::format("`{}` is declared only below", is.quantity.unit), "a unit is measured in units that are declared before it: move it down");
    return;
  }
  const ExprId value = literal(draft, is.quantity);
  if (value == bad) return;
  unit.dimension = draft.expr(value).dimension;
  unit.in_base = draft.expr(value).number;
  const Unit* standard = standard_unit(unit.name);
  if (standard && standard->dimension != unit.dimension)
    draft.error(Code::wrong_dimension, is.span, fmt::format("`{}` is a unit of {}, and this is {}", unit.name, words(draft, standard->dimension), words(draft, unit.dimension)),
                "give the other unit a name of its own");
}

void check_room(Draft& draft, const ast::Name& name) {
  if (name.text.size() > longest_unit)
    draft.error(Code::name_too_long, name.span, fmt::format("the name of this unit has {} characters, and at most {} are possible", name.text.size(), longest_unit), "take a shorter one; its title is for people");
  if (draft.policy.units.size() == most_units) draft.error(Code::file_too_large, name.span, fmt::format("a policy has at most {} units", most_units));
}

void declare_unit(Draft& draft, const ast::Declaration& declaration) {
  const ast::Name& name = declaration.name;
  if (const Unit* standard = standard_unit(name.text); standard && !may_be_replaced(*standard)) {
    draft.error(Code::duplicate_name, name.span, fmt::format("`{}` is a unit everywhere; a policy cannot change it", name.text), "choose another name");
    return;
  }
  if (standard_unit(name.text) && draft.layers.of(declaration) != 0) {
    draft.error(Code::narrowing_changes, name.span, fmt::format("`{}` is what `{}` says it is", name.text, draft.layers.root().name.text), "a policy that narrows another measures as that one does; give your own unit a name of its own");
    return;
  }
  auto [first, fresh] = draft.unit_places.emplace(name.text, name.span);
  if (!fresh) {
    draft.error(Code::duplicate_name, name.span, fmt::format("the unit `{}` is declared twice", name.text), "keep one of the two").notes.push_back({first->second, "it is declared here"});
    return;
  }
  check_room(draft, name);
  model::OwnUnit unit;
  unit.name = name.text;
  unit.title = declaration.title ? declaration.title->value : std::string();
  unit.source = source_of(declaration);
  unit.span = declaration.head;
  if (declaration.expr) measured_unit(draft, declaration, unit);
  else own_dimension(draft, unit);
  if (unit.fact == no_fact) draft.policy.context.units.add({unit.name, unit.dimension, unit.in_base});   // requests cannot count in personal ones
  if (static_cast<std::size_t>(unit.dimension) == static_cast<std::size_t>(Dimension::own) + most_own_dimensions)
    draft.error(Code::file_too_large, name.span, fmt::format("a policy has at most {} units of a kind of their own", most_own_dimensions));
  draft.policy.units.push_back(std::move(unit));
}

}  // namespace

void declare_units(Draft& draft) {
  for (const ast::Declaration* each : draft.layers.declarations)
    if (each->kind == ast::Declaration::Kind::unit) declare_unit(draft, *each);
}

}  // namespace leaflaw::semantics
