// What stands around an example of a page.
#include <charconv>

#include "compiler/pages/pages.h"

namespace leaflaw::pages {

namespace {

constexpr std::string_view header = R"(policy us-xj "Jefferson"
  vocabulary  retail 1
  time zone   America/Denver, or store.time_zone where given
  covers      sale from 2020-01-01
  as of       2026-10-01

)";
// Only where the example speaks of ounces.
constexpr std::string_view ounce = R"(unit oz is 28 g
  cite "Jefferson Rules 10"  confidence primary

)";
constexpr std::string_view rule = R"(rule example "An example"
  cite "Jefferson Code 1"  confidence primary
  topic eligibility
)";
constexpr std::string_view limit = R"(limit example "An example"
  cite "Jefferson Code 1"  confidence primary
  topic purchase-limit
  applies to sale
  counts net_weight of items
  tallied by store
)";

}  // namespace

std::string_view words(Frame frame) {
  switch (frame) {
    case Frame::file: return "a whole file";
    case Frame::files: return "two files";
    case Frame::tested: return "a policy and its cases";
    case Frame::law: return "in a policy";
    case Frame::rule: return "in a rule";
    case Frame::limit: return "in a limit";
    case Frame::path: return "a path";
    case Frame::request: return "a request";
    case Frame::cases: return "a case file";
    case Frame::case_path: return "a path";
  }
  return {};
}

namespace {

// "300 times x" or "byte E9", without the angles; false where it is neither.
bool write_out(std::string_view form, std::string& text) {
  constexpr std::string_view byte = "byte ", times = " times ";
  unsigned number = 0;
  if (form.starts_with(byte)) {
    const std::string_view digits = form.substr(byte.size());
    if (std::from_chars(digits.data(), digits.data() + digits.size(), number, 16).ec != std::errc{} || number > 0xFF) return false;
    text += static_cast<char>(number);
    return true;
  }
  const std::size_t at = form.find(times);
  if (at == std::string_view::npos || std::from_chars(form.data(), form.data() + at, number).ec != std::errc{}) return false;
  for (unsigned i = 0; i < number; ++i) text += form.substr(at + times.size());
  return true;
}

std::string written_out(std::string_view example) {
  std::string text;
  for (std::size_t at = 0; at < example.size();) {
    const std::size_t end = example[at] == '<' ? example.find('>', at) : std::string_view::npos;
    if (end != std::string_view::npos && write_out(example.substr(at + 1, end - at - 1), text)) at = end + 1;
    else text += example[at++];
  }
  return text;
}

std::vector<std::string> parts(const std::string& text, std::string_view divider) {
  const std::size_t at = text.find(divider);
  if (at == std::string::npos) return {text};
  return {text.substr(0, at), text.substr(at + divider.size())};
}

std::string with_header(const std::string& text) { return std::string(header) + (text.find(" oz") == std::string::npos ? std::string() : std::string(ounce)) + text; }

// A rule says what it applies to unless the example does.
std::string in_a_rule(const std::string& text) {
  std::string whole(rule);
  if (text.find("applies to") == std::string::npos) whole += "  applies to sale\n";
  return with_header(whole + text + "\n");
}

}  // namespace

std::vector<std::string> whole(Frame frame, std::string_view example) {
  const std::string text = written_out(example);
  switch (frame) {
    case Frame::law: return {with_header(text + "\n")};
    case Frame::rule: return {in_a_rule(text)};
    case Frame::limit: return {with_header(std::string(limit) + text + "\n")};
    case Frame::files: return parts(text, "#### another file\n");
    case Frame::tested: {
      std::vector<std::string> both = parts(text + "\n", "#### its cases\n");
      both.front() = with_header(both.front());
      return both;
    }
    case Frame::file: return {text + "\n"};
    case Frame::path: case Frame::request: case Frame::cases: case Frame::case_path: break;
  }
  return {text};
}

std::string policy_of_requests() { return whole(Frame::limit, "at most 1 oz in each calendar day").front(); }

}  // namespace leaflaw::pages
