#pragma once

// Part of server.cpp: one io_context with its listener, its connections and the clock that ends their
// patience.

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/steady_timer.hpp>

#include "core/log.h"
#include "http/socket_channel.h"

namespace panoh::http {

/// The TLS settings new connections get; replaced whole when the certificate is loaded again.
class CurrentTls {
public:
    using Context = std::shared_ptr<asio::ssl::context>;
    void set(Context context)
    {
        const std::lock_guard lock(mutex_);
        context_ = std::move(context);
    }
    [[nodiscard]] Context get() const
    {
        const std::lock_guard lock(mutex_);
        return context_;
    }

private:
    mutable std::mutex mutex_;
    Context context_;
};

/// A deadline is looked at this often: one timer for a thread costs nothing, one re-armed for each stage of
/// each request does.
constexpr std::chrono::milliseconds tick = std::chrono::milliseconds(100);
constexpr std::chrono::milliseconds drain_tick = std::chrono::milliseconds(10);

class IoThread {
public:
    IoThread(Service& service, const CurrentTls& tls) : service_(service), tls_(tls) {}

    /// With `shared`, other sockets of this process may listen on the same port and the kernel spreads
    /// connections.
    [[nodiscard]] bool listen(const Tcp::endpoint& endpoint, bool shared)
    {
        boost::system::error_code error;
        acceptor_.open(endpoint.protocol(), error);
        if (!error) acceptor_.set_option(Tcp::acceptor::reuse_address(true), error);
        using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;
        if (!error && shared) acceptor_.set_option(ReusePort(true), error);
        if (!error && endpoint.address().is_v6()) acceptor_.set_option(asio::ip::v6_only(false), error);
        if (!error) acceptor_.bind(endpoint, error);
        if (!error) acceptor_.listen(Tcp::acceptor::max_listen_connections, error);
        return !error;
    }
    [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

    void start(std::function<void()> ended)
    {
        accept();
        watch();
        thread_ = std::thread([this, ended = std::move(ended)] {
            run();
            ended();
        });
    }
    /// From any thread.
    void request_stop()
    {
        asio::post(context_, [this] { begin_stop(); });
    }
    void join()
    {
        if (thread_.joinable()) thread_.join();
    }

private:
    void run()
    {
        for (;;) {
            try {
                context_.run();
                return;
            } catch (...) {
                // No memory or no descriptor for one connection must not end the others; its deadline will.
                core::log(core::LogLevel::error, "connection_failed");
            }
        }
    }

    void accept()
    {
        acceptor_.async_accept([this](const boost::system::error_code& error, Tcp::socket socket) {
            if (!acceptor_.is_open()) return;
            if (!error) try_open(std::move(socket));
            if (!error || error == asio::error::connection_aborted) return accept();
            // No descriptors left: accepting again at once would only spin.
            pause_.expires_after(tick);
            pause_.async_wait([this](const boost::system::error_code& cancelled) {
                if (!cancelled && acceptor_.is_open()) accept();
            });
        });
    }

    void try_open(Tcp::socket socket)
    {
        try {
            open(std::move(socket));
        } catch (...) {
            // No memory or no TLS for this one: its place is given back, and the next one is accepted.
            core::log(core::LogLevel::error, "connection_failed");
        }
    }

    void open(Tcp::socket socket)
    {
        boost::system::error_code error;
        const auto peer = socket.remote_endpoint(error).address();
        if (error) return;
        const auto bytes = bytes_of(peer);
        auto place = service_.admission.enter(network_of(bytes));
        if (!place) return service_.metrics.count_refused_connection();
        const bool by_proxy = service_.proxy.has({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        socket.set_option(Tcp::no_delay(true), error);
        std::shared_ptr<OpenChannel> channel;
        if (const auto context = tls_.get())
            channel = std::make_shared<SocketChannel<TlsStream>>(
                context_, TlsStream(std::move(socket), *context), service_, std::move(*place), by_proxy);
        else
            channel = std::make_shared<SocketChannel<Tcp::socket>>(context_, std::move(socket), service_,
                                                                   std::move(*place), by_proxy);
        channel->start(channels_);
    }

    static std::vector<unsigned char> bytes_of(const asio::ip::address& address)
    {
        const auto copy = [](const auto& bytes) {
            return std::vector<unsigned char>(bytes.begin(), bytes.end());
        };
        return address.is_v4() ? copy(address.to_v4().to_bytes()) : copy(address.to_v6().to_bytes());
    }

    void watch()
    {
        timer_.expires_after(service_.stopping ? drain_tick : tick);
        timer_.async_wait([this](const boost::system::error_code& error) {
            if (error) return;
            close_late(Connection::Time::now());
            if (!stopping_ || !channels_.empty()) return watch();
            context_.stop();
        });
    }

    void close_late(Connection::Time::time_point now)
    {
        const bool drained = stopping_ && now >= drained_at_;
        for (auto next = channels_.begin(); next != channels_.end();) {
            const auto channel = *next++;
            if (drained)
                channel->close();
            else if (channel->connection().deadline() <= now)
                channel->connection().on_deadline();
        }
    }

    void begin_stop()
    {
        stopping_ = true;
        drained_at_ = Connection::Time::now() + std::chrono::milliseconds(service_.limits.drain_ms);
        boost::system::error_code ignored;
        acceptor_.close(ignored);
        for (auto next = channels_.begin(); next != channels_.end();) {
            const auto channel = *next++;
            channel->connection().on_stop();
        }
        timer_.cancel();
        watch();
    }

    Service& service_;
    const CurrentTls& tls_;
    asio::io_context context_{1};
    Tcp::acceptor acceptor_{context_};
    asio::steady_timer timer_{context_};
    asio::steady_timer pause_{context_};
    OpenChannels channels_;
    bool stopping_ = false;
    Connection::Time::time_point drained_at_ = {};
    std::thread thread_;
};

} // namespace panoh::http
