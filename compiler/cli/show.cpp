// leaflaw show: the law as the compiler understood it, in words.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "compiler/cli/console.h"
#include "compiler/cli/exit_codes.h"
#include "compiler/cli/law.h"
#include "compiler/cli/verbs.h"
#include "compiler/source/nearest.h"
#include "compiler/words/needs.h"
#include "compiler/words/print.h"
#include "runtime/facts/topics.h"

namespace leaflaw::cli {

namespace {

struct ShowOptions {
  std::string policy, rule, as_of, needs, history;
  std::vector<std::string> topics;
  bool doubts = false;
  std::string format = "text";
  LawOptions law;
};

words::Style words_style() { return {has_colours(Stream::out), 100}; }

std::string one_of_these(std::string_view wanted, const std::vector<std::string_view>& known) {
  const std::string_view near = nearest(wanted, known);
  return near.empty() ? fmt::format("There are: {}", fmt::join(known, ", ")) : fmt::format("Did you mean `{}`?", near);
}

// The bits of the topics named; nothing: one of them is none, and that was said.
std::optional<std::uint32_t> topic_bits(const std::vector<std::string>& names) {
  if (names.empty()) return all_topics;
  std::uint32_t bits = 0;
  for (const std::string& name : names) {
    if (const std::optional<Topic> topic = parse_topic(name)) {
      bits |= bit(*topic);
      continue;
    }
    std::vector<std::string_view> known;
    for (unsigned i = 0; i < static_cast<unsigned>(Topic::count_); ++i) known.push_back(spelling(static_cast<Topic>(i)));
    complain(fmt::format("there is no topic `{}`", name), one_of_these(name, known));
    return std::nullopt;
  }
  return bits;
}

int show_needs(const model::Policy& policy, const ShowOptions& options) {
  const Schema& schema = *policy.schema;
  const EnumerationId kinds = schema.facts[schema.with(Role::event_kind)].enumeration;
  const int kind = schema.value_of(kinds, options.needs);
  if (kind < 0) {
    complain(fmt::format("there is no event `{}`", options.needs), one_of_these(options.needs, {schema.enumerations[kinds].values.begin(), schema.enumerations[kinds].values.end()}));
    return bad_input;
  }
  const std::optional<std::uint32_t> topics = topic_bits(options.topics);
  if (!topics) return bad_input;
  const std::vector<words::NeededFact> facts = words::needed_facts(policy, static_cast<unsigned>(kind), *topics);
  if (options.format == "json") say(words::to_json(facts));
  else if (facts.empty()) say(fmt::format("`{}` reads no facts for `{}`.\n", policy.id, options.needs));
  else say(words::to_text(facts, words_style()));
  return done;
}

// Keeps one declaration, or the rule of which it names an exception. False: there is none, and that was said.
bool keep_only(words::Outline& outline, const std::string& id) {
  std::vector<words::DeclarationWords> kept;
  for (const words::DeclarationWords& one : outline.declarations) {
    const bool has_exception = std::any_of(one.versions.begin(), one.versions.end(), [&](const words::VersionWords& version) {
      return std::any_of(version.exceptions.begin(), version.exceptions.end(), [&](const words::ExceptionWords& each) { return each.id == id; });
    });
    if (one.id == id || has_exception) kept.push_back(one);
  }
  if (!kept.empty()) {
    outline.declarations = std::move(kept);
    return true;
  }
  std::vector<std::string_view> known;
  for (const words::DeclarationWords& one : outline.declarations) known.push_back(one.id);
  complain(fmt::format("`{}` has no rule `{}` in force that day", outline.id, id), one_of_these(id, known));
  return false;
}

int print_outline(const words::Outline& outline, const ShowOptions& options) {
  if (options.format == "json") {
    say(words::to_json(outline));
  } else if (options.doubts) {
    say(words::doubts(outline, words_style()));
  } else if (options.rule.empty() && options.history.empty()) {
    say(words::to_text(outline, words_style()));
  } else {
    for (const words::DeclarationWords& one : outline.declarations) say(words::to_text(one, words_style()) + (&one == &outline.declarations.back() ? "" : "\n"));
  }
  return done;
}

int show(const ShowOptions& options) {
  std::optional<Date> day = options.as_of.empty() ? std::nullopt : parse_date(options.as_of);
  if (!options.as_of.empty() && !day) {
    complain(fmt::format("`{}` is not a date", options.as_of), "Write year-month-day, such as --as-of 2024-04-05.");
    return bad_input;
  }
  int exit_code = bad_input;
  std::optional<PolicySet> set = read_law(options.law, exit_code);
  if (!set) return exit_code;
  if (!law_stands(*set)) return found;
  const model::Policy* policy = choose_policy(*set, options.policy);
  if (!policy) return bad_input;
  if (!options.needs.empty()) return show_needs(*policy, options);
  words::Outline outline = words::outline_of(*policy);
  // JSON shows every version unless a day is asked for: programs choose for themselves.
  const bool all_versions = !options.history.empty() || (options.format == "json" && !day);
  if (!all_versions) outline = in_force(std::move(outline), day.value_or(policy->layers.back().as_of));
  const std::string& only = options.history.empty() ? options.rule : options.history;
  if (!only.empty() && !keep_only(outline, only)) return bad_input;
  return print_outline(outline, options);
}

}  // namespace

void add_show(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ShowOptions>();
  CLI::App* verb = app.add_subcommand("show", "The law as the compiler understood it, in words, with citations");
  verb->add_option("POLICY", options->policy, "Policy, for example us-xj (default: the only one)");
  verb->add_option("RULE", options->rule, "Only this rule, limit, measure, class, table or exception");
  verb->add_option("--as-of", options->as_of, "The law of this day (default: the policy's own)")->type_name("DATE");
  auto* history = verb->add_option("--history", options->history, "All versions of one rule")->type_name("RULE");
  auto* needs = verb->add_option("--needs", options->needs, "The facts that deciding this event may read")->type_name("EVENT");
  verb->add_option("--topic", options->topics, "With --needs: only for this topic; may be given several times")->type_name("TOPIC")->type_size(1)->allow_extra_args(false)->needs(needs);
  auto* doubts = verb->add_flag("--doubts", options->doubts, "Where the source is not the law itself, and where the law is open");
  needs->excludes(history)->excludes(doubts);
  verb->add_option("--format", options->format, "text for people, json for programs")->check(CLI::IsMember({"text", "json"}))->type_name("FORMAT");
  add_law_options(*verb, options->law);
  verb->footer("Examples:\n  leaflaw show us-xj\n  leaflaw show us-xj adult-age\n  leaflaw show us-xj --as-of 2016-09-30\n  leaflaw show us-xj --needs sale --topic purchase-limit\n"
               "  leaflaw show us-xj --doubts\nExit: 0 done, 1 the policies have errors, 2 no such policy, rule, event or day.");
  verb->callback([options, &exit_code] { exit_code = show(*options); });
}

}  // namespace leaflaw::cli
