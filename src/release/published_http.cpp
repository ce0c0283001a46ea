#include <memory>

#include "access/page.h"
#include "release/releases_request.h"

namespace panoh::release {

namespace {

/// A minute: what is taken back must be gone soon from what lies in between.
constexpr const char* keep = "public, max-age=60";

struct Pages {
    store::Database& database;

    [[nodiscard]] http::Response list(const http::Request& request) const
    {
        const auto views = database.read([&](store::Reader& reader) -> core::Result<PublishedViews> {
            PANOH_TRY(const access::Page page, access::page_of(request));
            const auto found = published_releases(reader, page.after, page.limit);
            PublishedViews all;
            for (const PublishedRelease& one : found)
                all.items.push_back(view_of(one));
            if (static_cast<int>(found.size()) == page.limit)
                all.next = access::cursor_for(found.back().place);
            return all;
        });
        return http::answer(views, [](const PublishedViews& all) {
            return http::ok(all).with("Cache-Control", keep).compressible();
        });
    }

    [[nodiscard]] http::Response one(const http::Request& request) const
    {
        const auto found = database.read([&](store::Reader& reader) -> core::Result<PublishedRelease> {
            PANOH_TRY(const core::ReleaseId id, release_param(request));
            return published_release(reader, id);
        });
        return http::answer(found, [](const PublishedRelease& release) {
            return http::ok(view_of(release)).with("Cache-Control", keep).compressible();
        });
    }

    [[nodiscard]] http::Response file(const http::Request& request) const
    {
        const auto found = database.read([&](store::Reader& reader) -> core::Result<ReleaseFilePart> {
            PANOH_TRY(const core::ReleaseId id, release_param(request));
            return published_file(reader, id, request.param("file"));
        });
        return http::answer(found, [&](const ReleaseFilePart& part) {
            return file_response(database, *release_param(request), part);
        });
    }
};

} // namespace

void add_published_routes(http::Router& router, const access::Gate& gate, store::Database& database)
{
    const auto pages = std::make_shared<Pages>(Pages{database});
    const auto add = [&](http::Route route, http::Response (Pages::*answer)(const http::Request&) const) {
        route.policy = "open_to_all";
        router.add(gate.open(std::move(route), [pages, answer](const http::Request& request) {
            return ((*pages).*answer)(request);
        }));
    };
    add({.pattern = "/api/published-releases",
         .summary = "What is out, and what was and says why not any more; newest first",
         .query = {{"limit", "1 to 200"}, {"cursor", "Where the page before ended"}},
         .gives = core::json_schema<PublishedViews>(),
         .problems = {"http/query_invalid"}},
        &Pages::list);
    add({.pattern = "/api/published-releases/{release}",
         .summary = "One of them, with its files while it is out",
         .gives = core::json_schema<PublishedView>(),
         .problems = {"release/release_not_found"}},
        &Pages::one);
    add({.pattern = "/api/published-releases/{release}/files/{file}",
         .summary = "A file of a release that is out",
         .problems = {"release/release_not_found", "release/file_not_found", "release/withdrawn"}},
        &Pages::file);
}

} // namespace panoh::release
