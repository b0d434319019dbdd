#include "runtime/facts/record_reader.h"

#include <algorithm>

#include "runtime/facts/suggest.h"
#include "runtime/facts/topics.h"
#include "runtime/facts/value_reader.h"

namespace leaflaw {

namespace {

// The keys that are not the vocabulary's.
constexpr std::string_view policy_key = "policy", topics_key = "topics", items_key = "items", history_key = "history";
constexpr std::string_view scope_key = "scope", complete_from_key = "complete_from", entries_key = "entries";

// One run over one request.
class Reading {
 public:
  Reading(const PolicyContext& context, const FactTree& tree, const std::vector<std::string>& other_keys)
      : context_(context), schema_(*context.schema), tree_(tree), other_keys_(other_keys), values_(context, errors_) {}

  RequestOrErrors run(const Node& root) {
    Request request;
    InputPath top;
    if (root.kind != Node::Kind::map) {
      errors_.add(InputCode::wrong_kind, top, &root, "here stands " + std::string(kind_name(root)) + " instead of a map",
                  "a request is a map of the vocabulary's facts");
      return errors_.take();
    }
    header(root, request);
    record(root, top, nullptr, request.event);
    if (const Node* node = root.find(history_key)) history(*node, request);
    if (errors_.empty()) return request;
    return errors_.take();
  }

 private:
  void header(const Node& root, Request& request) {
    if (const Node* node = root.find(policy_key); node && node->kind != Node::Kind::null) {
      InputPath path{nullptr, policy_key};
      if (const std::string* id = values_.characters(*node, path, "a policy's name")) {
        request.policy = *id;
        if (*id != context_.id)
          errors_.add(InputCode::other_policy, path, node, "the request is for " + suggest::quoted(*id) + " and is judged by " + suggest::quoted(context_.id));
      }
    }
    if (const Node* node = root.find(topics_key); node && node->kind != Node::Kind::null) topics(*node, request);
  }

  void topics(const Node& node, Request& request) {
    InputPath path{nullptr, topics_key};
    if (node.kind != Node::Kind::list || node.list.empty()) {
      errors_.add(InputCode::wrong_kind, path, &node, node.kind == Node::Kind::list ? "the list is empty: nothing would be judged"
                  : "here stands " + std::string(kind_name(node)) + " instead of a list of topics", "leave `topics` out to judge everything");
      return;
    }
    std::vector<std::string_view> known;
    for (unsigned i = 0; i < static_cast<unsigned>(Topic::count_); ++i) known.push_back(spelling(static_cast<Topic>(i)));
    request.topics = 0;
    for (std::size_t i = 0; i < node.list.size(); ++i) {
      InputPath step{&path, {}, static_cast<long>(i)};
      const std::string* text = values_.characters(node.list[i], step, "a topic");
      if (!text) continue;
      if (auto topic = parse_topic(*text))
        request.topics |= bit(*topic);
      else
        errors_.add(InputCode::unknown_topic, step, &node.list[i], "there is no topic " + suggest::quoted(*text), suggest::suggestion(*text, known));
    }
  }

  // ---- one event ------------------------------------------------------------------------------------------
  // `present`: the event whose history this record stands in; null for the event itself.
  void record(const Node& node, const InputPath& path, const Record* present, Record& out) {
    out.facts.resize(schema_.facts.size());
    out.maps.resize(schema_.maps.size());
    out.zone = zone_of(node, path, present);
    for (const auto& [key, value] : node.map) {
      if (errors_.full()) return;
      if (!present && (key == policy_key || key == topics_key || key == history_key)) continue;
      InputPath step{&path, key};
      if (key == items_key) {
        items(value, step, out);
      } else if (const FactBranch* branch = tree_.event.find(key)) {
        read_branch(*branch, value, step, out.zone, out.facts, out.maps);
      } else {
        unknown_key(key, value, step, top_level_names(present == nullptr));
      }
    }
    event_kind(out);
    event_time(node, path, out);
  }

  void event_kind(Record& out) {
    FactId id = schema_.with(Role::event_kind);
    if (id == no_fact) return;
    FactValue& kind = out.facts[id];
    if (kind.given != Given::yes) kind.given = Given::yes;   // the first kind is the default; index 0
    out.event_kind = static_cast<int>(kind.number.num);
  }

  void event_time(const Node& node, const InputPath& path, Record& out) {
    FactId id = schema_.with(Role::event_time);
    if (id == no_fact) return;
    const std::string& name = schema_.facts[id].name;
    const Node* at = find_by_name(node, name);
    InputPath step{&path, name};
    if (!at || at->kind == Node::Kind::null) {
      errors_.add(InputCode::time_missing, step, at ? at : &node, "the event has no time", "write for example " + name + ": 2024-04-05 14:30");
      return;
    }
    if (out.facts[id].given != Given::yes) return;   // reported where it was read
    out.at = Instant{static_cast<std::int64_t>(out.facts[id].number.num)};
    InputErrors ignored;
    if (auto both = ValueReader(context_, ignored).time(*at, step, out.zone)) out.at_other = both->second;
  }

