#include "compiler/source/print_sarif.h"

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <filesystem>
#include <string>
#include <vector>

#include "compiler/source/utf8.h"

namespace leaflaw {

namespace {

// A URI reference: relative paths stay relative (hosts read them from the root of the repository).
std::string uri_of(const std::string& path) {
  constexpr std::string_view plain = "-._~/";
  constexpr std::string_view digits = "0123456789ABCDEF";
  const std::string tidy = std::filesystem::path(path).lexically_normal().generic_string();
  std::string uri = tidy.starts_with('/') ? "file://" : "";
  for (const char letter : tidy) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool alphanumeric = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
    if (alphanumeric || plain.find(letter) != std::string_view::npos) uri += letter;
    else uri += {'%', digits[byte >> 4U], digits[byte & 15U]};
  }
  return uri;
}

class Writer {
 public:
  Writer(const Diagnostics& diagnostics, const Sources& sources) : json_(buffer_), diagnostics_(diagnostics.all()), sources_(sources) {
    json_.SetIndent(' ', 2);
    for (const Diagnostic& diagnostic : diagnostics_)
      if (place_in_rules(diagnostic.code) == rules_.size()) rules_.push_back(diagnostic.code);
  }

  std::string print() {
    object([this] {
      text("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
      text("version", "2.1.0");
      array("runs", [this] { object([this] { run(); }); });
    });
    return std::string(buffer_.GetString(), buffer_.GetSize()) + "\n";
  }

 private:
  template <class Fill>
  void object(Fill fill) {
    json_.StartObject();
    fill();
    json_.EndObject();
  }
  template <class Fill>
  void object(const char* key, Fill fill) {
    json_.Key(key);
    object(fill);
  }
  template <class Fill>
  void array(const char* key, Fill fill) {
    json_.Key(key);
    json_.StartArray();
    fill();
    json_.EndArray();
  }
  // What is quoted from a text that is no UTF-8 must still give a document that is.
  void text(const char* key, std::string_view value) {
    std::string clean;
    for (std::size_t at = 0; at < value.size();) {
      const utf8::Character character = utf8::decode(value, at);
      utf8::append(clean, character.value);
      at += character.length;
    }
    json_.Key(key);
    json_.String(clean.data(), static_cast<rapidjson::SizeType>(clean.size()));
  }
  void number(const char* key, std::uint64_t value) {
    json_.Key(key);
    json_.Uint64(value);
  }
  void message(const char* key, std::string_view value) {
    object(key, [&] { text("text", value); });
  }

  [[nodiscard]] std::size_t place_in_rules(Code code) const {
    std::size_t at = 0;
    while (at < rules_.size() && rules_[at] != code) ++at;
    return at;
  }

  void run() {
    object("tool", [this] {
      object("driver", [this] {
        text("name", "leaflaw");
        array("rules", [this] {
          for (const Code code : rules_) object([&] { rule(code); });
        });
      });
    });
    text("columnKind", "unicodeCodePoints");
    array("results", [this] {
      for (const Diagnostic& diagnostic : diagnostics_) object([&] { result(diagnostic); });
    });
  }

  void rule(Code code) {
    text("id", text_code(code));
    message("shortDescription", title(code));
    message("help", "`leaflaw explain " + std::string(text_code(code)) + "` tells what it means and how to put it right.");
  }

  void result(const Diagnostic& diagnostic) {
    text("ruleId", text_code(diagnostic.code));
    number("ruleIndex", place_in_rules(diagnostic.code));
    text("level", severity(diagnostic.code) == Severity::error ? "error" : "warning");
    message("message", diagnostic.help.empty() ? diagnostic.message : diagnostic.message + "\nhelp: " + diagnostic.help);
    array("locations", [&] {
      if (known(diagnostic.span)) object([&] { location(diagnostic.span); });
    });
    if (diagnostic.notes.empty()) return;
    array("relatedLocations", [&] {
      for (std::size_t i = 0; i < diagnostic.notes.size(); ++i) {
        const Note& note = diagnostic.notes[i];
        object([&] {
          number("id", i);
          if (known(note.span)) location(note.span);
          message("message", note.text);
        });
      }
    });
  }

  [[nodiscard]] bool known(Span span) const { return span.file < sources_.size(); }

  void location(Span span) {
    object("physicalLocation", [&] {
      object("artifactLocation", [&] { text("uri", uri_of(sources_.file(span.file).path)); });
      object("region", [&] {
        const Place begin = sources_.place(span);
        const Place end = sources_.place({span.file, span.end, span.end});
        number("startLine", static_cast<std::uint64_t>(begin.line));
        number("startColumn", static_cast<std::uint64_t>(begin.column));
        number("endLine", static_cast<std::uint64_t>(end.line));
        number("endColumn", static_cast<std::uint64_t>(end.column));
      });
    });
  }

  rapidjson::StringBuffer buffer_;
  rapidjson::PrettyWriter<rapidjson::StringBuffer> json_;
  const std::vector<Diagnostic>& diagnostics_;
  const Sources& sources_;
  std::vector<Code> rules_;   // the codes that are reported, each once
};

}  // namespace

std::string print_sarif(const Diagnostics& diagnostics, const Sources& sources) { return Writer(diagnostics, sources).print(); }

}  // namespace leaflaw
