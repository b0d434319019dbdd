#include "compiler/rulegraph/rulegraph.h"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/depth_first_search.hpp>
#include <boost/graph/graphviz.hpp>
#include <boost/graph/reverse_graph.hpp>
#include <boost/graph/topological_sort.hpp>
#include <map>
#include <optional>
#include <set>
#include <sstream>

namespace leaflaw {

using model::Expr;
using model::ExprId;
using model::Op;
using model::Policy;

namespace {

using Graph = boost::adjacency_list<boost::setS, boost::vecS, boost::bidirectionalS>;
using Vertex = Graph::vertex_descriptor;

// Everything that an expression reads, directly and through its operands.
struct Reads {
  std::set<FactId> facts;
  std::set<std::uint16_t> limits, measures, tables, classes, definitions;
};

void read_fact(FactId fact, Reads& reads) {
  if (fact != no_fact) reads.facts.insert(fact);
}

void collect(const Policy& policy, ExprId id, Reads& reads) {
  if (id == model::no_expr) return;
  const Expr& expr = policy.expr(id);
  switch (expr.op) {
    case Op::limit_figure:
    case Op::limit_met: reads.limits.insert(expr.index); break;
    case Op::measure: reads.measures.insert(expr.index); break;
    case Op::table: reads.tables.insert(expr.index); break;
    case Op::class_value: reads.classes.insert(expr.index); break;
    case Op::definition: reads.definitions.insert(expr.index); return;   // the definition's own node goes on
    case Op::round_up_per_package:
      read_fact(policy.schema->with(Role::line_quantity), reads);
      if (expr.values != 0) read_fact(policy.schema->with(Role::line_category), reads);
      break;
    case Op::map_given:
    case Op::entry_given:
      for (FactId field : policy.schema->maps[expr.fact.map].fields) read_fact(field, reads);
      break;
    default: read_fact(expr.fact.fact, reads);
  }
  if (expr.fact.key_value != model::no_expr) collect(policy, expr.fact.key_value, reads);
  for (ExprId arg : expr.args) collect(policy, arg, reads);
}

}  // namespace

struct RuleGraph::Impl {
  const Policy& policy;
  Graph graph;
  std::vector<GraphNode> nodes;
  std::map<std::pair<NodeKind, std::uint16_t>, Vertex> vertices;

  explicit Impl(const Policy& p) : policy(p) { build(); }

  Vertex vertex(NodeKind kind, std::size_t index, const std::string& name) {
    auto key = std::pair{kind, static_cast<std::uint16_t>(index)};
    auto found = vertices.find(key);
    if (found != vertices.end()) return found->second;
    Vertex added = boost::add_vertex(graph);
    nodes.push_back({kind, static_cast<std::uint16_t>(index), name});
    return vertices.emplace(key, added).first->second;
  }

  static NodeKind kind_of(model::RuleKind kind) {
    switch (kind) {
      case model::RuleKind::rule: return NodeKind::rule;
      case model::RuleKind::limit: return NodeKind::limit;
      case model::RuleKind::duty: return NodeKind::duty;
      case model::RuleKind::warning: return NodeKind::warning;
    }
    return NodeKind::rule;
  }
  Vertex rule_vertex(std::size_t index) {
    const model::Rule& rule = policy.rules[index];
    return vertex(kind_of(rule.kind), index, rule.id);
  }

  // `printed_in`: the rule in whose message the expression stands. Its own figures are there when it is judged.
  void connect(Vertex reader, ExprId id, std::optional<std::uint16_t> printed_in = std::nullopt) {
    Reads reads;
    collect(policy, id, reads);
    if (printed_in) reads.limits.erase(*printed_in);
    for (FactId fact : reads.facts) boost::add_edge(reader, vertex(NodeKind::fact, fact, policy.schema->facts[fact].name), graph);
    for (auto i : reads.limits) boost::add_edge(reader, rule_vertex(i), graph);
    for (auto i : reads.measures) boost::add_edge(reader, vertex(NodeKind::measure, i, policy.measures[i].id), graph);
    for (auto i : reads.tables) boost::add_edge(reader, vertex(NodeKind::table, i, policy.tables[i].id), graph);
    for (auto i : reads.classes) boost::add_edge(reader, vertex(NodeKind::item_class, i, policy.classes[i].id), graph);
    for (auto i : reads.definitions) boost::add_edge(reader, vertex(NodeKind::definition, i, policy.definitions[i].id), graph);
  }

