// What the compiler says about a text: a code from the one catalogue (diagnostics.def), a place, a cause, a way out.
// Stages add diagnostics to a Diagnostics and go on; nobody throws. Order of report = order of source place.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace leaflaw {

using FileId = std::uint16_t;

// A stretch of one source file: byte offsets, end exclusive.
struct Span {
  FileId file = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

enum class Code : std::uint16_t {
#define LEAFLAW_DIAGNOSTIC(id, text_code, severity, title) id,
#include "compiler/source/diagnostics.def"
};
enum class Severity : std::uint8_t { error, warning };

struct Note {
  Span span;
  std::string text;      // "the other exception is here"
};
struct Diagnostic {
  Code code;
  Span span;
  std::string message;   // one-line cause
  std::string help;      // what to do; may be empty
  std::vector<Note> notes;
};

[[nodiscard]] std::string_view text_code(Code code);   // "E0312"
[[nodiscard]] Severity severity(Code code);
[[nodiscard]] std::string_view title(Code code);

class Diagnostics {
 public:
  Diagnostic& add(Code code, Span span, std::string message, std::string help = {});
  void append(const Diagnostics& more) { all_.insert(all_.end(), more.all_.begin(), more.all_.end()); }
  [[nodiscard]] const std::vector<Diagnostic>& all() const { return all_; }
  [[nodiscard]] bool has_errors() const;
  void sort();           // by file and place; equal places keep their order; what was said twice of one place (of several versions) is said once

 private:
  std::vector<Diagnostic> all_;
};

}  // namespace leaflaw