  // The zone must be known before any time is read, wherever in the text it stands.
  std::uint16_t zone_of(const Node& node, const InputPath& path, const Record* present) {
    if (!context_.zone_from_fact) return context_.default_zone;
    FactId id = schema_.with(Role::time_zone);
    const Node* given = id == no_fact ? nullptr : find_by_name(node, schema_.facts[id].name);
    if (!given || given->kind == Node::Kind::null) return present ? inherited_zone(node, *present) : context_.default_zone;
    if (given->kind != Node::Kind::text) return context_.default_zone;   // wrong kind: reported where the fact is read
    for (std::size_t i = 0; i < context_.zone_names.size(); ++i)
      if (context_.zone_names[i] == given->scalar) return static_cast<std::uint16_t>(i);
    std::vector<std::string_view> known(context_.zone_names.begin(), context_.zone_names.end());
    InputPath step{&path, schema_.facts[id].name};
    errors_.add(InputCode::unknown_zone, step, given, "the policy has no time zone " + suggest::quoted(given->scalar), suggest::suggestion(given->scalar, known));
    return context_.default_zone;
  }

  // An entry that names no zone is in the event's, unless it names another store.
  std::uint16_t inherited_zone(const Node& entry, const Record& present) const {
    FactId key = schema_.with(Role::store_key);
    if (key == no_fact) return present.zone;
    const Node* store = find_by_name(entry, schema_.facts[key].name);
    const FactValue& own = present.facts[key];
    bool other = store && store->kind != Node::Kind::null && own.given == Given::yes && store->scalar != own.text;
    return other ? context_.default_zone : present.zone;
  }

  static const Node* find_by_name(const Node& root, std::string_view name) {
    const Node* node = &root;
    while (node && !name.empty()) {
      std::size_t dot = name.find('.');
      node = node->kind == Node::Kind::map ? node->find(name.substr(0, dot)) : nullptr;
      name = dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1);
    }
    return node;
  }

  void items(const Node& node, const InputPath& path, Record& out) {
    if (node.kind == Node::Kind::null) return;
    if (!list_of_records(node, path, "lines")) return;
    out.items_given = true;
    out.items.resize(node.list.size());
    for (std::size_t i = 0; i < node.list.size() && !errors_.full(); ++i) {
      InputPath step{&path, {}, static_cast<long>(i)};
      const Node& line = node.list[i];
      out.items[i].facts.resize(schema_.facts.size());
      out.items[i].maps.resize(schema_.maps.size());
      if (line.kind != Node::Kind::map)
        errors_.add(InputCode::wrong_kind, step, &line, "here stands " + std::string(kind_name(line)) + " instead of a line", "a line is a map of facts");
      else
        group(tree_.item, line, step, out.zone, out.items[i].facts, out.items[i].maps);
    }
  }

  bool list_of_records(const Node& node, const InputPath& path, const std::string& noun) {
    if (node.kind != Node::Kind::list) {
      errors_.add(InputCode::wrong_kind, path, &node, "here stands " + std::string(kind_name(node)) + " instead of a list of " + noun,
                  "write a list, [] where there are none");
      return false;
    }
    bool too_long = node.list.size() > longest_list;
    if (!too_long && records_ + node.list.size() <= most_records) {
      records_ += node.list.size();
      return true;
    }
    errors_.add(InputCode::list_too_long, path, &node, too_long ? "the list has " + std::to_string(node.list.size()) + " " + noun
                : "the request has more than " + std::to_string(most_records) + " lines and entries in all",
                "at most " + std::to_string(longest_list) + " " + noun + " are read");
    return false;
  }

  // ---- facts ------------------------------------------------------------------------------------------------
  void group(const FactBranch& branch, const Node& node, const InputPath& path, std::uint16_t zone, std::vector<FactValue>& facts, std::vector<MapValue>& maps) {
    for (const auto& [key, value] : node.map) {
      if (errors_.full()) return;
      InputPath step{&path, key};
      if (const FactBranch* child = branch.find(key))
        read_branch(*child, value, step, zone, facts, maps);
      else
        unknown_key(key, value, step, branch.steps());
    }
  }

