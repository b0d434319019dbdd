#include "tests/semantics/dairy.h"

#include <catch2/catch.hpp>

#include "compiler/semantics/conditions.h"
#include "compiler/semantics/expressions.h"
#include "compiler/semantics/symbols.h"
#include "compiler/syntax/parse.h"

using namespace leaflaw;

namespace dairy {

namespace {

class Builder {
 public:
  std::shared_ptr<Schema> schema = std::make_shared<Schema>();

  EnumerationId list(std::string name, std::vector<std::string> values) {
    schema->enumerations.push_back({std::move(name), std::move(values)});
    return static_cast<EnumerationId>(schema->enumerations.size() - 1);
  }
  FactId fact(const std::string& name, FactType type, bool required, Dimension dimension = Dimension::none, EnumerationId values = no_index) {
    Fact made;
    made.name = name;
    made.type = type;
    made.dimension = dimension;
    made.enumeration = values;
    made.place = name.starts_with("item.") ? FactPlace::item : FactPlace::event;
    made.group = name.substr(0, name.find('.'));
    made.required = required;
    schema->facts.push_back(made);
    return static_cast<FactId>(schema->facts.size() - 1);
  }
  void role(Role role, FactId fact) { schema->roles[static_cast<std::size_t>(role)].push_back(fact); }
  void field(const std::string& map, const std::string& name, FactType type, Dimension dimension) {
    const FactId id = fact(map + "[]." + name, type, false, dimension);
    schema->facts[id].place = FactPlace::event_map;
    schema->facts[id].map = static_cast<std::uint16_t>(schema->maps.size() - 1);
    schema->maps.back().fields.push_back(id);
  }
};

Vocabulary made_vocabulary() {
  Builder b;
  const EnumerationId deals = b.list("deal", {"sell", "takeback"}), kinds = b.list("kind", {"brie", "gouda", "feta", "whey"});
  const EnumerationId milks = b.list("milk", {"cow", "goat"}), marks = b.list("mark", {"stamp", "seal", "crest"}), buyers = b.list("buyer-kind", {"guest", "member"});
  b.role(Role::event_kind, b.fact("event", FactType::value, true, Dimension::none, deals));
  b.role(Role::event_time, b.fact("at", FactType::instant, true));
  const FactId buyer = b.fact("buyer.kind", FactType::value, true, Dimension::none, buyers);
  b.fact("buyer.age", FactType::quantity, true, Dimension::age);
  b.fact("papers", FactType::set, false, Dimension::none, marks);
  b.role(Role::line_category, b.fact("item.kind", FactType::value, true, Dimension::none, kinds));
  b.role(Role::line_quantity, b.fact("item.quantity", FactType::amount, true));
  b.fact("item.milk", FactType::value, false, Dimension::none, milks);
  b.fact("item.weight", FactType::quantity, true, Dimension::mass);
  b.fact("item.fat", FactType::quantity, true, Dimension::percent);
  b.fact("item.holes", FactType::quantity, false, Dimension::count);
  b.fact("item.ripe", FactType::truth, true);
  b.fact("item.organic", FactType::truth, false);
  b.fact("item.made", FactType::date, false);
  b.fact("item.tested", FactType::instant, false);
  b.fact("item.name", FactType::text, false);
  b.fact("item.marks", FactType::set, false, Dimension::none, marks);
  FactMap orders;
  orders.name = "orders";
  orders.keys = FactMap::Keys::enumeration;
  orders.enumeration = kinds;
  b.schema->maps.push_back(orders);
  b.field("orders", "amount", FactType::quantity, Dimension::mass);
  b.field("orders", "start", FactType::date, Dimension::none);
  Vocabulary made;
  made.schema = b.schema;
  made.short_forms.emplace_back("buyer", buyer);
  return made;
}

}  // namespace

const Vocabulary& vocabulary() {
  static const Vocabulary made = made_vocabulary();
  return made;
}

Text::Text(const std::string& text) {
  bool usable = true;
  const FileId id = sources_.add("dairy.leaf", text, diagnostics_, usable);
  REQUIRE(usable);
  file_ = parse(sources_, id, diagnostics_);
  INFO(diagnostics());
  REQUIRE(!diagnostics_.has_errors());
  draft_ = std::make_unique<semantics::Draft>(sources_, diagnostics_, vocabulary(), semantics::layers_of(file_));
  draft_->policy.schema = vocabulary().schema;
  draft_->policy.context.schema = vocabulary().schema.get();
  semantics::declare_symbols(*draft_);
  for (const ast::Declaration& declaration : file_.declarations) {
    if (declaration.kind != ast::Declaration::Kind::define) continue;
    const std::set<std::string> given = semantics::paths_asked_for(declaration);
    semantics::Surroundings where;
    where.items = true;
    where.given = &given;
    conditions_.push_back(declaration.condition ? semantics::condition(*draft_, *declaration.condition, where) : semantics::expression(*draft_, *declaration.expr, where));
  }
}

std::string Text::diagnostics() const { return print(diagnostics_, sources_, false); }

Record blank() {
  const Schema& schema = *vocabulary().schema;
  Record record;
  record.facts.resize(schema.facts.size());
  record.maps.resize(schema.maps.size());
  record.items_given = true;
  record.items.resize(1);
  record.items[0].facts.resize(schema.facts.size());
  record.items[0].maps.resize(schema.maps.size());
  return record;
}

}  // namespace dairy
