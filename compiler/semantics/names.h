// What a path or a word means where it stands: facts (an item's without their first step where a line is at hand), the short forms of
// the vocabulary, classes, definitions, measures, table cells and figures of limits; and words as values of a list.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

// The value of a path as an expression of its type; `bad` where it is not known or may not stand here.
[[nodiscard]] ExprId value_of(Draft& draft, const ast::Path& path, const Surroundings& where);

// A path that names something of a record, for `is given` and `includes`.
struct Named {
  enum class Kind : std::uint8_t { fact, map, entry } kind = Kind::fact;
  model::FactRef ref;
  bool item = false;             // reads the current line
};
// Nothing: the path names no fact (not reported) or a fact that may not stand here (`reported` is set).
[[nodiscard]] std::optional<Named> fact_named(Draft& draft, const ast::Path& path, const Surroundings& where, bool& reported);
// A fact as an expression of its type. Sets have none: `bad`, reported.
[[nodiscard]] ExprId fact_value(Draft& draft, const Named& named, const ast::Path& path, const Surroundings& where);

// The values of a domain that the words name; unknown words are reported. Nothing: all were unknown.
[[nodiscard]] std::optional<u128> values_named(Draft& draft, std::uint16_t domain, const std::vector<ast::Name>& names);
[[nodiscard]] const std::vector<std::string>& values_of(const Draft& draft, std::uint16_t domain);
[[nodiscard]] std::string domain_name(const Draft& draft, std::uint16_t domain);

// The domain that a word in a table's head stands for: a class, an enumerated fact or an enumeration. no_index: reported.
[[nodiscard]] std::uint16_t key_domain(Draft& draft, const ast::Name& name);

void unknown_name(Draft& draft, const ast::Path& path, const Surroundings& where);

}  // namespace leaflaw::semantics
