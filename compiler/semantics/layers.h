// The texts that make one policy: those of the policies that it narrows, outermost first, then its own; with each of them the files
// that it uses. A layer only adds: that none changes what another one says is checked where it would be changed (symbols, units,
// exceptions), through Layers::same().
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "compiler/semantics/library.h"

namespace leaflaw::semantics {

struct Layers {
  struct Layer {
    const ast::Declaration* policy;      // its header
    Date from = first_date;              // its rules are in force from this day on, where they do not say another; the header says so
  };
  std::vector<Layer> all;                                    // the last one is the policy's own
  std::vector<const ast::Declaration*> declarations;         // of all layers, in order
  std::set<FileId> used;                                     // files that came in by `use`
  std::set<FileId> outer;                                    // files of the layers before the policy's own

  [[nodiscard]] std::uint16_t of(const ast::Declaration& declaration) const {
    const auto found = layer_of.find(&declaration);
    return found == layer_of.end() ? 0 : found->second;
  }
  [[nodiscard]] bool same(const ast::Declaration& one, const ast::Declaration& other) const { return of(one) == of(other); }
  [[nodiscard]] const ast::Declaration& root() const { return *all.front().policy; }
  [[nodiscard]] const ast::Declaration& last() const { return *all.back().policy; }

  std::map<const ast::Declaration*, std::uint16_t> layer_of;
};

// The declarations of one text alone.
[[nodiscard]] Layers layers_of(const ast::File& file);
// Nothing: the file has no policy, or what it builds on is not there or has syntax errors of its own (reported here or there).
[[nodiscard]] std::optional<Layers> layers_of(const Library& library, const Library::Text& text, Diagnostics& diagnostics);

}  // namespace leaflaw::semantics
