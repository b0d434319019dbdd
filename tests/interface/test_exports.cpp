// The shared library as others see it: what it lets out, what it needs, and that a program in C runs on it.
#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <sstream>

#include "tests/pack/handmade.h"

using namespace leaflaw;

namespace {

const std::string library = std::string(BINARY_DIR) + "/lib/libleaflaw.so";

struct Ran { std::string output; int status; };
Ran run(const std::string& command) {
  Ran ran{{}, -1};
  FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
  REQUIRE(pipe);
  std::array<char, 4096> piece{};
  while (std::size_t count = std::fread(piece.data(), 1, piece.size(), pipe)) ran.output.append(piece.data(), count);
  ran.status = ::pclose(pipe);
  return ran;
}

}  // namespace

TEST_CASE("the library lets out the C interface and nothing else") {
  const Ran symbols = run("nm -D --defined-only " + library);
  REQUIRE(symbols.status == 0);
  std::istringstream lines(symbols.output);
  std::size_t functions = 0;
  for (std::string line; std::getline(lines, line);) {
    const std::string name = line.substr(line.rfind(' ') + 1);
    CHECK(name.rfind("leaflaw_", 0) == 0);
    ++functions;
  }
  CHECK(functions >= 45);
}

TEST_CASE("the library needs neither the parser nor graphs nor YAML nor zone files") {
  const Ran needed = run("ldd " + library);
  REQUIRE(needed.status == 0);
  CHECK(needed.output.find("libsodium") != std::string::npos);
  for (const char* other : {"antlr", "boost", "yaml", "fmt", "date-tz", "icu", "not found"}) CHECK(needed.output.find(other) == std::string::npos);
  const Ran names = run("nm -D --undefined-only " + library);
  for (const char* other : {"antlr", "boost", "YAML", "zoneinfo"}) CHECK(names.output.find(other) == std::string::npos);
  CHECK(run("grep -c zoneinfo " + library).output == "0\n");
}

TEST_CASE("a program in C decides with it") {
  const std::string path = (std::filesystem::temp_directory_path() / ("leaflaw-interface-" + std::to_string(::getpid()) + ".leafpack")).string();
  const handmade::Policy policy = handmade::counter();
  REQUIRE(save_pack(write_pack({{&policy.model, &policy.tables}}), path).empty());
  const std::string client = std::string(BINARY_DIR) + "/bin/interface_client ";
  const Ran sold = run(client + path);
  CHECK(sold.status == 0);
  CHECK(sold.output ==
        "by number: allow\n"
        "rule-2: 12/1 left (12 g)\n"
        "rule-3[0]: 56/1 left (56 g)\n"
        "rule-3[1]: 49/1 left (49 g)\n"
        "rule-3[2]: 56/1 left (56 g)\n"
        "from JSON: deny\n");
  std::filesystem::remove(path);
  const Ran refused = run(client + path);
  CHECK(refused.status != 0);
  CHECK(refused.output == "pack: the pack is refused (" + path + ": the pack cannot be read: No such file or directory; give the path of a file that `leaflaw build` wrote)\n");
}
