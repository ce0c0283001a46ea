#include <doctest/doctest.h>

#include <zlib.h>

#include "http/compress.h"

using namespace panoh::http;

namespace {

std::string unpacked(std::string_view packed)
{
    std::string text(1'000'000, '\0');
    z_stream stream = {};
    REQUIRE(inflateInit2(&stream, 15 + 16) == Z_OK);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(text.data());
    stream.avail_out = static_cast<uInt>(text.size());
    REQUIRE(inflate(&stream, Z_FINISH) == Z_STREAM_END);
    text.resize(stream.total_out);
    inflateEnd(&stream);
    return text;
}

std::string_view header(const Response& response, std::string_view name)
{
    return value_of(response.headers, name);
}

std::string long_list()
{
    std::string text = "[";
    for (int i = 0; i < 500; ++i)
        text += "{\"state\":\"active\",\"country\":\"KG\"},";
    return text + "0]";
}

} // namespace

TEST_CASE("an answer that may be compressed is, for who takes it, and comes out the same")
{
    auto response = json_response(200, long_list()).compressible();
    compress(response, "br, gzip");
    CHECK(header(response, "Content-Encoding") == "gzip");
    CHECK(header(response, "Vary") == "Accept-Encoding");
    CHECK(response.body.size() < long_list().size() / 10);
    CHECK(unpacked(response.body) == long_list());
}

TEST_CASE("what nobody allowed, asked for or gains from goes as it is")
{
    auto sealed = json_response(200, long_list());
    compress(sealed, "gzip");
    CHECK(sealed.body == long_list());
    CHECK(header(sealed, "Vary").empty());
    for (const auto* accepted : {"", "br", "gzip;q=0", "gzip;q=0.0, br", "xgzip"}) {
        auto response = json_response(200, long_list()).compressible();
        compress(response, accepted);
        CHECK(response.body == long_list());
        CHECK(header(response, "Content-Encoding").empty());
    }
    auto small = json_response(200, "[1]").compressible();
    compress(small, "gzip");
    CHECK(small.body == "[1]");
}