  // Facts that a limit reads by their roles: who, where, when.
  void connect_roles(Vertex reader, const model::LimitBody& limit) {
    auto role = [&](Role r) {
      FactId fact = policy.schema->with(r);
      if (fact != no_fact) boost::add_edge(reader, vertex(NodeKind::fact, fact, policy.schema->facts[fact].name), graph);
    };
    if (limit.window.kind == WindowKind::transaction) return;
    role(limit.person == model::Person::patient ? Role::patient_key : Role::customer_key);
    if (limit.scope == Scope::store) role(Role::store_key);
    if (limit.scope == Scope::licensee) role(Role::licensee_key);
  }

  void connect_body(Vertex reader, const model::Body& body, std::size_t rule) {
    connect(reader, body.condition);
    connect(reader, body.require);
    for (const model::MessagePart& part : body.message) connect(reader, part.value, static_cast<std::uint16_t>(rule));
    if (policy.rules[rule].kind != model::RuleKind::limit || body.waived) return;
    const model::LimitBody& limit = body.limit;
    for (ExprId id : {limit.amount, limit.item_condition, limit.cap, limit.anchor, limit.usage}) connect(reader, id);
    if (limit.key_class != no_index)
      boost::add_edge(reader, vertex(NodeKind::item_class, limit.key_class, policy.classes[limit.key_class].id), graph);
    for (std::size_t i = 0; i < policy.units.size(); ++i)
      if (policy.units[i].dimension == limit.dimension && policy.units[i].name == limit.written.name)
        boost::add_edge(reader, vertex(NodeKind::unit, i, policy.units[i].name), graph);
    connect_roles(reader, limit);
  }

  void build() {
    for (std::size_t i = 0; i < policy.rules.size(); ++i) rule_vertex(i);
    for (std::size_t i = 0; i < policy.exceptions.size(); ++i) vertex(NodeKind::exception, i, policy.exceptions[i].id);
    for (std::size_t i = 0; i < policy.measures.size(); ++i) {
      Vertex v = vertex(NodeKind::measure, i, policy.measures[i].id);
      for (const auto& version : policy.measures[i].versions) connect(v, version.body);
    }
    for (std::size_t i = 0; i < policy.classes.size(); ++i) {
      Vertex v = vertex(NodeKind::item_class, i, policy.classes[i].id);
      for (const auto& version : policy.classes[i].versions)
        for (const model::ClassRow& row : version.body) connect(v, row.condition);
    }
    for (std::size_t i = 0; i < policy.tables.size(); ++i) {
      Vertex v = vertex(NodeKind::table, i, policy.tables[i].id);
      for (const auto& version : policy.tables[i].versions)
        for (const model::TableRow& row : version.body)
          for (ExprId value : row.values) connect(v, value);
      for (std::uint16_t domain : policy.tables[i].key_domains)
        if (domain >= model::first_class && domain != no_index) {
          auto index = static_cast<std::uint16_t>(domain - model::first_class);
          boost::add_edge(v, vertex(NodeKind::item_class, index, policy.classes[index].id), graph);
        }
    }
    for (std::size_t i = 0; i < policy.definitions.size(); ++i)
      connect(vertex(NodeKind::definition, i, policy.definitions[i].id), policy.definitions[i].body);
    for (std::size_t i = 0; i < policy.units.size(); ++i) vertex(NodeKind::unit, i, policy.units[i].name);
    for (std::size_t i = 0; i < policy.rules.size(); ++i) {
      Vertex reader = rule_vertex(i);
      for (const model::RuleVersion& version : policy.rules[i].versions) {
        connect(reader, version.when);
        connect(reader, version.item_where);
        for (const model::Body& body : version.bodies) {
          if (body.exception == no_index) {
            connect_body(reader, body, i);
          } else {
            Vertex exception = vertex(NodeKind::exception, body.exception, policy.exceptions[body.exception].id);
            boost::add_edge(reader, exception, graph);
            connect_body(exception, body, i);
          }
        }
      }
    }
  }

