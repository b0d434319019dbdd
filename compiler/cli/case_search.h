// Finds case files. In: files and folders as the user named them. Out: paths in a fixed order, each once.
#pragma once

#include <string>
#include <vector>

namespace leaflaw::cli {

// A named file is taken whatever its name is; below a folder those named *.cases.yaml are.
[[nodiscard]] std::vector<std::string> find_case_files(const std::vector<std::string>& paths);

}  // namespace leaflaw::cli
