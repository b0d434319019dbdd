#include "tests/random/subject.h"

#include <stdexcept>

#include "compiler/emit/emit.h"
#include "compiler/reference/reference.h"
#include "runtime/decision/decision_json.h"
#include "runtime/engine/bind.h"
#include "runtime/engine/explain.h"
#include "runtime/facts/normalize.h"

namespace leaflaw::properties {

struct Subject::Engine {
  engine::PolicyTables tables;
  engine::PolicyView view;
  engine::FactStore facts;
  engine::HistoryNotes notes;
  engine::ScaledConstants quantities;
  engine::Judge<engine::Traced> judge;

  explicit Engine(engine::PolicyTables made) : tables(std::move(made)), view(tables.view()), facts(view), judge(facts, notes, quantities) {}
};

std::unique_ptr<Subject> Subject::compile(const std::string& text, std::string& report) {
  Sources sources;
  Diagnostics diagnostics;
  bool usable = true;
  const FileId file = sources.add("random.leaf", text, diagnostics, usable);
  std::optional<model::Policy> policy;
  if (usable) policy = compile_policy(sources, file, {}, diagnostics);
  if (!policy || diagnostics.has_errors()) {
    diagnostics.sort();
    report = leaflaw::print(diagnostics, sources, false);
    return nullptr;
  }
  return std::make_unique<Subject>(std::move(*policy));
}

std::unique_ptr<Subject> Subject::compile_files(const std::vector<LawFile>& files, std::string& report) {
  PolicySet set = compile_texts(files);
  if (!set.diagnostics.has_errors()) return std::make_unique<Subject>(std::move(set.policies.back()));
  report = leaflaw::print(set.diagnostics, set.sources, false);
  return nullptr;
}

Subject::Subject(model::Policy policy) : policy_(std::move(policy)), reader_(policy_.context) {
  Diagnostics diagnostics;
  std::optional<engine::PolicyTables> tables = emit(policy_, diagnostics);
  if (!tables) throw std::runtime_error("not emitted: " + (diagnostics.all().empty() ? std::string("no reason given") : diagnostics.all().front().message));
  tables->seal();
  engine_ = std::make_unique<Engine>(std::move(*tables));
}
Subject::~Subject() = default;

RequestOrErrors Subject::read(const Node& request) const { return read_complete_request(request, reader_); }

DocumentOrErrors Subject::by_reference(const Request& request) const {
  return judge_both_readings(request, *policy_.schema, [&](const Request& one) -> DocumentOrErrors { return decide_by_reference(policy_, one); });
}

std::optional<DocumentOrErrors> Subject::by_engine(const Request& request) {
  bool in_range = true;
  DocumentOrErrors decided = judge_both_readings(request, *policy_.schema, [&](const Request& one) -> DocumentOrErrors {
    Engine& engine = *engine_;
    engine::bind(one, engine.facts);
    if (engine.facts.overflow || !engine.judge.decide()) { in_range = false; return Document{}; }
    std::optional<Document> document = engine::explain(engine.judge, engine.facts, policy_.context);
    if (!document) { in_range = false; return Document{}; }
    return *document;
  });
  if (!in_range) return std::nullopt;
  return decided;
}

std::string Subject::print(const DocumentOrErrors& decision, const Request& request) const {
  if (const auto* errors = std::get_if<std::vector<InputError>>(&decision)) return to_json(*errors);
  PrintContext print;
  print.units = &policy_.context.units;
  print.zone = policy_.context.zones[request.event.zone];
  return to_json(std::get<Document>(decision), print);
}

}  // namespace leaflaw::properties
