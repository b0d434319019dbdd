// Everything that the docs show is tried (page.h). How many blocks a page has is asserted, so that none is lost by a slip of the marks.
#include <catch2/catch.hpp>

#include "tests/docs/page.h"

namespace {

struct Expected { const char* page; std::map<std::string, int> counts; };
const std::vector<Expected> pages = {
    {"README.md", {{"sh", 1}, {"text", 2}, {"console", 1}}},
    {"docs/authors/first-policy.md", {{"leaf begins", 2}, {"console", 12}, {"leaf continues", 2}, {"leaf mends", 2}, {"yaml begins", 1}, {"json begins", 1}, {"leaf shows", 1}}},
    {"docs/authors/language.md", {{"leaf", 13}, {"leaf-narrows", 1}, {"yaml", 5}, {"leaf-wrong", 2}, {"text", 2}}},
    {"docs/authors/reference.md", {{"leaf", 17}, {"leaf-used", 1}, {"leaf-narrows", 1}, {"leaf-vocabulary", 1}}},
    {"docs/authors/add-a-rule.md", {{"leaf", 2}, {"yaml", 1}}},
    {"docs/authors/grammar.md", {{"ebnf", 6}}},
    {"docs/contributors/architecture.md", {{"text", 1}}},
};

}  // namespace

TEST_CASE("the docs say what is so") {
  for (const Expected& expected : pages) {
    INFO(expected.page);
    CHECK(leaflaw::docs::Page(std::filesystem::path(SOURCE_DIR) / expected.page).run() == expected.counts);
  }
}
