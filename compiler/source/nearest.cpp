#include "compiler/source/nearest.h"

#include <algorithm>

namespace leaflaw {

namespace {

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr std::size_t most_letters = 64;   // longer words are names of somebody's own, not slips

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  if (a.size() > most_letters || b.size() > most_letters) return std::max(a.size(), b.size());
  std::vector<std::size_t> before_last, last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = small(a[i - 1]) == small(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0U : 1U)});
      if (i > 1 && j > 1 && small(a[i - 1]) == small(b[j - 2]) && small(a[i - 2]) == small(b[j - 1])) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last = last;
    last = row;
  }
  return last[b.size()];
}

bool is_near(std::string_view written, std::string_view meant) {
  const std::size_t distance = edit_distance(written, meant);
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
    const std::size_t distance = edit_distance(written, choice);
    if (distance < least) {
      least = distance;
      best = choice;
    }
  }
  return best;
}

}  // namespace leaflaw
