#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/head.h"
#include "http/limits.h"

namespace panoh::http {

/// Turns bytes into one request, without a socket: what has no I/O can be tested and fuzzed byte by byte. The
/// only place that knows Boost.Beast, whose parser it feeds after checks of its own.
class RequestReader {
public:
    enum class State {
        more,    ///< give the unused bytes again, and further ones behind them
        head,    ///< the head is known: look at it, set `body_limit`, read on
        done,    ///< head and body are whole
        refused, ///< see refusal(); nothing more is read
    };

    explicit RequestReader(const Limits& limits);
    RequestReader(RequestReader&&) noexcept;
    RequestReader& operator=(RequestReader&&) noexcept;
    ~RequestReader();

    /// Reads from the front of `bytes` and says in `used` how many are done with. Bytes of a following
    /// request stay.
    [[nodiscard]] State read(std::string_view bytes, std::size_t& used);
    /// A larger body is refused with 413, by its declared length (then false) or as soon as its chunks go
    /// beyond.
    [[nodiscard]] bool body_limit(std::uint64_t bytes);
    /// Ready for the next request of the connection.
    void next();

    [[nodiscard]] const Head& head() const;
    [[nodiscard]] const std::string& body() const;
    /// Once, in state `head`.
    [[nodiscard]] Head take_head();
    [[nodiscard]] std::string take_body();
    [[nodiscard]] Refusal refusal() const { return refusal_; }

private:
    class Parser;
    State refuse(Refusal refusal);
    State read_head(std::string_view bytes, std::size_t& used);
    State read_body(std::string_view bytes, std::size_t& used);

    const Limits* limits_;
    std::unique_ptr<Parser> parser_;
    std::size_t looked_at_ = 0;
    State state_ = State::more;
    Refusal refusal_ = {};
};

} // namespace panoh::http
