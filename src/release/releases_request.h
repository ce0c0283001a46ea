#pragma once

// What the routes of lineages and of releases share.

#include <string>

#include "http/message.h"
#include "release/releases_http.h"
#include "release/releases_view.h"

namespace panoh::release {

template <core::Action A>
[[nodiscard]] core::Result<core::Permit<A, core::OrganisationId>> permitted(const access::Caller& caller)
{
    return access::PermitIssuer::permit<A>(caller.subject(), caller.subject().organisation);
}

[[nodiscard]] inline core::Result<core::LineageId> lineage_param(const http::Request& request)
{
    const auto id = core::parse_id<core::LineageId>(request.param("lineage"));
    if (!id) return core::fail(core::ErrorKind::not_found, "release/lineage_not_found");
    return *id;
}
[[nodiscard]] inline core::Result<core::ReleaseId> release_param(const http::Request& request)
{
    const auto id = core::parse_id<core::ReleaseId>(request.param("release"));
    if (!id) return core::fail(core::ErrorKind::not_found, "release/release_not_found");
    return *id;
}

/// What was read or changed, under its version.
template <typename View>
[[nodiscard]] http::Response with_version(const core::Result<View>& view)
{
    return http::answer(view, [](const View& one) { return http::ok(one).tagged(one.version); });
}

/// A file to be saved, a piece at a time.
[[nodiscard]] http::Response file_response(store::Database& database, core::ReleaseId release,
                                           const ReleaseFilePart& file);

} // namespace panoh::release
