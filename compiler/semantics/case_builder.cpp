// From conditions to their space of cases: first all tests are gathered, then every axis is cut where some test cuts it.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "compiler/semantics/case_space.h"
#include "compiler/semantics/linear_form.h"
#include "compiler/semantics/names.h"

namespace leaflaw::semantics {

using model::Expr;
using model::FactRef;
using model::Op;
using model::Type;

class CaseBuilder {
 public:
  CaseBuilder(const Draft& draft, CaseSpace& space) : draft_(draft), space_(space) {}

  void build(const std::vector<ExprId>& conditions) {
    std::set<ExprId> seen;
    for (ExprId id : conditions) find_asked(id, seen);
    for (ExprId id : entries_) (void)entry_axis(draft_.expr(id).fact);
    for (ExprId id : conditions) space_.roots_.push_back(formula(id));
    for (const ValueTest& test : value_tests_) masks_[space_.formulas_[test.formula].axis].push_back(test.mask);
    for (std::size_t axis = 0; axis < space_.axes_.size(); ++axis) cut(axis);
    for (const ValueTest& test : value_tests_) decide(test);
    for (const TextTest& test : text_tests_) decide(test);
    for (const NumberTest& test : number_tests_) decide(test);
  }

 private:
  struct ValueTest { std::size_t formula; u128 mask; };
  struct TextTest { std::size_t formula; std::vector<std::string> texts; };
  struct NumberTest { std::size_t formula; Op op; bool flipped; Ratio at; };

  // ---- axes -----------------------------------------------------------------------------------------------------

  // The axis of that structure, and whether it is new.
  std::pair<std::size_t, bool> axis(Axis::Kind kind, const std::string& structure, std::string name, std::vector<std::size_t> needs) {
    auto [place, is_new] = by_structure_.try_emplace(structure, space_.axes_.size());
    if (is_new) {
      Axis made;
      made.kind = kind;
      made.name = std::move(name);
      made.needs = std::move(needs);
      space_.axes_.push_back(std::move(made));
    }
    return {place->second, is_new};
  }

  std::vector<std::size_t> existing(const std::string& structure) const {
    auto found = by_structure_.find(structure);
    if (found == by_structure_.end()) return {};
    return {found->second};
  }

  static std::string map_structure(std::uint16_t map) { return fmt::format("map {}", map); }
  std::string entry_structure(const FactRef& ref) const {
    FactRef entry = ref;
    entry.fact = no_fact;
    return "entry " + structure_of(draft_, entry);
  }

  std::string key_words(const FactRef& ref) const { return ref.key_value == no_expr ? ref.key : draft_.text_of(ref.key_value); }
  std::string bare(std::string name, FactPlace place) const {
    if (place == FactPlace::item || place == FactPlace::item_map) name.erase(0, name.find('.') + 1);
    return name;
  }
  std::string map_name(std::uint16_t map) const { return bare(draft_.schema.maps[map].name, draft_.schema.maps[map].place); }
  std::string name_of(const FactRef& ref) const {
    std::string name = bare(draft_.schema.facts[ref.fact].name, draft_.schema.facts[ref.fact].place);
    if (const std::size_t keys = name.find("[]"); keys != std::string::npos) name.insert(keys + 1, key_words(ref));
    return name;
  }
  std::string name_of(ExprId id) const {
    auto written = draft_.written.find(id);
    return written != draft_.written.end() ? written->second : draft_.text_of(id);
  }

  std::size_t entry_axis(const FactRef& ref) {
    return axis(Axis::Kind::given, entry_structure(ref), fmt::format("{}[{}]", map_name(ref.map), key_words(ref)), existing(map_structure(ref.map))).first;
  }

  // Whether the optional fact is given; a part of an entry needs its entry, and that its map, where these are asked about.
  std::size_t given_axis(const FactRef& ref) {
    std::vector<std::size_t> parents;
    if (ref.map != no_index) {
      parents = existing(entry_structure(ref));
      if (parents.empty()) parents = existing(map_structure(ref.map));
    }
    return axis(Axis::Kind::given, "given " + structure_of(draft_, ref), name_of(ref), std::move(parents)).first;
  }

  std::vector<std::size_t> needs_of(const FactRef& ref) {
    const bool required = draft_.schema.facts[ref.fact].required;
    if (required && ref.map == no_index) return {};
    if (std::vector<std::size_t> entry = ref.map == no_index ? std::vector<std::size_t>{} : existing(entry_structure(ref)); required && !entry.empty()) return entry;
    return {given_axis(ref)};
  }

  std::size_t opaque_given(ExprId id) { return axis(Axis::Kind::given, "given " + structure_of(draft_, id), draft_.text_of(id), {}).first; }

