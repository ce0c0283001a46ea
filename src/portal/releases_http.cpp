#include "portal/releases_http.h"

#include <algorithm>

#include "core/language.h"
#include "portal/addresses.h"
#include "portal/sending.h"
#include "portal/style.h"

namespace panoh::portal {
namespace {

using http::Request;
using http::Response;

bool is_language(std::string_view word)
{
    return std::ranges::find(core::languages, word) != core::languages.end();
}

Response nowhere(std::string_view language)
{
    return missing(language, Shelves::releases);
}

struct Pages {
    ReleasePages& pages;

    [[nodiscard]] Response list(const Request& request) const
    {
        auto response = send_packed(request, *pages.list(reader_language(request)), page_policy());
        return std::move(response.with("Vary", "Accept-Language"));
    }

    /// `/releases/ky`: the list in a language. `/releases/<id>`: on to the release in the reader's.
    [[nodiscard]] Response list_or_release(const Request& request) const
    {
        const auto word = request.param("release");
        if (is_language(word)) return findable(send_packed(request, *pages.list(word), page_policy()), false);
        const auto language = reader_language(request);
        const auto id = core::parse_id<core::ReleaseId>(word);
        if (!id || !pages.find(*id)) return nowhere(language);
        Response response{.status = 303};
        response.with("Location", release_in(*id, language)).with("Vary", "Accept-Language");
        return response;
    }

    [[nodiscard]] Response page(const Request& request) const
    {
        const auto language = request.param("language");
        const auto id = core::parse_id<core::ReleaseId>(request.param("release"));
        if (!id || !is_language(language)) return nowhere(language);
        const auto page = pages.page(*id, language);
        if (!page) return nowhere(language);
        return findable(send_packed(request, *page->packed, chart_policy()), page->fictional);
    }
};

} // namespace

void add_release_routes(http::Router& router, ReleasePages& pages)
{
    const auto all = std::make_shared<Pages>(Pages{pages});
    const auto add = [&](std::string pattern, std::string summary,
                         Response (Pages::*answer)(const Request&) const) {
        router.add({.method = http::Method::get,
                    .pattern = std::move(pattern),
                    .policy = "open_to_all",
                    .summary = std::move(summary),
                    .tagged = true,
                    .handler = [all, answer](const Request& request) { return ((*all).*answer)(request); }});
    };
    add("/releases", "The data that were published, as a page in the reader's language.", &Pages::list);
    add("/releases/{release}", "The same in a language; or, for a release, the way to it.",
        &Pages::list_or_release);
    add("/releases/{release}/{language}",
        "A release in a language, as a page: its figures, its promise, its files.", &Pages::page);
}

} // namespace panoh::portal
