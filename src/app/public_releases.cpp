#include "app/public_releases.h"

namespace panoh::app {
namespace {

/// Of the list; older ones keep their pages.
constexpr int most_listed = 200;

} // namespace

portal::ReleaseSource public_releases(store::Database& database)
{
    return {.list =
                [&database] {
                    return database.read([](store::Reader& reader) {
                        return release::published_releases(reader, {}, most_listed);
                    });
                },
            .one =
                [&database](core::ReleaseId id) {
                    return database.read(
                        [&](store::Reader& reader) { return release::published_release(reader, id); });
                },
            .report =
                [&database](core::ReleaseId id, std::string_view language) {
                    return database.read([&](store::Reader& reader) {
                        return release::published_report(reader, id, language);
                    });
                }};
}

} // namespace panoh::app
