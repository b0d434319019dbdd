#include "runtime/facts/topics.h"
#include "runtime/pack/header.h"
#include "runtime/pack/restore.h"

namespace leaflaw::packed {

namespace {

constexpr std::size_t most_units = 1024, most_zones = 1024, longest_unit = 64;

class PolicyReader {
 public:
  PolicyReader(const stored::Policy& from, const SharedParts& shared, PackedPolicy& policy, Problem& problem)
      : from_(from), shared_(shared), policy_(policy), context_(policy.context), problem_(problem) {}

  void run() {
    names();
    if (!require(from_.schema() < shared_.schemas->size(), "its vocabulary does not exist")) return;
    context_.schema = (*shared_.schemas)[from_.schema()].get();
    units();
    state();
    zones();
    lists();
    uses();
  }

 private:
  template <class... Words>
  bool require(bool holds, const Words&... words) { return problem_.require(holds, words...); }

  void names() {
    policy_.id = std::string(text_of(from_.id()));
    policy_.name = std::string(text_of(from_.name()));
    policy_.regulator = std::string(text_of(from_.regulator()));
    problem_.take(policy_.id.size() + policy_.name.size() + policy_.regulator.size());
    require(!policy_.id.empty() && is_clean(policy_.id, longest_name), "it has no readable id");
    require(is_clean(policy_.name, longest_stored_text) && is_clean(policy_.regulator, longest_stored_text), "its name cannot be read");
    require((from_.topics() & ~all_topics) == 0, "it has rules of a topic that does not exist");
    policy_.topics = from_.topics();
    context_.id = policy_.id;
  }

  // ---- units ------------------------------------------------------------------------------------------------
  std::optional<leaflaw::Unit> unit(const stored::Unit& from) {
    leaflaw::Unit unit;
    unit.name = std::string(text_of(from.name()));
    unit.dimension = static_cast<Dimension>(from.dimension());
    const std::optional<Ratio> in_base = restore_number(*from.in_base());
    const bool own = from.dimension() >= static_cast<std::uint8_t>(Dimension::own);
    const bool possible = own || (is_standard(from.dimension()) && unit.dimension != Dimension::any);
    if (!require(is_clean(unit.name, longest_unit), "a unit has no readable name")) return std::nullopt;
    if (!require(possible, "unit ", unit.name, ": its dimension does not exist")) return std::nullopt;
    if (!require(in_base && in_base->num > 0, "unit ", unit.name, ": its size is no number above zero")) return std::nullopt;
    unit.in_base = *in_base;
    return unit;
  }

  void units() {
    if (!from_.units() || !require(from_.units()->size() <= most_units, "it has too many units")) return;
    for (const stored::Unit* each : *from_.units()) {
      std::optional<leaflaw::Unit> read = unit(*each);
      if (!read || !require(!read->name.empty(), "a unit has no readable name")) return;
      context_.units.add(std::move(*read));
    }
    for (const leaflaw::Unit& each : context_.units.units())
      require(!context_.units.base_unit(each.dimension).empty(), "unit ", each.name, ": its dimension has no base unit");
  }

  // Of a fact's use or of a figure.
  bool is_dimension(std::uint8_t dimension) const {
    return is_standard(dimension) || !context_.units.base_unit(static_cast<Dimension>(dimension)).empty();
  }

  // ---- places and times ----------------------------------------------------------------------------------------
  void state() {
    context_.state = from_.state();
    context_.state_enumeration = from_.state_enumeration();
    if (context_.state == -1) return;
    const auto& all = context_.schema->enumerations;
    if (!require(context_.state_enumeration < all.size(), "its state is of no enumeration")) return;
    const std::size_t count = all[context_.state_enumeration].values.size();
    require(context_.state >= 0 && static_cast<std::size_t>(context_.state) < count, "its state does not exist");
  }

  void zones() {
    if (!require(size_of(from_.zones()) != 0, "it has no time zone") || !require(from_.zones()->size() <= most_zones, "it has too many time zones")) return;
    for (std::uint16_t number : *from_.zones()) {
      if (!problem_.take(sizeof number)) return;
      if (!require(number < shared_.zones->size(), "a time zone does not exist")) return;
      context_.zone_names.emplace_back(text_of(shared_.pack->zones()->Get(number)->name()));
      context_.zones.push_back((*shared_.zones)[number]);
    }
    context_.default_zone = from_.default_zone();
    require(context_.default_zone < context_.zones.size(), "its own time zone does not exist");
    context_.zone_from_fact = from_.zone_from_fact();
  }

