// The texts being compiled: read whole, checked for UTF-8 and size, with line starts for places.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/source/diagnostic.h"

namespace leaflaw {

struct Place { int line = 0; int column = 0; };   // 1-based; columns count characters, not bytes

struct SourceFile {
  std::string path;                      // as the user named it
  std::string text;                      // valid UTF-8 when add() reported nothing
  std::vector<std::uint32_t> line_starts;
};

class Sources {
 public:
  // Limits: 4 MB a file, 10,000 bytes a line. Breaking one, bad UTF-8 and NUL bytes are diagnostics (and the file is then not parsed).
  FileId add(std::string path, std::string text, Diagnostics& diagnostics, bool& usable);
  [[nodiscard]] const SourceFile& file(FileId id) const { return files_[id]; }
  [[nodiscard]] std::size_t size() const { return files_.size(); }
  [[nodiscard]] Place place(Span span) const;
  [[nodiscard]] std::string_view text(Span span) const;

 private:
  std::vector<SourceFile> files_;
};

// Diagnostics as a terminal shows them: `error[E0312]: cause`, `  --> file:line:column`, the line, carets, help; notes likewise.
[[nodiscard]] std::string print(const Diagnostics& diagnostics, const Sources& sources, bool colour);
// The same as a JSON array, for editors.
[[nodiscard]] std::string print_json(const Diagnostics& diagnostics, const Sources& sources);

}  // namespace leaflaw
