#include "tests/pack/handmade.h"

#include "runtime/pack/header.h"
#include "runtime/pack/pack.h"

using namespace leaflaw;
using namespace leaflaw::engine;

namespace handmade {

namespace {

// ---- vocabulary ----------------------------------------------------------------------------------------------
enum FactNumber : FactId { event, at, receipt, undoes, key, age, papers, zone, order_amount, kind, quantity, weight, tag };

Fact fact(std::string name, FactType type, FactPlace place, Dimension dimension = Dimension::none, EnumerationId values = no_index, bool required = true) {
  Fact one;
  one.group = name.substr(0, name.find('.'));
  one.name = std::move(name);
  one.type = type;
  one.place = place;
  one.dimension = dimension;
  one.enumeration = values;
  one.required = required;
  return one;
}

std::shared_ptr<const Schema> vocabulary() {
  auto schema = std::make_shared<Schema>();
  schema->name = "cheese";
  schema->version = "1";
  schema->enumerations = {{"deal", {"sell", "takeback", "cancel"}}, {"cheese", {"brie", "gouda", "feta"}}, {"paper", {"stamp", "letter"}}};
  constexpr bool optional = false;
  schema->facts = {
      fact("event", FactType::value, FactPlace::event, Dimension::none, 0),
      fact("at", FactType::instant, FactPlace::event),
      fact("receipt", FactType::text, FactPlace::event, Dimension::none, no_index, optional),
      fact("undoes", FactType::text, FactPlace::event, Dimension::none, no_index, optional),
      fact("buyer.key", FactType::text, FactPlace::event, Dimension::none, no_index, optional),
      fact("buyer.age", FactType::quantity, FactPlace::event, Dimension::age),
      fact("buyer.papers", FactType::set, FactPlace::event, Dimension::none, 2),
      fact("shop.zone", FactType::text, FactPlace::event, Dimension::none, no_index, optional),
      fact("buyer.orders[].amount", FactType::quantity, FactPlace::event_map, Dimension::mass),
      fact("item.kind", FactType::value, FactPlace::item, Dimension::none, 1),
      fact("item.quantity", FactType::amount, FactPlace::item),
      fact("item.net_weight", FactType::quantity, FactPlace::item, Dimension::mass),
      fact("item.tag", FactType::text, FactPlace::item, Dimension::none, no_index, optional),
  };
  schema->facts[order_amount].map = 0;
  FactMap orders;
  orders.name = "buyer.orders";
  orders.keys = FactMap::Keys::enumeration;
  orders.enumeration = 1;
  orders.fields = {order_amount};
  schema->maps = {orders};
  Derivation bulk;
  bulk.target = weight;
  bulk.value = {{DeriveStep::Op::fact, quantity, {}, 0}};
  bulk.tolerance = Ratio::of(1, 50);
  schema->derivations = {bulk};
  auto role = [&](Role with, FactId of) { schema->roles[static_cast<std::size_t>(with)].push_back(of); };
  role(Role::event_kind, event);
  role(Role::event_time, at);
  role(Role::receipt, receipt);
  role(Role::undoes, undoes);
  role(Role::time_zone, zone);
  role(Role::customer_key, key);
  role(Role::line_category, kind);
  role(Role::line_quantity, quantity);
  role(Role::line_identity, kind);
  schema->return_kind = 1;
  schema->void_kind = 2;
  return schema;
}

ZoneData town() { return {"Here/Town", -5 * 3600, {1710054000, 1730613600}, {-4 * 3600, -5 * 3600}}; }

// ---- tables ----------------------------------------------------------------------------------------------------
class Tables {
 public:
  PolicyTables made;

