// Packs whose hash and structure are right and whose tables cannot be run: each with what it is refused for. One change each to the
// policy of handmade.h; numbers of routines, slots and steps are those of that file.
#include <catch2/catch.hpp>
#include <cstring>
#include <functional>

#include "pack/pack_generated.h"
#include "runtime/pack/header.h"
#include "runtime/pack/pack.h"
#include "tests/pack/handmade.h"

using namespace leaflaw;
using namespace leaflaw::engine;

namespace {

struct Case {
  const char* message;                              // after "policy counter: "
  std::function<void(PolicyTables&)> change;
};

constexpr std::uint32_t far = 1'000'000;

Instruction op(Op op, std::uint16_t a = 0, std::uint32_t b = 0) { return {static_cast<std::uint16_t>(op), a, b}; }

// A further routine; gives its number.
std::uint32_t routine(PolicyTables& t, ResultType type, bool item, const std::vector<Instruction>& code) {
  t.routines.push_back({static_cast<std::uint32_t>(t.code.size()), static_cast<std::uint32_t>(code.size()), nothing, static_cast<std::uint8_t>(type), item, 0});
  t.code.insert(t.code.end(), code.begin(), code.end());
  return static_cast<std::uint32_t>(t.routines.size() - 1);
}

std::string problem_of(const std::function<void(PolicyTables&)>& change) {
  handmade::Policy policy = handmade::counter();
  change(policy.tables);
  const std::string text = handmade::refusal(handmade::pack_of(policy));
  const std::string before = "law.leafpack: the pack says something that cannot be run: policy counter: ", after = "; build it again with `leaflaw build`";
  if (text.rfind(before, 0) != 0 || text.size() < before.size() + after.size()) return text;
  return text.substr(before.size(), text.size() - before.size() - after.size());
}

void refused(const std::vector<Case>& cases) {
  for (const Case& one : cases) CHECK(problem_of(one.change) == one.message);
}

}  // namespace

TEST_CASE("texts and slots that do not exist") {
  refused({
      {"text 2 begins outside the texts", [](auto& t) { t.text_starts[2] = far; }},
      {"text 0 begins outside the texts", [](auto& t) { t.text_starts[0] = 1; }},
      {"the last text does not end the texts", [](auto& t) { t.text_characters.push_back('x'); }},
      {"text 0 is not UTF-8", [](auto& t) { t.text_characters[0] = '\xFF'; }},
      {"a text constant does not exist", [](auto& t) { t.text_constants[0] = far; }},
      {"a text constant stands twice", [](auto& t) { t.text_constants.push_back(t.text_constants[0]); }},
      {"the name of a value does not exist", [](auto& t) { t.value_names[1] = far; }},
      {"event slot 3: its fact does not exist", [](auto& t) { t.event_slots[3].fact = 500; }},
      {"event slot 3: the fact item.kind does not stand there", [](auto& t) { t.event_slots[3].fact = 9; }},
      {"item slot 0: the fact item.kind is of another type", [](auto& t) { t.item_slots[0].type = static_cast<std::uint8_t>(FactType::text); }},
      {"event slot 5: its use does not exist", [](auto& t) { t.event_slots[5].use = 3; }},
      {"event slot 5: its key does not exist", [](auto& t) { t.event_slots[5].key = nothing; }},
      {"event slot 5: the fact buyer.orders[].amount is another field", [](auto& t) { t.event_slots[5].field = 1; }},
      {"event slot 5: the fact buyer.orders[].amount is of another map", [](auto& t) { t.event_slots[5].map = 1; }},
      {"event slot 8: its key does not exist", [](auto& t) { t.event_slots[8].key = 0; }},
      {"a key of the event is not a text", [](auto& t) { t.roles.customer = 3; }},
      {"a key of the event is not a text", [](auto& t) { t.roles.receipt = far; }},
      {"it counts 4 kinds of events, the vocabulary has 3", [](auto& t) { t.roles.event_kinds = 4; }},
      {"it counts 2 categories, the vocabulary has 3", [](auto& t) { t.roles.category_count = 2; }},
      {"the category of lines is not a value", [](auto& t) { t.roles.category = 3; }},
      {"the quantity of lines is not a number", [](auto& t) { t.roles.quantity = 0; }},
      {"the kind of voids, returns or destructions does not exist", [](auto& t) { t.roles.void_kind = 3; }},
      {"the kind of voids, returns or destructions does not exist", [](auto& t) { t.roles.destroy_kind = 3; }},
      {"tally 0: what returns give back is not known", [](auto& t) { t.tallies[0].returns = 3; }},
      {"blame 0 names facts outside its table", [](auto& t) { t.blames[0].count = 2; }},
      {"a blamed fact does not exist", [](auto& t) { t.blame_facts[0].fact = 900; }},
      {"text set 0 reaches outside its table", [](auto& t) { t.text_sets.push_back({0, far}); }},
      {"a text of a set does not exist", [](auto& t) { t.text_members.push_back(far); }},
      {"key table 0 reaches outside its slots", [](auto& t) { t.key_tables[0].count = 4; }},
      {"key table 0: a slot does not exist", [](auto& t) { t.key_slots[1] = far; }},
  });
}

