#include "runtime/pack/restore.h"

namespace leaflaw::packed {

namespace {

constexpr std::size_t most_facts = 0x8000, most_enumerations = 0x1000, most_derivations = 0x1000, most_values = 128, most_kinds = 64;
constexpr std::size_t most_waiting = 32;   // operands of a derivation

class SchemaReader {
 public:
  SchemaReader(const stored::Schema& from, Problem& problem) : from_(from), problem_(problem), schema_(std::make_unique<leaflaw::Schema>()) {}

  std::unique_ptr<leaflaw::Schema> run() {
    schema_->name = name(from_.name(), "the vocabulary");
    schema_->version = name(from_.version(), "the vocabulary's version");
    enumerations();
    facts();
    maps();
    check_facts();
    derivations();
    roles();
    return std::move(schema_);
  }

 private:
  template <class... Words>
  bool require(bool holds, const Words&... words) { return problem_.require(holds, words...); }

  std::string name(const flatbuffers::String* text, std::string_view what) {
    const std::string_view read = text_of(text);
    problem_.take(read.size());
    require(!read.empty() && is_clean(read, longest_name), what, " has no readable name");
    return std::string(read);
  }

  void enumerations() {
    if (!from_.enumerations() || !require(from_.enumerations()->size() <= most_enumerations, "too many enumerations")) return;
    for (const stored::Enumeration* each : *from_.enumerations()) {
      leaflaw::Enumeration enumeration;
      enumeration.name = name(each->name(), "an enumeration");
      const std::size_t count = size_of(each->values());
      if (!require(0 < count && count <= most_values, "enumeration ", enumeration.name, " has ", count, " values")) return;
      if (!problem_.take(count * sizeof(flatbuffers::uoffset_t))) return;
      for (const flatbuffers::String* value : *each->values()) enumeration.values.push_back(name(value, "a value of " + enumeration.name));
      schema_->enumerations.push_back(std::move(enumeration));
    }
  }

  void facts() {
    if (!require(size_of(from_.facts()) != 0, "the vocabulary has no facts") || !require(from_.facts()->size() <= most_facts, "too many facts")) return;
    for (const stored::Fact* each : *from_.facts()) {
      leaflaw::Fact fact;
      fact.name = name(each->name(), "a fact");
      fact.group = std::string(text_of(each->group()));
      require(is_clean(fact.group, longest_name), "fact ", fact.name, ": its group has no readable name");
      require(each->type() <= static_cast<std::uint8_t>(FactType::instant), "fact ", fact.name, ": its type does not exist");
      require(each->place() <= static_cast<std::uint8_t>(FactPlace::item_map), "fact ", fact.name, ": its place does not exist");
      require(is_standard(each->dimension()), "fact ", fact.name, ": its dimension does not exist");
      if (!problem_.none()) return;
      fact.type = static_cast<FactType>(each->type());
      fact.place = static_cast<FactPlace>(each->place());
      fact.dimension = static_cast<Dimension>(each->dimension());
      fact.enumeration = each->enumeration();
      fact.map = each->map();
      fact.required = each->required_fact();
      fact.input_only = each->input_only();
      schema_->facts.push_back(std::move(fact));
    }
  }

  void maps() {
    if (!from_.maps() || !require(from_.maps()->size() <= most_facts, "too many maps")) return;
    for (const stored::FactMap* each : *from_.maps()) {
      leaflaw::FactMap map;
      map.name = name(each->name(), "a map");
      require(each->keys() <= static_cast<std::uint8_t>(leaflaw::FactMap::Keys::text), "map ", map.name, ": its keys are of no kind");
      auto place = static_cast<FactPlace>(each->place());
      require(place == FactPlace::event_map || place == FactPlace::item_map, "map ", map.name, ": its place does not exist");
      require(size_of(each->fields()) != 0, "map ", map.name, " has no fields");
      if (!problem_.none()) return;
      map.keys = static_cast<leaflaw::FactMap::Keys>(each->keys());
      map.place = place;
      map.enumeration = each->enumeration();
      map.required = each->required_map();
      if (!problem_.take(each->fields()->size() * sizeof(FactId))) return;
      map.fields.assign(each->fields()->begin(), each->fields()->end());
      const auto number = static_cast<std::uint16_t>(schema_->maps.size());
      require(map.keys != leaflaw::FactMap::Keys::enumeration || map.enumeration < schema_->enumerations.size(), "map ", map.name, ": its keys do not exist");
      for (FactId field : map.fields) {
        if (!require(field < schema_->facts.size(), "map ", map.name, ": a field does not exist")) return;
        const leaflaw::Fact& fact = schema_->facts[field];
        require(fact.map == number && fact.place == map.place, "map ", map.name, ": the field ", fact.name, " is not of this map");
      }
      schema_->maps.push_back(std::move(map));
    }
  }

  void check_facts() {
    if (!problem_.none()) return;
    for (const leaflaw::Fact& fact : schema_->facts) {
      const bool listed = fact.type == FactType::value || fact.type == FactType::set;
      require(!listed || fact.enumeration < schema_->enumerations.size(), "fact ", fact.name, ": its values do not exist");
      const bool in_map = fact.place == FactPlace::event_map || fact.place == FactPlace::item_map;
      require(!in_map || fact.map < schema_->maps.size(), "fact ", fact.name, ": its map does not exist");
    }
  }

