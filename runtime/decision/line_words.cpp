#include "runtime/decision/line_words.h"

namespace leaflaw {

std::string numbered(std::string_view one, std::string_view many, const std::vector<std::uint32_t>& numbers) {
  std::string text(numbers.size() == 1 ? one : many);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    text += i == 0 ? " " : i + 1 == numbers.size() ? " and " : ", ";
    text += std::to_string(numbers[i] + 1);
  }
  return text;
}

}  // namespace leaflaw
