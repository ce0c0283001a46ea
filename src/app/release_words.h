#pragma once

#include <CLI/CLI.hpp>

#include "app/commands.h"

namespace panoh::app {

/// Adds `release` and its words to the command line; `status` becomes what the command returns.
void add_release_commands(CLI::App& app, Common& common, int& status);

} // namespace panoh::app
