#include "bench/decide.h"

#include <deque>

#include "bench/measure.h"
#include "compiler/reference/reference.h"
#include "runtime/decision/decision_json.h"
#include "runtime/session/session.h"
#include "tests/engine/engine.h"

namespace leaflaw::bench {

namespace {

PolicyParts parts_of(const Subject& subject) { return {subject.view, &subject.policy->context, nullptr, {}}; }

PrintContext print_of(const Subject& subject) {
  PrintContext print;
  print.units = &subject.policy->context.units;
  print.zone = subject.policy->context.zones[subject.policy->context.default_zone];
  return print;
}

}  // namespace

double typed_ns(const std::vector<engine::PolicyView>& policies, const std::vector<Sale>& sales, int rounds) {
  std::deque<tests::Engine<engine::Fast>> engines;
  for (const engine::PolicyView& view : policies) engines.emplace_back(view);
  std::vector<double> times;
  std::size_t next = 0;
  for (int round = 0; round < rounds; ++round)
    for (const Sale& sale : sales) {
      auto& engine = engines[next++ % engines.size()];
      engine::bind(sale.request, engine.facts);
      bool in_range = true;
      double time = nanoseconds([&] { in_range = engine.judge.decide(); });
      if (round > 0 && in_range) times.push_back(time);   // the first round warms up
    }
  return median(std::move(times));
}

double typed_ns(const Subject& subject, const std::vector<Sale>& sales, int rounds) { return typed_ns(std::vector{subject.view}, sales, rounds); }

double from_json_ns(const Subject& subject, const std::vector<Sale>& sales) {
  Session session(parts_of(subject));
  std::vector<double> times;
  std::size_t bytes = 0;
  for (const Sale& sale : sales) times.push_back(nanoseconds([&] { bytes += session.json(session.decide(sale.json)).size(); }));
  return bytes > 0 ? median(std::move(times)) : 0;
}

double reference_ns(const Subject& subject, const std::vector<Sale>& sales) {
  std::vector<double> times;
  std::size_t applied = 0;
  for (const Sale& sale : sales) times.push_back(nanoseconds([&] { applied += decide_by_reference(*subject.policy, sale.request).applied.size(); }));
  return applied > 0 ? median(std::move(times)) : 0;
}

Checksums checksums(const Subject& subject, const std::vector<Sale>& sales) {
  Session session(parts_of(subject));
  tests::Engine<engine::Fast> fast(subject.view);
  const PrintContext print = print_of(subject);
  std::string engine, reference;
  Checksums sums;
  for (const Sale& sale : sales) {
    DocumentOrErrors outcome = session.judge(sale.request);
    const Document* document = std::get_if<Document>(&outcome);
    if (!document) continue;
    engine += to_json(*document, print);
    reference += to_json(decide_by_reference(*subject.policy, sale.request), print);
    sums.same_verdicts = sums.same_verdicts && fast.decide(sale.request) && static_cast<int>(fast.judge.verdict) == static_cast<int>(document->verdict);
  }
  sums.engine = content_hash(engine);
  sums.reference = content_hash(reference);
  return sums;
}

}  // namespace leaflaw::bench
