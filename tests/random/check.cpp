#include "tests/random/check.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <rapidcheck.h>
#include <sstream>

namespace leaflaw::properties {

namespace {

std::size_t from_environment(const char* name, std::size_t otherwise) {
  const char* value = std::getenv(name);
  return value && *value ? static_cast<std::size_t>(std::strtoull(value, nullptr, 10)) : otherwise;
}

}  // namespace

std::size_t how_many(std::size_t ordinary) {
  ordinary *= from_environment("LEAFLAW_SOAK", 1);
  return std::getenv("LEAFLAW_SANITIZED") ? ordinary / 10 : ordinary;
}

void check(const std::string& name, std::size_t count, const std::function<void()>& property) {
  rc::detail::TestParams params;
  params.maxSuccess = static_cast<int>(count);
  params.maxDiscardRatio = 2;
  params.seed = from_environment("LEAFLAW_SEED", 20261125);
  params.disableShrinking = std::getenv("LEAFLAW_NO_SHRINKING") != nullptr;
  rc::detail::TestMetadata metadata;
  metadata.description = name;
  const rc::detail::TestResult result = rc::detail::checkTestable(property, metadata, params);
  std::ostringstream message;
  rc::detail::printResultMessage(result, message);
  INFO(message.str());
  CHECK(result.is<rc::detail::SuccessResult>());
}

}  // namespace leaflaw::properties
