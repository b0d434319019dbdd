#include "compiler/source/nearest.h"

#include <algorithm>

#include "runtime/base/edit_distance.h"

namespace leaflaw {

namespace {

constexpr std::size_t most_letters = 64;   // longer words are names of somebody's own, not slips

std::size_t distance_of(std::string_view a, std::string_view b) {
  return a.size() > most_letters || b.size() > most_letters ? std::max(a.size(), b.size()) : letters_apart(a, b);
}

}  // namespace

bool is_near(std::string_view written, std::string_view meant) {
  const std::size_t distance = distance_of(written, meant);
  if (distance == 0) return true;
  const std::size_t letters = std::max(written.size(), meant.size());
  if (std::min(written.size(), meant.size()) < 3 && letters > 3) return false;
  if (letters < 3) return false;
  return distance <= (letters <= 4 ? 1U : letters <= 9 ? 2U : 3U);
}

std::string_view nearest(std::string_view written, const std::vector<std::string_view>& choices) {
  std::string_view best;
  std::size_t least = most_letters;
  for (std::string_view choice : choices) {
    if (!is_near(written, choice)) continue;
    const std::size_t distance = distance_of(written, choice);
    if (distance < least) {
      least = distance;
      best = choice;
    }
  }
  return best;
}

}  // namespace leaflaw
