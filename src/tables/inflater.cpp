#include "tables/inflater.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <new>
#include <vector>

#include <zlib.h>

namespace panoh::tables {

namespace {

constexpr std::size_t piece_bytes = 64 * 1024;

class Inflater {
public:
    Inflater()
    {
        // Negative window bits: raw deflate, as ZIP has it.
        if (inflateInit2(&stream_, -MAX_WBITS) != Z_OK) throw std::bad_alloc();
    }
    ~Inflater() { inflateEnd(&stream_); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
    [[nodiscard]] z_stream& stream() { return stream_; }

private:
    z_stream stream_{};
};

} // namespace

bool inflate_pieces(std::string_view packed, const std::function<bool(std::string_view)>& use)
{
    if (packed.size() > std::numeric_limits<uInt>::max()) return false;
    Inflater inflater;
    z_stream& stream = inflater.stream();
    std::vector<char> piece(piece_bytes);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    int state = Z_OK;
    while (state == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef*>(piece.data());
        stream.avail_out = static_cast<uInt>(piece.size());
        state = inflate(&stream, Z_NO_FLUSH);
        const std::size_t size = piece.size() - stream.avail_out;
        if (size > 0 && !use({piece.data(), size})) return false;
    }
    return state == Z_STREAM_END && stream.avail_in == 0;
}

bool each_piece(std::string_view bytes, const std::function<bool(std::string_view)>& use)
{
    for (std::size_t at = 0; at < bytes.size(); at += piece_bytes)
        if (!use(bytes.substr(at, piece_bytes))) return false;
    return true;
}

} // namespace panoh::tables
