// What follows where a rule or limit is violated. One list for the Model, the engine and what is printed.
#pragma once

#include <cstdint>

namespace leaflaw {

enum class Consequence : std::uint8_t { deny, refer, warn, duty, nothing };   // the last two: of limits alone

[[nodiscard]] constexpr const char* spelling(Consequence consequence) {
  switch (consequence) {
    case Consequence::deny: return "deny";
    case Consequence::refer: return "refer";
    case Consequence::warn: return "warn";
    case Consequence::duty: return "duty";
    case Consequence::nothing: return "nothing";
  }
  return "";
}

}  // namespace leaflaw
