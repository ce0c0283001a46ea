#pragma once

#include <CLI/CLI.hpp>

#include "app/commands.h"

/// Adds `release` and its words.
void add_release_commands(CLI::App& app, panoh::app::Common& common, int& status);
