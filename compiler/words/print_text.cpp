#include <fmt/format.h>

#include <array>

#include "compiler/words/print.h"
#include "runtime/decision/paragraphs.h"
#include "runtime/facts/topics.h"

namespace leaflaw::words {

namespace {

constexpr std::size_t label_width = 15;

std::string period_words(const PeriodWords& period) {
  if (period.through) return fmt::format("from {} through {}", to_string(period.from), to_string(*period.through));
  return fmt::format("from {} on", to_string(period.from));
}

std::string source_words(const SourceWords& source) {
  return source.cite.empty() ? "no citation; " + source.confidence : fmt::format("{} ({})", source.cite, source.confidence);
}

// "purchase-limit" -> "Purchase limit"
std::string heading_of(std::string text) {
  for (char& c : text)
    if (c == '-') c = ' ';
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

class Printer {
 public:
  explicit Printer(const Style& style) : text_(style.columns, style.colour) {}

  void header(const Outline& outline) {
    text_.heading(fmt::format("{}: {}", outline.id, outline.name));
    id_ = outline.id;
    if (!outline.narrows.empty()) labelled(2, "narrows", fmt::format("{}", fmt::join(outline.narrows, ", ")));
    if (!outline.regulator.empty()) labelled(2, "regulator", outline.regulator);
    labelled(2, "covers", fmt::format("{} from {} on", fmt::join(outline.covers, ", "), to_string(outline.covers_from)));
    labelled(2, "as of", to_string(outline.as_of));
    labelled(2, "time zone", outline.zone);
  }

  void declaration(const DeclarationWords& one) {
    for (const VersionWords& version : one.versions) {
      text_.heading(fmt::format("{} {}{}{}", one.kind, one.id, version.title.empty() ? "" : ": ", version.title));
      if (!one.layer.empty() && one.layer != id_) labelled(2, "stands in", one.layer);
      if (&version == &one.versions.front() && !one.before.empty()) labelled(2, "before that", one.before);
      if (one.kind != "unit" && one.kind != "definition") labelled(2, "in force", period_words(version.period));
      if (one.kind != "definition") source(2, version.source);
      for (const Clause& clause : version.clauses) labelled(2, clause.label, clause.text);
      rows(version.rows);
      for (const ExceptionWords& each : version.exceptions) exception(each, version.period);
    }
    if (!one.followed_by.empty()) labelled(2, "followed by", fmt::format("{}", fmt::join(one.followed_by, ", ")));
  }

  void topic(const std::string& name) {
    text_.heading("== " + heading_of(name));
  }

  void doubt(const DeclarationWords& one, const std::string& title, const SourceWords& source_of, bool with_readings) {
    text_.paragraph(2, "- ", fmt::format("{} {}{}{}", one.kind, one.id, title.empty() ? "" : ": ", title));
    labelled(4, "cite", source_words(source_of));
    if (with_readings)
      for (const std::string& reading : source_of.readings) labelled(4, "reading", reading);
  }

  void plain(const std::string& text) { text_.paragraph(0, "", text); }
  void heading(const std::string& text) { text_.heading(text); }
  std::string take() { return text_.take(); }

 private:
  void labelled(std::size_t indent, const std::string& label, const std::string& text) {
    text_.paragraph(indent, fmt::format("{:<{}}", label, label_width), text);
  }

  void source(std::size_t indent, const SourceWords& from) {
    labelled(indent, "cite", source_words(from));
    for (const std::string& reading : from.readings) labelled(indent, "reading", reading);
  }

  void rows(const std::vector<RowWords>& all) {
    for (const RowWords& row : all) text_.paragraph(4, "- ", fmt::format("{}: {}", row.head, row.value));
  }

  void exception(const ExceptionWords& one, const PeriodWords& rule) {
    text_.paragraph(2, fmt::format("{:<{}}", "exception", label_width), fmt::format("{}{}{}", one.id, one.title.empty() ? "" : ": ", one.title));
    if (rule.from < one.period.from || one.period.through) labelled(6, "in force", period_words(one.period));
    source(6, one.source);
    for (const Clause& clause : one.clauses) labelled(6, clause.label, clause.text);
  }

  std::string id_;
  Paragraphs text_;
};

bool is_word(const DeclarationWords& one) { return one.topic.empty(); }

// Calls back with title and source of every version and every exception.
template <class Each>
void each_source(const DeclarationWords& one, Each each) {
  for (const VersionWords& version : one.versions) {
    if (one.kind != "definition") each(version.title, version.source);
    for (const ExceptionWords& exception : version.exceptions) each(fmt::format("exception {}: {}", exception.id, exception.title), exception.source);
  }
}

}  // namespace

std::string to_text(const Outline& outline, const Style& style) {
  Printer printer(style);
  printer.header(outline);
  for (unsigned i = 0; i < static_cast<unsigned>(Topic::count_); ++i) {
    const std::string name(spelling(static_cast<Topic>(i)));
    bool first = true;
    for (const DeclarationWords& one : outline.declarations) {
      if (one.topic != name) continue;
      if (first) printer.topic(name);
      first = false;
      printer.declaration(one);
    }
  }
  bool first = true;
  for (const DeclarationWords& one : outline.declarations) {
    if (!is_word(one)) continue;
    if (first) printer.topic("what the words mean");
    first = false;
    printer.declaration(one);
  }
  return printer.take();
}

std::string to_text(const DeclarationWords& declaration, const Style& style) {
  Printer printer(style);
  printer.declaration(declaration);
  return printer.take();
}

std::string doubts(const Outline& outline, const Style& style) {
  Printer printer(style);
  const std::array<std::pair<std::string, std::string>, 2> groups{{{"unverified", "Unverified: nobody has seen the source"}, {"secondary", "Secondary: taken from a summary, not from the law itself"}}};
  std::size_t count = 0;
  for (const auto& [confidence, title] : groups) {
    bool first = true;
    for (const DeclarationWords& one : outline.declarations)
      each_source(one, [&, &confidence = confidence, &title = title](const std::string& what, const SourceWords& source) {
        if (source.confidence != confidence) return;
        if (first) printer.heading(title);
        first = false;
        ++count;
        printer.doubt(one, what, source, false);
      });
  }
  bool first = true;
  for (const DeclarationWords& one : outline.declarations)
    each_source(one, [&](const std::string& what, const SourceWords& source) {
      if (source.readings.empty()) return;
      if (first) printer.heading("Readings: the law is open here, and this is how it was taken");
      first = false;
      ++count;
      printer.doubt(one, what, source, true);
    });
  if (count == 0) printer.plain("Nothing: every source is the law itself, and nothing had to be read one way or the other.");
  return printer.take();
}

}  // namespace leaflaw::words
