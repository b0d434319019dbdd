// A made-up vocabulary (a cheese counter) and policy, built by hand: everything in tests/facts reads requests of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/decision/print_context.h"
#include "runtime/facts/policy_context.h"
#include "runtime/facts/record.h"
#include "runtime/facts/record_reader.h"

namespace cheese {

struct Counter {
  leaflaw::Schema schema;
  std::vector<leaflaw::ZoneData> zones;   // "Here/Town" (changes its clocks in 2024), "Here/West" (six hours behind, always)
  leaflaw::PolicyContext context;         // policy "counter", ounce of 28 g, own unit "wheel", zone from shop.zone
  leaflaw::LimitPrints limits;
  leaflaw::PrintContext print;
};
const Counter& counter();

leaflaw::FactId fact(std::string_view name);
// Reads and completes; fails the test where the text has errors.
leaflaw::Request request(std::string_view json);
// Errors as "code path: message | help", one a line; empty where there are none.
std::string errors_of(std::string_view json);
std::string lines_of(const std::vector<leaflaw::InputError>& errors);
leaflaw::Ratio number(const leaflaw::Record& record, std::string_view name);
leaflaw::Ratio number(const leaflaw::Line& line, std::string_view name);
inline leaflaw::Figure grams(leaflaw::Ratio value) { return {leaflaw::Dimension::mass, value, value}; }

}  // namespace cheese
