#include "compiler/semantics/layers.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/semantics/header.h"
#include "compiler/semantics/suggestions.h"

namespace leaflaw::semantics {

using DeclarationKind = ast::Declaration::Kind;

namespace {

using Text = Library::Text;

constexpr std::ptrdiff_t most_layers = 10;   // a state, a county, a city, a licensee, a store, and room

// The id of what a policy of this id narrows; empty for one that stands alone.
std::string outer_id(const std::string& id) {
  const std::size_t slash = id.rfind('/');
  return slash == std::string::npos ? std::string() : id.substr(0, slash);
}

// A name and its place say the same thing: us-xx/city narrows us-xx.
bool check_name(const ast::Declaration& policy, Diagnostics& diagnostics) {
  const std::string outer = outer_id(policy.name.text);
  const std::optional<ast::Name>& narrows = policy.header.narrows;
  if (narrows && narrows->text != outer) {
    diagnostics.add(Code::header_clause, policy.name.span, fmt::format("`{}` narrows `{}`, and its name does not say so", policy.name.text, narrows->text),
                    fmt::format("call it `{}/NAME`", narrows->text))
        .notes.push_back({narrows->span, "it says so here"});
    return false;
  }
  if (!narrows && !outer.empty()) {
    if (!policy.broken)
      diagnostics.add(Code::header_clause, policy.name.span, fmt::format("`{}` is named as a part of `{}` and does not narrow it", policy.name.text, outer),
                      fmt::format("add to its header `narrows {}`, or give it a name without `/`", outer));
    return false;
  }
  return true;
}

// What only the outermost policy says; the layers below have it from there.
void check_inherited(const ast::Declaration& policy, Diagnostics& diagnostics) {
  const auto refuse = [&](Span span, std::string_view what) {
    diagnostics.add(Code::header_clause, span, fmt::format("{} comes from `{}`, which this policy narrows", what, policy.header.narrows->text), "leave it out");
  };
  const ast::PolicyHeader& header = policy.header;
  if (!header.vocabulary.text.empty()) refuse(header.vocabulary.span, "the vocabulary");
  if (header.zone) refuse(header.zone->span, "the time zone");
  if (header.state) refuse(header.state->span, "the state");
  if (header.covers_from) refuse(header.covers_from->span, "the cover");
}

class Gatherer {
 public:
  Gatherer(const Library& library, Diagnostics& diagnostics) : library_(library), diagnostics_(diagnostics) {}

  bool layer(const Text& text, bool own) {
    if (!text.policy && text.syntax.has_errors()) return false;   // it may have been lost
    const ast::Declaration* policy = own ? find_policy(text.tree, diagnostics_) : text.policy;
    if (!policy || !check_name(*policy, diagnostics_)) return false;
    if (policy->header.narrows && !outer(*policy)) return false;
    layers_.all.push_back({policy});
    take(text, own);
    return whole_;
  }
  Layers take() { return std::move(layers_); }

 private:
  bool outer(const ast::Declaration& policy) {
    const ast::Name& name = *policy.header.narrows;
    const Text* text = library_.policy(name.text);
    if (!text) {
      std::vector<std::string> known = library_.policy_ids();
      std::erase(known, policy.name.text);
      diagnostics_.add(Code::unknown_name, name.span, fmt::format("there is no policy `{}` among the files that were read", name.text),
                       known.empty() ? "read it together with this file: give the folder in which both stand" : did_you_mean(name.text, known));
      return false;
    }
    check_inherited(policy, diagnostics_);
    if (std::count(policy.name.text.begin(), policy.name.text.end(), '/') >= most_layers) {   // a state's has none
      diagnostics_.add(Code::nesting_too_deep, name.span, fmt::format("more than {} policies, one narrowing the other", most_layers), "put two of them together");
      return false;
    }
    return !text->syntax.has_errors() && layer(*text, false);
  }

  void take(const Text& text, bool own) {
    if (!taken_.insert(text.tree.id).second) return;
    if (!own) layers_.outer.insert(text.tree.id);
    const auto layer = static_cast<std::uint16_t>(layers_.all.size() - 1);
    for (const ast::Declaration& each : text.tree.declarations) {
      layers_.layer_of.emplace(&each, layer);
      layers_.declarations.push_back(&each);
      if (each.kind == DeclarationKind::use && each.title) use(text, *each.title, own);
    }
  }

  void use(const Text& by, const ast::Text& name, bool own) {
    const Text* text = library_.used(by, name.value);
    if (!text) {
      diagnostics_.add(Code::file_unreadable, name.span, fmt::format("there is no file `{}`", name.value), "its place is given from the folder of this file");
      whole_ = false;
    } else if (text->policy) {
      diagnostics_.add(Code::not_a_policy, name.span, fmt::format("`{}` is a policy of its own", name.value),
                       fmt::format("a file that others use has declarations and no `policy`; what builds on a policy says `narrows {}`", text->policy->name.text))
          .notes.push_back({text->policy->head, "the policy is here"});
      whole_ = false;
    } else {
      layers_.used.insert(text->tree.id);
      whole_ = whole_ && !text->syntax.has_errors();
      refuse_vocabulary(text->tree, diagnostics_);
      take(*text, own);
    }
  }

  const Library& library_;
  Diagnostics& diagnostics_;
  Layers layers_;
  std::set<FileId> taken_;
  bool whole_ = true;
};

}  // namespace

Layers layers_of(const ast::File& file) {
  Layers layers;
  for (const ast::Declaration& each : file.declarations) {
    if (each.kind == DeclarationKind::policy && layers.all.empty()) layers.all.push_back({&each});
    layers.layer_of.emplace(&each, std::uint16_t{0});
    layers.declarations.push_back(&each);
  }
  return layers;
}

std::optional<Layers> layers_of(const Library& library, const Text& text, Diagnostics& diagnostics) {
  Gatherer gatherer(library, diagnostics);
  if (!gatherer.layer(text, true)) return std::nullopt;
  return gatherer.take();
}

}  // namespace leaflaw::semantics