  std::set<Vertex> reachable(const std::set<Vertex>& from) const {
    std::set<Vertex> seen;
    std::vector<Vertex> open(from.begin(), from.end());
    while (!open.empty()) {
      Vertex v = open.back();
      open.pop_back();
      if (!seen.insert(v).second) continue;
      for (auto [edge, end] = boost::out_edges(v, graph); edge != end; ++edge) open.push_back(boost::target(*edge, graph));
    }
    return seen;
  }
};

RuleGraph::RuleGraph(const Policy& policy) : impl_(std::make_unique<Impl>(policy)) {}
RuleGraph::~RuleGraph() = default;
RuleGraph::RuleGraph(RuleGraph&&) noexcept = default;

const std::vector<GraphNode>& RuleGraph::nodes() const { return impl_->nodes; }

std::vector<std::uint16_t> RuleGraph::evaluation_order() const {
  std::vector<Vertex> order;
  try {
    boost::topological_sort(impl_->graph, std::back_inserter(order));   // what is read comes first
  } catch (const boost::not_a_dag&) {
    return {};
  }
  std::vector<std::uint16_t> rules;
  for (Vertex v : order) {
    const GraphNode& node = impl_->nodes[v];
    if (node.kind == NodeKind::rule || node.kind == NodeKind::limit || node.kind == NodeKind::duty || node.kind == NodeKind::warning)
      rules.push_back(node.index);
  }
  return rules;
}

namespace {

struct CycleFinder : boost::default_dfs_visitor {
  std::vector<Vertex>* path;
  std::vector<Vertex>* cycle;
  void discover_vertex(Vertex v, const Graph&) { path->push_back(v); }
  void finish_vertex(Vertex, const Graph&) { path->pop_back(); }
  void back_edge(Graph::edge_descriptor edge, const Graph& graph) {
    if (!cycle->empty()) return;
    auto from = std::find(path->begin(), path->end(), boost::target(edge, graph));
    cycle->assign(from, path->end());
  }
};

}  // namespace

std::vector<GraphNode> RuleGraph::cycle() const {
  std::vector<Vertex> path, found;
  CycleFinder finder;
  finder.path = &path;
  finder.cycle = &found;
  boost::depth_first_search(impl_->graph, boost::visitor(finder));
  std::vector<GraphNode> result;
  for (Vertex v : found) result.push_back(impl_->nodes[v]);
  return result;
}

std::vector<GraphNode> RuleGraph::unused() const {
  std::set<Vertex> rules;
  for (std::size_t i = 0; i < impl_->policy.rules.size(); ++i) rules.insert(impl_->rule_vertex(i));
  std::set<Vertex> seen = impl_->reachable(rules);
  std::vector<GraphNode> result;
  for (Vertex v = 0; v < impl_->nodes.size(); ++v)
    if (!seen.contains(v) && impl_->nodes[v].kind != NodeKind::fact) result.push_back(impl_->nodes[v]);
  return result;
}

std::vector<FactId> RuleGraph::needs(unsigned event_kind, std::uint32_t topics) const {
  std::set<Vertex> rules;
  for (std::size_t i = 0; i < impl_->policy.rules.size(); ++i) {
    const model::Rule& rule = impl_->policy.rules[i];
    if (!(topics & bit(rule.topic))) continue;
    for (const model::RuleVersion& version : rule.versions)
      if (version.events >> event_kind & 1) rules.insert(impl_->rule_vertex(i));
  }
  std::vector<FactId> facts;
  for (Vertex v : impl_->reachable(rules))
    if (impl_->nodes[v].kind == NodeKind::fact) facts.push_back(impl_->nodes[v].index);
  const Schema& schema = *impl_->policy.schema;
  std::sort(facts.begin(), facts.end(), [&](FactId a, FactId b) { return schema.facts[a].name < schema.facts[b].name; });
  return facts;
}

std::vector<GraphNode> RuleGraph::impact(const GraphNode& node) const {
  auto start = impl_->vertices.find({node.kind, node.index});
  std::vector<GraphNode> result;
  if (start == impl_->vertices.end()) return result;
  for (Vertex v = 0; v < impl_->nodes.size(); ++v)
    if (v != start->second && impl_->reachable({v}).contains(start->second)) result.push_back(impl_->nodes[v]);
  return result;
}

namespace {

struct Look { const char* group; const char* shape; const char* fill; };
Look look_of(NodeKind kind) {
  switch (kind) {
    case NodeKind::rule: return {"Rules", "box", "#dbeafe"};
    case NodeKind::limit: return {"Limits", "box", "#fde68a"};
    case NodeKind::duty: return {"Duties", "box", "#dcfce7"};
    case NodeKind::warning: return {"Warnings", "box", "#ffedd5"};
    case NodeKind::exception: return {"Exceptions", "box", "#fecaca"};
    case NodeKind::measure: return {"Measures", "ellipse", "#f3e8ff"};
    case NodeKind::table: return {"Tables", "ellipse", "#f3e8ff"};
    case NodeKind::item_class: return {"Classes", "ellipse", "#f3e8ff"};
    case NodeKind::definition: return {"Definitions", "ellipse", "#f1f5f9"};
    case NodeKind::fact: return {"Facts", "plaintext", "#ffffff"};
    case NodeKind::unit: return {"Units", "plaintext", "#ffffff"};
  }
  return {"", "", ""};
}

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    if (c == '\n') result += "\\n";
    else result += c;
  }
  return result + "\"";
}

