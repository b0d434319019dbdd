// The oracle: decides a request by walking the Model in exact rationals, written to be obviously right and never fast.
// Follows docs/contributors/semantics.md section by section.
#pragma once

#include <string>
#include <variant>

#include "compiler/semantics/model.h"
#include "runtime/decision/document.h"
#include "runtime/facts/record.h"

namespace leaflaw {

// `request` is read and normalized (record_reader.h, normalize.h). Fills everything of the document but `pack`, `request` and
// `remedies`. Any policy and request give a document; there is no error.
[[nodiscard]] Document decide_by_reference(const model::Policy& policy, const Request& request);

}  // namespace leaflaw