  // What must be given for the number to be there at all.
  void needs_of(ExprId id, std::set<std::size_t>& needs) {
    const Expr& expr = draft_.expr(id);
    auto all = [&] { for (ExprId arg : expr.args) needs_of(arg, needs); };
    switch (expr.op) {
      case Op::fact_number:
      case Op::text_length:
        for (std::size_t need : needs_of(expr.fact)) needs.insert(need);
        return;
      case Op::least:
      case Op::greatest: {
        bool any_sure = false;
        for (std::size_t i = 0; i < expr.args.size(); ++i) {
          if (i < expr.if_given.size() && expr.if_given[i]) continue;
          needs_of(expr.args[i], needs);
          any_sure = true;
        }
        if (!any_sure) needs.insert(opaque_given(id));
        return;
      }
      case Op::choose: {
        std::set<std::size_t> amounts;
        for (std::size_t i = 1; i < expr.args.size(); i += 2) needs_of(expr.args[i], amounts);
        if (!amounts.empty()) needs.insert(opaque_given(id));
        return;
      }
      case Op::table:
        needs.insert(opaque_given(id));
        return;
      case Op::limit_figure:
        if (expr.figure == model::Figure::cap || expr.figure == model::Figure::remaining) needs.insert(opaque_given(id));
        return;
      case Op::total_items: return;
      default: all();
    }
  }

  // ---- tests ------------------------------------------------------------------------------------------------------

  std::size_t add(Formula made) {
    space_.formulas_.push_back(std::move(made));
    return space_.formulas_.size() - 1;
  }
  std::size_t constant(bool value) {
    Formula made;
    made.value = value;
    return add(std::move(made));
  }
  std::size_t compound(Formula::Kind kind, std::vector<std::size_t> args) {
    Formula made;
    made.kind = kind;
    made.args = std::move(args);
    return add(std::move(made));
  }
  std::size_t test(std::size_t on, std::vector<bool> holds = {}) {
    Formula made;
    made.kind = Formula::Kind::test;
    made.axis = on;
    made.holds = std::move(holds);
    return add(std::move(made));
  }
  std::size_t yes_no(const std::string& structure, std::string name, std::vector<std::size_t> needs) {
    return test(axis(Axis::Kind::truth, structure, std::move(name), std::move(needs)).first, {true, false});
  }

  // Maps and entries that are asked about must be known before the facts inside them.
  void find_asked(ExprId id, std::set<ExprId>& seen) {
    if (!seen.insert(id).second) return;
    const Expr& expr = draft_.expr(id);
    if (expr.op == Op::map_given) (void)axis(Axis::Kind::given, map_structure(expr.fact.map), map_name(expr.fact.map), {});
    for (ExprId arg : expr.args) find_asked(arg, seen);
    if (expr.op == Op::entry_given) entries_.push_back(id);
  }

  std::size_t one_of(const Expr& expr) {
    ExprId of = expr.args[0];
    while (draft_.expr(of).op == Op::definition) of = draft_.expr(of).args[0];
    const Expr& value = draft_.expr(of);
    if (value.op == Op::value_constant) return constant((value.values & expr.values) != 0);
    std::vector<std::size_t> needs;
    if (value.op == Op::fact_value) needs = needs_of(value.fact);
    const std::size_t on = axis(Axis::Kind::value, "value " + structure_of(draft_, of), name_of(expr.args[0]), std::move(needs)).first;
    domains_[on] = value.domain;
    const std::size_t made = test(on);
    value_tests_.push_back({made, expr.values});
    return made;
  }

  std::size_t includes(const Expr& expr) {
    const std::vector<std::string>& values = values_of(draft_, expr.domain);
    std::vector<std::size_t> members;
    for (std::size_t i = 0; i < values.size(); ++i)
      if (expr.values & bit_of(static_cast<unsigned>(i)))
        members.push_back(yes_no(fmt::format("member {} {}", i, structure_of(draft_, expr.fact)), fmt::format("{} includes {}", name_of(expr.fact), values[i]), needs_of(expr.fact)));
    return compound(expr.op == Op::includes_all ? Formula::Kind::both : Formula::Kind::either, std::move(members));
  }

  std::size_t text_is(const Expr& expr) {
    const std::size_t on = axis(Axis::Kind::text, "text " + structure_of(draft_, expr.fact), name_of(expr.fact), needs_of(expr.fact)).first;
    texts_[on].insert(expr.texts.begin(), expr.texts.end());
    const std::size_t made = test(on);
    text_tests_.push_back({made, expr.texts});
    return made;
  }

