#include "compiler/semantics/suggestions.h"

#include "compiler/source/nearest.h"

namespace leaflaw::semantics {

std::string did_you_mean(std::string_view written, const std::vector<std::string_view>& choices) {
  constexpr std::size_t few = 12;
  std::string_view near = nearest(written, choices);
  if (!near.empty()) return "did you mean `" + std::string(near) + "`?";
  if (choices.empty() || choices.size() > few) return {};
  return (choices.size() == 1 ? "known is " : "known are ") + listed({choices.begin(), choices.end()});
}

std::string did_you_mean(std::string_view written, const std::vector<std::string>& choices) {
  return did_you_mean(written, std::vector<std::string_view>(choices.begin(), choices.end()));
}

std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t most = 12;
  std::string out;
  for (std::size_t i = 0; i < names.size() && i < most; ++i) {
    if (i > 0) out += i + 1 == names.size() ? " and " : ", ";
    out += '`' + names[i] + '`';
  }
  if (names.size() > most) out += " and " + std::to_string(names.size() - most) + " more";
  return out;
}

}  // namespace leaflaw::semantics
