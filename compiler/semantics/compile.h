// From trees to Models: vocabulary, names, dimensions, timelines, exceptions, coverage of rows. All that can be wrong with a
// policy's meaning is found here and said in Diagnostics; a policy with errors gives no Model.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/semantics/library.h"
#include "compiler/semantics/model.h"
#include "compiler/source/source_file.h"

namespace leaflaw {

// A vocabulary, ready for any number of policies. Immutable, shareable between threads.
struct Vocabulary {
  std::shared_ptr<const Schema> schema;
  // `fact customer.kind ... stands for customer`: the short form's fact.
  std::vector<std::pair<std::string, FactId>> short_forms;
  // The list from which the header's `state` is taken: that of the facts which the vocabulary compares with `jurisdiction.state`.
  EnumerationId state_enumeration = no_index;
  // `fact item.net_weight ... often 3.5 g`: what packages often hold, for the lint that asks whether a rounding misses one by a hair.
  // As it is written: an ounce is each policy's own.
  struct Package { FactId fact; Ratio amount; std::string unit; };
  std::vector<Package> packages;
};

// A file of the law: its name below the folder it was found in ("us-xx/us-xx.leaf"), and its text.
struct LawFile {
  std::string name, text;
};

// The vocabulary built into the compiler (policies/vocabulary/retail.leaf). Compiled once per process.
[[nodiscard]] const Vocabulary& standard_vocabulary();
[[nodiscard]] LawFile standard_vocabulary_file();
// A vocabulary from its file; nothing where it has errors.
[[nodiscard]] std::optional<Vocabulary> compile_vocabulary(const Sources& sources, FileId file, Diagnostics& diagnostics);

// One policy out of the texts beside it. `vocabularies`: those found beside the policies, by name and version; the standard one is
// always there, a found one of the same name and version wins. `outer_holds`: the policy that it narrows, if any, was compiled
// without errors. Nothing is said about that one's text; what a used file lacks is said for each policy that uses it. `today`: a day on
// which it is asked whether the law was read lately; no other lint knows a clock.
[[nodiscard]] std::optional<model::Policy> compile_policy(const Library& library, const Library::Text& text, const std::vector<Vocabulary>& vocabularies,
                                                          bool outer_holds, Diagnostics& diagnostics, std::optional<Date> today = std::nullopt);
// One policy from one file that needs no other.
[[nodiscard]] std::optional<model::Policy> compile_policy(const Sources& sources, FileId file, const std::vector<Vocabulary>& vocabularies,
                                                          Diagnostics& diagnostics);

struct PolicySet {
  Sources sources;
  Diagnostics diagnostics;
  std::vector<model::Policy> policies;     // sorted by id
  std::vector<std::string> paths;          // parallel: the file of each
  std::vector<std::string> names;          // of all files that were read: below the folder in which they were found; by FileId
};
// The same files again, given as texts. `today`: as above.
[[nodiscard]] PolicySet compile_texts(const std::vector<LawFile>& files, std::optional<Date> today = std::nullopt);
// Everything that the policies of a set were compiled from, the built-in vocabulary included where one of them uses it. Each name
// once: where two folders have a file of one name, the later one goes by its whole path.
[[nodiscard]] std::vector<LawFile> texts_of(const PolicySet& set);
// Every *.leaf below the given files and folders (vocabularies and policies). Two policies of one id are an error. `today`: as above.
[[nodiscard]] PolicySet compile_all(const std::vector<std::string>& paths, std::optional<Date> today = std::nullopt);

}  // namespace leaflaw