  static bool compared(Op op, const Ratio& left, const Ratio& right) { return op == Op::less ? left < right : op == Op::at_most ? left <= right : left == right; }

  std::string number_words(ExprId id) const {
    const Expr& expr = draft_.expr(id);
    if (expr.op == Op::today) return "today";
    if (expr.op == Op::text_length) return "the length of " + draft_.text_of(id);
    if (expr.op == Op::constant && expr.type == Type::date && expr.number.is_whole()) return to_string(Date{static_cast<std::int32_t>(expr.number.num)});
    if (expr.op == Op::constant && expr.type == Type::time_of_day) return print_time_of_day(static_cast<std::int32_t>(expr.number.num)).substr(0, 5);
    return draft_.text_of(id);
  }

  std::size_t too_large() {
    space_.too_large_ = true;
    return constant(false);
  }

  std::size_t comparison(const Expr& expr) {
    std::optional<LinearForm> form = difference_of(draft_, expr.args[0], expr.args[1]);
    if (!form) return too_large();
    if (form->terms.empty()) return constant(compared(expr.op, form->constant, Ratio(0)));
    // Divided by the first factor, so that `2 times x is at most 10 g` and `x is at most 5 g` are one axis.
    const Ratio lead = form->terms.front().factor;
    const std::optional<Ratio> negative = mul(lead, Ratio(-1));
    const std::optional<Ratio> at = negative ? div(form->constant, *negative) : std::nullopt;
    std::string structure = "number";
    std::set<std::size_t> needs;
    bool all_positive = true, all_whole = true;
    for (const Term& term : form->terms) {
      const std::optional<Ratio> factor = div(term.factor, lead);
      if (!factor) return too_large();
      structure += fmt::format(" {}*{}", to_string(*factor), term.structure);
      needs_of(term.expr, needs);
      all_positive = all_positive && !factor->is_negative() && never_negative(term.expr);
      all_whole = all_whole && factor->is_whole() && always_whole(term.expr);
    }
    if (!at) return too_large();
    const bool flipped = lead.is_negative();
    const ExprId subject = expr.args[flipped ? 1 : 0], object = expr.args[flipped ? 0 : 1];
    auto [on, is_new] = axis(Axis::Kind::number, structure, draft_.text_of(subject), {needs.begin(), needs.end()});
    if (is_new) space_.axes_[on].type = draft_.expr(subject).type;
    if (all_positive) never_negative_.insert(on);
    if (all_whole) whole_.insert(on);
    space_.axes_[on].thresholds.push_back({*at, number_words(subject), number_words(object)});
    const std::size_t made = test(on);
    number_tests_.push_back({made, expr.op, flipped, *at});
    return made;
  }

  bool never_negative(ExprId id) const {
    const Expr& expr = draft_.expr(id);
    if (expr.op == Op::fact_number) return expr.type == Type::number;
    return expr.op == Op::text_length || expr.op == Op::measure || expr.op == Op::time_of_day || expr.op == Op::total_items;
  }
  bool always_whole(ExprId id) const {
    const Expr& expr = draft_.expr(id);
    return expr.op == Op::text_length || expr.type == Type::date || expr.type == Type::time_of_day || expr.type == Type::instant;
  }

  std::size_t formula(ExprId id) {
    if (auto known = formulas_of_.find(id); known != formulas_of_.end()) return known->second;
    const std::size_t made = made_formula(id);
    formulas_of_.emplace(id, made);
    return made;
  }

  std::size_t made_formula(ExprId id) {
    const Expr& expr = draft_.expr(id);
    std::vector<std::size_t> args;
    switch (expr.op) {
      case Op::truth_constant: return constant(!expr.number.is_zero());
      case Op::definition: return formula(expr.args[0]);
      case Op::negation:
      case Op::both:
      case Op::either:
        for (ExprId arg : expr.args) args.push_back(formula(arg));
        return compound(expr.op == Op::negation ? Formula::Kind::negation : expr.op == Op::both ? Formula::Kind::both : Formula::Kind::either, std::move(args));
      case Op::fact_truth: return yes_no("truth " + structure_of(draft_, expr.fact), name_of(expr.fact), needs_of(expr.fact));
      case Op::fact_given: return test(given_axis(expr.fact));
      case Op::map_given: return test(existing(map_structure(expr.fact.map)).front());
      case Op::entry_given: return test(entry_axis(expr.fact));
      case Op::less:
      case Op::at_most:
      case Op::equal: return comparison(expr);
      case Op::one_of: return one_of(expr);
      case Op::includes_all:
      case Op::includes_any: return includes(expr);
      case Op::text_is: return text_is(expr);
      default: return yes_no("truth " + structure_of(draft_, id), draft_.text_of(id), {});
    }
  }

