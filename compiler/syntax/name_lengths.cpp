#include "compiler/syntax/name_lengths.h"

#include <fmt/format.h>

#include "LeaflawParser.h"

namespace leaflaw::syntax {

namespace {

constexpr std::size_t longest_name = 100, shown = 20;

}  // namespace

bool check_names(const Lexemes& lexemes, Diagnostics& diagnostics) {
  for (Index i = 0; i + 1 < lexemes.size(); ++i) {
    const Type type = lexemes[i].type;
    const std::size_t length = lexemes[i].end - lexemes[i].begin;
    if (length <= longest_name || (type != grammar::LeaflawParser::NAME && type != grammar::LeaflawParser::ZONE)) continue;
    diagnostics.add(Code::name_too_long, lexemes.span(i), fmt::format("`{}...` is a name of {} characters", lexemes.text(i).substr(0, shown), length),
                    "a name has at most 100; what people should read goes into the title");
    return false;
  }
  return true;
}

}  // namespace leaflaw::syntax
