// The lints as data: which warnings may be silenced, by which name, and who looks for them. Everything is in lints.def.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "compiler/source/diagnostic.h"

namespace leaflaw::lints {

enum class Runner : std::uint8_t { compiler, day, cases };

struct Lint {
  Code code;
  std::string_view name;   // after `knowingly`
  Runner runner;
};

[[nodiscard]] const std::vector<Lint>& all();
[[nodiscard]] const Lint* find(std::string_view name);
// Null: an error, or a warning that nobody can want to keep.
[[nodiscard]] const Lint* find(Code code);
[[nodiscard]] std::vector<std::string_view> names();

}  // namespace leaflaw::lints
