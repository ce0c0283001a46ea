#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "http/chunked_body.h"
#include "http/head.h"
#include "http/limits.h"

namespace panoh::http {

/// Turns bytes into one request, without a socket: what has no I/O can be tested and fuzzed byte by byte. The
/// only place that knows Boost.Beast, whose parser reads the head after checks of our own.
class RequestReader {
public:
    enum class State {
        more,    ///< give the unused bytes again, and further ones behind them
        head,    ///< the head is known: look at it, set `body_limit`, read on
        done,    ///< head and body are whole
        refused, ///< see refusal(); nothing more is read
    };

    explicit RequestReader(const Limits& limits) : limits_(&limits) {}

    /// Reads from the front of `bytes` and says in `used` how many are done with. Bytes of a following
    /// request stay.
    [[nodiscard]] State read(std::string_view bytes, std::size_t& used);
    /// A larger body is refused with 413, by its declared length (then false) or as soon as its chunks go
    /// beyond.
    [[nodiscard]] bool body_limit(std::uint64_t bytes);
    /// Ready for the next request of the connection.
    void next() { *this = RequestReader(*limits_); }

    /// Once, in state `head`.
    [[nodiscard]] Head take_head() { return std::move(head_); }
    /// Once, in state `done`.
    [[nodiscard]] std::string take_body() { return std::move(body_); }
    /// How much of the body came so far.
    [[nodiscard]] std::size_t body_size() const { return body_.size(); }
    [[nodiscard]] Refusal refusal() const { return refusal_; }

private:
    State refuse(Refusal refusal);
    State read_head(std::string_view bytes, std::size_t& used);
    State read_body(std::string_view bytes, std::size_t& used);
    State read_chunks(std::string_view bytes, std::size_t& used);

    const Limits* limits_;
    State state_ = State::more;
    Refusal refusal_ = {};
    std::size_t looked_at_ = 0;
    Head head_;
    bool head_done_ = false;
    bool chunked_ = false;
    ChunkedBody chunks_;
    std::uint64_t length_ = 0; ///< declared
    std::uint64_t limit_ = 0;
    std::string body_;
};

} // namespace panoh::http
