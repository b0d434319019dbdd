#include "compiler/cli/pages.h"

#include <algorithm>

#include "compiler/source/diagnostic.h"
#include "runtime/facts/input_errors.h"

namespace leaflaw::cli {

namespace {

struct Text { std::string_view code, means, remedy, example; };
constexpr Text texts[] = {
#define LEAFLAW_PAGE(code, means, remedy, example) {code, means, remedy, example},
#include "compiler/cli/pages.def"
};

struct Entry { std::string_view code; bool warning; std::string_view title; };
constexpr bool error = false, warning = true;
constexpr Entry diagnostics[] = {
#define LEAFLAW_DIAGNOSTIC(id, text_code, severity, title) {text_code, severity, title},
#include "compiler/source/diagnostics.def"
};

Page page_of(std::string_view code, std::string_view title, bool is_warning) {
  const auto* found = std::find_if(std::begin(texts), std::end(texts), [&](const Text& text) { return text.code == code; });
  if (found == std::end(texts)) return {code, title, {}, {}, {}, is_warning};
  return {code, title, found->means, found->remedy, found->example, is_warning};
}

std::vector<Page> all_pages() {
  std::vector<Page> all;
  for (const Entry& entry : diagnostics) all.push_back(page_of(entry.code, entry.title, entry.warning));
  for (const InputCodeEntry& entry : input_codes()) all.push_back(page_of(entry.code, entry.title, error));
  return all;
}

std::string capitals(std::string_view code) {
  std::string text(code);
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

}  // namespace

const std::vector<Page>& pages() {
  static const std::vector<Page> all = all_pages();
  return all;
}

const Page* find_page(std::string_view code) {
  const std::string wanted = capitals(code);
  for (const Page& page : pages())
    if (page.code == wanted) return &page;
  return nullptr;
}

}  // namespace leaflaw::cli
