// Facts: known, unknown or none, with what a history entry borrows from the present event.
#include "compiler/reference/evaluate.h"

namespace leaflaw::reference {

using model::Expr;
using model::FactRef;

namespace {

bool keys_differ(const Schema& schema, Role role, const std::string& group, const Scene& scene) {
  FactId key = schema.with(role);
  if (key == no_fact || schema.facts[key].group != group) return false;
  const FactValue& mine = scene.record->facts[key];
  const FactValue& theirs = scene.present->facts[key];
  return mine.given == Given::yes && theirs.given == Given::yes && mine.text != theirs.text;
}

}  // namespace

bool Evaluator::borrows(const std::string& group, const Scene& scene) const {
  if (scene.entry < 0 || group.empty()) return false;
  const Schema& schema = *policy_.schema;
  for (Role role : {Role::customer_key, Role::patient_key, Role::store_key})
    if (keys_differ(schema, role, group, scene)) return false;
  return true;
}

const MapValue& Evaluator::map_of(std::uint16_t map, const Scene& scene) const {
  const FactMap& declared = policy_.schema->maps[map];
  if (declared.place == FactPlace::item_map) return scene.line->maps[map];
  const MapValue& own = scene.record->maps[map];
  std::string group = declared.name.substr(0, declared.name.find('.'));
  if (!own.given && group != declared.name && borrows(group, scene)) return scene.present->maps[map];
  return own;
}

Evaluator::Look Evaluator::look(FactId fact, const Scene& scene) const {
  const Fact& declared = policy_.schema->facts[fact];
  bool of_item = declared.place == FactPlace::item;
  const FactValue* value = of_item ? &scene.line->facts[fact] : &scene.record->facts[fact];
  if (!of_item && value->given == Given::no && borrows(declared.group, scene)) value = &scene.present->facts[fact];
  if (value->given == Given::yes) return {Look::State::known, value, {}};
  if (value->given == Given::no && !declared.required) return {Look::State::none, value, {}};
  Unknown unknown{fact, scene.entry, of_item ? scene.line_number : -1, value->given == Given::disputed};
  return {Look::State::unknown, value, {unknown}};
}

Evaluator::Look Evaluator::look_up(const FactRef& ref, const std::string& key, const Scene& scene) const {
  const FactMap& declared = policy_.schema->maps[ref.map];
  const MapValue& map = map_of(ref.map, scene);
  int line = declared.place == FactPlace::item_map ? scene.line_number : -1;
  if (!map.given) {
    if (!declared.required) return {Look::State::none, nullptr, {}};
    return {Look::State::unknown, nullptr, {Unknown{ref.fact, scene.entry, line, false}}};
  }
  for (const MapEntry& entry : map.entries) {
    if (entry.key != key) continue;
    for (std::size_t i = 0; i < declared.fields.size(); ++i) {
      if (declared.fields[i] != ref.fact) continue;
      const FactValue& value = entry.fields[i];
      if (value.given == Given::yes) return {Look::State::known, &value, {}};
      if (value.given == Given::no && !policy_.schema->facts[ref.fact].required) return {Look::State::none, &value, {}};
      return {Look::State::unknown, &value, {Unknown{ref.fact, scene.entry, line, value.given == Given::disputed}}};
    }
  }
  return {Look::State::none, nullptr, {}};
}

Evaluator::Look Evaluator::look_at_entry(FactId field, const std::string& key, const Scene& scene) const {
  return look_up(FactRef{field, policy_.schema->facts[field].map, key, model::no_expr}, key, scene);
}

// Every value that the reference may have: one for a plain fact or a constant key, one per possible key otherwise.
std::vector<Evaluator::Look> Evaluator::looks(const FactRef& ref, const Scene& scene, Blame& key_blame) {
  if (ref.map == no_index) return {look(ref.fact, scene)};
  if (ref.key_value == model::no_expr) return {look_up(ref, ref.key, scene)};
  Value key = value(ref.key_value, scene);
  key_blame = key.blame;
  if (key.none) return {Look{Look::State::none, nullptr, {}}};
  std::vector<Look> result;
  std::uint16_t domain = policy_.expr(ref.key_value).domain;
  for (unsigned i = 0; i < 128; ++i)
    if (key.possible >> i & 1) result.push_back(look_up(ref, policy_.value_name(domain, i), scene));
  return result;
}

Truth Evaluator::entry_given(const Expr& expr, const Scene& scene) {
  const FactMap& declared = policy_.schema->maps[expr.fact.map];
  const MapValue& map = map_of(expr.fact.map, scene);
  if (!map.given && declared.required)
    return unknown({Unknown{declared.fields.front(), scene.entry, declared.place == FactPlace::item_map ? scene.line_number : -1, false}});
  auto has = [&](const std::string& key) {
    for (const MapEntry& entry : map.entries)
      if (entry.key == key) return true;
    return false;
  };
  if (expr.fact.key_value == model::no_expr) return yes_or_no(map.given && has(expr.fact.key));
  Value key = value(expr.fact.key_value, scene);
  if (key.none) return yes_or_no(false);
  bool some = false, all = true;
  std::uint16_t domain = policy_.expr(expr.fact.key_value).domain;
  for (unsigned i = 0; i < 128; ++i) {
    if (!(key.possible >> i & 1)) continue;
    bool found = map.given && has(policy_.value_name(domain, i));
    some = some || found;
    all = all && found;
  }
  return some == all ? yes_or_no(all) : unknown(key.blame);
}

// Truths that depend on one fact.
Truth Evaluator::one_look(const Expr& expr, const Scene& scene) {
  Blame key_blame;
  std::vector<Truth> possible;
  for (const Look& found : looks(expr.fact, scene, key_blame)) {
    if (expr.op == model::Op::fact_given) {
      bool disputed = found.state == Look::State::unknown;
      possible.push_back(disputed ? unknown(found.blame) : yes_or_no(found.state == Look::State::known));
      continue;
    }
    if (found.state == Look::State::unknown) { possible.push_back(unknown(found.blame)); continue; }
    if (found.state == Look::State::none) { possible.push_back(yes_or_no(false)); continue; }
    const FactValue& fact = *found.value;
    switch (expr.op) {
      case model::Op::fact_truth: possible.push_back(yes_or_no(!fact.number.is_zero())); break;
      case model::Op::includes_all: possible.push_back(yes_or_no((fact.set & expr.values) == expr.values)); break;
      case model::Op::includes_any: possible.push_back(yes_or_no((fact.set & expr.values) != 0)); break;
      default: {   // text_is
        bool found_text = false;
        for (const std::string& text : expr.texts) found_text = found_text || text == fact.text;
        possible.push_back(yes_or_no(found_text));
      }
    }
  }
  Truth result = possible.front();
  for (const Truth& truth : possible) {
    if (truth.value != result.value) result.value = Kleene::unknown;
    add_blame(result.blame, truth.blame);
  }
  if (result.value == Kleene::unknown) add_blame(result.blame, key_blame);
  else result.blame.clear();
  return result;
}

Number Evaluator::fact_number(const Expr& expr, const Scene& scene) {
  Blame key_blame;
  std::vector<Number> possible;
  bool some_none = false, all_none = true;
  for (const Look& found : looks(expr.fact, scene, key_blame)) {
    if (found.state == Look::State::none) { some_none = true; continue; }
    all_none = false;
    if (found.state == Look::State::known) possible.push_back(known(exact(found.value->number)));
    else if (expr.type == model::Type::number) possible.push_back(any_amount(found.blame));
    else possible.push_back(Number{false, {}, {}, found.blame});
  }
  if (all_none) return nothing();
  if (some_none) possible.push_back(any_amount(key_blame));
  Number result = possible.front();
  for (const Number& number : possible) result = hull(result, number);
  if (!result.known()) add_blame(result.blame, key_blame);
  return result;
}

Blame Evaluator::blame_facts(const std::vector<FactId>& facts, const Scene& scene) const {
  Blame blame;
  for (FactId fact : facts) {
    bool of_item = policy_.schema->facts[fact].place == FactPlace::item;
    blame.insert(Unknown{fact, scene.entry, of_item ? scene.line_number : -1, false});
  }
  return blame;
}

}  // namespace leaflaw::reference
