#include "tests/random/node_text.h"

#include <algorithm>

namespace leaflaw::properties {

Node& member(Node& map, std::string_view key) {
  map.kind = Node::Kind::map;
  for (auto& [name, value] : map.map)
    if (name == key) return value;
  map.map.push_back({std::string(key), Node{}});
  return map.map.back().value;
}

void put(Node& record, std::string_view path, Node value) {
  Node* node = &record;
  for (std::size_t dot; (dot = path.find('.')) != std::string_view::npos; path.remove_prefix(dot + 1)) node = &member(*node, path.substr(0, dot));
  member(*node, path) = std::move(value);
}

Node* at(Node& record, std::string_view path) {
  Node* node = &record;
  while (node) {
    const std::size_t dot = path.find('.');
    auto found = std::find_if(node->map.begin(), node->map.end(), [&](const auto& each) { return each.key == path.substr(0, dot); });
    node = found == node->map.end() ? nullptr : &found->value;
    if (dot == std::string_view::npos) return node;
    path.remove_prefix(dot + 1);
  }
  return nullptr;
}

void remove(Node& record, std::string_view path) {
  const std::size_t dot = path.rfind('.');
  Node* parent = dot == std::string_view::npos ? &record : at(record, path.substr(0, dot));
  if (!parent) return;
  const std::string_view last = dot == std::string_view::npos ? path : path.substr(dot + 1);
  std::erase_if(parent->map, [&](const auto& each) { return each.key == last; });
}

Node text(std::string value) {
  Node node;
  node.kind = Node::Kind::text;
  node.scalar = std::move(value);
  return node;
}
Node truth(bool value) {
  Node node;
  node.kind = Node::Kind::truth;
  node.scalar = value ? "true" : "false";
  return node;
}
Node list() {
  Node node;
  node.kind = Node::Kind::list;
  return node;
}
Node map() {
  Node node;
  node.kind = Node::Kind::map;
  return node;
}

std::string to_json_text(const Node& node) {
  std::string out;
  switch (node.kind) {
    case Node::Kind::null: return "null";
    case Node::Kind::truth:
    case Node::Kind::number: return node.scalar;
    case Node::Kind::text: return "\"" + node.scalar + "\"";   // generated texts need no escapes
    case Node::Kind::list:
      for (const Node& each : node.list) out += (out.empty() ? "" : ", ") + to_json_text(each);
      return "[" + out + "]";
    case Node::Kind::map:
      for (const auto& [key, value] : node.map) out += (out.empty() ? "\"" : ", \"") + key + "\": " + to_json_text(value);
      return "{" + out + "}";
  }
  return out;
}

}  // namespace leaflaw::properties
