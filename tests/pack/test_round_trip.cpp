// What is written is what is read: the same tables, the same vocabulary, the same decisions.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstring>
#include <filesystem>
#include <thread>

#include <unistd.h>

#include "runtime/pack/pack.h"
#include "runtime/session/session.h"
#include "tests/pack/handmade.h"

using namespace leaflaw;

namespace {

std::shared_ptr<const Pack> opened(const std::vector<std::byte>& bytes) {
  PackOrError outcome = Pack::from_memory(bytes);
  if (auto* error = std::get_if<PackError>(&outcome)) FAIL(to_text(*error, ""));
  return std::get<std::shared_ptr<const Pack>>(outcome);
}

template <class Element>
bool same(std::span<const Element> read, const std::vector<Element>& written) {
  return read.size() == written.size() && (written.empty() || std::memcmp(read.data(), written.data(), read.size_bytes()) == 0);
}

std::string decided(const PolicyParts& parts, const std::string& request) {
  Session session(parts);
  return session.json(session.decide(request));
}

std::string in_temporary_folder(const std::string& name) { return (std::filesystem::temp_directory_path() / name).string(); }

}  // namespace

TEST_CASE("the texts of the law come back as they were") {
  const handmade::Policy policy = handmade::counter();
  const std::vector<LawFile> texts{{"b/b.leaf", "policy b\n"}, {"a/a.leaf", std::string("\0\xFF", 2)}};
  const PackOrError opened = Pack::from_memory(write_pack({{&policy.model, &policy.tables}}, texts).bytes);
  const auto* pack = std::get_if<std::shared_ptr<const Pack>>(&opened);
  REQUIRE(pack);
  REQUIRE((*pack)->texts().size() == 2);
  CHECK((*pack)->texts()[0].name == "a/a.leaf");
  CHECK((*pack)->texts()[0].text == texts[1].text);
  CHECK((*pack)->texts()[1].text == "policy b\n");
}

TEST_CASE("texts of the law that have no name, or one name, are refused") {
  const handmade::Policy policy = handmade::counter();
  const auto bytes = [&](const std::vector<LawFile>& texts) { return write_pack({{&policy.model, &policy.tables}}, texts).bytes; };
  const auto refusal = [&](std::vector<std::byte> pack) {
    const PackOrError opened = Pack::from_memory(handmade::resealed(std::move(pack)));
    return std::holds_alternative<PackError>(opened) ? to_text(std::get<PackError>(opened), "law.leafpack") : std::string("not refused");
  };
  CHECK(refusal(bytes({{"a", ""}})) == "not refused");
  CHECK(refusal(bytes({{"a", ""}, {"a", ""}})).find("texts of the law are out of order") != std::string::npos);
  CHECK(refusal(bytes({{"", ""}})).find("no name that can be printed") != std::string::npos);
  std::vector<std::byte> spoiled = bytes({{"a+b", ""}});      // no compiler writes such a name (test_sizes.cpp)
  const std::string_view name = "a+b";
  const auto place = std::search(spoiled.begin(), spoiled.end(), name.begin(), name.end(), [](std::byte at, char c) { return at == static_cast<std::byte>(c); });
  REQUIRE(place != spoiled.end());
  place[1] = std::byte{'\n'};
  CHECK(refusal(std::move(spoiled)).find("no name that can be printed") != std::string::npos);
}

TEST_CASE("every table of a pack is the one that was written") {
  const handmade::Policy policy = handmade::counter();
  auto pack = opened(handmade::pack_of(policy));
  const PackedPolicy& read = pack->policies().at(0);
  using namespace engine;   // NOLINT: the element types of LEAFLAW_TABLES
#define LEAFLAW_TABLE(element, name) CHECK(same<element>(read.view.name, policy.tables.name));
  LEAFLAW_TABLES(LEAFLAW_TABLE)
#undef LEAFLAW_TABLE
  CHECK(same(read.view.texts.starts, policy.tables.text_starts));
  CHECK(same(read.view.texts.characters, policy.tables.text_characters));
  CHECK(reinterpret_cast<std::uintptr_t>(read.view.wholes.data()) % 16 == 0);
  CHECK(read.id == "counter");
  CHECK(read.name == "The counter");
  CHECK(read.regulator == "The board");
  CHECK(read.as_of() == Date{30000});
  CHECK(read.topics == (bit(Topic::eligibility) | bit(Topic::purchase_limit)));
  CHECK(read.limits.at("rule-2").title == "A title");
}

TEST_CASE("vocabulary, units and zones come back as they were") {
  const handmade::Policy policy = handmade::counter();
  auto pack = opened(handmade::pack_of(policy));
  const PolicyContext &read = pack->policies().at(0).context, &written = policy.model.context;
  const Schema &schema = *read.schema, &made = *policy.model.schema;
  REQUIRE(schema.facts.size() == made.facts.size());
  for (std::size_t i = 0; i < made.facts.size(); ++i) {
    const Fact &a = schema.facts[i], &b = made.facts[i];
    CHECK(a.name == b.name);
    CHECK(std::tuple(a.type, a.dimension, a.enumeration, a.place, a.map, a.group, a.required, a.input_only) ==
          std::tuple(b.type, b.dimension, b.enumeration, b.place, b.map, b.group, b.required, b.input_only));
  }
  for (std::size_t i = 0; i < made.enumerations.size(); ++i) CHECK(schema.enumerations[i].values == made.enumerations[i].values);
  CHECK(schema.maps.at(0).fields == made.maps.at(0).fields);
  CHECK(schema.derivations.at(0).value.at(0).fact == made.derivations.at(0).value.at(0).fact);
  CHECK(schema.derivations.at(0).tolerance == made.derivations.at(0).tolerance);
  CHECK(schema.roles == made.roles);
  CHECK(std::tuple(schema.void_kind, schema.return_kind, schema.destroy_kind) == std::tuple(made.void_kind, made.return_kind, made.destroy_kind));
  REQUIRE(read.units.units().size() == written.units.units().size());
  CHECK(read.units.find("oz")->in_base == Ratio(28));
  CHECK(read.units.find("wheel")->dimension == Dimension::own);
  CHECK(read.zone_names == written.zone_names);
  CHECK(read.zones.at(0).at[1] == 1730613600);
  CHECK(read.zones.at(0).offset[1] == -5 * 3600);
  CHECK(read.class_values == written.class_values);
  CHECK(read.key_uses.at(0).key == "soft");
}

