// Diagnostics for a person at a terminal:
//   error[E0312]: cause
//     --> file:line:column
//      |
//   12 | the line
//      |     ^^^^
//   help: what to do
#include <algorithm>

#include "compiler/source/source_file.h"
#include "compiler/source/utf8.h"

namespace leaflaw {

namespace {

constexpr std::size_t most_columns = 100;   // of source text shown
constexpr std::size_t context_columns = 35; // kept before the caret when a line is cut

// One printed cell group: what stands for one character of the source, and how many columns it takes.
struct Cell { std::string text; std::size_t columns; std::size_t byte; };

struct Line { std::string text; std::string marks; };

std::vector<Cell> cells_of(std::string_view line, std::size_t first_byte) {
  std::vector<Cell> cells;
  std::size_t column = 0;
  for (std::size_t at = 0; at < line.size();) {
    const utf8::Character character = utf8::decode(line, at);
    Cell cell{{}, 1, first_byte + at};
    if (character.value == '\t') {
      cell.columns = 4 - column % 4;
      cell.text.assign(cell.columns, ' ');
    } else if (utf8::is_unprintable(character.value) || !character.valid) {
      utf8::append(cell.text, 0xFFFD);
    } else {
      cell.text.assign(line.substr(at, character.length));
      cell.columns = static_cast<std::size_t>(utf8::width(character.value));
    }
    column += cell.columns;
    cells.push_back(std::move(cell));
    at += character.length;
  }
  return cells;
}

// The cells that are shown: all, or a window of about most_columns around the first marked one.
std::pair<std::size_t, std::size_t> window_of(const std::vector<Cell>& cells, std::size_t mark) {
  std::size_t total = 0;
  for (const Cell& cell : cells) total += cell.columns;
  if (total <= most_columns) return {0, cells.size()};
  std::size_t first = std::min(mark, cells.size());
  for (std::size_t columns = 0; first > 0 && columns < context_columns; --first) columns += cells[first - 1].columns;
  std::size_t last = first;
  for (std::size_t columns = 0; last < cells.size() && columns < most_columns; ++last) columns += cells[last].columns;
  for (std::size_t columns = 0; last == cells.size() && first > 0 && columns + (last - first) < most_columns; --first) ++columns;
  return {first, last};
}

Line show(std::string_view line, std::size_t line_begin, Span span) {
  const std::vector<Cell> cells = cells_of(line, line_begin);
  const std::size_t line_end = line_begin + line.size();
  const std::size_t end = std::clamp<std::size_t>(span.end, span.begin, std::max<std::size_t>(line_end, span.begin));
  std::size_t mark = 0;
  while (mark < cells.size() && cells[mark].byte < span.begin) ++mark;
  const auto [first, last] = window_of(cells, mark);
  Line shown;
  if (first > 0) {
    shown.text = "...";
    shown.marks = "   ";
  }
  std::size_t marked = 0;
  for (std::size_t i = first; i < last; ++i) {
    shown.text += cells[i].text;
    const bool inside = cells[i].byte >= span.begin && (cells[i].byte < end || (i == mark && end == span.begin));
    if (inside) marked += std::max<std::size_t>(cells[i].columns, marked == 0 ? 1 : 0);
    else if (i < mark) shown.marks.append(cells[i].columns, ' ');
  }
  if (last < cells.size()) shown.text += "...";
  shown.marks.append(std::max<std::size_t>(marked, 1), '^');
  while (!shown.text.empty() && shown.text.back() == ' ') shown.text.pop_back();
  return shown;
}

std::string_view line_text(const SourceFile& source, int line) {
  const std::size_t index = static_cast<std::size_t>(line - 1);
  const std::size_t begin = source.line_starts[index];
  std::size_t end = index + 1 < source.line_starts.size() ? source.line_starts[index + 1] : source.text.size();
  while (end > begin && (source.text[end - 1] == '\n' || source.text[end - 1] == '\r')) --end;
  return std::string_view(source.text).substr(begin, end - begin);
}

struct Palette {
  std::string_view error, warning, note, frame, strong, off;
};
constexpr Palette colours{"\x1b[1;31m", "\x1b[1;33m", "\x1b[1;36m", "\x1b[34m", "\x1b[1m", "\x1b[0m"};
constexpr Palette plain{};

class Printer {
 public:
  Printer(const Sources& sources, const Palette& palette) : sources_(sources), palette_(palette) {}

  void print(const Diagnostic& diagnostic) {
    if (!out_.empty()) out_ += '\n';
    const bool is_error = severity(diagnostic.code) == Severity::error;
    const std::string_view colour = is_error ? palette_.error : palette_.warning;
    coloured(colour, std::string(is_error ? "error[" : "warning[").append(text_code(diagnostic.code)).append("]"));
    coloured(palette_.strong, ": " + clean(diagnostic.message));
    out_ += '\n';
    excerpt(diagnostic.span, colour);
    for (const Note& note : diagnostic.notes) {
      coloured(palette_.note, "note");
      out_ += ": " + clean(note.text) + '\n';
      excerpt(note.span, palette_.note);
    }
    if (diagnostic.help.empty()) return;
    coloured(palette_.note, "help");
    out_ += ": " + clean(diagnostic.help) + '\n';
  }

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void coloured(std::string_view colour, std::string_view text) { out_.append(colour).append(text).append(palette_.off); }

  // Messages quote the source, so they may hold what must not reach a terminal.
  static std::string clean(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
      const utf8::Character character = utf8::decode(text, at);
      utf8::append(out, utf8::is_unprintable(character.value) && character.value != '\n' ? 0xFFFD : character.value);
      at += character.length;
    }
    return out;
  }

  void excerpt(Span span, std::string_view colour) {
    if (span.file >= sources_.size()) return;
    const SourceFile& source = sources_.file(span.file);
    const Place place = sources_.place(span);
    coloured(palette_.frame, "  --> ");
    out_ += clean(source.path) + ':' + std::to_string(place.line) + ':' + std::to_string(place.column) + '\n';
    if (source.text.empty()) return;
    std::string_view text = line_text(source, place.line);
    std::size_t begin = source.line_starts[static_cast<std::size_t>(place.line - 1)];
    if (begin == 0 && text.starts_with("\xEF\xBB\xBF")) {
      text.remove_prefix(3);
      begin = 3;
    }
    const Line line = show(text, begin, span);
    const std::string number = std::to_string(place.line);
    const std::string margin(number.size(), ' ');
    coloured(palette_.frame, margin + " |");
    out_ += '\n';
    coloured(palette_.frame, number + " |");
    if (!line.text.empty()) out_ += ' ';
    out_ += line.text + '\n';
    coloured(palette_.frame, margin + " |");
    out_ += ' ';
    const std::size_t blanks = line.marks.find('^');
    out_.append(blanks, ' ');
    coloured(colour, std::string_view(line.marks).substr(blanks));
    out_ += '\n';
  }

  const Sources& sources_;
  const Palette& palette_;
  std::string out_;
};

}  // namespace

std::string print(const Diagnostics& diagnostics, const Sources& sources, bool colour) {
  Printer printer(sources, colour ? colours : plain);
  for (const Diagnostic& diagnostic : diagnostics.all()) printer.print(diagnostic);
  return printer.take();
}

}  // namespace leaflaw