TEST_CASE("code that would leave its tables or its stacks") {
  refused({
      {"routine 0 reaches outside the code", [](auto& t) { t.routines[0].count = far; }},
      {"routine 0: its result is of no type", [](auto& t) { t.routines[0].type = 3; }},
      {"routine 0, instruction 0 does not exist", [](auto& t) { t.code[0].op = 60000; }},
      {"routine 0, instruction 0: item_number has an operand that it cannot have", [](auto& t) { t.code[0].a = 77; }},
      {"routine 0, instruction 0: item_number has an operand that it cannot have", [](auto& t) { t.code[0].b = far; }},
      {"routine 0, instruction 0: item_number has an operand that it cannot have", [](auto& t) { t.code[0].a = 0; }},   // a value, no number
      {"routine 0, instruction 0: item_number has an operand that it cannot have", [](auto& t) { t.routines[0].item = 0; }},
      {"routine 0, instruction 0: item_number has an operand that it cannot have", [](auto& t) { t.wholes[0] = words_of(0); }},
      {"routine 0 does not leave its one result", [](auto& t) { t.routines[0].count = 0; }},
      {"routine 13, instruction 1: add finds an empty stack",
       [](auto& t) { routine(t, ResultType::number, false, {op(Op::push_none), op(Op::add)}); }},
      {"routine 13, instruction 0: push_truth has an operand that it cannot have", [](auto& t) { routine(t, ResultType::truth, false, {op(Op::push_truth, 2)}); }},
      {"routine 13, instruction 0: call_truth has an operand that it cannot have",
       [](auto& t) { routine(t, ResultType::truth, false, {op(Op::call_truth, 0, 500)}); }},
      {"routine 13 calls itself", [](auto& t) { routine(t, ResultType::truth, false, {op(Op::call_truth, 0, 13)}); }},
      {"routine 13, instruction 0: call_truth has an operand that it cannot have",   // of a line, where there is none
       [](auto& t) { routine(t, ResultType::truth, false, {op(Op::call_truth, 0, 1)}); }},
      {"routine 13, instruction 1: it jumps back or outside",
       [](auto& t) { routine(t, ResultType::truth, false, {op(Op::push_truth, 1), op(Op::jump_if_no, 0, 1)}); }},
      {"routine 13, instruction 1: it jumps back or outside",
       [](auto& t) { routine(t, ResultType::truth, false, {op(Op::push_truth, 1), op(Op::jump_if_no, 0, 3)}); }},
      {"routine 13, instruction 3: reached with different stacks",
       [](auto& t) { routine(t, ResultType::truth, false, {op(Op::push_truth, 1), op(Op::jump_if_no, 0, 3), op(Op::push_truth, 1), op(Op::negate_truth)}); }},
      {"routine 13, instruction 3: choose_take is of no choice",
       [](auto& t) { routine(t, ResultType::number, false, {op(Op::push_truth, 1), op(Op::push_none), op(Op::push_none), op(Op::choose_take, 0, 4)}); }},
      {"routine 13 does not leave its one result", [](auto& t) { routine(t, ResultType::number, false, {op(Op::choose_begin)}); }},
      {"routine 13, instruction 1: round_up has an operand that it cannot have",
       [](auto& t) {
         t.quantities.push_back(words_of(0));
         routine(t, ResultType::number, false, {op(Op::push_none), op(Op::round_up, 0, static_cast<std::uint32_t>(t.quantities.size() - 1))});
       }},
      {"routine 7, instruction 1: lookup has an operand that it cannot have", [](auto& t) { t.lookups[0].row_count = far; }},
      {"routine 7, instruction 1: lookup has an operand that it cannot have", [](auto& t) { t.lookups[0].keys = 0; }},
      {"routine 7, instruction 1: lookup finds an empty stack", [](auto& t) { t.lookups[0].keys = 2; }},
      {"routine 13, instruction 0: event_truth has an operand that it cannot have", [](auto& t) { routine(t, ResultType::truth, false, {op(Op::event_truth, 3)}); }},
      {"routine 13, instruction 0: event_value has an operand that it cannot have", [](auto& t) { routine(t, ResultType::value, false, {op(Op::event_value, 8, 0)}); }},
      {"routine 13, instruction 0: limit_figure has an operand that it cannot have", [](auto& t) { routine(t, ResultType::number, false, {op(Op::limit_figure, 0, 4)}); }},
      {"routine 13, instruction 0: limit_met has an operand that it cannot have", [](auto& t) { routine(t, ResultType::truth, false, {op(Op::limit_met, 0, most_values + 1)}); }},
      {"routine 4 has not one routine for each category", [](auto& t) { t.dispatches.pop_back(); }},
      {"routine 4: its routine for a category cannot be run", [](auto& t) { t.dispatches[1] = far; }},
      {"routine 6: it depends on a category where there is none", [](auto& t) { t.routines[6].dispatch = 0; }},
      {"routine 13: it needs more than the engine's stacks hold",
       [](auto& t) {
         std::vector<Instruction> code(65, op(Op::push_none));
         code.resize(129, op(Op::add));
         routine(t, ResultType::number, false, code);
       }},
      {"routine 78: it needs more than the engine's stacks hold",   // 65 calls inside each other
       [](auto& t) {
         std::uint32_t inner = routine(t, ResultType::truth, false, {op(Op::push_truth, 1)});
         for (int i = 0; i < 70; ++i) inner = routine(t, ResultType::truth, false, {op(Op::call_truth, 0, inner)});
       }},
      {"routine 34: it takes too many steps",   // each calls the one before it twice
       [](auto& t) {
         std::uint32_t inner = routine(t, ResultType::truth, false, {op(Op::push_truth, 1)});
         for (int i = 0; i < 30; ++i) inner = routine(t, ResultType::truth, false, {op(Op::call_truth, 0, inner), op(Op::call_truth, 0, inner), op(Op::both)});
       }},
  });
}

