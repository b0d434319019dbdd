#include <catch2/catch.hpp>

#include "compiler/cases/yaml_reader.h"

using namespace leaflaw;

namespace {

std::string first_of_yaml(std::string_view text) {
  ReadTree tree = read_yaml(text);
  if (tree.errors.empty()) return "read";
  const InputError& one = tree.errors.front();
  return one.code + " " + std::to_string(one.line) + ":" + std::to_string(one.column) + " " + one.message;
}

}  // namespace

TEST_CASE("YAML becomes the same tree as JSON, with plain scalars marked") {
  ReadTree tree = read_yaml("# c\na: [1.50, \"1.50\", true, 'true', ~, yes]\nb:\n  - {c: 2024-04-05 00:00, d: }\n  - é: null\n");
  REQUIRE(tree.errors.empty());
  const Node& a = *tree.root.find("a");
  REQUIRE(a.list.size() == 6);
  CHECK((a.list[0].kind == Node::Kind::text && a.list[0].plain && a.list[0].scalar == "1.50"));
  CHECK((a.list[1].kind == Node::Kind::text && !a.list[1].plain));
  CHECK((a.list[2].kind == Node::Kind::truth && a.list[2].scalar == "true"));
  CHECK((a.list[3].kind == Node::Kind::text && !a.list[3].plain));
  CHECK(a.list[4].kind == Node::Kind::null);
  CHECK((a.list[5].kind == Node::Kind::text && a.list[5].plain));
  CHECK(a.line == 2);
  CHECK(a.column == 4);
  const Node& b = *tree.root.find("b");
  CHECK(b.list[0].find("c")->scalar == "2024-04-05 00:00");
  CHECK(b.list[0].find("d")->kind == Node::Kind::null);
  CHECK(b.list[1].find("é")->kind == Node::Kind::null);
}

TEST_CASE("what case files do not use is refused with its place") {
  struct Row { std::string text, error; };
  const Row rows[] = {
      {"", "E0800 1:1 there is nothing in the file"},
      {"# only a comment\n", "E0800 1:1 there is nothing in the file"},
      {"a: 1\nb: 2\na: 3\n", "E0806 3:1 the key `a` stands twice in this map"},
      {"a: &x 1\n", "E0808 1:4 `&` stands for an anchor, and there are none here"},
      {"a: *x\n", "E0804 1:4 the YAML cannot be read: the referenced anchor is not defined"},
      {"a: !!str 1\n", "E0808 1:4 `!` begins a tag, and there are none here"},
      {"a: !x {b: 1}\n", "E0808 1:4 `!` begins a tag, and there are none here"},
      {"a: 1\n---\nb: 2\n", "E0808 2:1 there is a second document in the file"},
      {"? [a, b]\n: 1\n", "E0808 1:3 a key is one word here, not a list or a map"},
      {"a: \"x\xff\"\n", "E0802 1:6 the text is not valid UTF-8 here"},
      {std::string("a: \0b", 5), "E0804 1:4 there is a control character here"},
      {"a: [1, 2\n", "E0804 1:1 the YAML cannot be read: end of sequence flow not found"},
      {"a: \"x\n", "E0804 1:6 the YAML cannot be read: illegal EOF in scalar"},
      {std::string(100, '[') + std::string(100, ']'), "E0805 1:65 lists and maps are nested more than 64 deep"},
      {std::string(5u << 20, 'x'), "E0801 0:0 the file has 5242880 bytes; at most 4194304 are read"},
  };
  for (const Row& row : rows) {
    INFO(row.text.substr(0, 40));
    CHECK(first_of_yaml(row.text) == row.error);
  }
  CHECK(first_of_yaml(std::string(1'000'000, '[')).starts_with("E08"));
  CHECK(first_of_yaml("a: 'x\n\n \n").starts_with("E0804"));
  CHECK(first_of_yaml("\t- a\n") != "read");
  CHECK(first_of_yaml("%YAML 9\n---\na: b\n") != "crashed");
  CHECK(first_of_yaml("---\na: 1\n...\n") == "read");
}
