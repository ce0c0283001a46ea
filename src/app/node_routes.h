#pragma once

#include <functional>

#include "app/node.h"

namespace panoh::app {

/// /api/node, /api/openapi.json, /healthz and /metrics. `metrics` and `openapi` are asked at each request.
void add_node_routes(http::Router& router, Node& node, std::function<std::string()> openapi,
                     std::function<std::string()> metrics);

} // namespace panoh::app
