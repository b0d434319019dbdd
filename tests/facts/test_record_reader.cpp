#include <catch2/catch.hpp>

#include "compiler/cases/yaml_reader.h"
#include "runtime/facts/input_errors.h"
#include "runtime/facts/json_reader.h"
#include "runtime/facts/normalize.h"
#include "runtime/facts/topics.h"
#include "tests/facts/vocabulary.h"

using namespace leaflaw;
using cheese::errors_of;
using cheese::number;
using cheese::request;

namespace {
constexpr std::string_view noon = R"("at":"2024-06-01 12:00")";
std::string with(std::string_view rest) { return "{" + std::string(noon) + "," + std::string(rest) + "}"; }
std::string line(std::string_view facts) { return with("\"items\":[{" + std::string(facts) + "}]"); }
}  // namespace

TEST_CASE("every type of fact is read exactly") {
  Request r = request(with(R"("policy":"counter","topics":["potency","records"],"event":"takeback","receipt":"R1",
    "buyer":{"kind":"guest","age":40,"home":{"place":"BB"}},"papers":["photo","stamp"],"member":{"allowance":"1.5 g THC"},
    "orders":{"gouda":{"amount":"3 wheel","start":"2024-02-29"},"soft":{"amount":"2.5 oz"},"feta":null},
    "ledger":{"balances":{"daily":{"remaining":"0.5 oz"}}},
    "items":[{"kind":"brie","quantity":3,"net_weight":"2.5 oz","salt":"350/283 mg THC","price":"12.34 USD","ripe":true,
              "lab":{"tested":"2024-05-01 08:00","results":{"E. coli":{"level":"10 ppb"}}}},{"quantity":"28.35 g"}])"));
  CHECK(r.policy == "counter");
  CHECK(r.topics == (bit(Topic::potency) | bit(Topic::records)));
  CHECK(r.event.event_kind == 1);
  CHECK(r.event.at.seconds == 1717257600);   // 16:00 UTC
  CHECK(r.event.facts[cheese::fact("receipt")].text == "R1");
  CHECK(number(r.event, "buyer.age") == Ratio(40));
  CHECK(r.event.facts[cheese::fact("papers")].set == 0b101);
  CHECK(number(r.event, "member.allowance") == Ratio(1500));
  CHECK(r.event.facts[cheese::fact("buyer.local")].number == Ratio(0));
  const MapValue& orders = r.event.maps[0];
  REQUIRE(orders.given);
  REQUIRE(orders.entries.size() == 2);
  CHECK(orders.entries[0].key == "gouda");
  CHECK(orders.entries[0].fields[0].dimension == Dimension::own);
  CHECK(orders.entries[0].fields[1].number == Ratio(from_civil({2024, 2, 29}).days));
  CHECK(orders.entries[1].fields[0].number == Ratio(70));
  REQUIRE(r.event.items_given);
  REQUIRE(r.event.items.size() == 2);
  CHECK(number(r.event.items[0], "item.quantity") == Ratio(3));
  CHECK(r.event.items[0].facts[cheese::fact("item.quantity")].dimension == Dimension::count);
  CHECK(number(r.event.items[0], "item.net_weight") == Ratio(70));
  CHECK(number(r.event.items[0], "item.salt") == Ratio::of(350, 283));
  CHECK(number(r.event.items[0], "item.price") == Ratio::of(1234, 100));
  CHECK(number(r.event.items[0], "item.ripe") == Ratio(1));
  CHECK(r.event.items[0].maps[2].entries[0].key == "E. coli");
  CHECK(r.event.items[0].maps[2].entries[0].fields[0].number == Ratio::of(1, 100));
  CHECK(r.event.items[1].facts[cheese::fact("item.quantity")].dimension == Dimension::mass);
  CHECK_FALSE(r.history.given);
}

TEST_CASE("null is absent, an empty list is known") {
  Request r = request(with(R"("buyer":null,"items":null,"history":null,"papers":null,"orders":null,"event":null,"topics":null,"policy":null)"));
  CHECK_FALSE(r.event.items_given);
  CHECK_FALSE(r.history.given);
  CHECK_FALSE(r.event.maps[0].given);
  CHECK(r.event.event_kind == 0);
  CHECK(r.event.facts[cheese::fact("event")].given == Given::yes);
  CHECK(r.topics == 0xFFFFFFFF);
  Request empty = request(with(R"("items":[],"history":[],"papers":[],"orders":{})"));
  CHECK(empty.event.items_given);
  CHECK(empty.history.given);
  CHECK(empty.history.bare);
  CHECK(empty.event.maps[0].given);
  CHECK(empty.event.facts[cheese::fact("papers")].given == Given::yes);
}

TEST_CASE("history is a list, or a map that says how far it reaches") {
  Request r = request(with(R"("history":{"scope":"licensee","complete_from":"2024-05-01","entries":[{"at":"2024-05-31 23:59:59","undoes":"R0","event":"cancel"}]})"));
  CHECK_FALSE(r.history.bare);
  CHECK(r.history.scope == Scope::licensee);
  CHECK(r.history.complete_from == from_civil({2024, 5, 1}));
  REQUIRE(r.history.entries.size() == 1);
  CHECK(r.history.entries[0].event_kind == 2);
  CHECK(r.history.entries[0].at.seconds == 1717214399);
  CHECK(request(with(R"("history":{"entries":[]})")).history.scope == Scope::state);
  // the very instant of the event is not later than it
  CHECK(request(with(R"("history":[{"at":"2024-06-01 12:00"}])")).history.entries.size() == 1);
}

TEST_CASE("local times mean the record's own zone, offsets win") {
  CHECK(request(R"({"at":"2024-06-01 12:00","shop":{"zone":"Here/West"}})").event.at.seconds == 1717264800);
  CHECK(request(R"({"shop":{"zone":"Here/West"},"at":"2024-06-01T12:00:00-04:00"})").event.at.seconds == 1717257600);
  CHECK(request(R"({"at":"2024-06-01T16:00Z"})").event.at.seconds == 1717257600);
  // entries without a zone are in the event's, unless of another shop
  Request r = request(R"({"at":"2024-06-01 12:00","shop":{"key":"S1","zone":"Here/West"},"history":[
    {"at":"2024-06-01 10:00"},{"at":"2024-06-01 10:00","shop":{"key":"S1"}},{"at":"2024-06-01 10:00","shop":{"key":"S2"}},{"at":"2024-06-01 10:00","shop":{"zone":"Here/Town"}}]})");
  CHECK(r.history.entries[0].zone == 1);
  CHECK(r.history.entries[1].zone == 1);
  CHECK(r.history.entries[2].zone == 0);
  CHECK(r.history.entries[3].zone == 0);
  CHECK(r.history.entries[0].at.seconds - r.history.entries[3].at.seconds == 7200);
}

