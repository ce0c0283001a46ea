#pragma once

// Part of server.cpp: the socket side of a connection, over a plain or a TLS stream.

#include <array>
#include <list>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include "http/connection.h"

namespace panoh::http {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
using TlsStream = asio::ssl::stream<Tcp::socket>;

class OpenChannel;
/// The open channels of one io thread; a closed one leaves.
using OpenChannels = std::list<std::shared_ptr<OpenChannel>>;

class OpenChannel : public Channel {
public:
    [[nodiscard]] virtual Connection& connection() = 0;
    virtual void start(OpenChannels& channels) = 0;
};

template <typename Stream>
class SocketChannel final : public OpenChannel {
public:
    SocketChannel(asio::io_context& context, Stream stream, Service& service, Admission::Place place,
                  bool by_proxy)
        : context_(context), stream_(std::move(stream)),
          connection_(service, *this, std::move(place), by_proxy)
    {
    }

    [[nodiscard]] Connection& connection() override { return connection_; }

    void start(OpenChannels& channels) override
    {
        channels_ = &channels;
        place_ = channels.insert(channels.end(), self());
        if constexpr (std::is_same_v<Stream, TlsStream>) {
            stream_.async_handshake(asio::ssl::stream_base::server, [self = self()](const auto& error) {
                self->when_open(error, [&] { self->connection_.on_open(); });
            });
        } else {
            connection_.on_open();
        }
    }

    void read(std::size_t room) override
    {
        if (buffer_.size() != room) buffer_ = std::string(room, '\0');
        reading_ = true;
        stream_.async_read_some(asio::buffer(buffer_), [self = self()](const auto& error, std::size_t size) {
            self->reading_ = false;
            self->when_open(error, [&] {
                if (self->finished_) return self->throw_away();
                self->connection_.on_bytes({self->buffer_.data(), size});
            });
        });
    }

    void write(std::string head, std::string body) override
    {
        // One buffer is one system call and one TLS record; beyond this size copying costs more than the
        // call.
        constexpr std::size_t joined_bytes = 16 * 1024;
        const bool join = body.size() <= joined_bytes;
        head_ = std::move(head);
        if (join) head_ += body;
        body_ = join ? std::string() : std::move(body);
        const std::array<asio::const_buffer, 2> parts = {asio::buffer(head_), asio::buffer(body_)};
        const auto done = [self = self()](const auto& error, std::size_t) {
            self->when_open(error, [&] {
                self->body_ = std::string();
                self->connection_.on_written();
            });
        };
        if (join)
            asio::async_write(stream_, asio::buffer(head_), done);
        else
            asio::async_write(stream_, parts, done);
    }

    void finish() override
    {
        if constexpr (std::is_same_v<Stream, TlsStream>) {
            // A TLS stream cannot say goodbye while it reads; the answer has its length.
            if (reading_) return finish_socket();
            // Whatever the peer answers to close_notify, the end of the TCP stream comes next.
            stream_.async_shutdown([self = self()](const auto&) {
                if (!self->closed_) self->finish_socket();
            });
        } else {
            finish_socket();
        }
    }

    void close() override
    {
        if (std::exchange(closed_, true)) return;
        const auto keep = self();
        channels_->erase(place_);
        connection_.on_gone();
        boost::system::error_code ignored;
        socket().close(ignored);
    }

    void post(std::function<void()> job) override { asio::post(context_, std::move(job)); }

private:
    std::shared_ptr<SocketChannel> self()
    {
        return std::static_pointer_cast<SocketChannel>(shared_from_this());
    }

    Tcp::socket& socket()
    {
        if constexpr (std::is_same_v<Stream, TlsStream>)
            return stream_.next_layer();
        else
            return stream_;
    }

    template <typename Then>
    void when_open(const boost::system::error_code& error, Then then)
    {
        if (closed_) return;
        if (error) return close();
        then();
    }

    void finish_socket()
    {
        boost::system::error_code ignored;
        socket().shutdown(Tcp::socket::shutdown_send, ignored);
        finished_ = true;
        if (!reading_) throw_away();
    }

    void throw_away()
    {
        constexpr std::size_t room = 16 * 1024;
        if (buffer_.size() < room) buffer_.resize(room);
        socket().async_read_some(asio::buffer(buffer_), [self = self()](const auto& error, std::size_t) {
            self->when_open(error, [&] { self->throw_away(); });
        });
    }

    asio::io_context& context_;
    Stream stream_;
    std::string buffer_;
    std::string head_;
    std::string body_;
    OpenChannels* channels_ = nullptr;
    OpenChannels::iterator place_ = {};
    bool reading_ = false;
    bool finished_ = false; ///< the sending side is ended, what still comes is thrown away
    bool closed_ = false;
    Connection connection_;
};

} // namespace panoh::http
