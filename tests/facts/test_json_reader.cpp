#include <catch2/catch.hpp>

#include "runtime/facts/json_reader.h"
#include "tests/facts/vocabulary.h"

using namespace leaflaw;

namespace {

std::string first_of_json(std::string_view text) {
  ReadTree tree = read_json(text);
  if (tree.errors.empty()) return "read";
  const InputError& one = tree.errors.front();
  return one.code + " " + std::to_string(one.line) + ":" + std::to_string(one.column) + " " + one.message;
}

}  // namespace

TEST_CASE("JSON becomes a tree with places; numbers stay text") {
  ReadTree tree = read_json("{\"a\": [1.50, 12345678901234567890, true],\n  \"b\": {\"c\": null, \"é\": \"x\\u00e9\"}}");
  REQUIRE(tree.errors.empty());
  const Node& a = *tree.root.find("a");
  REQUIRE(a.list.size() == 3);
  CHECK(a.list[0].scalar == "1.50");
  CHECK(a.list[0].kind == Node::Kind::number);
  CHECK(a.list[1].scalar == "12345678901234567890");
  CHECK(a.list[2].kind == Node::Kind::truth);
  CHECK(a.column == 7);
  CHECK(a.list[0].column == 8);
  CHECK(a.list[1].column == 14);
  const Node& b = *tree.root.find("b");
  CHECK(b.line == 2);
  CHECK(b.column == 8);
  CHECK(b.find("c")->kind == Node::Kind::null);
  CHECK(b.find("é")->scalar == "xé");
  CHECK(b.find("é")->column == 25);
}

TEST_CASE("broken JSON says what and where") {
  struct Row { std::string text, error; };
  const Row rows[] = {
      {"", "E0800 1:1 there is nothing in the text"},
      {" \n ", "E0800 1:1 there is nothing in the text"},
      {"{\"a\":1}{", "E0807 1:8 there is text after the end of the value"},
      {std::string("{\"a\":1}\0x", 9), "E0807 1:8 there is text after the end of the value"},
      {"{\"a\":1,\n\"a\":2}", "E0806 2:1 the key `a` stands twice in this map"},
      {"{\"a\" 1}", "E0803 1:6 after a key comes a colon"},
      {"{a:1}", "E0803 1:2 here should stand a key in double quotes"},
      {"[1 2]", "E0803 1:4 the list goes on without a comma, or lacks its closing bracket"},
      {"{\"a\":\"x\xff\"}", "E0802 1:8 the text is not valid UTF-8 here"},
      {"{\"a\":\"\\ud800\"}", "E0802 1:7 half of a surrogate pair is no character"},
      {"{\"a\":\"x", "E0803 1:6 the text lacks its closing quote"},
      {"\x7f" "ELF", "E0803 1:1 this is not a JSON value"},
      {"{\"a\": 01}", "E0803 1:8 the map goes on without a comma, or lacks its closing brace"},
      {"{\"a\": NaN}", "E0803 1:7 this is not a JSON value"},
      {std::string(65, '['), "E0805 1:65 lists and maps are nested more than 64 deep"},
      {std::string(2'000'000, '['), "E0805 1:65 lists and maps are nested more than 64 deep"},
      {std::string(17u << 20, ' '), "E0801 0:0 the text has 17825792 bytes; at most 16777216 are read"},
  };
  for (const Row& row : rows) {
    INFO(row.text.substr(0, 40));
    CHECK(first_of_json(row.text) == row.error);
  }
}

TEST_CASE("duplicate keys are found in large maps too, and several at once") {
  std::string text = "{";
  for (int i = 0; i < 2000; ++i) text += "\"k" + std::to_string(i) + "\":0,";
  CHECK(first_of_json(text + "\"end\":1}") == "read");
  ReadTree tree = read_json(text + "\"k7\":1,\"k1999\":{\"x\":2}}");
  REQUIRE(tree.errors.size() == 2);
  CHECK(tree.errors[0].path == "k7");
  CHECK(tree.errors[1].path == "k1999");
}

TEST_CASE("a text cannot ask for unbounded memory") {
  std::string text = "[0";
  for (int i = 0; i < 1'000'001; ++i) text += ",0";
  CHECK(first_of_json(text + "]").starts_with("E0801 1:"));
  CHECK(first_of_json(std::string(10'000'000, 'x')).starts_with("E0803 1:1"));
  CHECK(first_of_json("\"" + std::string(10'000'000, 'x') + "\"") == "read");
}
