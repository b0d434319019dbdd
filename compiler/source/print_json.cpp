// Diagnostics for editors: a JSON array; lines and columns from 1, columns in characters, `end` exclusive.
#include <string>

#include "compiler/source/source_file.h"
#include "compiler/source/utf8.h"

namespace leaflaw {

namespace {

void append_quoted(std::string& out, std::string_view text) {
  constexpr char digits[] = "0123456789abcdef";
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    const utf8::Character character = utf8::decode(text, at);
    if (character.value == '"' || character.value == '\\') {
      out += '\\';
      out += static_cast<char>(character.value);
    } else if (character.value == '\n') {
      out += "\\n";
    } else if (character.value < 0x20 || character.value == 0x7F) {
      out += "\\u00";
      out += digits[character.value >> 4U];
      out += digits[character.value & 15U];
    } else {
      utf8::append(out, character.value);
    }
    at += character.length;
  }
  out += '"';
}

void append_text(std::string& out, std::string_view key, std::string_view text) {
  append_quoted(out, key);
  out += ": ";
  append_quoted(out, text);
}

void append_place(std::string& out, const Sources& sources, Span span) {
  append_text(out, "file", span.file < sources.size() ? std::string_view(sources.file(span.file).path) : std::string_view());
  const Place begin = sources.place(span);
  const Place end = sources.place({span.file, span.end, span.end});
  auto point = [&](std::string_view key, Place place) {
    out += ", \"" + std::string(key) + "\": {\"line\": " + std::to_string(place.line) + ", \"column\": " + std::to_string(place.column) + "}";
  };
  point("begin", begin);
  point("end", end);
}

void append_diagnostic(std::string& out, const Sources& sources, const Diagnostic& diagnostic) {
  out += "  {";
  append_text(out, "code", text_code(diagnostic.code));
  out += ", ";
  append_text(out, "severity", severity(diagnostic.code) == Severity::error ? "error" : "warning");
  out += ", ";
  append_place(out, sources, diagnostic.span);
  out += ", ";
  append_text(out, "message", diagnostic.message);
  if (!diagnostic.help.empty()) {
    out += ", ";
    append_text(out, "help", diagnostic.help);
  }
  out += ", \"notes\": [";
  for (std::size_t i = 0; i < diagnostic.notes.size(); ++i) {
    out += i == 0 ? "{" : ", {";
    append_place(out, sources, diagnostic.notes[i].span);
    out += ", ";
    append_text(out, "message", diagnostic.notes[i].text);
    out += '}';
  }
  out += "]}";
}

}  // namespace

std::string print_json(const Diagnostics& diagnostics, const Sources& sources) {
  if (diagnostics.all().empty()) return "[]\n";
  std::string out = "[\n";
  for (std::size_t i = 0; i < diagnostics.all().size(); ++i) {
    if (i > 0) out += ",\n";
    append_diagnostic(out, sources, diagnostics.all()[i]);
  }
  return out + "\n]\n";
}

}  // namespace leaflaw
