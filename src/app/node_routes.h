#pragma once

#include <functional>

#include "app/node.h"

namespace panoh::app {

/// What the node's routes learn from the server, asked for at each request.
struct Served {
    std::function<std::string()> openapi;
    std::function<std::string()> metrics;
    std::function<std::string()> web_version; ///< of the staff app's build, empty without one
};

/// /api/node, /api/openapi.json, /healthz and /metrics.
void add_node_routes(http::Router& router, Node& node, Served served);

} // namespace panoh::app