  // ---- derivations ------------------------------------------------------------------------------------------
  void derivations() {
    if (!problem_.none() || !from_.derivations() || !require(from_.derivations()->size() <= most_derivations, "too many derivations")) return;
    for (const stored::Derivation* each : *from_.derivations()) {
      leaflaw::Derivation derivation;
      derivation.target = each->target();
      if (!require(derivation.target < schema_->facts.size(), "a derivation is of no fact")) return;
      const std::string& target = schema_->facts[derivation.target].name;
      derivation.same = each->same();
      if (each->tolerance()) {
        derivation.tolerance = restore_number(*each->tolerance());
        require(derivation.tolerance && !derivation.tolerance->is_negative(), "derivation of ", target, ": its tolerance is no number");
      }
      steps(each->value(), target, derivation.value);
      steps(each->condition(), target, derivation.condition);
      require(!derivation.value.empty(), "derivation of ", target, ": it has no value");
      if (!problem_.none()) return;
      schema_->derivations.push_back(std::move(derivation));
    }
  }

  static std::size_t operands(leaflaw::DeriveStep::Op op) {
    using Op = leaflaw::DeriveStep::Op;
    switch (op) {
      case Op::fact:
      case Op::constant:
      case Op::today:
      case Op::policy_state:
      case Op::is_value:
      case Op::is_given: return 0;
      case Op::negate: return 1;
      default: return 2;
    }
  }

  void steps(const flatbuffers::Vector<const stored::DeriveStep*>* from, const std::string& target, std::vector<leaflaw::DeriveStep>& to) {
    using Op = leaflaw::DeriveStep::Op;
    if (!from || from->size() == 0 || !require(is_aligned(from), "derivation of ", target, ": it is not aligned")) return;
    if (!problem_.take(from->size() * sizeof(stored::DeriveStep))) return;
    std::size_t waiting = 0;
    for (const stored::DeriveStep* each : *from) {
      leaflaw::DeriveStep step;
      if (!require(each->op() <= static_cast<std::uint8_t>(Op::either), "derivation of ", target, ": an operation does not exist")) return;
      step.op = static_cast<Op>(each->op());
      step.fact = each->fact();
      step.values = (static_cast<u128>(each->values().high()) << 64) | each->values().low();
      const bool of_fact = step.op == Op::fact || step.op == Op::is_value || step.op == Op::is_given;
      require(!of_fact || step.fact < schema_->facts.size(), "derivation of ", target, ": a fact does not exist");
      const std::optional<Ratio> number = restore_number(each->number());
      if (!require(number.has_value(), "derivation of ", target, ": a number is none")) return;
      step.number = *number;
      if (!require(operands(step.op) <= waiting, "derivation of ", target, ": an operand is missing")) return;
      waiting = waiting - operands(step.op) + 1;
      if (!require(waiting <= most_waiting, "derivation of ", target, ": it is nested too deeply")) return;
      to.push_back(step);
    }
    require(waiting == 1, "derivation of ", target, ": it leaves ", waiting, " values");
  }

  // ---- roles -----------------------------------------------------------------------------------------------
  struct Meant { FactPlace place; bool typed; FactType type; };
  static Meant meaning(Role role) {
    switch (role) {
      case Role::event_kind: return {FactPlace::event, true, FactType::value};
      case Role::event_time: return {FactPlace::event, true, FactType::instant};
      case Role::line_category: return {FactPlace::item, true, FactType::value};
      case Role::line_quantity: return {FactPlace::item, false, FactType::amount};
      case Role::line_identity: return {FactPlace::item, false, FactType::text};
      case Role::registry_balance: return {FactPlace::event_map, true, FactType::quantity};
      default: return {FactPlace::event, true, FactType::text};
    }
  }

  void roles() {
    constexpr auto count = static_cast<std::size_t>(Role::count_);
    if (!problem_.none() || !require(size_of(from_.roles()) == count, "the vocabulary does not have the ", count, " roles")) return;
    for (std::size_t i = 0; i < count; ++i) {
      const auto role = static_cast<Role>(i);
      const stored::RoleFacts* given = from_.roles()->Get(static_cast<flatbuffers::uoffset_t>(i));
      if (!given->facts()) continue;
      if (!problem_.take(given->facts()->size() * sizeof(FactId))) return;
      for (FactId fact : *given->facts()) {
        if (!require(fact < schema_->facts.size(), "role ", spelling(role), ": its fact does not exist")) return;
        const leaflaw::Fact& found = schema_->facts[fact];
        const Meant meant = meaning(role);
        bool fits = found.place == meant.place && (!meant.typed || found.type == meant.type);
        if (role == Role::line_quantity) fits = fits && (found.type == FactType::amount || found.type == FactType::quantity);
        require(fits, "role ", spelling(role), ": the fact ", found.name, " cannot have it");
        schema_->roles[i].push_back(fact);
      }
    }
    event_kinds();
  }

  void event_kinds() {
    const FactId kind = schema_->with(Role::event_kind);
    require(schema_->with(Role::event_time) != no_fact, "the vocabulary has no fact with the role event-time");
    if (!require(kind != no_fact, "the vocabulary has no fact with the role event-kind") || !problem_.none()) return;
    const std::size_t count = schema_->enumerations[schema_->facts[kind].enumeration].values.size();
    require(count <= most_kinds, "there are ", count, " kinds of events, at most ", most_kinds, " are possible");
    schema_->void_kind = from_.void_kind();
    schema_->return_kind = from_.return_kind();
    schema_->destroy_kind = from_.destroy_kind();
    auto known = [&](int given) { return given == -1 || (given >= 0 && static_cast<std::size_t>(given) < count); };
    require(known(schema_->void_kind) && known(schema_->return_kind) && known(schema_->destroy_kind), "the kind of voids, returns or destructions does not exist");
  }

  const stored::Schema& from_;
  Problem& problem_;
  std::unique_ptr<leaflaw::Schema> schema_;
};

}  // namespace

std::unique_ptr<leaflaw::Schema> restore_schema(const stored::Schema& from, Problem& problem) { return SchemaReader(from, problem).run(); }

}  // namespace leaflaw::packed
