#include <algorithm>

#include "compiler/cases/case_file.h"

namespace leaflaw {

Node merge(const Node& base, const Node& over) {
  if (base.kind != Node::Kind::map || over.kind != Node::Kind::map) return over;
  Node result = over;   // its place
  result.map = base.map;
  for (const auto& [key, value] : over.map) {
    auto found = std::find_if(result.map.begin(), result.map.end(), [&key = key](const auto& entry) { return entry.key == key; });
    if (value.kind == Node::Kind::null) {
      if (found != result.map.end()) result.map.erase(found);
    } else if (found == result.map.end()) {
      result.map.push_back({key, value});
    } else {
      found->value = merge(found->value, value);
    }
  }
  return result;
}

}  // namespace leaflaw
