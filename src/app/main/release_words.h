#pragma once

#include <CLI/CLI.hpp>

/// Adds `release` and its words.
void add_release_commands(CLI::App& app, int& status);
