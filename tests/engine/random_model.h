// Random policies as Models: every operation that the emitter knows, in every place where it may stand, over random_schema's facts.
#pragma once

#include "tests/engine/random_schema.h"

namespace tests {

[[nodiscard]] model::Policy random_policy(Dice& dice, const TestSchema& test);

}  // namespace tests
