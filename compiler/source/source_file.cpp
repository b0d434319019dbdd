#include "compiler/source/source_file.h"

#include <algorithm>

#include "compiler/source/utf8.h"

namespace leaflaw {

namespace {

constexpr std::size_t most_bytes = 4'000'000;        // a file
constexpr std::size_t most_bytes_a_line = 10'000;

// A line ends at \n, at \r\n or at a lone \r.
std::vector<std::uint32_t> find_line_starts(std::string_view text) {
  std::vector<std::uint32_t> starts{0};
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'))) starts.push_back(static_cast<std::uint32_t>(i + 1));
  return starts;
}

Span at_byte(FileId id, std::size_t begin, std::size_t end) { return {id, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}; }

// The first line that is longer than a line may be; its number from 0, or nothing when all fit.
std::size_t first_long_line(const SourceFile& file) {
  const auto& starts = file.line_starts;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    std::size_t end = i + 1 < starts.size() ? starts[i + 1] : file.text.size();
    if (end - starts[i] > most_bytes_a_line) return i;
  }
  return std::string::npos;
}

bool check(FileId id, const SourceFile& file, Diagnostics& diagnostics) {
  if (std::size_t at = file.text.find('\0'); at != std::string::npos) {
    diagnostics.add(Code::not_utf8, at_byte(id, at, at + 1), "a NUL byte: this is not a text", "Leaflaw files are plain UTF-8 text; is this the right file?");
    return false;
  }
  if (std::size_t at = utf8::first_invalid(file.text); at != std::string::npos) {
    constexpr char digits[] = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(file.text[at]);
    diagnostics.add(Code::not_utf8, at_byte(id, at, at + 1),
                    std::string("the byte 0x") + digits[byte >> 4U] + digits[byte & 15U] + " is not UTF-8 here",
                    "save the file with the encoding UTF-8");
    return false;
  }
  if (std::size_t line = first_long_line(file); line != std::string::npos) {
    const std::size_t begin = file.line_starts[line];
    diagnostics.add(Code::file_too_large, at_byte(id, begin, begin + 1), "line " + std::to_string(line + 1) + " is longer than 10,000 bytes",
                    "break the line; layout means nothing in Leaflaw");
    return false;
  }
  return true;
}

}  // namespace

FileId Sources::add(std::string path, std::string text, Diagnostics& diagnostics, bool& usable) {
  const auto id = static_cast<FileId>(files_.size());
  if (text.size() > most_bytes) {
    files_.push_back({std::move(path), {}, {0}});    // nothing of it is shown
    diagnostics.add(Code::file_too_large, {id, 0, 0}, "the file has " + std::to_string(text.size()) + " bytes; 4,000,000 is the most",
                    "split the policy into several files");
    usable = false;
    return id;
  }
  auto starts = find_line_starts(text);
  files_.push_back({std::move(path), std::move(text), std::move(starts)});
  usable = check(id, files_.back(), diagnostics);
  return id;
}

Place Sources::place(Span span) const {
  if (span.file >= files_.size()) return {1, 1};
  const SourceFile& source = files_[span.file];
  const std::size_t at = std::min<std::size_t>(span.begin, source.text.size());
  auto next = std::upper_bound(source.line_starts.begin(), source.line_starts.end(), at);
  const std::size_t line = static_cast<std::size_t>(next - source.line_starts.begin()) - 1;
  std::size_t begin = source.line_starts[line];
  if (begin == 0 && source.text.starts_with("\xEF\xBB\xBF") && at >= 3) begin = 3;   // a byte order mark is no character
  const std::size_t column = utf8::length(std::string_view(source.text).substr(begin, at - begin)) + 1;
  return {static_cast<int>(line + 1), static_cast<int>(column)};
}

std::string_view Sources::text(Span span) const {
  if (span.file >= files_.size()) return {};
  const std::string_view text = files_[span.file].text;
  const std::size_t begin = std::min<std::size_t>(span.begin, text.size());
  return text.substr(begin, std::max<std::size_t>(span.end, begin) - begin);
}

}  // namespace leaflaw
