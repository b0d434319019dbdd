// Case files: `*.cases.yaml` and the `baselines.yaml` beside them -> for every case the whole request as a tree, and what is
// expected. Baselines are merged in here: maps deeply, each line of a cart (the event's and those of history entries) over the
// baseline's `item:` template, null takes away, everything else is replaced.
// In: text or a path. Out: the cases, or everything that is wrong with place. Facts are not looked at here; never throws.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/cases/expectation.h"
#include "runtime/facts/node.h"

namespace leaflaw {

struct Case {
  std::string name, source;
  int line = 0;
  Node request;                 // what record_reader.h reads: facts, items, history, topics
  Expectation expect;
  std::vector<InputError> errors;   // what is wrong with this case: it fails, the others still run
};

struct CaseFileError {
  std::string file;
  InputError error;
};

struct CaseFile {
  std::string path;
  std::string policy;           // id
  std::vector<Case> cases;
  std::vector<CaseFileError> errors;   // of the file as a whole, and of its baselines
};

// The keys that a case has besides the facts: for suggestions where a fact is not known.
[[nodiscard]] std::vector<std::string> case_keys();

// A text of baselines and where it comes from; the text is nothing where there is no such file.
struct Baselines {
  std::string path = "baselines.yaml";
  std::optional<std::string> text;
};
[[nodiscard]] CaseFile read_case_file(std::string path, std::string_view text, const Baselines& baselines);

// Reads the file and its baselines: from its own folder, else from the folder that `folder_of_policy` names (may be empty).
using FolderOfPolicy = std::function<std::string(const std::string& policy)>;
[[nodiscard]] CaseFile load_case_file(const std::string& path, const FolderOfPolicy& folder_of_policy = {});

// `over` merged into `base`, as described above, without the lines.
[[nodiscard]] Node merge(const Node& base, const Node& over);

}  // namespace leaflaw
