#include "access/page.h"

#include <charconv>

#include "core/text.h"
#include "crypto/crypto.h"

namespace panoh::access {

core::Result<Page> page_of(const http::Request& request)
{
    Page page;
    if (const auto limit = request.query("limit")) {
        const auto* end = limit->data() + limit->size();
        const auto read = std::from_chars(limit->data(), end, page.limit);
        if (read.ec != std::errc() || read.ptr != end || page.limit < 1 || page.limit > 200)
            return core::fail(core::ErrorKind::invalid, "http/query_invalid", "limit");
    }
    if (const auto cursor = request.query("cursor")) {
        const auto place = crypto::from_base64url(*cursor);
        if (!place || !core::is_text(core::as_text(*place)))
            return core::fail(core::ErrorKind::invalid, "http/query_invalid", "cursor");
        page.after = core::as_text(*place);
    }
    return page;
}

std::string cursor_for(std::string_view place)
{
    return crypto::to_base64url(core::as_bytes(place));
}

} // namespace panoh::access
