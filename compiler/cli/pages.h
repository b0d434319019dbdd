// The pages of `leaflaw explain`: one for every code that a diagnostic or a bad request may have.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace leaflaw::cli {

struct Page {
  std::string_view code, title, means, remedy, example;   // title of diagnostics.def or input_errors.def; example may be empty
  bool warning = false;
};

// Every code, in order: those of the compiler, then those of requests. A code without a page of its own has only its title.
[[nodiscard]] const std::vector<Page>& pages();
// Small or large letters.
[[nodiscard]] const Page* find_page(std::string_view code);

}  // namespace leaflaw::cli
