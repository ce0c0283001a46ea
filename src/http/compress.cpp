#include "http/compress.h"

#include <algorithm>

#include <zlib.h>

#include "http/fields.h"

namespace panoh::http {

namespace {

/// Below this a packet is a packet.
constexpr std::size_t worth_it = 1000;
/// Half the time of the default level for a tenth more bytes, on lists of cases.
constexpr int level = 4;
constexpr int gzip_window = 15 + 16;
constexpr int memory_level = 8;

} // namespace

std::string gzipped(std::string_view text, int strength)
{
    z_stream stream = {};
    if (deflateInit2(&stream, strength, Z_DEFLATED, gzip_window, memory_level, Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    std::string packed(deflateBound(&stream, text.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data())); // zlib only reads it
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    packed.resize(whole ? stream.total_out : 0);
    deflateEnd(&stream);
    return packed;
}

bool accepts(std::string_view list, std::string_view coding)
{
    while (!list.empty()) {
        const auto comma = std::min(list.find(','), list.size());
        const auto element = trimmed(list.substr(0, comma));
        const auto semicolon = std::min(element.find(';'), element.size());
        if (same_word(trimmed(element.substr(0, semicolon)), coding)) {
            const auto weight = trimmed(element.substr(std::min(semicolon + 1, element.size())));
            // "q=0", "q=0.0", "q=0.000"
            return !weight.starts_with("q=0") || weight.find_first_not_of("0.", 2) != std::string_view::npos;
        }
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

void compress(Response& response, std::string_view accept_encoding)
{
    if (!response.may_compress || response.stream || response.body.size() < worth_it) return;
    response.with("Vary", "Accept-Encoding");
    if (!accepts(accept_encoding, "gzip")) return;
    auto packed = gzipped(response.body, level);
    if (packed.empty()) return;
    response.body = std::move(packed);
    response.with("Content-Encoding", "gzip");
}

} // namespace panoh::http
