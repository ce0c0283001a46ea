#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/result.h"
#include "http/limits.h"
#include "http/router.h"
#include "http/static_files.h"

namespace panoh::http {

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080; ///< 0: any free port, see `port()`
    int io_threads = 2;
    int worker_threads = 4;
    /// PEM files; empty means plain HTTP, which only a loopback address may have.
    std::string certificate_file = {};
    std::string key_file = {};
    std::vector<std::string> hosts =
        {}; ///< Host allow-list; loopback names and the address itself are always allowed
    /// Address or range of a proxy whose `X-Forwarded-For` is believed; empty: nobody's.
    std::string trusted_proxy = {};
    std::string content_security_policy = {}; ///< of static pages, see static_files.h
    Limits limits = {};
};

/// Boost.Beast behind one translation unit: no type of it leaves this folder.
class Server {
public:
    /// "http/plain_needs_loopback", "http/cannot_listen", "http/certificate", "http/proxy_range".
    static core::Result<std::unique_ptr<Server>> start(const ServerOptions& options, const Router& router,
                                                       const StaticFiles& files);
    virtual ~Server() = default;
    [[nodiscard]] virtual std::uint16_t port() const = 0;
    /// Stops accepting, lets running requests end, then returns. Safe from any thread.
    virtual void stop() = 0;
    /// Blocks until stopped.
    virtual void wait() = 0;
    /// Loads certificate and key again (SIGHUP).
    virtual core::Done reload_certificate() = 0;
    /// Prometheus text: requests by route and class, latency histogram, connections, queue.
    [[nodiscard]] virtual std::string metrics_text() const = 0;
};

} // namespace panoh::http