  void read_branch(const FactBranch& branch, const Node& node, const InputPath& path, std::uint16_t zone, std::vector<FactValue>& facts,
                   std::vector<MapValue>& maps) {
    if (branch.fact != no_fact) {
      facts[branch.fact] = values_.read(branch.fact, node, path, zone);
    } else if (node.kind == Node::Kind::null) {
      return;
    } else if (node.kind != Node::Kind::map) {
      std::string help = branch.map != no_index ? "write a map of entries" : "write a map with some of " + suggest::listed(shortened(branch.steps()));
      errors_.add(InputCode::wrong_kind, path, &node, "here stands " + std::string(kind_name(node)) + " instead of a map", help);
    } else if (branch.map != no_index) {
      map_fact(branch.map, node, path, zone, maps[branch.map]);
    } else {
      group(branch, node, path, zone, facts, maps);
    }
  }

  static std::vector<std::string_view> shortened(std::vector<std::string_view> names) {
    if (names.size() > 6) names.resize(6);
    return names;
  }

  void map_fact(std::uint16_t number, const Node& node, const InputPath& path, std::uint16_t zone, MapValue& out) {
    const FactMap& map = schema_.maps[number];
    out.given = true;
    for (const auto& [key, value] : node.map) {
      InputPath step{&path, key, -1, true};
      if (!known_map_key(map, key, value, step) || value.kind == Node::Kind::null) continue;
      if (value.kind != Node::Kind::map) {
        errors_.add(InputCode::wrong_kind, step, &value, "here stands " + std::string(kind_name(value)) + " instead of a map",
                    "write a map with some of " + suggest::listed(field_names(map)));
        continue;
      }
      out.entries.push_back(map_entry(map, key, value, step, zone));
    }
  }

  MapEntry map_entry(const FactMap& map, const std::string& key, const Node& node, const InputPath& path, std::uint16_t zone) {
    MapEntry entry;
    entry.key = key;
    entry.fields.resize(map.fields.size());
    for (const auto& [name, value] : node.map) {
      InputPath step{&path, name};
      auto names = field_names(map);
      auto found = std::find(names.begin(), names.end(), name);
      if (found == names.end()) {
        errors_.add(InputCode::unknown_key, step, &value, "there is no " + suggest::quoted(name) + " here", suggest::suggestion(name, names));
        continue;
      }
      auto index = static_cast<std::size_t>(found - names.begin());
      entry.fields[index] = values_.read(map.fields[index], value, step, zone, key);
    }
    return entry;
  }

  std::vector<std::string_view> field_names(const FactMap& map) const {
    std::vector<std::string_view> names;
    for (FactId field : map.fields) names.push_back(field_step(schema_.facts[field]));
    return names;
  }

  bool known_map_key(const FactMap& map, const std::string& key, const Node& node, const InputPath& path) {
    if (map.keys == FactMap::Keys::text) return values_.printable(key, node, path);
    std::vector<std::string_view> known;
    if (map.keys == FactMap::Keys::limit) known.assign(context_.limit_addresses.begin(), context_.limit_addresses.end());
    if (map.keys == FactMap::Keys::enumeration) {
      if (map.enumeration < schema_.enumerations.size()) {
        const auto& values = schema_.enumerations[map.enumeration].values;
        known.assign(values.begin(), values.end());
      }
      known.insert(known.end(), context_.class_values.begin(), context_.class_values.end());
    }
    if (std::find(known.begin(), known.end(), key) != known.end()) return true;
    std::string noun = map.keys == FactMap::Keys::limit ? "the policy has no limit " : "there is no entry ";
    errors_.add(InputCode::unknown_map_key, path, &node, noun + suggest::quoted(key), suggest::suggestion(key, known));
    return false;
  }

  // ---- names that are not there --------------------------------------------------------------------------------
  std::vector<std::string_view> top_level_names(bool request) const {
    std::vector<std::string_view> names = tree_.event.steps();
    names.push_back(items_key);
    if (request) {
      names.insert(names.end(), {history_key, topics_key, policy_key});
      names.insert(names.end(), other_keys_.begin(), other_keys_.end());
    }
    return names;
  }

  void unknown_key(const std::string& key, const Node& value, const InputPath& path, const std::vector<std::string_view>& siblings) {
    std::string help;
    if (key.find('.') != std::string::npos && schema_.find(key) != no_fact)
      help = "names are nested: " + nested(key);
    else if (suggest::nearest_of(key, siblings).empty())
      help = elsewhere(key);
    if (help.empty()) help = suggest::suggestion(key, siblings);
    errors_.add(InputCode::unknown_key, path, &value, "there is no " + suggest::quoted(key) + " here", help);
  }

  // "buyer.age" -> "{buyer: {age: ...}}"
  static std::string nested(std::string_view name) {
    std::string text, close;
    for (std::size_t dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.')) {
      text += "{" + std::string(name.substr(0, dot)) + ": ";
      close += "}";
      name.remove_prefix(dot + 1);
    }
    return text + "{" + std::string(name) + ": ...}" + close;
  }

