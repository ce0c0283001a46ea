#pragma once

#include <CLI/CLI.hpp>

namespace panoh::app {

/// Adds `release` and its words to the command line; `status` becomes what the command returns.
void add_release_commands(CLI::App& app, int& status);

} // namespace panoh::app
