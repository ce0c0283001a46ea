#pragma once

#include "app/commands.h"
#include "app/node.h"

namespace panoh::app {

/// Says a refusal in one line on standard error, with the field and every fault; returns 1.
int refuse(const core::Error& error);
[[nodiscard]] core::Result<Config> config_of(const Common& common);
[[nodiscard]] core::Result<std::unique_ptr<Node>> open_node(const Common& common);
/// For commands that are the same on a real node and on a demonstration: whichever it is.
[[nodiscard]] core::Result<std::unique_ptr<Node>> open_any_node(const Common& common);
/// For commands that only look, beside a running server too: real or a demonstration, as the node stands.
[[nodiscard]] core::Result<std::unique_ptr<store::Database>> open_to_read(const Common& common);
/// What the audit rows of a command say: the machine's owner, no session.
[[nodiscard]] audit::Act act_of_command(const Node& node);

} // namespace panoh::app
