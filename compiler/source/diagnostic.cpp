#include "compiler/source/diagnostic.h"

#include <algorithm>
#include <tuple>

namespace leaflaw {

namespace {

constexpr Severity error = Severity::error;
[[maybe_unused]] constexpr Severity warning = Severity::warning;   // no lint may be in the table yet

struct Entry {
  std::string_view text_code;
  Severity severity;
  std::string_view title;
};

constexpr Entry catalogue[] = {
#define LEAFLAW_DIAGNOSTIC(id, text_code, severity, title) {text_code, severity, title},
#include "compiler/source/diagnostics.def"
};

const Entry& entry(Code code) { return catalogue[static_cast<std::size_t>(code)]; }

}  // namespace

std::string_view text_code(Code code) { return entry(code).text_code; }
Severity severity(Code code) { return entry(code).severity; }
std::string_view title(Code code) { return entry(code).title; }

Diagnostic& Diagnostics::add(Code code, Span span, std::string message, std::string help) {
  all_.push_back(Diagnostic{code, span, std::move(message), std::move(help), {}});
  return all_.back();
}

bool Diagnostics::has_errors() const {
  return std::any_of(all_.begin(), all_.end(), [](const Diagnostic& d) { return leaflaw::severity(d.code) == Severity::error; });
}

void Diagnostics::sort() {
  std::stable_sort(all_.begin(), all_.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.span.file, a.span.begin) < std::tie(b.span.file, b.span.begin);
  });
  std::vector<Diagnostic> once;
  for (Diagnostic& each : all_) {
    const bool said = std::any_of(once.rbegin(), once.rend(), [&](const Diagnostic& other) {
      return other.code == each.code && other.span.file == each.span.file && other.span.begin == each.span.begin && other.span.end == each.span.end && other.message == each.message;
    });
    if (!said) once.push_back(std::move(each));
  }
  all_ = std::move(once);
}

}  // namespace leaflaw
