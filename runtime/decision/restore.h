// What goods that come back give back of a limit: at once, never, or when they are destroyed (an event that undoes the return's receipt).
// One list for the Model and the engine.
#pragma once

#include <cstdint>

namespace leaflaw {

enum class Restore : std::uint8_t { at_once, never, when_destroyed };

}  // namespace leaflaw
