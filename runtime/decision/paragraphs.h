// Lays out text for a terminal: wrapped paragraphs with a hanging indent, headings, colours. Widths count characters, not bytes.
#pragma once

#include <string>
#include <string_view>

namespace leaflaw {

enum class Tone : unsigned char { plain, good, bad, doubt, quiet, strong };

class Paragraphs {
 public:
  Paragraphs(std::size_t columns, bool colour) : columns_(columns), colour_(colour) {}

  // An empty line (unless nothing stands above) and a heading.
  void heading(std::string_view text, Tone tone = Tone::strong);
  // `mark` stands before the first line ("- "); further lines are indented below the text.
  void paragraph(std::size_t indent, std::string_view mark, std::string_view text, Tone tone = Tone::plain);
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void line(std::size_t indent, std::string_view mark, std::string_view text, Tone tone);

  std::size_t columns_;
  bool colour_;
  std::string out_;
};

}  // namespace leaflaw