TEST_CASE("limits that cannot be measured") {
  refused({
      {"tally 0: its keys do not exist", [](auto& t) { t.tallies[0].keys = far; }},
      {"tally 1: its keys do not exist", [](auto& t) { t.key_values[2] = 0; }},          // not ascending
      {"tally 0 counts nothing", [](auto& t) { t.tallies[0].variant_count = 0; }},
      {"tally 0: its amount cannot be run", [](auto& t) { t.tally_variants[0].amount = no_routine; }},
      {"tally 0: its condition cannot be run", [](auto& t) { t.tally_variants[0].condition = 0; }},
      {"tally 1: its keys and its class do not fit", [](auto& t) { t.tally_variants[1].item_class = no_routine; }},
      {"tally 0: its window is of no kind", [](auto& t) { t.tallies[0].window = 9; }},
      {"tally 0: what is used each day cannot be run", [](auto& t) { t.tallies[0].window = static_cast<std::uint8_t>(WindowKind::on_hand); }},
      {"tally 0: its window is out of all time", [](auto& t) { t.tallies[0].window_length = 0; }},
      {"tally 0: its window is out of all time", [](auto& t) { t.tallies[0].start_seconds = 86400; }},
      {"tally 0: its window is out of all time", [](auto& t) { t.tallies[0].first_weekday = -1; }},
      {"tally 0: its condition of entries cannot be run", [](auto& t) { t.tallies[0].entry_when = 1; }},
      {"tally 0: its first day cannot be run", [](auto& t) { t.tallies[0].anchor = 0; }},
      {"tally 0 is of nobody", [](auto& t) { t.tallies[0].person = 2; }},
      {"tally 0 is of no scope", [](auto& t) { t.tallies[0].scope = 3; }},
      {"meter 0: its tally does not exist", [](auto& t) { t.meters[0].tally = 2; }},
      {"meter 0: its key does not exist", [](auto& t) { t.meters[0].key_place = 1; }},
      {"meter 1: its tally has another key", [](auto& t) { t.meters[1].key = 2; }},
      {"meter 0: its cap cannot be run", [](auto& t) { t.meters[0].cap = 0; }},
      {"meter 0: its balance cannot be read", [](auto& t) { t.meters[0].balance = 0; }},
      {"meter 0 has no address", [](auto& t) { t.meters[0].address = nothing; }},
  });
}

