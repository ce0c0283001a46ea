#pragma once

#include <functional>
#include <string>

#include "app/node.h"
#include "bulletin/letter.h"

namespace panoh::app {

/// Keeps SIGINT, SIGTERM and SIGHUP for `serve`. Comes before everything that starts a thread: threads
/// inherit it, and one thread without it is enough for a signal to end the program.
void hold_signals();

/// What whoever started the server is told, whatever the level of the log.
struct Listening {
    std::string address = {};
    std::string fingerprint = {}; ///< of the certificate; empty over plain HTTP
    bool renewed = false;         ///< it was made anew by this start
};

/// Serves the routes of all slices until SIGTERM or SIGINT; SIGHUP loads the certificate again.
/// After `hold_signals`. `on_listening` hears of it; `editions` is what can be sent by e-mail. "app/routes"
/// when a route has no policy or two collide, and the codes of http::Server::start.
[[nodiscard]] core::Done serve(Node& node, const std::function<void(const Listening&)>& on_listening,
                               bulletin::Editions editions = {});

} // namespace panoh::app
