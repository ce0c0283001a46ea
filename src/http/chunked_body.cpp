#include "http/chunked_body.h"

#include <algorithm>

namespace panoh::http {

namespace {

/// 28 bits are more than any body may have, and cannot overflow.
constexpr int max_digits = 7;

int hex_value(char letter)
{
    if (letter >= '0' && letter <= '9') return letter - '0';
    if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
    return -1;
}

} // namespace

bool ChunkedBody::step(char letter)
{
    const auto expect = [&](char expected, Place next) {
        place_ = next;
        return letter == expected;
    };
    switch (place_) {
    case Place::first_digit:
        left_ = 0;
        digits_ = 0;
        place_ = Place::digits;
        [[fallthrough]];
    case Place::digits:
        if (letter == '\r' && digits_ > 0) {
            place_ = Place::size_end;
            return true;
        }
        if (hex_value(letter) < 0 || ++digits_ > max_digits) return false;
        left_ = left_ * 16 + static_cast<std::uint64_t>(hex_value(letter));
        return true;
    case Place::size_end:
        return expect('\n', left_ == 0 ? Place::last_return : Place::data);
    case Place::data_return:
        return expect('\r', Place::data_end);
    case Place::data_end:
        return expect('\n', Place::first_digit);
    case Place::last_return:
        return expect('\r', Place::last_end);
    case Place::last_end:
        done_ = true;
        return letter == '\n';
    case Place::data:
        break;
    }
    return false;
}

ChunkedBody::State ChunkedBody::read(std::string_view bytes, std::size_t& used, std::string& body,
                                     std::uint64_t limit)
{
    used = 0;
    while (used < bytes.size() && !done_) {
        if (place_ != Place::data) {
            if (!step(bytes[used++])) return State::malformed;
            if (place_ == Place::data && body.size() + left_ > limit) return State::too_large;
            continue;
        }
        const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size() - used));
        body.append(bytes.substr(used, size));
        used += size;
        left_ -= size;
        if (left_ == 0) place_ = Place::data_return;
    }
    return done_ ? State::done : State::more;
}

} // namespace panoh::http
