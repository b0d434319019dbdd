// The verbs of `leaflaw`, one file each. Every one adds its subcommand and, when chosen, runs and leaves its exit code.
#pragma once

namespace CLI {
class App;
}

namespace leaflaw::cli {

void add_build(CLI::App& app, int& exit_code);
void add_check(CLI::App& app, int& exit_code);
void add_test(CLI::App& app, int& exit_code);
void add_decide(CLI::App& app, int& exit_code);
void add_allowance(CLI::App& app, int& exit_code);
void add_fmt(CLI::App& app, int& exit_code);
void add_show(CLI::App& app, int& exit_code);
void add_explain(CLI::App& app, int& exit_code);
void add_graph(CLI::App& app, int& exit_code);

}  // namespace leaflaw::cli
