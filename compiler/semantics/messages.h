// Texts with `{...}`: facts, figures, dates and conditions printed in their places.
#pragma once

#include "compiler/semantics/draft.h"

namespace leaflaw::semantics {

// `also duty` and titles have no parts: only `otherwise` does.
[[nodiscard]] model::Message compile_message(Draft& draft, const ast::Text& text, const Surroundings& where);

}  // namespace leaflaw::semantics
