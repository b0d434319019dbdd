// The closed list of topics, and sets of them as bits.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace leaflaw {

enum class Topic : std::uint8_t {
#define LEAFLAW_TOPIC(id, spelling) id,
#include "runtime/facts/topics.def"
  count_,
};
[[nodiscard]] std::string_view spelling(Topic topic);
[[nodiscard]] std::optional<Topic> parse_topic(std::string_view text);
[[nodiscard]] constexpr std::uint32_t bit(Topic topic) { return 1u << static_cast<unsigned>(topic); }
inline constexpr std::uint32_t all_topics = (1u << static_cast<unsigned>(Topic::count_)) - 1;

}  // namespace leaflaw
