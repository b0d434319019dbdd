#include "runtime/pack/pack_error.h"

#include <iterator>

namespace leaflaw {

namespace {

struct Entry { std::string_view what, way_out; };
constexpr Entry table[] = {
#define LEAFLAW_PACK_PROBLEM(id, what, way_out) {what, way_out},
#include "runtime/pack/pack_errors.def"
};

}  // namespace

std::string_view what_of(PackProblem problem) { return table[static_cast<std::size_t>(problem)].what; }
std::string_view way_out_of(PackProblem problem) { return table[static_cast<std::size_t>(problem)].way_out; }

std::string to_text(const PackError& error, std::string_view file) {
  std::string text(file);
  if (!text.empty()) text += ": ";
  text += what_of(error.problem);
  if (!error.detail.empty()) text += ": " + error.detail;
  return text + "; " + std::string(way_out_of(error.problem));
}

}  // namespace leaflaw
