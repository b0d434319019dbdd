#include "runtime/facts/fact_tree.h"

namespace leaflaw {

namespace {

FactBranch& grow(FactBranch& root, std::string_view name) {
  FactBranch* branch = &root;
  while (!name.empty()) {
    std::size_t dot = name.find('.');
    std::string_view step = name.substr(0, dot);
    name = dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1);
    FactBranch* next = nullptr;
    for (FactBranch& child : branch->children)
      if (child.step == step) next = &child;
    if (!next) {
      branch->children.emplace_back();
      next = &branch->children.back();
      next->step = step;
    }
    branch = next;
  }
  return *branch;
}

// Lines of a cart do not repeat the first step: "item.test.status" is {"test":{"status":...}} there.
std::string_view without_first_step(std::string_view name) {
  std::size_t dot = name.find('.');
  return dot == std::string_view::npos ? name : name.substr(dot + 1);
}

}  // namespace

const FactBranch* FactBranch::find(std::string_view name) const {
  for (const FactBranch& child : children)
    if (child.step == name) return &child;
  return nullptr;
}

std::vector<std::string_view> FactBranch::steps() const {
  std::vector<std::string_view> names;
  for (const FactBranch& child : children) names.push_back(child.step);
  return names;
}

FactTree::FactTree(const Schema& schema) {
  for (std::size_t i = 0; i < schema.facts.size(); ++i) {
    const Fact& fact = schema.facts[i];
    if (fact.place == FactPlace::event) grow(event, fact.name).fact = static_cast<FactId>(i);
    if (fact.place == FactPlace::item) grow(item, without_first_step(fact.name)).fact = static_cast<FactId>(i);
  }
  for (std::size_t i = 0; i < schema.maps.size(); ++i) {
    const FactMap& map = schema.maps[i];
    if (map.place == FactPlace::item_map)
      grow(item, without_first_step(map.name)).map = static_cast<std::uint16_t>(i);
    else
      grow(event, map.name).map = static_cast<std::uint16_t>(i);
  }
}

std::string_view field_step(const Fact& field) {
  std::size_t at = field.name.rfind("].");
  return at == std::string::npos ? std::string_view(field.name) : std::string_view(field.name).substr(at + 2);
}

}  // namespace leaflaw
