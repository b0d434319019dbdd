// The generator of policies itself: what it writes parses, and the compiler takes nearly all of it.
#include <catch2/catch.hpp>
#include <map>

#include "compiler/semantics/compile.h"
#include "tests/random/check.h"
#include "tests/random/plans.h"

using namespace leaflaw;
using namespace leaflaw::properties;

TEST_CASE("random policies compile") {
  std::size_t refused = 0, count = 0, syntax = 0;
  std::map<std::string, std::string> reasons;
  check("policies", how_many(300), [&] {
    const std::string text = write_policy((*plans(0)).policy).text();
    Sources sources;
    Diagnostics diagnostics;
    bool usable = true;
    const FileId file = sources.add("random.leaf", text, diagnostics, usable);
    RC_ASSERT(usable);
    ++count;
    const auto policy = compile_policy(sources, file, {}, diagnostics);
    if (policy && !diagnostics.has_errors()) return;
    ++refused;
    for (const Diagnostic& each : diagnostics.all())
      if (severity(each.code) == Severity::error) {
        if (text_code(each.code).substr(0, 3) == "E01") ++syntax;
        Diagnostics one;
        one.add(each.code, each.span, each.message, each.help);
        reasons.emplace(std::string(text_code(each.code)), print(one, sources, false) + text);
      }
  });
  for (const auto& [code, reason] : reasons) UNSCOPED_INFO(reason);
  CHECK(syntax == 0);
  for (const auto& [code, reason] : reasons) UNSCOPED_INFO(reason);
  CHECK(refused * 20 <= count);
}
