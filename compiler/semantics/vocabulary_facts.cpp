// Lists of words, facts, maps and roles: declarations -> Schema.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "compiler/semantics/suggestions.h"
#include "compiler/semantics/vocabulary.h"

namespace leaflaw::semantics {

namespace {

using DeclarationKind = ast::Declaration::Kind;
using FactForm = ast::FactDeclaration::Type;

constexpr std::size_t most_values = 128;        // a set is one 128-bit word
constexpr std::size_t most_event_kinds = 64;    // the events of a rule are one 64-bit word
constexpr std::size_t most_facts = 4096, most_lists = 4096, longest_fact = 200;
constexpr std::string_view limit_keys = "limit", text_keys = "text";
constexpr std::string_view ounce = "oz";
// Keys of a request that are not the vocabulary's.
constexpr std::array<std::string_view, 5> request_words = {"items", "history", "policy", "topics", "leaflaw"};

struct PlainType {
  std::string_view spelling;
  FactType type;
  Dimension dimension;
};
constexpr std::array<PlainType, 19> plain_types = {{
    {"yes-no", FactType::truth, Dimension::none},
    {"text", FactType::text, Dimension::none},
    {"date", FactType::date, Dimension::none},
    {"instant", FactType::instant, Dimension::none},
    {"amount", FactType::amount, Dimension::none},
    {"quantity", FactType::quantity, Dimension::any},
    {"mass", FactType::quantity, Dimension::mass},
    {"volume", FactType::quantity, Dimension::volume},
    {"length", FactType::quantity, Dimension::length},
    {"mass THC", FactType::quantity, Dimension::thc},
    {"mass CBD", FactType::quantity, Dimension::cbd},
    {"count", FactType::quantity, Dimension::count},
    {"percent", FactType::quantity, Dimension::percent},
    {"concentration", FactType::quantity, Dimension::concentration},
    {"money", FactType::quantity, Dimension::money},
    {"days", FactType::quantity, Dimension::duration},
    {"years", FactType::quantity, Dimension::age},
    {"mass a day", FactType::quantity, Dimension::mass_rate},
    {"mass THC a day", FactType::quantity, Dimension::thc_rate},
}};

void report_duplicate(VocabularyDraft& draft, const ast::Name& name, Span first) {
  draft.error(Code::duplicate_name, name.span, fmt::format("`{}` is declared twice", name.text), "a name means one thing").notes.push_back({first, "it is declared here"});
}

// ---- lists of words ----------------------------------------------------------------------------------------------------

std::string list_place(const std::string& name) { return "list " + name; }

void check_values(VocabularyDraft& draft, const ast::Declaration& declaration) {
  std::map<std::string_view, Span> seen;
  for (const ast::Name& value : declaration.values) {
    auto [first, fresh] = seen.emplace(value.text, value.span);
    if (!fresh) report_duplicate(draft, value, first->second);
  }
  if (declaration.values.size() > most_values)
    draft.error(Code::vocabulary_mistake, declaration.values[most_values].span,
                fmt::format("`{}` has {} values; at most {} are possible", declaration.name.text, declaration.values.size(), most_values), "split the list into two");
}

void declare_enumeration(VocabularyDraft& draft, const ast::Declaration& declaration) {
  const ast::Name& name = declaration.name;
  if (name.text == limit_keys || name.text == text_keys) {
    draft.error(Code::vocabulary_mistake, name.span, fmt::format("`{}` cannot name a list: as the key of a map it has a meaning of its own", name.text), "choose another name");
    return;
  }
  auto [first, fresh] = draft.places.emplace(list_place(name.text), name.span);
  if (!fresh) return report_duplicate(draft, name, first->second);
  check_values(draft, declaration);
  Enumeration list;
  list.name = name.text;
  for (const ast::Name& value : declaration.values) list.values.push_back(value.text);
  draft.schema.enumerations.push_back(std::move(list));
}

EnumerationId enumeration_named(const Schema& schema, std::string_view name) {
  for (std::size_t i = 0; i < schema.enumerations.size(); ++i)
    if (schema.enumerations[i].name == name) return static_cast<EnumerationId>(i);
  return no_index;
}

std::vector<std::string> list_names(const Schema& schema) {
  std::vector<std::string> names;
  for (const Enumeration& each : schema.enumerations) names.push_back(each.name);
  return names;
}

// ---- facts ---------------------------------------------------------------------------------------------------------------

// "buyer.orders[].amount", and what stands before the key.
struct FactName {
  std::string full, map;
  const ast::Name* key = nullptr;
};

std::optional<FactName> name_of(VocabularyDraft& draft, const ast::Declaration& declaration) {
  FactName name;
  const std::vector<ast::PathStep>& steps = declaration.fact.path.steps;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (i > 0) name.full += '.';
    name.full += steps[i].name.text;
    if (!steps[i].key) continue;
    if (name.key || i + 2 != steps.size()) {
      draft.error(Code::vocabulary_mistake, declaration.name.span, "a map has one key, and one step after it",
                  fmt::format("write for example `fact {}[KEY].amount is quantity`", steps[0].name.text));
      return std::nullopt;
    }
    name.map = name.full;
    name.key = &*steps[i].key;
    name.full += "[]";
  }
  if (name.full.size() > longest_fact) {
    draft.error(Code::name_too_long, declaration.name.span, fmt::format("this name has {} characters, with its steps", name.full.size()), fmt::format("at most {} are possible", longest_fact));
    return std::nullopt;
  }
  const std::string& first = steps.front().name.text;
  const bool bare_item = steps.size() == 1 && first + "." == item_prefix;
  if (bare_item || std::find(request_words.begin(), request_words.end(), first) != request_words.end()) {
    draft.error(Code::vocabulary_mistake, steps.front().name.span, fmt::format("`{}` has a meaning of its own in every request", first), "choose another name");
    return std::nullopt;
  }
  return name;
}

bool set_type(VocabularyDraft& draft, const ast::Declaration& declaration, Fact& fact) {
  const ast::FactDeclaration& written = declaration.fact;
  if (written.type != FactForm::plain) {
    fact.type = written.type == FactForm::set ? FactType::set : FactType::value;
    fact.enumeration = enumeration_named(draft.schema, written.type_name);
    if (fact.enumeration != no_index) return true;
    if (!draft.broken.contains(list_place(written.type_name)))
      draft.error(Code::unknown_name, written.type_span, fmt::format("there is no list `{}`", written.type_name), did_you_mean(written.type_name, list_names(draft.schema)));
    return false;
  }
  std::vector<std::string> known;
  for (const PlainType& each : plain_types) {
    known.emplace_back(each.spelling);
    if (each.spelling != written.type_name) continue;
    fact.type = each.type;
    fact.dimension = each.dimension;
    return true;
  }
  std::string help = did_you_mean(written.type_name, known);
  if (enumeration_named(draft.schema, written.type_name) != no_index) help = fmt::format("write `one of {}` or `set of {}`", written.type_name, written.type_name);
  if (help.empty()) help = "types are `yes-no`, `text`, `date`, `instant`, `one of ...`, `set of ...`, and kinds of quantity such as `mass` or `count`";
  draft.error(Code::unknown_word, written.type_span, fmt::format("there is no type `{}`", written.type_name), help);
  return false;
}

// The map of a fact with a key, made when its first field is declared.
std::uint16_t map_of(VocabularyDraft& draft, const FactName& name, bool of_item) {
  FactMap map;
  map.name = name.map;
  map.place = of_item ? FactPlace::item_map : FactPlace::event_map;
  if (name.key->text == limit_keys) map.keys = FactMap::Keys::limit;
  else if (name.key->text == text_keys) map.keys = FactMap::Keys::text;
  else if (map.enumeration = enumeration_named(draft.schema, name.key->text); map.enumeration == no_index) {
    if (!draft.broken.contains(list_place(name.key->text)))
      draft.error(Code::map_key, name.key->span, fmt::format("there is no list `{}` that could give the keys of `{}`", name.key->text, name.map),
                  "a map's key is a list of words, `limit` or `text`");
    return no_index;
  }
  for (std::size_t i = 0; i < draft.schema.maps.size(); ++i) {
    const FactMap& known = draft.schema.maps[i];
    if (known.name != map.name) continue;
    if (known.keys == map.keys && known.enumeration == map.enumeration) return static_cast<std::uint16_t>(i);
    draft.error(Code::map_key, name.key->span, fmt::format("`{}` has another key elsewhere", map.name), "all parts of one map have the same key");
    return no_index;
  }
  draft.schema.maps.push_back(std::move(map));
  return static_cast<std::uint16_t>(draft.schema.maps.size() - 1);
}

std::string_view spelling_of(std::size_t role) { return spelling(static_cast<Role>(role)); }

bool may_repeat(Role role) {
  switch (role) {
#define LEAFLAW_ROLE(id, text, many) \
  case Role::id: return many;
#include "runtime/facts/roles.def"
    case Role::count_: break;
  }
  return false;
}

void give_roles(VocabularyDraft& draft, const ast::Declaration& declaration, FactId id) {
  for (const ast::Name& name : declaration.fact.roles) {
    std::vector<std::string> known;
    for (std::size_t i = 0; i < draft.schema.roles.size(); ++i) known.emplace_back(spelling_of(i));
    auto found = std::find(known.begin(), known.end(), name.text);
    if (found == known.end()) {
      draft.error(Code::unknown_word, name.span, fmt::format("there is no role `{}`", name.text), did_you_mean(name.text, known));
      continue;
    }
    const auto role = static_cast<Role>(found - known.begin());
    std::vector<FactId>& holders = draft.schema.roles[static_cast<std::size_t>(role)];
    if (!holders.empty() && !may_repeat(role)) {
      const std::string& other = draft.schema.facts[holders.front()].name;
      draft.error(Code::vocabulary_mistake, name.span, fmt::format("the role `{}` is given to two facts", name.text), "only one fact can have it")
          .notes.push_back({draft.places.find(other)->second, fmt::format("`{}` has it already", other)});
      continue;
    }
    holders.push_back(id);
  }
}

void give_short_form(VocabularyDraft& draft, const ast::Declaration& declaration, FactId id) {
  if (!declaration.fact.stands_for) return;
  const ast::Name& name = *declaration.fact.stands_for;
  auto [first, fresh] = draft.places.emplace(name.text, name.span);
  if (!fresh) return report_duplicate(draft, name, first->second);
  draft.short_forms.emplace_back(name.text, id);
}

// An ounce is no standard unit: it is taken as each policy's own.
void give_packages(VocabularyDraft& draft, const ast::Declaration& declaration, const Fact& fact, FactId id) {
  for (const ast::Quantity& size : declaration.fact.often) {
    const std::vector<Unit>& units = standard_units();
    const auto unit = std::find_if(units.begin(), units.end(), [&](const Unit& each) { return each.name == size.unit; });
    const Dimension dimension = unit != units.end() ? unit->dimension : size.unit == ounce ? Dimension::mass : Dimension::none;
    if (fact.type != FactType::quantity || dimension != fact.dimension)
      draft.error(Code::vocabulary_mistake, size.span, fmt::format("`{}` is no amount of `{}`", size.number.written + (size.unit.empty() ? "" : " " + size.unit), declaration.name.text),
                  fact.type == FactType::quantity ? fmt::format("write amounts of {}, as in `often 1 {}`", dimension_name(fact.dimension), base_unit_name(fact.dimension)) : "only facts that are quantities come in usual amounts");
    else if (size.number.value <= Ratio(0))
      draft.error(Code::vocabulary_mistake, size.span, "no package holds nothing", "leave it out");
    else
      draft.packages.push_back({id, size.number.value, size.unit});
  }
}

// In a map, given is what is given: an entry that is not there is none, whatever its parts say.
void check_marks(VocabularyDraft& draft, const ast::Declaration& declaration) {
  const ast::FactDeclaration& written = declaration.fact;
  if (written.required && written.optional)
    draft.error(Code::vocabulary_mistake, declaration.name.span, fmt::format("`{}` cannot be both required and optional", declaration.name.text),
                "required: not given means unknown; optional: not given means that there is none");
}

void declare_fact(VocabularyDraft& draft, const ast::Declaration& declaration) {
  std::optional<FactName> name = name_of(draft, declaration);
  if (!name) return;
  check_marks(draft, declaration);
  Fact fact;
  if (!set_type(draft, declaration, fact)) {
    draft.broken.insert(name->full);
    return;
  }
  auto [first, fresh] = draft.places.emplace(name->full, declaration.name.span);
  if (!fresh) return report_duplicate(draft, declaration.name, first->second);
  fact.name = name->full;
  const std::size_t point = fact.name.find('.');
  if (point != std::string::npos) fact.group = fact.name.substr(0, point);
  const bool of_item = fact.name.starts_with(item_prefix);
  fact.place = of_item ? FactPlace::item : FactPlace::event;
  fact.required = declaration.fact.required;
  fact.input_only = declaration.fact.input_only;
  const auto id = static_cast<FactId>(draft.schema.facts.size());
  if (name->key) {
    fact.map = map_of(draft, *name, of_item);
    if (fact.map == no_index) return;
    fact.place = of_item ? FactPlace::item_map : FactPlace::event_map;
    FactMap& map = draft.schema.maps[fact.map];
    map.fields.push_back(id);
    map.required = map.required || fact.required;
  }
  draft.schema.facts.push_back(fact);
  draft.facts.emplace(fact.name, id);
  give_roles(draft, declaration, id);
  give_short_form(draft, declaration, id);
  give_packages(draft, declaration, fact, id);
}

// A request nests maps: what is a value cannot be a group of facts as well.
void check_groups(VocabularyDraft& draft) {
  for (const Fact& fact : draft.schema.facts) {
    const std::string& name = fact.map == no_index ? fact.name : draft.schema.maps[fact.map].name;
    for (std::size_t point = name.find('.'); point != std::string::npos; point = name.find('.', point + 1)) {
      const std::string group = name.substr(0, point);
      const bool is_map = std::any_of(draft.schema.maps.begin(), draft.schema.maps.end(), [&](const FactMap& each) { return each.name == group; });
      if (!draft.facts.contains(group) && !is_map) continue;
      draft.error(Code::vocabulary_mistake, draft.places.find(fact.name)->second, fmt::format("`{}` is a fact, so it cannot have parts", group), "rename one of the two");
    }
    if (fact.map != no_index && draft.facts.contains(name))
      draft.error(Code::vocabulary_mistake, draft.places.find(fact.name)->second, fmt::format("`{}` is a fact, so it cannot have entries", name), "rename one of the two");
  }
}

// ---- roles -----------------------------------------------------------------------------------------------------------------

bool fits_role(const Schema& schema, const Fact& fact, Role role) {
  switch (role) {
    case Role::event_kind: return fact.type == FactType::value && fact.place == FactPlace::event;
    case Role::event_time: return fact.type == FactType::instant && fact.place == FactPlace::event;
    case Role::receipt:
    case Role::undoes:
    case Role::time_zone:
    case Role::customer_key:
    case Role::patient_key:
    case Role::store_key:
    case Role::licensee_key: return fact.type == FactType::text && fact.place == FactPlace::event;
    case Role::line_category: return fact.type == FactType::value && fact.place == FactPlace::item;
    case Role::line_quantity: return fact.type == FactType::amount && fact.place == FactPlace::item;
    case Role::line_identity: return fact.place == FactPlace::item;
    case Role::registry_balance:
      return fact.type == FactType::quantity && fact.place == FactPlace::event_map && schema.maps[fact.map].keys == FactMap::Keys::limit;
    case Role::count_: break;
  }
  return false;
}

std::string_view wanted_by(Role role) {
  switch (role) {
    case Role::event_kind: return "one word of a list, of the event";
    case Role::event_time: return "an instant of the event";
    case Role::line_category: return "one word of a list, of an item";
    case Role::line_quantity: return "an `amount` of an item";
    case Role::line_identity: return "a fact of an item";
    case Role::registry_balance: return "a quantity in a map by `limit`";
    default: return "a text of the event";
  }
}

Span head_of(const VocabularyDraft& draft) {
  for (const ast::Declaration& each : draft.file.declarations)
    if (each.kind == DeclarationKind::vocabulary) return each.head;
  return Span{draft.file.id, 0, 0};
}

bool anything_broken(const VocabularyDraft& draft) {
  return !draft.broken.empty() || std::any_of(draft.file.declarations.begin(), draft.file.declarations.end(), [](const auto& each) { return each.broken; });
}

void check_kind_role(VocabularyDraft& draft, const ast::Declaration& list, std::size_t value, bool is_event_list) {
  const ast::Name& role = *list.value_roles[value];
  const std::map<std::string, int*> kinds{{"voids", &draft.schema.void_kind}, {"returns", &draft.schema.return_kind}, {"destroys", &draft.schema.destroy_kind}};
  const auto found = kinds.find(role.text);
  int* kind = found == kinds.end() ? nullptr : found->second;
  if (!kind) {
    std::vector<std::string> known;
    for (const auto& [name, place] : kinds) known.push_back(name);
    draft.error(Code::unknown_word, role.span, fmt::format("there is no role `{}` of a word", role.text), did_you_mean(role.text, known));
  } else if (!is_event_list) {
    draft.error(Code::vocabulary_mistake, role.span, fmt::format("the role `{}` belongs to a kind of event", role.text), "give it to a word of the list whose fact has the role `event-kind`");
  } else if (*kind >= 0) {
    draft.error(Code::vocabulary_mistake, role.span, fmt::format("the role `{}` is given to two kinds of event", role.text), "only one kind can have it");
  } else {
    *kind = static_cast<int>(value);
  }
}

void check_event_kinds(VocabularyDraft& draft) {
  const FactId event = draft.schema.with(Role::event_kind);
  const EnumerationId list = event == no_fact ? no_index : draft.schema.facts[event].enumeration;
  for (const ast::Declaration& each : draft.file.declarations) {
    if (each.kind != DeclarationKind::enumeration || each.broken) continue;
    const bool is_event_list = list != no_index && draft.schema.enumerations[list].name == each.name.text;
    if (is_event_list && each.values.size() > most_event_kinds)
      draft.error(Code::vocabulary_mistake, each.values[most_event_kinds].span, fmt::format("there are {} kinds of event; at most {} are possible", each.values.size(), most_event_kinds));
    for (std::size_t i = 0; i < each.values.size(); ++i)
      if (i < each.value_roles.size() && each.value_roles[i]) check_kind_role(draft, each, i, is_event_list);
  }
}

}  // namespace

