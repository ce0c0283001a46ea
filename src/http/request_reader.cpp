// The only file that includes Boost.Beast.

#include "http/request_reader.h"

#include <algorithm>

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

namespace panoh::http {

namespace beast = boost::beast;

namespace {

/// A declared length is believed only so far when memory is set aside for it.
constexpr std::uint64_t reserve_bytes = 1024 * 1024;

/// Beast checks every character of request line and fields; what it finds is copied out.
class HeadParser final : public beast::http::basic_parser<true> {
public:
    explicit HeadParser(Head& head) : head_(head) { body_limit(boost::none); }

    /// True when `text` is one head, from its first byte to its last.
    [[nodiscard]] bool parse(std::string_view text)
    {
        beast::error_code error;
        const auto used = put(boost::asio::buffer(text.data(), text.size()), error);
        // The parser must see the end of the head where we saw it: two readers of one text may never
        // disagree.
        return !error && is_header_done() && used == text.size();
    }

private:
    using Error = beast::error_code;
    using Text = beast::string_view;
    static std::string_view text_of(Text text) { return {text.data(), text.size()}; }

    void on_request_impl(beast::http::verb, Text method, Text target, int version, Error&) override
    {
        head_.method = text_of(method);
        head_.target = text_of(target);
        head_.version = version;
    }
    void on_field_impl(beast::http::field, Text name, Text value, Error&) override
    {
        head_.fields.emplace_back(lower(text_of(name)), text_of(value));
    }
    // What follows the head is read here, not by Beast.
    void on_response_impl(int, Text, int, Error&) override {}
    void on_header_impl(Error&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, Error&) override {}
    std::size_t on_body_impl(Text, Error&) override { return 0; }
    void on_chunk_header_impl(std::uint64_t, Text, Error&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, Text, Error&) override { return 0; }
    void on_finish_impl(Error&) override {}

    Head& head_;
};

} // namespace

RequestReader::State RequestReader::refuse(Refusal refusal)
{
    refusal_ = refusal;
    return state_ = State::refused;
}

RequestReader::State RequestReader::read(std::string_view bytes, std::size_t& used)
{
    used = 0;
    if (state_ == State::refused || state_ == State::done) return state_;
    if (!head_done_) return read_head(bytes, used);
    return chunked_ ? read_chunks(bytes, used) : read_body(bytes, used);
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

    if (!HeadParser(head_).parse(text)) return refuse({400, "http/malformed"});
    if (const auto refusal = check_head(head_, *limits_)) return refuse(*refusal);
    used = text.size();
    head_done_ = true;
    chunked_ = head_.chunked();
    length_ = head_.length().value_or(0);
    return State::head;
}

bool RequestReader::body_limit(std::uint64_t bytes)
{
    limit_ = bytes;
    if (length_ > bytes) {
        refuse({413, "http/body_too_large", "Content-Length"});
        return false;
    }
    body_.reserve(static_cast<std::size_t>(std::min(length_, reserve_bytes)));
    return true;
}

RequestReader::State RequestReader::read_body(std::string_view bytes, std::size_t& used)
{
    used = static_cast<std::size_t>(std::min<std::uint64_t>(length_ - body_.size(), bytes.size()));
    body_.append(bytes.substr(0, used));
    return body_.size() == length_ ? state_ = State::done : State::more;
}

RequestReader::State RequestReader::read_chunks(std::string_view bytes, std::size_t& used)
{
    switch (chunks_.read(bytes, used, body_, limit_)) {
    case ChunkedBody::State::more:
        return State::more;
    case ChunkedBody::State::done:
        return state_ = State::done;
    case ChunkedBody::State::too_large:
        return refuse({413, "http/body_too_large", "Transfer-Encoding"});
    case ChunkedBody::State::malformed:
        break;
    }
    return refuse({400, "http/malformed"});
}

} // namespace panoh::http
