#include "compiler/pages/pages.h"

#include <algorithm>

#include "compiler/lints/lints.h"
#include "compiler/source/diagnostic.h"
#include "runtime/facts/input_errors.h"

namespace leaflaw::pages {

namespace {

struct Text { std::string_view code, means, remedy; Frame frame; std::string_view wrong, right; };
constexpr Text texts[] = {
#define LEAFLAW_PAGE(code, means, remedy, frame, wrong, right) {code, means, remedy, Frame::frame, wrong, right},
#include "compiler/pages/pages.def"
};

struct Entry { Code id; std::string_view code; bool warning; std::string_view title; };
constexpr bool error = false, warning = true;
constexpr Entry diagnostics[] = {
#define LEAFLAW_DIAGNOSTIC(id, text_code, severity, title) {Code::id, text_code, severity, title},
#include "compiler/source/diagnostics.def"
};

Page page_of(std::string_view code, std::string_view title, bool is_warning) {
  Page page;
  page.code = code;
  page.title = title;
  page.warning = is_warning;
  const auto* found = std::find_if(std::begin(texts), std::end(texts), [&](const Text& text) { return text.code == code; });
  if (found == std::end(texts)) return page;
  page.means = found->means;
  page.remedy = found->remedy;
  page.frame = found->frame;
  page.wrong = found->wrong;
  page.right = found->right;
  return page;
}

std::vector<Page> all_pages() {
  std::vector<Page> all;
  for (const Entry& entry : diagnostics) {
    all.push_back(page_of(entry.code, entry.title, entry.warning));
    if (const lints::Lint* lint = lints::find(entry.id)) all.back().silence = lint->name;
  }
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

}  // namespace leaflaw::pages
