#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace panoh::http {

/// The socket under a connection, plain or TLS. All but `post` is for its own io thread only. At most one
/// read and one write are under way; after `close` nothing is reported any more.
class Channel : public std::enable_shared_from_this<Channel> {
public:
    virtual ~Channel() = default;
    /// Reads up to `room` bytes; `Connection::on_bytes` follows, or the channel closes.
    virtual void read(std::size_t room) = 0;
    /// Writes both texts whole; `Connection::on_written` follows, or the channel closes.
    virtual void write(std::string head, std::string body) = 0;
    /// Ends the sending side, then throws away what still comes until the peer closes: closing with unread
    /// bytes would reset the connection, and the peer might never see the answer.
    virtual void finish() = 0;
    virtual void close() = 0;
    /// Runs `job` on the io thread; from any thread.
    virtual void post(std::function<void()> job) = 0;
};

} // namespace panoh::http