  // A fact of that last step in another group.
  std::string elsewhere(std::string_view key) const {
    for (const Fact& fact : schema_.facts) {
      std::size_t dot = fact.name.rfind('.');
      bool map_field = fact.place == FactPlace::event_map || fact.place == FactPlace::item_map;
      if (!map_field && dot != std::string::npos && std::string_view(fact.name).substr(dot + 1) == key)
        return "did you mean `" + fact.name + "`?";
    }
    return {};
  }

  // ---- history ----------------------------------------------------------------------------------------------------
  void history(const Node& node, Request& request) {
    InputPath path{nullptr, history_key};
    if (node.kind == Node::Kind::null) return;
    if (node.kind == Node::Kind::list) {
      request.history.bare = true;
      entries(node, path, request);
    } else if (node.kind == Node::Kind::map) {
      scoped_history(node, path, request);
    } else {
      errors_.add(InputCode::wrong_kind, path, &node, "here stands " + std::string(kind_name(node)) + " instead of a list of entries",
                  "write a list, [] where it is known that there are none");
    }
  }

  void scoped_history(const Node& node, const InputPath& path, Request& request) {
    bool listed_entries = false;
    for (const auto& [key, value] : node.map) {
      InputPath step{&path, key};
      if (key == scope_key) {
        scope(value, step, request.history);
      } else if (key == complete_from_key) {
        if (value.kind != Node::Kind::null) request.history.complete_from = values_.date(value, step);
      } else if (key == entries_key) {
        listed_entries = value.kind != Node::Kind::null;
        if (listed_entries) entries(value, step, request);
      } else {
        errors_.add(InputCode::unknown_key, step, &value, "there is no " + suggest::quoted(key) + " here", suggest::suggestion(key, {scope_key, complete_from_key, entries_key}));
      }
    }
    if (!listed_entries)
      errors_.add(InputCode::missing_key, path, &node, "the history has no `entries`", "write entries: [] where it is known that there are none");
  }

  void scope(const Node& node, const InputPath& path, History& out) {
    static constexpr std::string_view names[] = {"store", "licensee", "state"};   // as in enum Scope
    if (node.kind == Node::Kind::null) return;
    const std::string* text = values_.characters(node, path, "a scope");
    if (!text) return;
    auto found = std::find(std::begin(names), std::end(names), *text);
    if (found == std::end(names))
      errors_.add(InputCode::unknown_value, path, &node, "there is no scope " + suggest::quoted(*text), "known here: `store`, `licensee`, `state`");
    else
      out.scope = static_cast<Scope>(found - std::begin(names));
  }

  void entries(const Node& node, const InputPath& path, Request& request) {
    request.history.given = true;
    if (!list_of_records(node, path, "entries")) return;
    request.history.entries.resize(node.list.size());
    for (std::size_t i = 0; i < node.list.size() && !errors_.full(); ++i) {
      InputPath step{&path, {}, static_cast<long>(i)};
      const Node& entry = node.list[i];
      if (entry.kind != Node::Kind::map) {
        errors_.add(InputCode::wrong_kind, step, &entry, "here stands " + std::string(kind_name(entry)) + " instead of an entry", "an entry is a map of facts");
        continue;
      }
      record(entry, step, &request.event, request.history.entries[i]);
      not_later(entry, step, request.event, request.history.entries[i]);
    }
  }

  void not_later(const Node& node, const InputPath& path, const Record& event, const Record& entry) {
    FactId id = schema_.with(Role::event_time);
    if (id == no_fact || event.facts[id].given != Given::yes || entry.facts[id].given != Given::yes) return;
    Instant latest = event.at_other ? *event.at_other : event.at;
    if (entry.at <= latest) return;
    const std::string& name = schema_.facts[id].name;
    const Node* at = find_by_name(node, name);
    InputPath step{&path, name};
    errors_.add(InputCode::entry_after_event, step, at, suggest::quoted(at->scalar) + " is later than the event itself",
                "the event is at " + to_string(to_local(context_.zones[event.zone], event.at)) + "; history holds what came before");
  }

  const PolicyContext& context_;
  const Schema& schema_;
  const FactTree& tree_;
  const std::vector<std::string>& other_keys_;
  InputErrors errors_;
  ValueReader values_;
  std::size_t records_ = 0;
};

}  // namespace

RequestReader::RequestReader(const PolicyContext& context, std::vector<std::string> other_keys)
    : context_(context), tree_(*context.schema), other_keys_(std::move(other_keys)) {}

RequestOrErrors RequestReader::read(const Node& root) const { return Reading(context_, tree_, other_keys_).run(root); }

std::string_view policy_named_by(const Node& root) {
  const Node* node = root.kind == Node::Kind::map ? root.find(policy_key) : nullptr;
  return node && node->kind == Node::Kind::text ? std::string_view(node->scalar) : std::string_view();
}

}  // namespace leaflaw
