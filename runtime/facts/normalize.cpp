#include "runtime/facts/normalize.h"

#include "runtime/base/zone.h"
#include "runtime/facts/completion.h"

namespace leaflaw {

namespace {

using derivation::DeriveScope;

void complete(Record& record, const PolicyContext& context, const InputPath& path, InputErrors& errors) {
  const std::vector<Derivation>& derivations = context.schema->derivations;
  DeriveScope scope{&context, {record.facts, {}}, {}, to_local(context.zones[record.zone], record.at).date()};
  derivation::complete(scope, FactPlace::event, derivations, path, errors);
  InputPath items{&path, "items"};
  for (std::size_t i = 0; i < record.items.size() && !errors.full(); ++i) {
    InputPath step{&items, {}, static_cast<long>(i)};
    scope.line = {record.items[i].facts, {}};
    derivation::complete(scope, FactPlace::item, derivations, step, errors);
  }
}

void drop_input_only(Record& record, const Schema& schema) {
  for (std::size_t i = 0; i < schema.facts.size(); ++i) {
    if (!schema.facts[i].input_only) continue;
    if (i < record.facts.size()) record.facts[i] = FactValue{};
    for (Line& line : record.items)
      if (i < line.facts.size()) line.facts[i] = FactValue{};
  }
}

void drop_input_only_fields(std::vector<MapValue>& maps, const Schema& schema) {
  for (std::size_t i = 0; i < maps.size(); ++i)
    for (MapEntry& entry : maps[i].entries)
      for (std::size_t k = 0; k < entry.fields.size(); ++k)
        if (schema.facts[schema.maps[i].fields[k]].input_only) entry.fields[k] = FactValue{};
}

void finish(Record& record, const PolicyContext& context, const InputPath& path, InputErrors& errors) {
  complete(record, context, path, errors);
  drop_input_only(record, *context.schema);
  drop_input_only_fields(record.maps, *context.schema);
  for (Line& line : record.items) drop_input_only_fields(line.maps, *context.schema);
}

}  // namespace

std::vector<InputError> normalize(Request& request, const PolicyContext& context) {
  InputErrors errors;
  InputPath top;
  finish(request.event, context, top, errors);
  InputPath history{nullptr, "history"};
  InputPath listed{&history, "entries"};
  for (std::size_t i = 0; i < request.history.entries.size() && !errors.full(); ++i) {
    InputPath step{request.history.bare ? &history : &listed, {}, static_cast<long>(i)};
    finish(request.history.entries[i], context, step, errors);
  }
  return errors.take();
}

RequestOrErrors read_complete_request(const Node& root, const RequestReader& reader) {
  RequestOrErrors result = reader.read(root);
  if (auto* request = std::get_if<Request>(&result)) {
    auto errors = normalize(*request, reader.context());
    if (!errors.empty()) return errors;
  }
  return result;
}

}  // namespace leaflaw
