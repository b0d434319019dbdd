// What is known of one event: the present request, or an entry of its history. Names are resolved, quantities are exact
// and in base units; nothing is interpreted yet. Filled by record_reader.h, completed by normalize.h.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "runtime/base/calendar.h"
#include "runtime/facts/schema.h"

namespace leaflaw {

enum class Given : std::uint8_t {
  no,         // unknown where the fact is required, none where it is optional
  yes,
  disputed,   // given, but its derivation says otherwise: treated as unknown
};

struct FactValue {
  Given given = Given::no;
  bool derived = false;                      // by the vocabulary, not by the caller
  Dimension dimension = Dimension::none;     // quantity, amount
  Ratio number;                              // quantity, amount (base unit); date: days; instant: seconds; truth: 0 or 1; value: index
  u128 set = 0;                              // set: bit i = value i
  std::string text;
  Ratio derived_number;                      // disputed: what the derivation gives
};

struct MapEntry {
  std::string key;
  std::vector<FactValue> fields;             // parallel to FactMap::fields
};
struct MapValue {
  bool given = false;
  std::vector<MapEntry> entries;             // in the order given; keys are unique
};

struct Line {
  std::vector<FactValue> facts;              // indexed by FactId of the schema (only item places are used)
  std::vector<MapValue> maps;                // indexed by map number
};

struct Record {
  std::vector<FactValue> facts;              // indexed by FactId (only event places are used)
  std::vector<MapValue> maps;
  bool items_given = false;
  std::vector<Line> items;

  // Resolved from the facts with the roles event-kind, event-time and time-zone.
  int event_kind = -1;                       // index in the enumeration; always known after reading
  Instant at;
  std::optional<Instant> at_other;           // the other reading of a repeated hour; see record_reader.h
  std::uint16_t zone = 0;                    // index of the policy's zone list
};

enum class Scope : std::uint8_t { store, licensee, state };

struct History {
  bool given = false;
  bool bare = false;                         // a plain list: complete for every scope and window
  Scope scope = Scope::state;
  std::optional<Date> complete_from;         // nothing: complete however far back
  std::vector<Record> entries;
};

struct Request {
  Record event;
  History history;
  std::uint32_t topics = 0xFFFFFFFF;         // bit i = topic i of topics.def is judged
  std::string policy;                        // id, where the request names one
  std::string hash;                          // "sha256:..." of the request's bytes; empty where it was not read from text
};

}  // namespace leaflaw
