#include "runtime/facts/topics.h"

#include <iterator>

namespace leaflaw {

namespace {
constexpr std::string_view spellings[] = {
#define LEAFLAW_TOPIC(id, spelling) spelling,
#include "runtime/facts/topics.def"
};
static_assert(std::size(spellings) == static_cast<std::size_t>(Topic::count_));
}  // namespace

std::string_view spelling(Topic topic) {
  auto index = static_cast<std::size_t>(topic);
  return index < std::size(spellings) ? spellings[index] : std::string_view();
}

std::optional<Topic> parse_topic(std::string_view text) {
  for (std::size_t i = 0; i < std::size(spellings); ++i)
    if (spellings[i] == text) return static_cast<Topic>(i);
  return std::nullopt;
}

}  // namespace leaflaw
