#include "runtime/facts/tree_builder.h"

#include "runtime/facts/suggest.h"

namespace leaflaw {

namespace {
constexpr std::size_t large_map = 24;   // from here on a set finds duplicates faster than a walk
}

bool TreeBuilder::count(TextPlace place) {
  if (++values_ <= limits_.values) return true;
  fail(InputCode::text_too_large, place, "there are more than " + std::to_string(limits_.values) + " values", "split the text");
  return false;
}

bool TreeBuilder::begin(Node::Kind kind, TextPlace place) {
  if (open_.size() >= limits_.depth) {
    fail(InputCode::too_deep, place, "lists and maps are nested more than " + std::to_string(limits_.depth) + " deep",
         "no request needs that; look for a bracket that is never closed");
    return false;
  }
  if (!count(place)) return false;
  Open open;
  open.node.kind = kind;
  open.node.line = place.line;
  open.node.column = place.column;
  open_.push_back(std::move(open));
  return true;
}

void TreeBuilder::end() {
  if (open_.empty()) return;
  Node node = std::move(open_.back().node);
  open_.pop_back();
  attach(std::move(node));
}

bool TreeBuilder::known_key(Open& map, std::string_view name) {
  const auto& entries = map.node.map;
  if (entries.size() < large_map) {
    for (const auto& entry : entries)
      if (entry.key == name) return true;
    return false;
  }
  if (map.keys.empty())
    for (const auto& entry : entries) map.keys.insert(entry.key);
  return !map.keys.insert(std::string(name)).second;
}

bool TreeBuilder::key(std::string_view name, TextPlace place) {
  if (open_.empty()) return false;
  Open& map = open_.back();
  map.dropped = known_key(map, name);
  map.next_key = name;
  map.keyed = true;
  if (map.dropped)
    fail(InputCode::duplicate_key, place, "the key " + suggest::quoted(name) + " stands twice in this map", "keep one of the two");
  return !errors_.full();
}

bool TreeBuilder::scalar(Node::Kind kind, std::string_view text, bool plain, TextPlace place) {
  if (!count(place)) return false;
  Node node;
  node.kind = kind;
  node.scalar = text;
  node.plain = plain;
  node.line = place.line;
  node.column = place.column;
  attach(std::move(node));
  return true;
}

void TreeBuilder::attach(Node node) {
  if (open_.empty()) {
    root_ = std::move(node);
    closed_ = true;
    return;
  }
  Open& parent = open_.back();
  if (parent.node.kind == Node::Kind::list) {
    parent.node.list.push_back(std::move(node));
    return;
  }
  if (!parent.dropped) parent.node.map.push_back({std::move(parent.next_key), std::move(node)});
  parent.next_key.clear();
  parent.keyed = false;
}

std::string TreeBuilder::path() const {
  std::string text;
  for (const Open& open : open_) {
    if (open.node.kind == Node::Kind::list) {
      text += "[" + std::to_string(open.node.list.size()) + "]";
    } else if (open.keyed) {
      if (!text.empty()) text += '.';
      std::string key = suggest::quoted(open.next_key);
      text += key.substr(1, key.size() - 2);
    }
  }
  return text;
}

void TreeBuilder::fail(InputCode code, TextPlace place, std::string message, std::string help) {
  Node at;
  at.line = place.line;
  at.column = place.column;
  // Too deep to be said: the place says where.
  errors_.add(code, code == InputCode::too_deep ? std::string() : path(), &at, std::move(message), std::move(help));
}

}  // namespace leaflaw
