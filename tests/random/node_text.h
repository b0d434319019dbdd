// Records as trees: building them by the names of facts, and printing them as the JSON that a caller would send.
#pragma once

#include <string>
#include <string_view>

#include "runtime/facts/node.h"

namespace leaflaw::properties {

// The member `key` of a map, made where it is not there.
[[nodiscard]] Node& member(Node& map, std::string_view key);
// "customer.id.kind" -> {"customer":{"id":{"kind": value}}}
void put(Node& record, std::string_view path, Node value);
void remove(Node& record, std::string_view path);
[[nodiscard]] Node* at(Node& record, std::string_view path);
[[nodiscard]] Node text(std::string value);
[[nodiscard]] Node truth(bool value);
[[nodiscard]] Node list();
[[nodiscard]] Node map();
[[nodiscard]] std::string to_json_text(const Node& node);

}  // namespace leaflaw::properties