TEST_CASE("a pack decides as the tables it was written from") {
  handmade::Policy policy = handmade::counter();
  auto pack = opened(handmade::pack_of(policy));
  const LimitPrints prints = limit_prints(policy.tables.view());
  for (const std::string& request : {handmade::allowed_sale(), handmade::denied_sale()}) {
    const std::string from_pack = decided(pack->policies().at(0).parts(), request);
    CHECK(from_pack == decided({policy.tables.view(), &policy.model.context, &prints, pack->hash()}, request));
    CHECK(from_pack.find(pack->hash()) != std::string::npos);
  }
  CHECK(decided(pack->policies().at(0).parts(), handmade::allowed_sale()).find("\"verdict\":\"allow\"") != std::string::npos);
  CHECK(decided(pack->policies().at(0).parts(), handmade::denied_sale()).find("\"verdict\":\"deny\"") != std::string::npos);
}

TEST_CASE("the same policies are the same bytes, in whatever order they come") {
  const handmade::Policy a = handmade::counter("a"), b = handmade::counter("b", 30), c = handmade::counter("c");
  const WrittenPack one = write_pack({{&a.model, &a.tables}, {&b.model, &b.tables}, {&c.model, &c.tables}});
  const WrittenPack other = write_pack({{&c.model, &c.tables}, {&a.model, &a.tables}, {&b.model, &b.tables}});
  CHECK(one.bytes == other.bytes);
  CHECK(one.hash == other.hash);
  CHECK(one.hash != write_pack({{&a.model, &a.tables}}).hash);
  auto pack = opened(one.bytes);
  REQUIRE(pack->policies().size() == 3);
  CHECK(pack->hash() == one.hash);
  CHECK(pack->find("b")->id == "b");
  CHECK(pack->find("d") == nullptr);
  // One vocabulary for the three.
  CHECK(pack->find("a")->context.schema == pack->find("c")->context.schema);
  CHECK(write_pack({{&a.model, &a.tables}, {&a.model, &a.tables}}).error == "two policies have the id a");
}

TEST_CASE("a pack without policies is a pack") {
  const WrittenPack empty = write_pack({});
  CHECK(opened(empty.bytes)->policies().empty());
}

TEST_CASE("files: written, mapped, refused") {
  const handmade::Policy policy = handmade::counter();
  const WrittenPack written = write_pack({{&policy.model, &policy.tables}});
  const std::string path = in_temporary_folder("leaflaw-test-" + std::to_string(::getpid()) + ".leafpack");
  REQUIRE(save_pack(written, path).empty());
  auto refused = [](const std::string& file) {
    PackOrError outcome = Pack::open(file);
    return std::holds_alternative<PackError>(outcome) ? to_text(std::get<PackError>(outcome), "x") : std::string();
  };
  CHECK(refused(path).empty());
  CHECK(std::get<std::shared_ptr<const Pack>>(Pack::open(path))->hash() == written.hash);
  CHECK(refused(path + ".none") == "x: the pack cannot be read: No such file or directory; give the path of a file that `leaflaw build` wrote");
  CHECK(refused(in_temporary_folder("")) == "x: the pack cannot be read: it is a directory; give the path of a file that `leaflaw build` wrote");
  CHECK(refused("/dev/null") == "x: the pack cannot be read: it is not a plain file; give the path of a file that `leaflaw build` wrote");
  // One that is replaced while it is open stays whole.
  auto old = std::get<std::shared_ptr<const Pack>>(Pack::open(path));
  const handmade::Policy next = handmade::counter("counter", 5);
  REQUIRE(save_pack(write_pack({{&next.model, &next.tables}}), path).empty());
  CHECK(old->hash() == written.hash);
  CHECK(decided(old->policies().at(0).parts(), handmade::allowed_sale()).find("\"allow\"") != std::string::npos);
  std::filesystem::resize_file(path, written.bytes.size() - 1);
  CHECK(refused(path).find("x: the pack is cut short: it has ") == 0);
  std::filesystem::resize_file(path, 0);
  CHECK(refused(path) == "x: the pack is cut short: it is empty; copy it again, or build it again with `leaflaw build`");
  std::filesystem::remove(path);
  CHECK(save_pack(written, path + "/no/where").find("cannot write") == 0);
}

TEST_CASE("one pack opened and used from several threads") {
  const std::vector<std::byte> bytes = handmade::pack_of(handmade::counter());
  auto shared = opened(bytes);
  const std::string expected = decided(shared->policies().at(0).parts(), handmade::denied_sale());
  std::vector<std::string> answers(8);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < answers.size(); ++i)
    threads.emplace_back([&, i] {
      PackOrError again = Pack::from_memory(bytes);
      const Pack& pack = i % 2 ? *shared : *std::get<std::shared_ptr<const Pack>>(again);
      answers[i] = decided(pack.policies().at(0).parts(), handmade::denied_sale());
    });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& answer : answers) CHECK(answer == expected);
}
