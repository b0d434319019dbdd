// From the stored form (pack.fbs, its structure verified) to what the runtime works with. In: tables whose every number may be
// anything. Out: objects whose indices, values and texts are in range, or the problem. The engine's tables are only shown here
// (show_tables); what they say is checked by verify.h.
#pragma once

#include <optional>

#include "pack/pack_generated.h"
#include "runtime/facts/schema.h"
#include "runtime/pack/pack.h"
#include "runtime/pack/problem.h"

namespace leaflaw::packed {

[[nodiscard]] std::unique_ptr<leaflaw::Schema> restore_schema(const stored::Schema& from, Problem& problem);

// Views the stored arrays.
[[nodiscard]] ZoneView restore_zone(const stored::Zone& from, Problem& problem);

struct SharedParts {
  const stored::Pack* pack = nullptr;
  const std::vector<std::unique_ptr<leaflaw::Schema>>* schemas = nullptr;
  const std::vector<ZoneView>* zones = nullptr;
};
// Fills id, names and context.
void restore_policy(const stored::Policy& from, const SharedParts& shared, PackedPolicy& policy, Problem& problem);
// Fills the view: every table aligned and a whole number of elements. Its zones and id are those of the policy's context.
void show_tables(const stored::Policy& from, PackedPolicy& policy, Problem& problem);

// ---- single values ----
[[nodiscard]] std::optional<Ratio> restore_number(const stored::Number& from);
[[nodiscard]] bool is_utf8(std::string_view text);
// A name or a line of text: UTF-8, without control characters. `longest` in bytes.
[[nodiscard]] bool is_clean(std::string_view text, std::size_t longest);
// One of the standard dimensions, `any` or `none`.
[[nodiscard]] bool is_standard(std::uint8_t dimension);

[[nodiscard]] inline std::string_view text_of(const flatbuffers::String& from) { return from.string_view(); }
[[nodiscard]] inline std::string_view text_of(const flatbuffers::String* from) { return from ? from->string_view() : std::string_view(); }
template <class Vector>
[[nodiscard]] std::size_t size_of(const Vector* vector) { return vector ? vector->size() : 0; }

// FlatBuffers' verifier looks at the alignment of a vector's length only: elements of 8 bytes may stand where they cannot be read.
template <class Vector>
[[nodiscard]] bool is_aligned(const Vector* vector) { return !vector || reinterpret_cast<std::uintptr_t>(vector->Data()) % 8 == 0; }

inline constexpr std::size_t longest_name = 200, longest_stored_text = 64 * 1024;

}  // namespace leaflaw::packed
