// A Model and a request as text, for reading what a random test found.
#pragma once

#include <string>

#include "compiler/semantics/model.h"

namespace tests {

[[nodiscard]] std::string print(const leaflaw::model::Policy& policy);
[[nodiscard]] std::string print(const leaflaw::Schema& schema, const leaflaw::Request& request);

}  // namespace tests
