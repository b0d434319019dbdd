// Texts with a few words taken out, doubled or exchanged: whatever stands there, the compiler says what is wrong or gives a policy, and ends.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "compiler/semantics/compile.h"

using namespace leaflaw;

namespace {

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < text.size();) {
    const auto kind = [&](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-' || c == '.' || c == '"' ? 1 : c == ' ' || c == '\n' ? 2 : 0; };
    std::size_t end = i + 1;
    if (text[i] == '"') end = std::min(text.find('"', i + 1), text.size() - 1) + 1;
    else if (kind(text[i]) != 0)
      while (end < text.size() && kind(text[end]) == kind(text[i]) && text[end] != '"') ++end;
    words.push_back(text.substr(i, end - i));
    i = end;
  }
  return words;
}

std::string broken(std::vector<std::string> words, std::mt19937& random) {
  const auto any = [&] { return std::uniform_int_distribution<std::size_t>(0, words.size() - 1)(random); };
  for (std::size_t changes = 1 + random() % 3; changes > 0; --changes) {
    const std::size_t at = any();
    switch (random() % 5) {
      case 0: words.erase(words.begin() + static_cast<std::ptrdiff_t>(at)); break;
      case 1: words.insert(words.begin() + static_cast<std::ptrdiff_t>(at), words[any()]); break;
      case 2: words[at] = words[any()]; break;
      case 3: std::swap(words[at], words[any()]); break;
      default: {
        const std::size_t end = std::min(words.size() - 1, at + random() % 12);
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(at), words.begin() + static_cast<std::ptrdiff_t>(end));
      }
    }
  }
  std::string text;
  for (const std::string& word : words) text += word;
  return text;
}

}  // namespace

TEST_CASE("broken texts get an answer") {
  std::vector<std::vector<std::string>> texts;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(std::filesystem::path(SOURCE_DIR) / "policies")) {
    if (entry.path().extension() != ".leaf" || entry.path().string().find("vocabulary") != std::string::npos) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    texts.push_back(words_of(std::string{std::istreambuf_iterator<char>(in), {}}));
  }
  REQUIRE(texts.size() >= 5);
  const char* rounds_wanted = std::getenv("LEAFLAW_ROUNDS");
  const int rounds = rounds_wanted ? std::atoi(rounds_wanted) : 200;
  const char* seed = std::getenv("LEAFLAW_SEED");
  std::mt19937 random(static_cast<unsigned>(seed ? std::atoi(seed) : 1));
  int refused = 0;
  for (int round = 0; round < rounds; ++round) {
    const std::string text = broken(texts[random() % texts.size()], random);
    if (const char* last = std::getenv("LEAFLAW_LAST_TEXT")) std::ofstream(last, std::ios::binary) << text;
    Sources sources;
    Diagnostics diagnostics;
    bool usable = true;
    const FileId file = sources.add("broken.leaf", text, diagnostics, usable);
    REQUIRE(usable);
    const std::optional<model::Policy> policy = compile_policy(sources, file, {}, diagnostics);
    CHECK(policy.has_value() == !diagnostics.has_errors());
    refused += !policy;
  }
  CHECK(refused > rounds / 3);
}
