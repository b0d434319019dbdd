#include "runtime/facts/schema.h"

namespace leaflaw {

std::string_view spelling(Role role) {
  static constexpr std::string_view table[] = {
#define LEAFLAW_ROLE(id, text, many) text,
#include "runtime/facts/roles.def"
  };
  auto index = static_cast<std::size_t>(role);
  return index < std::size(table) ? table[index] : std::string_view();
}

FactId Schema::find(std::string_view wanted) const {
  for (std::size_t i = 0; i < facts.size(); ++i)
    if (facts[i].name == wanted) return static_cast<FactId>(i);
  return no_fact;
}

int Schema::value_of(EnumerationId enumeration, std::string_view value) const {
  if (enumeration >= enumerations.size()) return -1;
  const auto& values = enumerations[enumeration].values;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (values[i] == value) return static_cast<int>(i);
  return -1;
}

}  // namespace leaflaw
