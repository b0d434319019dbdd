#include "runtime/decision/paragraphs.h"

#include <algorithm>

namespace leaflaw {

namespace {

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string_view escape(Tone tone) {
  switch (tone) {
    case Tone::plain: return {};
    case Tone::good: return "\x1b[1;32m";
    case Tone::bad: return "\x1b[1;31m";
    case Tone::doubt: return "\x1b[1;33m";
    case Tone::quiet: return "\x1b[2m";
    case Tone::strong: return "\x1b[1m";
  }
  return {};
}

// Texts come from callers and policies: none may steer the terminal.
std::string safe(std::string_view text) {
  std::string out;
  for (char c : text) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  return out;
}

}  // namespace

void Paragraphs::heading(std::string_view text, Tone tone) {
  if (!out_.empty()) out_ += '\n';
  paragraph(0, "", text, tone);
}

void Paragraphs::paragraph(std::size_t indent, std::string_view mark, std::string_view text, Tone tone) {
  std::string clean = safe(text);
  std::string_view rest = clean;
  std::size_t room = std::max<std::size_t>(columns_ > indent + mark.size() ? columns_ - indent - mark.size() : 0, 20);
  bool first = true;
  std::string current;
  auto flush = [&] {
    line(indent + (first ? 0 : mark.size()), first ? mark : std::string_view(), current, tone);
    first = false;
    current.clear();
  };
  while (!rest.empty()) {
    std::size_t space = rest.find(' ');
    std::string_view word = rest.substr(0, space);
    rest = space == std::string_view::npos ? std::string_view() : rest.substr(space + 1);
    if (word.empty()) continue;
    if (!current.empty() && width_of(current) + 1 + width_of(word) > room) flush();
    if (!current.empty()) current += ' ';
    current += word;
  }
  if (!current.empty() || first) flush();
}

void Paragraphs::line(std::size_t indent, std::string_view mark, std::string_view text, Tone tone) {
  out_.append(indent, ' ');
  out_ += mark;
  if (colour_ && tone != Tone::plain && !text.empty()) {
    out_ += escape(tone);
    out_ += text;
    out_ += "\x1b[0m";
  } else {
    out_ += text;
  }
  out_ += '\n';
}

}  // namespace leaflaw
