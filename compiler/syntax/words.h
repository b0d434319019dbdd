// The reserved words and signs as the generated parser numbers them, which of them start clauses and declarations, and how to
// talk about them in a message. Everything is read from the grammar itself, but the few lists in words.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/syntax/lexemes.h"

namespace leaflaw::syntax {

// Type of a reserved word or sign, `to` or `:`; 0 when the grammar has none of that spelling.
[[nodiscard]] Type type_of(std::string_view literal);
// Spelling of a reserved word or sign; empty for names, numbers and the like.
[[nodiscard]] std::string_view spelling(Type type);
// Reserved words are spelled with letters; signs are not.
[[nodiscard]] bool is_reserved_word(Type type);
// May be a name (rule `word` of the grammar), though some of these are keywords elsewhere.
[[nodiscard]] bool is_word(Type type);

[[nodiscard]] bool starts_declaration(Type type);
// The whole head of a declaration at this token, judged by the next tokens as well: `fact` alone may be a name.
[[nodiscard]] bool is_declaration_head(const Lexemes& lexemes, Index i);
// Likewise for the clauses of declarations and of the policy's header.
[[nodiscard]] bool is_clause_head(const Lexemes& lexemes, Index i);
// The reserved words of the clause that starts here: `applies to`. One word when it is none.
[[nodiscard]] std::string clause_words(const Lexemes& lexemes, Index i);
// First token of a line that has the ':' of a row.
[[nodiscard]] bool looks_like_row(const Lexemes& lexemes, Index i);

// The clauses that a declaration of this kind usually has, in the order of the formatter: "cite", "applies to", ...
[[nodiscard]] const std::vector<std::string_view>& usual_clauses(Type declaration);

}  // namespace leaflaw::syntax
