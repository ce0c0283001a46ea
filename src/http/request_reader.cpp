#include "http/request_reader.h"

#include <algorithm>

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

namespace panoh::http {

namespace beast = boost::beast;

namespace {

/// The longest line that may stand before a chunk, and the longest trailer.
constexpr std::size_t chunk_line_bytes = 4096;
/// A declared length is believed only so far when memory is set aside for it.
constexpr std::uint64_t reserve_bytes = 1024 * 1024;

Refusal refusal_of(const beast::error_code& why)
{
    using beast::http::error;
    if (why == error::body_limit) return {413, "http/body_too_large"};
    if (why == error::header_limit) return {431, "http/header_too_large"};
    return {400, "http/malformed"};
}

} // namespace

class RequestReader::Parser final : public beast::http::basic_parser<true> {
public:
    Parser() { body_limit(boost::none); }
    Head head;
    std::string body;

private:
    using Error = beast::error_code;
    using Text = beast::string_view;
    static std::string text_of(Text text) { return {text.data(), text.size()}; }

    void on_request_impl(beast::http::verb, Text method, Text target, int version, Error&) override
    {
        head.method = text_of(method);
        head.target = text_of(target);
        head.version = version;
    }
    void on_response_impl(int, Text, int, Error&) override {}
    void on_field_impl(beast::http::field, Text name, Text value, Error&) override
    {
        // Trailers come here too, and change nothing: the request was decided by its head.
        if (!is_header_done()) head.fields.emplace_back(lower({name.data(), name.size()}), text_of(value));
    }
    void on_header_impl(Error&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>& length, Error&) override
    {
        if (length) body.reserve(static_cast<std::size_t>(std::min(*length, reserve_bytes)));
    }
    std::size_t on_body_impl(Text piece, Error&) override
    {
        body.append(piece.data(), piece.size());
        return piece.size();
    }
    void on_chunk_header_impl(std::uint64_t, Text, Error&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, Text piece, Error&) override
    {
        body.append(piece.data(), piece.size());
        return piece.size();
    }
    void on_finish_impl(Error&) override {}
};

RequestReader::RequestReader(const Limits& limits) : limits_(&limits), parser_(std::make_unique<Parser>()) {}
RequestReader::RequestReader(RequestReader&&) noexcept = default;
RequestReader& RequestReader::operator=(RequestReader&&) noexcept = default;
RequestReader::~RequestReader() = default;

const Head& RequestReader::head() const
{
    return parser_->head;
}
const std::string& RequestReader::body() const
{
    return parser_->body;
}
Head RequestReader::take_head()
{
    return std::move(parser_->head);
}
std::string RequestReader::take_body()
{
    return std::move(parser_->body);
}

void RequestReader::next()
{
    parser_ = std::make_unique<Parser>();
    looked_at_ = 0;
    state_ = State::more;
}

RequestReader::State RequestReader::refuse(Refusal refusal)
{
    refusal_ = refusal;
    return state_ = State::refused;
}

RequestReader::State RequestReader::read(std::string_view bytes, std::size_t& used)
{
    used = 0;
    if (state_ == State::refused || state_ == State::done) return state_;
    return parser_->is_header_done() ? read_body(bytes, used) : read_head(bytes, used);
}

RequestReader::State RequestReader::read_head(std::string_view bytes, std::size_t& used)
{
    const auto seen = bytes.substr(0, limits_->header_bytes);
    const auto end = seen.find("\r\n\r\n", looked_at_ < 3 ? 0 : looked_at_ - 3);
    const auto text = seen.substr(0, end == std::string_view::npos ? seen.size() : end + 4);
    if (const auto refusal = check_lines(text, looked_at_)) return refuse(*refusal);
    looked_at_ = text.size();
    if (end == std::string_view::npos)
        return bytes.size() >= limits_->header_bytes ? refuse({431, "http/header_too_large"}) : State::more;

    beast::error_code error;
    used = parser_->put(boost::asio::buffer(text.data(), text.size()), error);
    if (error) return refuse(refusal_of(error));
    // The parser must see the end of the head where we saw it; two readers of one text may never disagree.
    if (!parser_->is_header_done() || used != text.size()) return refuse({400, "http/malformed"});
    if (const auto refusal = check_head(parser_->head, *limits_)) return refuse(*refusal);
    parser_->eager(true);
    return State::head;
}

bool RequestReader::body_limit(std::uint64_t bytes)
{
    parser_->body_limit(bytes);
    if (parser_->content_length().value_or(0) <= bytes) return true;
    refuse({413, "http/body_too_large"});
    return false;
}

RequestReader::State RequestReader::read_body(std::string_view bytes, std::size_t& used)
{
    if (parser_->is_done()) return state_ = State::done;
    if (bytes.empty()) return State::more;
    beast::error_code error;
    used = parser_->put(boost::asio::buffer(bytes.data(), bytes.size()), error);
    if (parser_->is_done()) return state_ = State::done;
    if (error && error != beast::http::error::need_more) return refuse(refusal_of(error));
    if (bytes.size() - used > chunk_line_bytes) return refuse({400, "http/malformed"});
    return State::more;
}

} // namespace panoh::http
