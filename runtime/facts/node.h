// A request or case file as written: a tree of maps, lists and scalars with places. Numbers stay text. JSON (json_reader.h,
// runtime) and YAML (compiler/cases) both become this, so that one reader with one set of messages serves both.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace leaflaw {

struct Node {
  struct Entry;
  enum class Kind : unsigned char { null, truth, number, text, list, map } kind = Kind::null;
  std::string scalar;                                    // truth ("true"/"false"), number (as written), text
  bool plain = false;                                    // YAML scalar without quotes: may be read as number, truth or text
  std::vector<Node> list;
  std::vector<Entry> map;                                // in order; keys are unique (the readers see to it)
  int line = 0;                                          // 1-based; 0 = unknown
  int column = 0;

  [[nodiscard]] const Node* find(std::string_view key) const;
};

struct Node::Entry {
  std::string key;
  Node value;
};

// One thing wrong with a request or a case file.
struct InputError {
  std::string code;      // "E08xx", of runtime/facts/input_errors.def
  std::string path;      // "items[0].weight"
  int line = 0;
  int column = 0;
  std::string message;   // what is wrong
  std::string help;      // how to put it right; may be empty
};

}  // namespace leaflaw
