#include "compiler/lints/lints.h"

#include <algorithm>

namespace leaflaw::lints {

const std::vector<Lint>& all() {
  static const std::vector<Lint> lints = {
#define LEAFLAW_LINT(code, name, runner) {Code::code, name, Runner::runner},
#include "compiler/lints/lints.def"
  };
  return lints;
}

const Lint* find(std::string_view name) {
  const auto found = std::find_if(all().begin(), all().end(), [&](const Lint& each) { return each.name == name; });
  return found == all().end() ? nullptr : &*found;
}

const Lint* find(Code code) {
  const auto found = std::find_if(all().begin(), all().end(), [&](const Lint& each) { return each.code == code; });
  return found == all().end() ? nullptr : &*found;
}

std::vector<std::string_view> names() {
  std::vector<std::string_view> result;
  for (const Lint& each : all()) result.push_back(each.name);
  return result;
}

}  // namespace leaflaw::lints