TEST_CASE("the repeated hour has two readings, an offset picks one") {
  Request r = request(R"({"at":"2024-11-03 01:30"})");
  CHECK(r.event.at.seconds == 1730611800);
  REQUIRE(r.event.at_other);
  CHECK(r.event.at_other->seconds == 1730611800 + 3600);
  CHECK_FALSE(request(R"({"at":"2024-11-03 01:30-05:00"})").event.at_other);
  CHECK_FALSE(request(R"({"at":"2024-11-03 02:00"})").event.at_other);
}

TEST_CASE("a table of bad requests with their exact errors") {
  struct Row { std::string json, errors; };
  const Row rows[] = {
      // names
      {with(R"("buyer":{"knid":"guest"})"), "E0810 buyer.knid: there is no `knid` here | did you mean `kind`?"},
      {with(R"("age":40)"), "E0810 age: there is no `age` here | did you mean `buyer.age`?"},
      {with(R"("net_weight":"1 g")"), "E0810 net_weight: there is no `net_weight` here | did you mean `item.net_weight`?"},
      {with(R"("buyer.age":40)"), "E0810 buyer.age: there is no `buyer.age` here | names are nested: {buyer: {age: ...}}"},
      {with(R"("itmes":[])"), "E0810 itmes: there is no `itmes` here | did you mean `items`?"},
      {line(R"("kind":"briee")"), "E0812 items[0].kind: `briee` is not a value of `cheese` | did you mean `brie`?"},
      {line(R"("kind":"camembert")"), "E0812 items[0].kind: `camembert` is not a value of `cheese` | known here: `brie`, `gouda`, `feta`, `whey`"},
      {with(R"("papers":["stamp","foto"])"), "E0812 papers[1]: `foto` is not a value of `paper` | known here: `stamp`, `letter`, `photo`"},
      {with(R"("topics":["potenci"])"), "E0813 topics[0]: there is no topic `potenci` | did you mean `potency`?"},
      {with(R"("topics":[])"), "E0811 topics: the list is empty: nothing would be judged | leave `topics` out to judge everything"},
      {with(R"("topics":"potency")"), "E0811 topics: here stands a text instead of a list of topics | leave `topics` out to judge everything"},
      {with(R"("orders":{"goda":{"amount":"1 g"}})"), "E0814 orders[goda]: there is no entry `goda` | did you mean `gouda`?"},
      {with(R"("ledger":{"balances":{"dayly":{"remaining":"1 g"}}})"), "E0814 ledger.balances[dayly]: the policy has no limit `dayly` | did you mean `daily`?"},
      {with(R"("orders":{"gouda":{"amonut":"1 g"}})"), "E0810 orders[gouda].amonut: there is no `amonut` here | did you mean `amount`?"},
      {with(R"("policy":"other")"), "E0815 policy: the request is for `other` and is judged by `counter`"},
      // kinds of values
      {with(R"("buyer":"guest")"), "E0811 buyer: here stands a text instead of a map | write a map with some of `kind`, `key`, `age`, `birth`, `home`, `local`"},
      {with(R"("buyer":{"kind":["guest"]})"), "E0811 buyer.kind: here stands a list instead of one value of `buyer-kind` | leave out the brackets"},
      {with(R"("receipt":["R1"])"), "E0811 receipt: here stands a list instead of a text | leave out the brackets"},
      {with(R"("receipt":17)"), "E0811 receipt: here stands a number instead of a text | write it in quotes: \"17\""},
      {with(R"("receipt":"")"), "E0842 receipt: the text is empty | leave it out, or write null, where there is none"},
      {with(R"("receipt":"a\u001b[2J")"), "E0842 receipt: the text holds a control character | texts are one line of letters, digits and signs"},
      {with("\"receipt\":\"" + std::string(10'001, 'x') + "\""), "E0840 receipt: the text has 10001 bytes | at most 10000 are read"},
      {with(R"("papers":"stamp")"), "E0811 papers: here stands a text instead of a list | write a list: [stamp]"},
      {line(R"("ripe":"true")"), "E0811 items[0].ripe: `true` is neither true nor false | write true without quotes"},
      {line(R"("ripe":1)"), "E0811 items[0].ripe: here stands a number instead of true or false"},
      {line(R"("net_weight":true)"), "E0811 items[0].net_weight: here stands a yes-no instead of a quantity | a quantity is a text with its unit: \"3.5 g\""},
      {with(R"("items":{})"), "E0811 items: here stands a map instead of a list of lines | write a list, [] where there are none"},
      {with(R"("items":[null])"), "E0811 items[0]: here stands nothing instead of a line | a line is a map of facts"},
      {with(R"("history":"none")"), "E0811 history: here stands a text instead of a list of entries | write a list, [] where it is known that there are none"},
      {"[]", "E0811 : here stands a list instead of a map | a request is a map of the vocabulary's facts"},
      // quantities
      {line(R"("net_weight":"2.5")"), "E0821 items[0].net_weight: `2.5` has no unit | write for example \"2.5 g\""},
      {line(R"("net_weight":2.5)"), "E0821 items[0].net_weight: `2.5` has no unit | write for example \"2.5 g\""},
      {line(R"("net_weight":3)"), "E0821 items[0].net_weight: `3` has no unit | write for example \"3 g\""},
      {line(R"("quantity":2.5)"), "E0821 items[0].quantity: `2.5` has no unit | write for example \"2.5 g\""},
      {with(R"("buyer":{"age":20.5})"), "E0821 buyer.age: `20.5` has no unit | only whole numbers may stand without their unit; write for example \"20.5 years\""},
      {line(R"("net_weight":"-1 g")"), "E0824 items[0].net_weight: `-1 g` is below zero | quantities are never negative; a return is an event of its own"},
      {line(R"("quantity":-1)"), "E0824 items[0].quantity: `-1` is below zero | quantities are never negative; a return is an event of its own"},
      {line(R"("net_weight":"1e3 g")"), "E0820 items[0].net_weight: `1e3 g` has an exponent | write the number with all its digits"},
      {line(R"("quantity":1e3)"), "E0820 items[0].quantity: `1e3` has an exponent | write the number with all its digits"},
      {line(R"("net_weight":"1,000 g")"), "E0820 items[0].net_weight: `1,000 g` has a comma in its number | write 1000 without separators, and 2.5 with a point"},
      {line(R"("net_weight":"1000000000000000000000000000000 g")"), "E0825 items[0].net_weight: `1000000000000000000000000000000 g` is out of range | at most 10^12 of a unit are read"},
      {line(R"("net_weight":"1000000000001 g")"), "E0825 items[0].net_weight: `1000000000001 g` is out of range | at most 10^12 of a unit are read"},
      {line(R"("net_weight":"1/0 g")"), "E0820 items[0].net_weight: `1/0 g` divides by zero"},
      {line(R"("net_weight":"1.2.3 g")"), "E0820 items[0].net_weight: `1.2.3 g` is not a number that can be read exactly | write digits, with a point (2.5) or as a ratio (350/283)"},
      {line(R"("net_weight":"0.1234567890123456789 g")"), "E0820 items[0].net_weight: `0.1234567890123456789 g` has too many digits | at most 18 significant digits are read"},
      {line(R"("net_weight":"some")"), "E0820 items[0].net_weight: `some` is not a quantity | a quantity is a number and a unit: \"3.5 g\""},
      {line(R"("net_weight":"")"), "E0820 items[0].net_weight: the quantity is empty | leave it out, or write null, where it is not known"},
      {line(R"("net_weight":"2.5 ozz")"), "E0822 items[0].net_weight: there is no unit `ozz` | did you mean `oz`?"},
      {line(R"("net_weight":"2.5 stone")"), "E0822 items[0].net_weight: there is no unit `stone` | write it in `mg`, `g`, `kg`, `oz`"},
      {line(R"("salt":"100 mg")"), "E0823 items[0].salt: `100 mg` is a mass; here belongs a mass of THC | did you mean \"100 mg THC\"?"},
      {line(R"("salt":"1 oz")"), "E0823 items[0].salt: `1 oz` is a mass; here belongs a mass of THC | write it in `mg THC`, `g THC`"},
      {line(R"("net_weight":"100 mg THC")"), "E0823 items[0].net_weight: `100 mg THC` is a mass of THC; here belongs a mass | write it in `mg`, `g`, `kg`, `oz`"},
      {line(R"("quantity":"3 ml")"), "E0823 items[0].quantity: `3 ml` is a volume; here belongs a count of units or a mass | write it in `mg`, `g`, `kg`, `each`, `unit`, `units`, `points`, `oz`"},
      {with(R"("member":{"allowance":"3 g"})"), "E0823 member.allowance: `3 g` is a mass; here belongs a mass of THC | did you mean \"3 g THC\"?"},
      {with(R"("orders":{"soft":{"amount":"3 ml"}})"), "E0823 orders[soft].amount: `3 ml` is a volume; here belongs a mass | write it in `mg`, `g`, `kg`, `oz`"},
      // dates and times
      {with(R"("buyer":{"birth":"2023-02-29"})"), "E0830 buyer.birth: `2023-02-29` does not exist | 2023-02 has 28 days"},
      {with(R"("buyer":{"birth":"2023-13-01"})"), "E0830 buyer.birth: `2023-13-01` does not exist | months are 01 to 12; write year-month-day"},
      {with(R"("buyer":{"birth":"1850-01-01"})"), "E0830 buyer.birth: `1850-01-01` is out of range | dates are read from 1900-01-01 through 2199-12-31"},
      {with(R"("buyer":{"birth":"04/05/1990"})"), "E0830 buyer.birth: `04/05/1990` is not a date | write year-month-day, such as 2024-04-05"},
      {R"({"at":"2024-02-30 10:00"})", "E0830 at: `2024-02-30` does not exist | 2024-02 has 29 days"},
      {R"({"at":"2024-06-01"})", "E0831 at: `2024-06-01` has no time of day | write for example 2024-06-01 14:30"},
      {R"({"at":"yesterday"})", "E0831 at: `yesterday` is not a time | write for example 2024-04-05 14:30, with an offset such as -04:00 where it is meant"},
      {R"({"at":"2024-06-01 25:00"})", "E0831 at: `2024-06-01 25:00` is not a time | write for example 2024-04-05 14:30, with an offset such as -04:00 where it is meant"},
      {R"({"at":"2024-03-10 02:30"})", "E0832 at: the clocks of Here/Town skip 2024-03-10 02:30 | the next time that exists is 2024-03-10 03:00"},
      {R"({"at":"1899-12-31 23:00-12:00"})", "E0830 at: `1899-12-31` is out of range | dates are read from 1900-01-01 through 2199-12-31"},
      {R"({"at":"2199-12-31 23:00-12:00"})", "E0831 at: `2199-12-31 23:00-12:00` is out of range | times are read from 1900-01-01 through 2199-12-31"},
      {"{}", "E0833 at: the event has no time | write for example at: 2024-04-05 14:30"},
      {with(R"("history":[{"items":[]}])"), "E0833 history[0].at: the event has no time | write for example at: 2024-04-05 14:30"},
      {with(R"("history":[{"at":"2024-06-01 12:01"}])"), "E0834 history[0].at: `2024-06-01 12:01` is later than the event itself | the event is at 2024-06-01 12:00; history holds what came before"},
      {with(R"("history":{"entries":[{"at":"2024-06-02 12:00"}]})"), "E0834 history.entries[0].at: `2024-06-02 12:00` is later than the event itself | the event is at 2024-06-01 12:00; history holds what came before"},
      {with(R"("shop":{"zone":"Here/Twon"})"), "E0835 shop.zone: the policy has no time zone `Here/Twon` | did you mean `Here/Town`?"},
      // history
      {with(R"("history":{"scope":"state"})"), "E0816 history: the history has no `entries` | write entries: [] where it is known that there are none"},
      {with(R"("history":{"scope":"town","entries":[]})"), "E0812 history.scope: there is no scope `town` | known here: `store`, `licensee`, `state`"},
      {with(R"("history":{"since":"2024-01-01","entries":[]})"), "E0810 history.since: there is no `since` here | known here: `scope`, `complete_from`, `entries`"},
      {with(R"("history":[{"at":"2024-05-01 12:00","topics":["potency"]}])"), "E0810 history[0].topics: there is no `topics` here | known here: `event`, `at`, `receipt`, `undoes`, `buyer`, `member`, `papers`, `shop`, `orders`, `ledger`, `items`"},
  };
  for (const Row& row : rows) {
    INFO(row.json.substr(0, 200));
    CHECK(errors_of(row.json) == row.errors);
  }
}

TEST_CASE("several errors are found in one run, at their places") {
  std::string text = "{\"at\": \"2024-06-01 12:00\",\n \"buyer\": {\"kind\": \"gest\",\n  \"age\": \"40 g\"},\n \"items\": [{\"knd\": 1}]}";
  ReadTree tree = read_json(text);
  auto result = RequestReader(cheese::counter().context).read(tree.root);
  const auto& errors = std::get<std::vector<InputError>>(result);
  REQUIRE(errors.size() == 3);
  CHECK(to_text(errors[0], "cart.json") == "cart.json:2:20: error[E0812]: buyer.kind: `gest` is not a value of `buyer-kind`\n  help: did you mean `guest`?");
  CHECK((errors[1].line == 3 && errors[1].column == 10));
  CHECK((errors[2].path == "items[0].knd" && errors[2].line == 4));
}

TEST_CASE("lists have limits, and errors do not pile up without end") {
  auto lines = [](std::size_t count) {
    std::string text = "{\"at\":\"2024-06-01 12:00\",\"items\":[{}";
    for (std::size_t i = 1; i < count; ++i) text += ",{}";
    return text + "]}";
  };
  CHECK(errors_of(lines(200)).empty());
  CHECK(errors_of(lines(10'001)) == "E0841 items: the list has 10001 lines | at most 10000 lines are read");
  std::string many = "{\"at\":\"2024-06-01 12:00\",\"items\":[{\"x\":1}";
  for (int i = 0; i < 500; ++i) many += ",{\"x\":1}";
  ReadTree tree = read_json(many + "]}");
  auto result = RequestReader(cheese::counter().context).read(tree.root);
  CHECK(std::get<std::vector<InputError>>(result).size() == InputErrors::most);
}

TEST_CASE("plain YAML scalars are numbers, dates, yes-no or text, as meant") {
  ReadTree tree = read_yaml(
      "at: 2024-06-01 12:00\nreceipt: 17\nbuyer: {kind: guest, age: 40, birth: 1984-06-01}\n"
      "items:\n  - {quantity: 2, net_weight: 2.5 oz, ripe: yes, tag: true}\n  - {ripe: no}\n  - {ripe: true, quantity: 3 g}\n");
  REQUIRE(tree.errors.empty());
  auto result = RequestReader(cheese::counter().context).read(tree.root);
  if (auto* errors = std::get_if<std::vector<InputError>>(&result)) FAIL(cheese::lines_of(*errors));
  const Request& r = std::get<Request>(result);
  CHECK(r.event.facts[cheese::fact("receipt")].text == "17");
  CHECK(number(r.event, "buyer.birth") == Ratio(from_civil({1984, 6, 1}).days));
  CHECK(number(r.event.items[0], "item.net_weight") == Ratio(70));
  CHECK(number(r.event.items[0], "item.ripe") == Ratio(1));
  CHECK(r.event.items[0].facts[cheese::fact("item.tag")].text == "true");
  CHECK(number(r.event.items[1], "item.ripe") == Ratio(0));
  CHECK(number(r.event.items[2], "item.ripe") == Ratio(1));
}

TEST_CASE("codes are unique and named") {
  std::string last;
  for (const InputCodeEntry& entry : input_codes()) {
    CHECK(std::string(entry.code) > last);
    CHECK(entry.code.starts_with("E08"));
    CHECK_FALSE(entry.title.empty());
    last = entry.code;
  }
}
