// The only file that opens sockets; with socket_channel.h, io_thread.h and tls_context.cpp the only one that
// knows Asio.

#include "http/server.h"

#include <algorithm>
#include <condition_variable>

#include <sys/resource.h>

#include "http/io_thread.h"
#include "http/tls_context.h"

namespace panoh::http {

namespace {

using core::ErrorKind;
using core::fail;

/// Each connection is a descriptor, and the usual limit of 1024 is for programs with few.
void allow_descriptors(int connections)
{
    rlimit limit = {};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    const auto wanted = std::min<rlim_t>(limit.rlim_max, static_cast<rlim_t>(connections) + 256);
    if (limit.rlim_cur >= wanted) return;
    limit.rlim_cur = wanted;
    setrlimit(RLIMIT_NOFILE, &limit);
}

class AsioServer final : public Server {
public:
    AsioServer(const ServerOptions& options, const Router& router, const StaticFiles& files)
        : options_(options), service_(options.limits, router, files, Hosts(options.hosts, options.address),
                                      options.worker_threads)
    {
        service_.page_policy = options.content_security_policy.empty() ? files.content_security_policy()
                                                                       : options.content_security_policy;
        service_.secure = !options.certificate_file.empty();
    }
    ~AsioServer() override
    {
        stop();
        for (auto& thread : threads_)
            thread->join();
    }
    AsioServer(const AsioServer&) = delete;
    AsioServer& operator=(const AsioServer&) = delete;

    core::Done begin()
    {
        boost::system::error_code error;
        const auto text = options_.address == "localhost" ? std::string("127.0.0.1") : options_.address;
        const auto address = asio::ip::make_address(text, error);
        if (error) return fail(ErrorKind::invalid, "http/cannot_listen");
        if (!service_.secure && !address.is_loopback())
            return fail(ErrorKind::invalid, "http/plain_needs_loopback");
        if (!options_.trusted_proxy.empty()) {
            const auto proxy = TrustedProxy::parse(options_.trusted_proxy);
            if (!proxy) return fail(ErrorKind::invalid, "http/proxy_range");
            service_.proxy = *proxy;
        }
        PANOH_CHECK(reload_certificate());
        allow_descriptors(options_.limits.max_connections);
        PANOH_CHECK(listen({address, options_.port}));
        running_ = static_cast<int>(threads_.size());
        for (auto& thread : threads_)
            thread->start([this] { thread_ended(); });
        return {};
    }

    [[nodiscard]] std::uint16_t port() const override { return port_; }

    void stop() override
    {
        if (!service_.stopping.exchange(true))
            for (auto& thread : threads_)
                thread->request_stop();
        wait();
        // Twice is harmless, and a second caller must not return before the handlers have ended.
        const std::lock_guard lock(stop_mutex_);
        service_.workers.stop();
        service_.slow_workers.stop();
    }

    void wait() override
    {
        std::unique_lock lock(mutex_);
        ended_.wait(lock, [&] { return running_ == 0; });
    }

    core::Done reload_certificate() override
    {
        if (!service_.secure) return {};
        PANOH_TRY(auto context, make_tls_context(options_.certificate_file, options_.key_file));
        tls_.set(std::move(context));
        return {};
    }

    [[nodiscard]] std::string metrics_text() const override
    {
        return service_.metrics.text(service_.admission.connections(),
                                     service_.workers.waiting() + service_.slow_workers.waiting());
    }

private:
    core::Done listen(Tcp::endpoint endpoint)
    {
        if (endpoint.port() != 0) {
            // Shared ports would let a second Panoh of this user take half of our connections; ask for it
            // alone first.
            IoThread probe(service_, tls_);
            if (!probe.listen(endpoint, false)) return fail(ErrorKind::conflict, "http/cannot_listen");
        }
        for (int i = 0; i < std::max(options_.io_threads, 1); ++i) {
            auto thread = std::make_unique<IoThread>(service_, tls_);
            if (!thread->listen(endpoint, true)) return fail(ErrorKind::conflict, "http/cannot_listen");
            port_ = thread->port();
            endpoint.port(port_);
            threads_.push_back(std::move(thread));
        }
        return {};
    }

    void thread_ended()
    {
        const std::lock_guard lock(mutex_);
        --running_;
        ended_.notify_all();
    }

    ServerOptions options_;
    Service service_;
    CurrentTls tls_;
    std::vector<std::unique_ptr<IoThread>> threads_;
    std::uint16_t port_ = 0;
    std::mutex mutex_;
    std::mutex stop_mutex_;
    std::condition_variable ended_;
    int running_ = 0;
};

} // namespace

core::Result<std::unique_ptr<Server>> Server::start(const ServerOptions& options, const Router& router,
                                                    const StaticFiles& files)
{
    if (!router.fault().empty()) return fail(ErrorKind::invalid, "http/route_fault");
    auto server = std::make_unique<AsioServer>(options, router, files);
    PANOH_CHECK(server->begin());
    return server;
}

} // namespace panoh::http