std::string wrapped(const std::string& text) {
  std::string result, line;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    if (!line.empty() && line.size() + word.size() > 28) { result += line + "\n"; line.clear(); }
    line += (line.empty() ? "" : " ") + word;
  }
  return result + line;
}

}  // namespace

std::string RuleGraph::dot() const {
  const Policy& policy = impl_->policy;
  std::ostringstream out;
  out << "digraph " << quoted(policy.id) << " {\n  rankdir=LR;\n  label=" << quoted(policy.name + ": what reads what")
      << ";\n  node [fontname=\"Helvetica\", fontsize=10, style=filled];\n  edge [color=\"#94a3b8\"];\n";
  std::map<NodeKind, std::vector<Vertex>> groups;
  for (Vertex v = 0; v < impl_->nodes.size(); ++v) groups[impl_->nodes[v].kind].push_back(v);
  for (const auto& [kind, members] : groups) {
    Look look = look_of(kind);
    out << "  subgraph " << quoted(std::string("cluster_") + look.group) << " {\n    label=" << quoted(look.group) << ";\n";
    for (Vertex v : members) {
      const GraphNode& node = impl_->nodes[v];
      std::string label = node.name;
      if (kind == NodeKind::rule || kind == NodeKind::limit || kind == NodeKind::duty || kind == NodeKind::warning)
        label += "\n" + wrapped(policy.rules[node.index].versions.back().title);
      if (kind == NodeKind::exception) label += "\n" + wrapped(policy.exceptions[node.index].title);
      out << "    n" << v << " [label=" << quoted(label) << ", shape=" << look.shape << ", fillcolor=" << quoted(look.fill) << "];\n";
    }
    out << "  }\n";
  }
  for (auto [edge, end] = boost::edges(impl_->graph); edge != end; ++edge)
    out << "  n" << boost::source(*edge, impl_->graph) << " -> n" << boost::target(*edge, impl_->graph) << ";\n";
  out << "}\n";
  return out.str();
}

}  // namespace leaflaw
