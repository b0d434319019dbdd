// Where the verbs print: results on standard output, everything else on standard error. Colours only on a terminal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace leaflaw::cli {

enum class Stream : unsigned char { out, error };

void say(std::string_view text);      // as it is, to standard output
void report(std::string_view text);     // as it is, to standard error
// "leaflaw: what happened" and, on the next line, what to do. One of each is enough for any failure.
void complain(std::string_view what, std::string_view what_to_do = {});
// A terminal that has not asked for plain text (NO_COLOR, TERM=dumb).
[[nodiscard]] bool has_colours(Stream stream);
// `count` things: "1 policy", "2 policies".
[[nodiscard]] std::string counted(std::size_t count, std::string_view one, std::string_view many);

// The whole of a file, or of standard input for "-". Nothing where it cannot be read; `why` then says so.
[[nodiscard]] std::optional<std::string> read_text(const std::string& path, std::string& why);

}  // namespace leaflaw::cli
