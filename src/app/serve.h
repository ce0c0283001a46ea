#pragma once

#include <functional>
#include <string>

#include "app/node.h"

namespace panoh::app {

/// Serves the routes of all slices until SIGTERM or SIGINT; SIGHUP loads the certificate again.
/// `on_listening` hears the address. "app/routes" when a route has no policy or two collide, and the codes of
/// http::Server::start.
[[nodiscard]] core::Done serve(Node& node, const std::function<void(const std::string&)>& on_listening);

} // namespace panoh::app
