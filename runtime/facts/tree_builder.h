// Builds a Node from the events of a text reader (JSON or YAML): nesting, unique keys, limits, several errors per run.
// In: begin/end/key/scalar calls with places. Out: the tree, or errors. A call that gives false says "stop reading".
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "runtime/facts/input_errors.h"
#include "runtime/facts/json_reader.h"

namespace leaflaw {

struct TextPlace { int line = 0; int column = 0; };

class TreeBuilder {
 public:
  explicit TreeBuilder(const ReadLimits& limits) : limits_(limits) {}

  [[nodiscard]] bool begin(Node::Kind kind, TextPlace place);
  void end();
  [[nodiscard]] bool key(std::string_view name, TextPlace place);
  [[nodiscard]] bool scalar(Node::Kind kind, std::string_view text, bool plain, TextPlace place);
  void fail(InputCode code, TextPlace place, std::string message, std::string help = {});

  [[nodiscard]] bool expects_key() const { return !open_.empty() && open_.back().node.kind == Node::Kind::map && !open_.back().keyed; }
  [[nodiscard]] bool empty() const { return !closed_; }
  [[nodiscard]] ReadTree take() { return {std::move(root_), errors_.take()}; }
  [[nodiscard]] bool has_errors() const { return !errors_.empty(); }

 private:
  struct Open {
    Node node;
    std::string next_key;
    bool keyed = false;                          // next_key waits for its value
    bool dropped = false;                        // the value of a duplicate key: read, reported, left out
    std::unordered_set<std::string> keys;        // only once the map is large
  };
  [[nodiscard]] bool count(TextPlace place);
  [[nodiscard]] bool known_key(Open& map, std::string_view name);
  void attach(Node node);
  [[nodiscard]] std::string path() const;

  ReadLimits limits_;
  std::vector<Open> open_;
  Node root_;
  bool closed_ = false;
  std::size_t values_ = 0;
  InputErrors errors_;
};

}  // namespace leaflaw
