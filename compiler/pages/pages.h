// The pages of `leaflaw explain`: one for every code that a diagnostic or a bad request may have, with a wrong example and a right one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace leaflaw::pages {

// Where a page's examples stand: what is put around them before they are compiled or read.
enum class Frame : std::uint8_t {
  file,        // nothing: a whole policy or vocabulary
  files,       // several of them, with a line `#### another file` in between
  tested,      // declarations, after the header of a policy, a line `#### its cases`, and its case file
  law,         // declarations, after the header of a policy
  rule,        // clauses of a rule
  limit,       // clauses of a limit
  path,        // no text but the name of a file with a policy
  request,     // a request in JSON
  cases,       // a case file
  case_path,   // no text but the name of a case file
};

struct Page {
  std::string_view code, title;      // of diagnostics.def or input_errors.def
  std::string_view means, remedy;
  Frame frame = Frame::file;
  std::string_view wrong, right;     // as the page shows them
  bool warning = false;
  std::string_view silence;          // of a warning that may be kept: its name after `knowingly`
};

// Every code, in order: those of the compiler, then those of requests. A code without a page of its own has only its title.
[[nodiscard]] const std::vector<Page>& pages();
// Small or large letters.
[[nodiscard]] const Page* find_page(std::string_view code);

// What the examples of a frame are, for a heading: "in a rule".
[[nodiscard]] std::string_view words(Frame frame);

// An example made whole: `<300 times x>` and `<byte E9>` are written out, and its frame is around it. A frame of paths gives the path;
// one of several files gives each of them, one of a policy with its cases both.
[[nodiscard]] std::vector<std::string> whole(Frame frame, std::string_view example);
// The policy that the examples of requests and case files are for.
[[nodiscard]] std::string policy_of_requests();

}  // namespace leaflaw::pages