  std::uint32_t text(std::string_view text) {
    if (made.text_starts.empty()) made.text_starts.push_back(0);
    made.text_characters.insert(made.text_characters.end(), text.begin(), text.end());
    made.text_starts.push_back(static_cast<std::uint32_t>(made.text_characters.size()));
    return static_cast<std::uint32_t>(made.text_starts.size() - 2);
  }
  std::uint32_t whole(u128 value) { return put(made.wholes, words_of(value)); }
  std::uint32_t amount(i128 value) { return put(made.quantities, words_of(static_cast<u128>(value))); }
  template <class Element>
  static std::uint32_t put(std::vector<Element>& table, const Element& element) {
    table.push_back(element);
    return static_cast<std::uint32_t>(table.size() - 1);
  }
  std::uint32_t routine(ResultType type, bool item, const std::vector<Instruction>& code, std::uint32_t dispatch = nothing) {
    Routine one{static_cast<std::uint32_t>(made.code.size()), static_cast<std::uint32_t>(code.size()), dispatch, static_cast<std::uint8_t>(type), item, 0};
    made.code.insert(made.code.end(), code.begin(), code.end());
    return put(made.routines, one);
  }
};

Instruction op(Op op, std::uint16_t a = 0, std::uint32_t b = 0) { return {static_cast<std::uint16_t>(op), a, b}; }

Slot slot(FactNumber fact, FactType type, std::uint8_t flags = slot_required) {
  return {fact, none16, 0, static_cast<std::uint8_t>(SlotUse::fact), static_cast<std::uint8_t>(type), nothing, flags, 0, 0};
}

void slots(Tables& t) {
  t.made.event_slots = {slot(receipt, FactType::text, 0), slot(undoes, FactType::text, 0), slot(key, FactType::text, slot_borrows),
                        slot(age, FactType::quantity, slot_required | slot_borrows), slot(papers, FactType::set)};
  for (const char* name : {"brie", "gouda", "feta"})
    t.made.event_slots.push_back({order_amount, 0, 0, 0, static_cast<std::uint8_t>(FactType::quantity), t.text(name), slot_required, 0, 0});
  t.made.event_slots.push_back({order_amount, 0, 0, static_cast<std::uint8_t>(SlotUse::map_given), 0, nothing, slot_required, 0, 0});
  t.made.item_slots = {slot(kind, FactType::value, slot_required | slot_identity), slot(quantity, FactType::amount), slot(weight, FactType::quantity),
                       slot(tag, FactType::text, 0)};
  t.made.key_slots = {5, 6, 7};
  t.made.key_tables = {{0, 3, 0}};
  t.made.text_constants = {t.text("green")};
  t.made.roles = {0, 1, 2, nothing, nothing, nothing, 0, 1, 2, 1, -1, 3, 3};
}

struct Names { std::uint32_t title, cite, confidence; };

Body own(std::uint32_t require, std::uint32_t meters = 0) {
  Body body{};
  body.exception = none16;
  body.condition = always_yes;
  body.require = require;
  body.also_duty = nothing;
  body.meters = meters;
  return body;
}

Tally tally(std::uint32_t variants, std::uint32_t keys, std::uint32_t key_count) {
  Tally one{};
  one.variants = variants;
  one.variant_count = 1;
  one.keys = keys;
  one.key_count = key_count;
  one.events = 1;
  one.entry_when = always_yes;
  one.anchor = one.usage = no_routine;
  one.counted_event = nothing;
  one.counting_from = -30000;
  one.window = static_cast<std::uint8_t>(WindowKind::rolling_days);
  one.window_length = 30;
  one.scope = static_cast<std::uint8_t>(Scope::state);
  return one;
}

Step step(StepKind kind, std::uint16_t rule, Topic topic, std::uint32_t first_body, std::uint32_t body_count, std::uint32_t denominator) {
  Step one{};
  one.rule = one.version = rule;
  one.kind = static_cast<std::uint8_t>(kind);
  one.topic = static_cast<std::uint8_t>(topic);
  one.when = one.item_where = always_yes;
  one.bodies = first_body;
  one.body_count = body_count;
  one.key_count = 1;
  one.denominator = denominator;
  return one;
}

// Keys: 0 not keyed; 1 .. 3 each cheese.
void limits(Tables& t, int grams) {
  const std::uint32_t one = t.whole(1), all = t.whole(7);
  t.made.key_values = {none16, 0, 1, 2};
  const std::uint32_t weighed = t.routine(ResultType::number, true, {op(Op::item_number, 2, one)});
  const std::uint32_t gouda = t.whole(2);
  const std::uint32_t counted_gouda = t.routine(ResultType::truth, true, {op(Op::item_one_of, 0, gouda)});
  // Rounded up to 2 g a package, feta left out; gouda twice.
  const std::uint32_t rounded = t.routine(ResultType::number, true, {op(Op::item_number, 2, one), op(Op::round_package, static_cast<std::uint16_t>(t.whole(4)), t.amount(2))});
  t.made.blame_facts = {{kind, 1}};
  t.made.blames = {{0, 1}};
  const std::uint32_t chosen = t.routine(ResultType::number, true,
                                         {op(Op::choose_begin), op(Op::call_truth, 0, counted_gouda), op(Op::choose_skip_if_no, 0, 6),
                                          op(Op::call_number, 0, rounded), op(Op::multiply, 0, t.whole(2)), op(Op::choose_take, 0, 12),
                                          op(Op::call_truth, 0, counted_gouda), op(Op::negate_truth), op(Op::choose_skip_if_no, 0, 11),
                                          op(Op::call_number, 0, rounded), op(Op::choose_take, 0, 12), op(Op::choose_end)});
  t.made.dispatches = {rounded, chosen, rounded};
  const std::uint32_t measured = t.routine(ResultType::number, true, {op(Op::call_number, 0, chosen)}, 0);
  const std::uint32_t cheese = t.routine(ResultType::value, true, {op(Op::item_value, 0, all)});
  const std::uint32_t cap = t.routine(ResultType::number, false, {op(Op::push_quantity, 0, t.amount(grams))});
  // A second cap: the greater of an order and what the first limit leaves, by a table of keys.
  t.made.lookup_rows = {{t.whole(1), cap}, {t.whole(6), nothing}};
  t.made.lookups = {{0, 2, 1, 0}};
  const std::uint32_t other_cap = t.routine(ResultType::number, false,
                                            {op(Op::push_value, 0, t.whole(1)), op(Op::lookup, 0, 0), op(Op::falls_away),
                                             op(Op::push_value, 0, t.whole(2)), op(Op::keyed_number, 0, one), op(Op::falls_away), op(Op::greatest),
                                             op(Op::limit_figure, 0, 0), op(Op::add), op(Op::extremum_end)});
  t.made.tally_variants = {{-40000, measured, always_yes, no_routine}, {-40000, weighed, always_yes, cheese}};
  t.made.tallies = {tally(0, 0, 1), tally(1, 1, 3)};
  const std::uint32_t address = t.text("daily");
  t.made.meters = {{0, 0, none16, cap, nothing, 0, address}};
  for (std::uint16_t k = 0; k < 3; ++k) t.made.meters.push_back({1, k, k, other_cap, nothing, 0, t.text("each[" + std::to_string(k) + "]")});
  t.made.totals = {{measured, counted_gouda}};
}

void rules(Tables& t) {
  const Names names{t.text("A title"), t.text("Code 1-2"), t.text("primary")};
  const std::uint32_t one = t.whole(1), size = t.whole(1), gram = t.text("g");
  t.whole(1);   // denominator of the written unit's size, beside its numerator
  for (std::uint8_t i = 0; i < 4; ++i) {
    t.made.versions.push_back({0, names.title, names.cite, names.confidence});
    t.made.rules.push_back({t.text("rule-" + std::to_string(i)), t.text("handmade"), 0, 0, 0, gram, 0, size});
  }
  t.made.exceptions = {{t.text("with-papers"), names.title, names.cite, names.confidence, 0}};
  const std::uint32_t of_age = t.routine(ResultType::truth, false, {op(Op::push_quantity, 0, t.amount(18)), op(Op::event_number, 3, one), op(Op::at_most)});
  const std::uint32_t stamped = t.routine(ResultType::truth, false, {op(Op::event_has_any, 4, one), op(Op::jump_if_no, 0, 3), op(Op::call_truth, 0, of_age)});
  t.made.code.back() = op(Op::negate_truth);
  const std::uint32_t green = t.routine(ResultType::truth, true,
                                        {op(Op::item_text_is, 3, 0), op(Op::jump_if_yes, 0, 6), op(Op::item_length, 3, t.amount(1)),
                                         op(Op::push_quantity, 0, t.amount(4)), op(Op::equal), op(Op::either)});
  const std::uint32_t gouda_weight = t.routine(ResultType::number, false, {op(Op::total_items, 0, 0)});
  const std::uint32_t cheese = t.routine(ResultType::value, true, {op(Op::item_value, 0, t.whole(7))});
  t.made.value_names = {t.text("brie"), t.text("gouda"), t.text("feta")};
  auto part = [](PartKind kind, std::uint32_t value, std::uint32_t names_of = 0, std::uint32_t denominator = 0) {
    return MessagePart{static_cast<std::uint8_t>(kind), static_cast<std::uint8_t>(Dimension::mass), none16, value, names_of, denominator};
  };
  t.made.message_parts = {part(PartKind::text, t.text("Gouda is ")), part(PartKind::number, gouda_weight, 0, one), part(PartKind::text, t.text("; ")),
                          part(PartKind::value, cheese, 0), part(PartKind::text, t.text(" has the tag ")), part(PartKind::fact_text, 3, 1)};
  // Bodies: the exception and the rule on age; the rule on lines; the two limits.
  Body exception = own(stamped);
  exception.exception = 0;
  exception.rank = 1;
  exception.condition = stamped;
  exception.also_duty = t.text("Keep the papers.");
  Body lines = own(green);
  lines.message = 0;
  lines.message_count = 6;
  t.made.bodies = {exception, own(of_age), lines, own(always_yes, 0), own(always_yes, 1)};
  Step first = step(StepKind::rule, 0, Topic::eligibility, 0, 2, one);
  first.flags = step_covers;
  Step second = step(StepKind::rule, 1, Topic::labeling, 2, 1, one);
  second.flags = step_per_item;
  Step fourth = step(StepKind::limit, 3, Topic::purchase_limit, 4, 1, one);
  fourth.keys = 1;
  fourth.key_count = 3;
  t.made.steps = {first, second, step(StepKind::limit, 2, Topic::purchase_limit, 3, 1, one), fourth};
  t.made.early_steps = {2};
  t.made.programs = {{0, 4, 0, 1, program_asks_cover, 0}};
  t.made.directory = {{0, 0}};
  t.made.directory_programs = {0, nothing, nothing};
  t.made.covers = {1, 0, 30000};
}

}  // namespace

Policy counter(const std::string& id, int cap) {
  Tables tables;
  slots(tables);
  limits(tables, cap);
  rules(tables);
  Policy policy;
  policy.tables = std::move(tables.made);
  policy.tables.id = id;
  policy.tables.zones = {town(), {"Here/West", -6 * 3600, {}, {}}};
  policy.tables.seal();
  model::Policy& model = policy.model;
  model.id = id;
  model.name = "The counter";
  model.regulator = "The board";
  model.schema = vocabulary();
  model.rules.resize(2);
  model.rules[1].topic = Topic::purchase_limit;
  model.zones = policy.tables.zones;
  model.context.id = id;
  model.context.schema = model.schema.get();
  model.context.units.add({"oz", Dimension::mass, 28});
  model.context.units.add({"wheel", Dimension::own, 1});
  for (const ZoneData& zone_data : model.zones) {
    model.context.zone_names.push_back(zone_data.name);
    model.context.zones.push_back(zone_data.view());
  }
  model.context.zone_from_fact = true;
  model.context.class_values = {"soft"};
  model.context.limit_addresses = {"daily"};
  model.context.key_uses = {{order_amount, "soft", Dimension::mass}};
  model.context.quantity_uses = {age};
  model.context.quantity_dimensions = {Dimension::age};
  return policy;
}

std::vector<std::byte> pack_of(const Policy& policy) { return write_pack({{&policy.model, &policy.tables}}).bytes; }

std::string allowed_sale() {
  return R"({"at":"2024-06-01 12:00","buyer":{"key":"b","age":40,"papers":[],"orders":{"gouda":{"amount":"5 g"}}},"history":[],)"
         R"("items":[{"kind":"gouda","quantity":2,"net_weight":"7 g","tag":"green"}]})";
}
std::string denied_sale() {
  return R"({"at":"2024-06-01 12:00","buyer":{"key":"b","age":40,"papers":["stamp"],"orders":{}},)"
         R"("history":[{"at":"2024-05-31 12:00","buyer":{"key":"b"},"items":[{"kind":"brie","quantity":1,"net_weight":"20 g"}]}],)"
         R"("items":[{"kind":"brie","quantity":1,"net_weight":"9 g","tag":"blue"},{"kind":"feta","quantity":3,"net_weight":"60 g","tag":"reddish"}]})";
}

std::vector<std::byte> resealed(std::vector<std::byte> pack) {
  packed::seal(pack);
  return pack;
}

std::string refusal(const std::vector<std::byte>& pack) {
  PackOrError outcome = Pack::from_memory(pack);
  const PackError* error = std::get_if<PackError>(&outcome);
  return error ? to_text(*error, "law.leafpack") : std::string();
}

}  // namespace handmade
