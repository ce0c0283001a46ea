// What people type and browsers send back in short: codes on paper, base64url, one-time codes, ids, keys of
// drafts, places in a list, cookies, versions. Never a crash, one text for one value, and what was written
// reads as it was.

#include <string>
#include <string_view>

#include "access/cookies.h"
#include "access/page.h"
#include "core/ids.h"
#include "core/text.h"
#include "crypto/crypto.h"
#include "crypto/totp.h"
#include "drafts/draft.h"
#include "fuzz.h"
#include "tables/place.h"

namespace {

using namespace panoh;
using fuzz::must;

void readable_codes(std::string_view text)
{
    const auto bytes = core::as_bytes(text);
    const std::string code = crypto::readable_code(bytes);
    const auto back = crypto::parse_readable_code(code);
    must(back && core::as_text(*back) == text);
    const auto read = crypto::parse_readable_code(text);
    if (!read) return fuzz::must_be_refusal(read.error());
    must(read->size() <= text.size());
    const auto again = crypto::parse_readable_code(crypto::readable_code(*read));
    must(again && *again == *read);
}

void base64(std::string_view text)
{
    const auto back = crypto::from_base64url(crypto::to_base64url(core::as_bytes(text)));
    must(back && core::as_text(*back) == text);
    const auto read = crypto::from_base64url(text);
    if (!read) return fuzz::must_be_refusal(read.error());
    must(crypto::to_base64url(*read) == text);
}

void one_time_codes(std::string_view text)
{
    static const crypto::TotpSecret secret;
    static constexpr core::Instant now = {1'795'000'000'000};
    const auto step = crypto::check_totp(secret, text, now, 0);
    if (step) {
        must(text.size() == 6);
        must(!crypto::check_totp(secret, text, now, *step));
    } else {
        fuzz::must_be_refusal(step.error());
    }
    const std::string address = crypto::totp_address(secret, text);
    must(address.find_first_of(" \"<>\n\r") == std::string::npos);
}

void ids(std::string_view text)
{
    if (const auto id = core::parse_id<core::CaseId>(text)) {
        const std::string written = core::to_string(*id);
        must(written.size() == text.size() && core::parse_id<core::CaseId>(written) == id);
    }
    if (const auto key = drafts::parse_key(text)) must(drafts::to_string(*key) == text);
    if (const auto place = tables::parse_cell_place(text)) {
        must(place->row >= 1 && place->row <= 1'048'576 && place->column < 16'384);
        must(tables::parse_cell_place(tables::to_string(*place)) == place);
    }
}

void pages(std::string_view text)
{
    http::Request request;
    fuzz::Input input(text);
    request.queries.emplace_back("limit", std::string(input.up_to(' ')));
    const std::string_view place = input.rest();
    request.queries.emplace_back("cursor", place.empty() ? std::string() : std::string(place));
    const auto page = access::page_of(request);
    if (page) {
        must(page->limit >= 1 && page->limit <= 200 && core::is_text(page->after));
        must(access::cursor_for(page->after) == place);
    } else {
        fuzz::must_be_refusal(page.error());
    }
}

void headers(std::string_view text)
{
    http::Request request;
    request.headers = {{"cookie", std::string(text)}, {"if-match", std::string(text)}};
    for (const bool secure : {false, true}) {
        request.secure = secure;
        const std::string_view value = request.cookie(access::session_cookie(request));
        must(value.size() <= text.size() && value.find(';') == std::string_view::npos);
    }
    if (const auto version = request.if_match())
        must('"' + std::to_string(*version) + '"' == text);
    else
        fuzz::must_be_refusal(version.error());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const bool started = crypto::start().has_value();
    must(started);
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    readable_codes(text);
    base64(text);
    one_time_codes(text);
    ids(text);
    pages(text);
    headers(text);
    return 0;
}
