// What can be wrong with a request or a case file: the codes of input_errors.def, and a list of errors under construction.
// In: code, place, words. Out: InputError values (node.h) in the order found. Nothing here throws.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/facts/node.h"

namespace leaflaw {

enum class InputCode : std::uint8_t {
#define LEAFLAW_INPUT_ERROR(id, code, title) id,
#include "runtime/facts/input_errors.def"
};
struct InputCodeEntry {
  InputCode id;
  std::string_view code;    // "E0810"
  std::string_view title;
};
// The whole table, in the order of the codes; for `explain` and the docs.
[[nodiscard]] std::span<const InputCodeEntry> input_codes();
[[nodiscard]] std::string_view text_code(InputCode code);

// A path inside a record, built on the stack while reading and written out only when something is wrong.
struct InputPath {
  const InputPath* parent = nullptr;
  std::string_view step;    // name of a fact or key; empty for an index
  long index = -1;          // of a list
  bool map_key = false;     // `step` is the key of a map fact: printed in brackets
};
[[nodiscard]] std::string to_string(const InputPath& path);

class InputErrors {
 public:
  static constexpr std::size_t most = 50;   // further errors are dropped: nobody reads more
  void add(InputCode code, const std::string& path, const Node* place, std::string message, std::string help = {});
  void add(InputCode code, const InputPath& path, const Node* place, std::string message, std::string help = {});
  void append(const std::vector<InputError>& more);
  [[nodiscard]] bool empty() const { return all_.empty(); }
  [[nodiscard]] bool full() const { return all_.size() >= most; }
  [[nodiscard]] const std::vector<InputError>& all() const { return all_; }
  [[nodiscard]] std::vector<InputError> take() { return std::move(all_); }

 private:
  std::vector<InputError> all_;
};

// "request.json:3:14: error[E0810]: items[0].categori: there is no `categori` here" and, on a second line, "  help: ...".
// Line and column are left out where they are not known; `file` may be empty.
[[nodiscard]] std::string to_text(const InputError& error, std::string_view file);

}  // namespace leaflaw