void declare_enumerations(VocabularyDraft& draft) {
  for (const ast::Declaration& each : draft.file.declarations) {
    if (each.kind != DeclarationKind::enumeration) continue;
    if (each.broken) draft.broken.insert(list_place(each.name.text));
    else if (draft.schema.enumerations.size() >= most_lists) {
      draft.error(Code::vocabulary_mistake, each.head, fmt::format("a vocabulary holds at most {} lists", most_lists));
      break;
    } else declare_enumeration(draft, each);
  }
}

void declare_facts(VocabularyDraft& draft) {
  for (const ast::Declaration& each : draft.file.declarations) {
    if (each.kind != DeclarationKind::fact) continue;
    if (each.broken) draft.broken.insert(each.name.text);
    else if (draft.schema.facts.size() >= most_facts) {
      draft.error(Code::vocabulary_mistake, each.head, fmt::format("a vocabulary holds at most {} facts", most_facts));
      break;
    } else declare_fact(draft, each);
  }
  check_groups(draft);
}

void check_roles(VocabularyDraft& draft) {
  for (std::size_t i = 0; i < draft.schema.roles.size(); ++i) {
    const auto role = static_cast<Role>(i);
    for (FactId id : draft.schema.roles[i]) {
      const Fact& fact = draft.schema.facts[id];
      if (!fits_role(draft.schema, fact, role))
        draft.error(Code::vocabulary_mistake, draft.places.find(fact.name)->second, fmt::format("`{}` cannot have the role `{}`", fact.name, spelling(role)),
                    fmt::format("the role belongs to {}", wanted_by(role)));
    }
  }
  check_event_kinds(draft);
  if (anything_broken(draft)) return;
  for (Role role : {Role::event_kind, Role::event_time})
    if (draft.schema.with(role) == no_fact)
      draft.error(Code::vocabulary_mistake, head_of(draft), fmt::format("no fact has the role `{}`", spelling(role)),
                  fmt::format("give it to {}: `fact ... is ..., role {}`", wanted_by(role), spelling(role)));
}

}  // namespace leaflaw::semantics
