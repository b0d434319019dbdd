#include "runtime/facts/node.h"

namespace leaflaw {

const Node* Node::find(std::string_view key) const {
  for (const auto& [name, value] : map)
    if (name == key) return &value;
  return nullptr;
}

}  // namespace leaflaw
