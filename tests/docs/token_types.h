#pragma once

#include "compiler/syntax/words.h"

namespace leaflaw::docs {

inline constexpr syntax::Type more_than_there_are = 1000;   // types of tokens

}  // namespace leaflaw::docs
