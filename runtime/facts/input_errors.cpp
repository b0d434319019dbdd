#include "runtime/facts/input_errors.h"

#include "runtime/facts/suggest.h"

namespace leaflaw {

namespace {
constexpr InputCodeEntry table[] = {
#define LEAFLAW_INPUT_ERROR(id, code, title) {InputCode::id, code, title},
#include "runtime/facts/input_errors.def"
};

// Keys come from the caller's text: long ones are cut, control characters do not reach a terminal.
std::string shown(std::string_view step) {
  std::string text = suggest::quoted(step);
  return text.substr(1, text.size() - 2);
}
}  // namespace

std::span<const InputCodeEntry> input_codes() { return table; }

std::string_view text_code(InputCode code) { return table[static_cast<std::size_t>(code)].code; }

std::string to_string(const InputPath& path) {
  std::string text = path.parent ? to_string(*path.parent) : std::string();
  if (path.index >= 0) return text + "[" + std::to_string(path.index) + "]";
  if (path.step.empty()) return text;
  if (path.map_key) return text + "[" + shown(path.step) + "]";
  if (!text.empty()) text += '.';
  return text + shown(path.step);
}

void InputErrors::add(InputCode code, const std::string& path, const Node* place, std::string message, std::string help) {
  if (full()) return;
  InputError error;
  error.code = text_code(code);
  error.path = path;
  if (place) {
    error.line = place->line;
    error.column = place->column;
  }
  error.message = std::move(message);
  error.help = std::move(help);
  all_.push_back(std::move(error));
}

void InputErrors::add(InputCode code, const InputPath& path, const Node* place, std::string message, std::string help) {
  if (!full()) add(code, to_string(path), place, std::move(message), std::move(help));
}

void InputErrors::append(const std::vector<InputError>& more) {
  for (const InputError& error : more)
    if (!full()) all_.push_back(error);
}

std::string to_text(const InputError& error, std::string_view file) {
  std::string text(file);
  if (error.line > 0) {
    if (!text.empty()) text += ':';
    text += std::to_string(error.line) + ":" + std::to_string(error.column);
  }
  if (!text.empty()) text += ": ";
  text += "error[" + error.code + "]: ";
  if (!error.path.empty()) text += error.path + ": ";
  text += error.message;
  if (!error.help.empty()) text += "\n  help: " + error.help;
  return text;
}

}  // namespace leaflaw
