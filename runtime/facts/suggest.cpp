#include "runtime/facts/suggest.h"

#include <algorithm>

#include "runtime/base/edit_distance.h"

namespace leaflaw::suggest {

namespace {

constexpr std::size_t longest_word = 64;     // longer words are nobody's slip of the finger
constexpr std::size_t longest_list = 16;

}  // namespace

std::string_view nearest_of(std::string_view word, const std::vector<std::string_view>& candidates) {
  if (word.empty() || word.size() > longest_word) return {};
  std::size_t best = std::max<std::size_t>(1, word.size() / 3) + 1;
  std::string_view found;
  for (std::string_view candidate : candidates) {
    if (candidate.size() > word.size() + best || word.size() > candidate.size() + best) continue;
    std::size_t distance = letters_apart(word, candidate);
    if (distance < best && distance < candidate.size()) {
      best = distance;
      found = candidate;
    }
  }
  if (found.empty() && word.size() >= 3)   // the beginning of a longer name
    for (std::string_view candidate : candidates)
      if (candidate.starts_with(word)) return candidate;
  return found;
}

std::string listed(const std::vector<std::string_view>& names) {
  std::string text;
  for (std::string_view name : names) text += (text.empty() ? "`" : ", `") + std::string(name) + "`";
  return text;
}

std::string suggestion(std::string_view word, const std::vector<std::string_view>& candidates) {
  std::string_view near = nearest_of(word, candidates);
  if (!near.empty()) return "did you mean `" + std::string(near) + "`?";
  if (candidates.empty() || candidates.size() > longest_list) return {};
  return "known here: " + listed(candidates);
}

std::string quoted(std::string_view word) {
  std::string text = "`";
  bool cut = word.size() > longest_word;
  if (cut) word = word.substr(0, longest_word);
  while (cut && !word.empty() && (static_cast<unsigned char>(word.back()) & 0xC0) == 0x80) word.remove_suffix(1);   // whole characters only
  if (cut && !word.empty() && static_cast<unsigned char>(word.back()) >= 0xC0) word.remove_suffix(1);
  for (char c : word) text += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
  return text + (cut ? "...`" : "`");
}

}  // namespace leaflaw::suggest