  // ---- cells ------------------------------------------------------------------------------------------------------

  void cut(std::size_t index) {
    switch (space_.axes_[index].kind) {
      case Axis::Kind::value: return cut_values(index);
      case Axis::Kind::text: return cut_texts(index);
      case Axis::Kind::number: return cut_line(index);
      default: return;
    }
  }

  void cut_values(std::size_t index) {
    Axis& axis = space_.axes_[index];
    const std::vector<std::string>& values = values_of(draft_, domains_.at(index));
    std::map<std::vector<bool>, std::size_t> groups;   // which tests take the value
    axis.cells = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      std::vector<bool> taken;
      for (u128 mask : masks_[index]) taken.push_back((mask & bit_of(static_cast<unsigned>(i))) != 0);
      if (!groups.try_emplace(std::move(taken), axis.cells).second) continue;
      ++axis.cells;
      axis.words.push_back(values[i]);
      representatives_[index].push_back(i);
    }
  }

  void cut_texts(std::size_t index) {
    Axis& axis = space_.axes_[index];
    for (const std::string& text : texts_[index]) axis.words.push_back('"' + text + '"');
    axis.words.emplace_back("another text");
    axis.cells = axis.words.size();
  }

  void cut_line(std::size_t index) {
    Axis& axis = space_.axes_[index];
    std::vector<Threshold>& cuts = axis.thresholds;
    std::stable_sort(cuts.begin(), cuts.end(), [](const Threshold& a, const Threshold& b) { return a.at < b.at; });
    cuts.erase(std::unique(cuts.begin(), cuts.end(), [](const Threshold& a, const Threshold& b) { return a.at == b.at; }), cuts.end());
    const bool positive = never_negative_.contains(index), whole = whole_.contains(index);
    for (std::size_t i = 0; i <= cuts.size(); ++i) {
      const bool below_zero = positive && i < cuts.size() && cuts[i].at <= Ratio(0);
      const bool empty = whole && i > 0 && i < cuts.size() && !(Ratio(floor_div(cuts[i - 1].at.num, cuts[i - 1].at.den) + 1) < cuts[i].at);
      if (!below_zero && !empty) axis.places.push_back(2 * i);
      if (i == cuts.size() || (positive && cuts[i].at.is_negative()) || (whole && !cuts[i].at.is_whole())) continue;
      axis.places.push_back(2 * i + 1);
    }
    axis.cells = axis.places.size();
  }

  void decide(const ValueTest& test) {
    Formula& formula = space_.formulas_[test.formula];
    for (std::size_t value : representatives_[formula.axis]) formula.holds.push_back((test.mask & bit_of(static_cast<unsigned>(value))) != 0);
  }

  void decide(const TextTest& test) {
    Formula& formula = space_.formulas_[test.formula];
    for (const std::string& text : texts_[formula.axis]) formula.holds.push_back(std::find(test.texts.begin(), test.texts.end(), text) != test.texts.end());
    formula.holds.push_back(false);
  }

  void decide(const NumberTest& test) {
    Formula& formula = space_.formulas_[test.formula];
    const Axis& axis = space_.axes_[formula.axis];
    for (std::size_t place : axis.places) {
      const std::size_t next = place / 2;
      const bool at_cut = place % 2 == 1 && axis.thresholds[next].at == test.at;
      const bool below = !at_cut && next < axis.thresholds.size() && axis.thresholds[next].at <= test.at;
      const bool left_less = test.flipped ? !at_cut && !below : below;
      formula.holds.push_back(test.op == Op::less ? left_less : test.op == Op::at_most ? left_less || at_cut : at_cut);
    }
  }

  const Draft& draft_;
  CaseSpace& space_;
  std::map<std::string, std::size_t> by_structure_;
  std::map<ExprId, std::size_t> formulas_of_;
  std::vector<ExprId> entries_;
  std::map<std::size_t, std::uint16_t> domains_;                     // per axis from here on
  std::map<std::size_t, std::vector<u128>> masks_;
  std::map<std::size_t, std::vector<std::size_t>> representatives_;
  std::map<std::size_t, std::set<std::string>> texts_;
  std::set<std::size_t> never_negative_, whole_;
  std::vector<ValueTest> value_tests_;
  std::vector<TextTest> text_tests_;
  std::vector<NumberTest> number_tests_;
};

CaseSpace::CaseSpace(const Draft& draft, const std::vector<ExprId>& conditions) {
  CaseBuilder(draft, *this).build(conditions);
  draft.proof_steps += steps_to_build * size();
}

}  // namespace leaflaw::semantics
