#include "app/command.h"

#include <fmt/core.h>

namespace panoh::app {

int refuse(const core::Error& error)
{
    fmt::print(stderr, "panoh: {}{}{}\n", error.code, error.field.empty() ? "" : " ", error.field);
    for (const auto& fault : error.faults)
        if (fault.code != error.code || fault.field != error.field)
            fmt::print(stderr, "panoh: {} {}\n", fault.code, fault.field);
    return 1;
}

core::Result<Config> config_of(const Common& common)
{
    return read_config(common.config_file, common.overrides);
}

core::Result<std::unique_ptr<Node>> open_node(const Common& common)
{
    PANOH_TRY(const Config config, config_of(common));
    return Node::open(config, common.demo);
}

core::Result<std::unique_ptr<Node>> open_any_node(const Common& common)
{
    auto node = open_node(common);
    if (node || node.error().code != "demo/demo_node") return node;
    Common as_demo = common;
    as_demo.demo = true;
    return open_node(as_demo);
}

core::Result<std::unique_ptr<store::Database>> open_to_read(const Common& common)
{
    PANOH_TRY(const Config config, config_of(common));
    return open_database_to_read(config);
}

audit::Act act_of_command(const Node& node)
{
    return {.actor = {}, .session_hash = {}, .at = node.clock().now()};
}

} // namespace panoh::app