TEST_CASE("rules and programs that cannot be judged") {
  refused({
      {"version 0: a text does not exist", [](auto& t) { t.versions[0].cite = far; }},
      {"version 0 begins out of all time", [](auto& t) { t.versions[0].from_day = 9'000'000; }},
      {"rule 1 has no id", [](auto& t) { t.rules[1].id = nothing; }},
      {"rule 1: the unit it is written in does not exist", [](auto& t) { t.rules[1].written_factor = far; }},
      {"exception 0: a text does not exist", [](auto& t) { t.exceptions[0].id = far; }},
      {"step 0: it is of no kind", [](auto& t) { t.steps[0].kind = 5; }},
      {"step 0: its rule or version does not exist", [](auto& t) { t.steps[0].rule = 4; }},
      {"step 0: its topic does not exist", [](auto& t) { t.steps[0].topic = 12; }},
      {"step 0: its condition cannot be run", [](auto& t) { t.steps[0].when = 0; }},
      {"step 1: its condition of lines cannot be run", [](auto& t) { t.steps[1].item_where = 0; }},
      {"step 0: it has no bodies", [](auto& t) { t.steps[0].body_count = 0; }},
      {"step 0: it has no bodies", [](auto& t) { t.steps[0].bodies = far; }},
      {"step 0: its own body is not the last one", [](auto& t) { t.steps[0].body_count = 1; }},
      {"step 0: an exception does not exist", [](auto& t) { t.bodies[0].exception = 1; }},
      {"step 0: a body's outcome does not exist", [](auto& t) { t.bodies[1].outcome = 3; }},
      {"step 0: what it requires cannot be run", [](auto& t) { t.bodies[1].require = 0; }},
      {"step 0: the condition of an exception cannot be run", [](auto& t) { t.bodies[0].condition = far; }},
      {"step 0: a duty is of no exception", [](auto& t) { t.bodies[1].also_duty = 0; }},
      {"step 1: its message does not exist", [](auto& t) { t.bodies[2].message_count = 7; }},
      {"step 1: part 1 of a message cannot be said", [](auto& t) { t.message_parts[1].denominator = far; }},
      {"step 1: part 3 of a message cannot be said", [](auto& t) { t.value_names.pop_back(); }},   // feta has no name
      {"step 1: part 5 of a message cannot be said", [](auto& t) { t.message_parts[5].value = 0; }},   // no text
      {"step 1: it has no keys to have messages for", [](auto& t) { t.bodies[2].flags = body_message_per_key; }},
      {"step 2: a limit is not for each line", [](auto& t) { t.steps[2].flags = step_per_item; }},
      {"step 2: its figures have no denominator", [](auto& t) { t.steps[2].denominator = far; }},
      {"step 2: its own body is waived", [](auto& t) { t.bodies[3].flags = body_waived; }},
      {"step 2: its meters do not exist", [](auto& t) { t.bodies[3].meters = 4; }},
      {"step 3: a meter is of another key", [](auto& t) { t.bodies[4].meters = 0; }},
      {"program 0: its steps do not exist", [](auto& t) { t.programs[0].step_count = 5; }},
      {"program 0: an early limit is not of it", [](auto& t) { t.early_steps[0] = 4; }},
      {"program 0: an early limit is no limit", [](auto& t) { t.early_steps[0] = 0; }},
      {"program 0: routine 7 reads a limit that is not evaluated before it", [](auto& t) { t.programs[0].early_count = 0; }},
      {"program 0: routine 7 reads a limit that is not evaluated before it", [](auto& t) { t.early_steps[0] = 3; }},   // it reads itself
      {"period 0 has not one program for each kind of event", [](auto& t) { t.directory_programs.pop_back(); }},
      {"period 1 is out of order", [](auto& t) { t.directory.push_back({0, 0}); }},
      {"a program of the directory does not exist", [](auto& t) { t.directory_programs[1] = 1; }},
      {"it covers kinds of events that do not exist", [](auto& t) { t.covers.kinds = 8; }},
      {"what it covers is out of all time", [](auto& t) { t.covers.as_of_day = 900'000; }},
  });
}

TEST_CASE("vocabularies, units and zones that do not fit together") {
  auto with = [](const std::function<void(Schema&)>& change) {
    handmade::Policy policy = handmade::counter();
    Schema schema = *policy.model.schema;
    change(schema);
    policy.model.schema = std::make_shared<const Schema>(std::move(schema));
    return handmade::refusal(handmade::pack_of(policy));
  };
  auto says = [&](const std::string& text, const std::function<void(Schema&)>& change) {
    CHECK(with(change) == "law.leafpack: the pack says something that cannot be run: " + text + "; build it again with `leaflaw build`");
  };
  says("fact item.kind: its values do not exist", [](Schema& s) { s.facts[9].enumeration = 7; });
  says("fact item.kind: its type does not exist", [](Schema& s) { s.facts[9].type = static_cast<FactType>(9); });
  says("fact item.net_weight: its dimension does not exist", [](Schema& s) { s.facts[11].dimension = static_cast<Dimension>(40); });
  says("a fact has no readable name", [](Schema& s) { s.facts[9].name = "item.\x01"; });
  says("map buyer.orders: a field does not exist", [](Schema& s) { s.maps[0].fields[0] = 99; });
  says("map buyer.orders: the field buyer.age is not of this map", [](Schema& s) { s.maps[0].fields[0] = 5; });
  says("enumeration cheese has 0 values", [](Schema& s) { s.enumerations[1].values.clear(); });
  says("enumeration cheese has 129 values", [](Schema& s) { s.enumerations[1].values.assign(129, "x"); });
  says("there are 65 kinds of events, at most 64 are possible", [](Schema& s) { s.enumerations[0].values.assign(65, "x"); });
  says("derivation of item.net_weight: a fact does not exist", [](Schema& s) { s.derivations[0].value[0].fact = 99; });
  says("derivation of item.net_weight: an operand is missing", [](Schema& s) { s.derivations[0].value[0].op = DeriveStep::Op::add; });
  says("derivation of item.net_weight: it leaves 2 values", [](Schema& s) { s.derivations[0].value.push_back(s.derivations[0].value[0]); });
  says("derivation of item.net_weight: it has no value", [](Schema& s) { s.derivations[0].value.clear(); });
  says("the vocabulary has no fact with the role event-kind", [](Schema& s) { s.roles[static_cast<std::size_t>(Role::event_kind)].clear(); });
  says("the vocabulary has no fact with the role event-time", [](Schema& s) { s.roles[static_cast<std::size_t>(Role::event_time)].clear(); });
  says("role customer-key: the fact buyer.age cannot have it", [](Schema& s) { s.roles[static_cast<std::size_t>(Role::customer_key)] = {5}; });
  says("the kind of voids, returns or destructions does not exist", [](Schema& s) { s.void_kind = 3; });

  auto in_context = [&](const std::string& text, const std::function<void(handmade::Policy&)>& change) {
    handmade::Policy policy = handmade::counter();
    change(policy);
    CHECK(handmade::refusal(handmade::pack_of(policy)) == "law.leafpack: the pack says something that cannot be run: " + text + "; build it again with `leaflaw build`");
  };
  in_context("policy counter: unit stone: its size is no number above zero", [](auto& p) { p.model.context.units.add({"stone", Dimension::mass, 0}); });
  in_context("policy counter: unit stone: its dimension does not exist", [](auto& p) { p.model.context.units.add({"stone", static_cast<Dimension>(40), 1}); });
  in_context("policy counter: unit half: its dimension has no base unit", [](auto& p) { p.model.context.units.add({"half", static_cast<Dimension>(65), Ratio::of(1, 2)}); });
  in_context("policy counter: its state is of no enumeration", [](auto& p) { p.model.context.state = 0; });
  in_context("policy counter: its own time zone does not exist", [](auto& p) { p.model.context.default_zone = 2; });
  in_context("policy counter: it has no time zone", [](auto& p) { p.tables.zones.clear(); });
  in_context("policy counter: a key cannot be read", [](auto& p) { p.model.context.class_values[0] = "so\nft"; });
  in_context("policy counter: the use of a quantity does not exist", [](auto& p) { p.model.context.quantity_uses[0] = 99; });
  in_context("policy counter: the use of a map's field does not exist", [](auto& p) { p.model.context.key_uses[0].field = 99; });
  in_context("time zone Here/Town: changes out of order or within an hour", [](auto& p) { p.tables.zones[0].at[1] = 5; });
  in_context("time zone Here/Town: an offset of a day or more", [](auto& p) { p.tables.zones[0].offset[1] = 90000; });
  in_context("time zone Here/Town: changes and offsets are not equally many", [](auto& p) { p.tables.zones[0].offset.pop_back(); });
}

TEST_CASE("packs that would keep their reader busy, or fill its memory") {
  CHECK(problem_of([](PolicyTables& t) {
          // Thousands of routines over one long piece of code.
          const std::uint32_t first = static_cast<std::uint32_t>(t.code.size()), count = 50'000;
          t.code.push_back(op(Op::push_truth, 1));
          t.code.resize(first + count, op(Op::negate_truth));
          t.routines.resize(t.routines.size() + 5000, {first, count, nothing, static_cast<std::uint8_t>(ResultType::truth), 0, 0});
        }) == "its tables refer to each other too often");
  // A thousand enumerations that share one list of values.
  flatbuffers::FlatBufferBuilder builder;
  const auto text = builder.CreateString("x");
  const auto values = builder.CreateVectorOfStrings(std::vector<std::string>(128, "a value of some length"));
  std::vector<flatbuffers::Offset<stored::Enumeration>> enumerations;
  for (int i = 0; i < 1000; ++i) enumerations.push_back(stored::CreateEnumeration(builder, text, values));
  const auto schema = stored::CreateSchema(builder, text, text, builder.CreateVector(enumerations));
  const auto schemas = builder.CreateVector(&schema, 1);
  builder.Finish(stored::CreatePack(builder, 0, schemas, 0));
  std::vector<std::byte> pack(sizeof(packed::Header) + builder.GetSize());
  std::memcpy(pack.data() + sizeof(packed::Header), builder.GetBufferPointer(), builder.GetSize());
  CHECK(handmade::refusal(handmade::resealed(pack)) ==
        "law.leafpack: the pack says something that cannot be run: its parts share what each should have of its own; build it again with `leaflaw build`");
}
