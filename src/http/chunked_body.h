#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace panoh::http {

/// Takes the chunks out of a chunked body (RFC 9112 section 7.1), byte by byte, so that the cuts of the
/// network change nothing. Chunk extensions and trailers, which no client of ours sends and readers disagree
/// about, are refused.
class ChunkedBody {
public:
    enum class State { more, done, malformed, too_large };

    /// Appends to `body`; `used` says how many bytes are done with. `limit` is for the whole body.
    [[nodiscard]] State read(std::string_view bytes, std::size_t& used, std::string& body,
                             std::uint64_t limit);

private:
    enum class Place { first_digit, digits, size_end, data, data_return, data_end, last_return, last_end };
    /// One byte that is not data; false when it cannot stand here.
    [[nodiscard]] bool step(char letter);

    Place place_ = Place::first_digit;
    std::uint64_t left_ = 0; ///< of the chunk
    int digits_ = 0;
    bool done_ = false;
};

} // namespace panoh::http