  // ---- keys ------------------------------------------------------------------------------------------------------
  void names_of(const flatbuffers::Vector<flatbuffers::Offset<flatbuffers::String>>* from, std::vector<std::string>& to) {
    if (!from) return;
    for (const flatbuffers::String* each : *from) {
      if (!problem_.take(sizeof(flatbuffers::uoffset_t) + each->size()) || !require(is_clean(text_of(each), 2 * longest_name), "a key cannot be read")) return;
      to.emplace_back(text_of(each));
    }
  }

  void lists() {
    names_of(from_.class_values(), context_.class_values);
    names_of(from_.limit_addresses(), context_.limit_addresses);
  }

  void uses() {
    const std::size_t facts = context_.schema->facts.size();
    if (from_.key_uses())
      for (const stored::KeyUse* each : *from_.key_uses()) {
        const bool good = each->field() < facts && is_dimension(each->dimension()) && is_clean(text_of(each->key()), 2 * longest_name);
        if (!require(good, "the use of a map's field does not exist")) return;
        context_.key_uses.push_back({each->field(), std::string(text_of(each->key())), static_cast<Dimension>(each->dimension())});
      }
    if (from_.quantity_uses())
      for (const stored::QuantityUse* each : *from_.quantity_uses()) {
        if (!problem_.take(sizeof *each)) return;
        if (!require(each->fact() < facts && is_dimension(each->dimension()), "the use of a quantity does not exist")) return;
        context_.quantity_uses.push_back(each->fact());
        context_.quantity_dimensions.push_back(static_cast<Dimension>(each->dimension()));
      }
  }

  const stored::Policy& from_;
  const SharedParts& shared_;
  PackedPolicy& policy_;
  PolicyContext& context_;
  Problem& problem_;
};

template <class Element>
void show(const flatbuffers::Vector<std::uint8_t>* from, std::string_view name, std::span<const Element>& to, Problem& problem) {
  if (!from || from->size() == 0 || !problem.take(from->size())) return;
  const bool whole = from->size() % sizeof(Element) == 0;
  const bool aligned = reinterpret_cast<std::uintptr_t>(from->data()) % table_alignment == 0;
  if (!problem.require(whole, "table ", name, " is not a whole number of elements")) return;
  if (!problem.require(aligned, "table ", name, " is not aligned")) return;
  to = {reinterpret_cast<const Element*>(from->data()), from->size() / sizeof(Element)};
}

}  // namespace

void restore_policy(const stored::Policy& from, const SharedParts& shared, PackedPolicy& policy, Problem& problem) {
  PolicyReader(from, shared, policy, problem).run();
}

void show_tables(const stored::Policy& from, PackedPolicy& policy, Problem& problem) {
  using namespace engine;   // NOLINT: the element types of LEAFLAW_TABLES
  PolicyView& view = policy.view;
#define LEAFLAW_TABLE(element, name) show<element>(from.name(), #name, view.name, problem);
  LEAFLAW_TABLES(LEAFLAW_TABLE)
#undef LEAFLAW_TABLE
  show<std::uint32_t>(from.text_starts(), "text_starts", view.texts.starts, problem);
  show<char>(from.text_characters(), "text_characters", view.texts.characters, problem);
  const stored::Covers& covers = *from.covers();
  view.covers = {covers.kinds(), covers.from_day(), covers.as_of_day()};
  const stored::RoleSlots& roles = *from.roles();
  view.roles = {roles.receipt(), roles.undoes(), roles.customer(), roles.patient(), roles.store(), roles.licensee(),
                roles.category(), roles.quantity(), roles.void_kind(), roles.return_kind(), roles.destroy_kind(), roles.category_count(), roles.event_kinds()};
  view.zones = policy.context.zones;
  view.default_zone = policy.context.default_zone;
  view.id = policy.id;
}

}  // namespace leaflaw::packed
