// One value as written -> one fact's value: yes-no, enumeration value, set, text, quantity, date, instant. What cannot be read
// is reported and left as not given. Nothing is interpreted beyond the type. Used by record_reader only.
#pragma once

#include <optional>

#include "runtime/base/zone.h"
#include "runtime/facts/input_errors.h"
#include "runtime/facts/policy_context.h"
#include "runtime/facts/quantity_reader.h"
#include "runtime/facts/record.h"

namespace leaflaw {

inline constexpr std::size_t longest_text = 10'000;     // bytes of a text fact
inline constexpr std::size_t longest_list = 10'000;     // lines, entries, members

// The instant (or two) that a written time means.
struct ReadTime { Instant first; std::optional<Instant> second; };

class ValueReader {
 public:
  ValueReader(const PolicyContext& context, InputErrors& errors) : context_(context), errors_(errors) {}

  // `key`: the entry's key where the fact is a map field, else empty. Null leaves the value not given, without an error.
  [[nodiscard]] FactValue read(FactId id, const Node& node, const InputPath& path, std::uint16_t zone, std::string_view key = {}) const;
  [[nodiscard]] std::optional<ReadTime> time(const Node& node, const InputPath& path, std::uint16_t zone) const;
  [[nodiscard]] std::optional<Date> date(const Node& node, const InputPath& path) const;
  // The characters of a text or plain scalar; reports any other kind. `what`: "a text", "a date such as 2024-04-05".
  [[nodiscard]] const std::string* characters(const Node& node, const InputPath& path, std::string_view what) const;
  [[nodiscard]] bool printable(const std::string& text, const Node& node, const InputPath& path) const;

 private:
  [[nodiscard]] std::optional<bool> truth(const Node& node, const InputPath& path) const;
  [[nodiscard]] std::optional<int> value(EnumerationId enumeration, const Node& node, const InputPath& path) const;
  void set(const Fact& fact, const Node& node, const InputPath& path, FactValue& out) const;
  void quantity(FactId id, const Node& node, const InputPath& path, std::string_view key, FactValue& out) const;

  const PolicyContext& context_;
  InputErrors& errors_;
};

// The dimension that a fact of type quantity has in the policy; `key`: the entry's, where it is a field of a map.
[[nodiscard]] Wanted wanted_by(const PolicyContext& context, FactId fact, std::string_view key = {});
// A NUL, a line break or an escape sequence in a text would reach printers and terminals.
[[nodiscard]] bool has_control_character(std::string_view text);
// "a list", "a map", "a number": for messages.
[[nodiscard]] std::string_view kind_name(const Node& node);

}  // namespace leaflaw
