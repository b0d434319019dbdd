// `leaflaw check --format sarif`: what code hosts read, held against what `--format json` says of the same policies.
#include <rapidjson/document.h>

#include <catch2/catch.hpp>
#include <set>

#include "tests/cli/process.h"

using cli_test::Said;
using cli_test::Scratch;
using rapidjson::Value;

namespace {

rapidjson::Document parsed(const std::string& text) {
  rapidjson::Document document;
  document.Parse(text.data(), text.size());
  REQUIRE_FALSE(document.HasParseError());
  return document;
}

// The one run of a whole document.
const Value& run_of(const rapidjson::Document& document) {
  CHECK(std::string(document["version"].GetString()) == "2.1.0");
  REQUIRE(document["runs"].Size() == 1);
  return document["runs"][0];
}

const Value& place_of(const Value& location) { return location["physicalLocation"]; }

void check_region(const Value& region, const Value& json) {
  CHECK(region["startLine"].GetInt() == json["begin"]["line"].GetInt());
  CHECK(region["startColumn"].GetInt() == json["begin"]["column"].GetInt());
  CHECK(region["endLine"].GetInt() == json["end"]["line"].GetInt());
  CHECK(region["endColumn"].GetInt() == json["end"]["column"].GetInt());
}

// Mistakes of several kinds, one of them twice, one with a second place, one behind letters of several bytes.
void add_mistakes(const Scratch& place) {
  std::string text = place.read("law/tiny.leaf");
  text.replace(text.find("  tallied by  store\n"), 20, "");
  place.write("law/tiny.leaf", text +
              "\nrule sweet \"Süßes\"\n  cite \"§ 5 – Süßes\"  confidence primary  topic product-ban\n"
              "  applies to sale, for each item where category is edibel\n  require net_weight is at most 28\n"
              "rule heavy \"Heavy\"\n  cite \"Rule 6\"  confidence primary  topic product-ban\n"
              "  applies to sale, for each item where category is flowr\n  require net_weight is at most 28 g\n"
              "rule heavy \"Again\"\n  cite \"§§§\" confidence primary topic produkt-ban applies to sale require 1 g is at most 2 fl oz\n");
}

}  // namespace

TEST_CASE("SARIF: nothing wrong gives one run without results") {
  const Scratch place;
  place.add_law();
  const Said said = place.run({"check", "--format", "sarif", "law"});
  CHECK(said.exit == 0);
  CHECK(said.error.empty());
  const rapidjson::Document document = parsed(said.out);
  CHECK(run_of(document)["results"].Empty());
  CHECK(run_of(document)["tool"]["driver"]["rules"].Empty());
}

TEST_CASE("SARIF: one result per diagnostic, at its place") {
  const Scratch place;
  place.add_law();
  add_mistakes(place);
  const Said said = place.run({"check", "--format", "sarif", "law"});
  CHECK(said.exit == 1);
  const rapidjson::Document document = parsed(said.out);
  const rapidjson::Document json = parsed(place.run({"check", "--format", "json", "law"}).out);
  const Value& run = run_of(document);
  const Value& results = run["results"];
  const Value& rules = run["tool"]["driver"]["rules"];
  REQUIRE(json.Size() >= 5);
  REQUIRE(results.Size() == json.Size());
  std::set<std::string> codes;
  std::size_t notes = 0;
  for (rapidjson::SizeType i = 0; i < json.Size(); ++i) {
    const Value& result = results[i];
    const std::string code = json[i]["code"].GetString();
    INFO(code << " " << json[i]["message"].GetString());
    codes.insert(code);
    CHECK(result["ruleId"].GetString() == code);
    CHECK(rules[result["ruleIndex"].GetUint()]["id"].GetString() == code);
    CHECK(result["level"] == json[i]["severity"]);
    CHECK(std::string(result["message"]["text"].GetString()).starts_with(json[i]["message"].GetString()));
    REQUIRE(result["locations"].Size() == 1);
    const Value& where = place_of(result["locations"][0]);
    CHECK(where["artifactLocation"]["uri"] == json[i]["file"]);
    check_region(where["region"], json[i]);
    if (json[i]["notes"].Empty()) continue;
    REQUIRE(result["relatedLocations"].Size() == json[i]["notes"].Size());
    for (rapidjson::SizeType note = 0; note < json[i]["notes"].Size(); ++note, ++notes) {
      check_region(place_of(result["relatedLocations"][note])["region"], json[i]["notes"][note]);
      CHECK(result["relatedLocations"][note]["message"]["text"] == json[i]["notes"][note]["message"]);
    }
  }
  CHECK(notes >= 1);
  CHECK(rules.Size() == codes.size());
  CHECK(rules.Size() < results.Size());
}

TEST_CASE("SARIF: columns count characters, and places are where the words are") {
  const Scratch place;
  place.write("law/a b#.leaf", "policy us-xx \"Süß\" regulator \"Ämter\" vocabulary retall 1\n");
  const rapidjson::Document document = parsed(place.run({"check", "--format", "sarif", "./law"}).out);
  bool found = false;
  for (const Value& result : run_of(document)["results"].GetArray()) {
    const Value& where = place_of(result["locations"][0]);
    CHECK(std::string(where["artifactLocation"]["uri"].GetString()) == "law/a%20b%23.leaf");
    if (std::string(result["message"]["text"].GetString()).find("retall") == std::string::npos) continue;
    found = true;
    CHECK(where["region"]["startLine"].GetInt() == 1);
    CHECK(where["region"]["startColumn"].GetInt() == 49);
    CHECK(where["region"]["endColumn"].GetInt() == 55);
  }
  CHECK(found);
}
