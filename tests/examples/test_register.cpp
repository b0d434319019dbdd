// The example register's day, as its screen shows it. LEAFLAW_BLESS=1 writes the expected text anew.
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "compiler/emit/emit.h"
#include "compiler/emit/write_pack.h"
#include "compiler/semantics/compile.h"

using namespace leaflaw;

namespace {

std::string contents(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Where the pack of one policy of the repository stands.
std::string pack_of(const std::string& id) {
  PolicySet set = compile_all({std::string(SOURCE_DIR) + "/policies/" + id});
  REQUIRE(!set.diagnostics.has_errors());
  REQUIRE(set.policies.size() == 1);
  Diagnostics diagnostics;
  std::optional<engine::PolicyTables> tables = emit(set.policies.front(), diagnostics);
  REQUIRE(tables);
  std::string path = std::string(BINARY_DIR) + "/" + id + ".leafpack";
  REQUIRE(save_pack(write_pack({{&set.policies.front(), &*tables}}), path).empty());
  return path;
}

struct Run { std::string output; int exit_code; };
Run run(const std::string& command) {
  Run result;
  std::FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  REQUIRE(pipe);
  char buffer[4096];
  while (std::size_t got = std::fread(buffer, 1, sizeof buffer, pipe)) result.output.append(buffer, got);
  int status = pclose(pipe);
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return result;
}

const std::string program = std::string(BINARY_DIR) + "/bin/example_register";

}  // namespace

TEST_CASE("the example register: meter, block at the limit, fix, sale, the next attempts") {
  Run day = run(program + " " + pack_of("us-co") + " us-co");
  CHECK(day.exit_code == 0);
  const std::string golden = std::string(SOURCE_DIR) + "/tests/examples/register.txt";
  if (std::getenv("LEAFLAW_BLESS")) std::ofstream(golden, std::ios::binary) << day.output;
  CHECK(day.output == contents(golden));
}

TEST_CASE("the example register says why it does not open") {
  CHECK(run(program).exit_code == 2);
  Run missing = run(program + " " + std::string(BINARY_DIR) + "/no-such.leafpack us-co");
  CHECK(missing.exit_code == 7);
  CHECK(missing.output.find("no-such.leafpack") != std::string::npos);
  CHECK(run(program + " " + pack_of("us-co") + " us-xx").exit_code == 2);
}
