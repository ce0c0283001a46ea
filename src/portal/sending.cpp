#include "portal/sending.h"

#include "core/language.h"
#include "http/compress.h"
#include "http/fields.h"
#include "portal/edition_page.h"
#include "portal/preferred.h"
#include "portal/style.h"

namespace panoh::portal {

using http::Request;
using http::Response;

namespace {

bool names_tag(std::string_view list, std::string_view tag)
{
    return !list.empty() && (http::trimmed(list) == "*" || list.find(tag) != std::string_view::npos);
}

} // namespace

Response send_packed(const Request& request, const Packed& packed, const std::string& policy)
{
    const bool gzip = !packed.gzip.empty() && http::accepts(request.header("accept-encoding"), "gzip");
    const auto& tag = gzip ? packed.gzip_tag : packed.tag;
    Response response;
    response.headers.reserve(7);
    response.with("ETag", tag).with("Cache-Control", public_keep);
    if (!packed.gzip.empty()) response.with("Vary", "Accept-Encoding");
    if (packed.type.starts_with("text/html")) response.with("Content-Security-Policy", policy);
    if (names_tag(request.header("if-none-match"), tag)) {
        response.status = 304;
        return response;
    }
    if (gzip) response.with("Content-Encoding", "gzip");
    response.content_type = packed.type;
    response.body = gzip ? packed.gzip : packed.plain;
    return response;
}

Response findable(Response response, bool fictional)
{
    if (!fictional) response.with("X-Robots-Tag", "all");
    return response;
}

std::string_view reader_language(const Request& request)
{
    return preferred_language(request.header("accept-language"), core::languages);
}

Response missing(std::string_view language, Shelves of)
{
    Response response{.status = 404,
                      .content_type = "text/html; charset=utf-8",
                      .body = missing_page(language, of),
                      .may_compress = true};
    return std::move(response.with("Content-Security-Policy", page_policy()));
}

} // namespace panoh::portal
