#pragma once

// What the routes of editions, of stories and of pictures share.

#include <initializer_list>
#include <string>
#include <vector>

#include "access/gate.h"
#include "bulletin/editions_http.h"
#include "bulletin/editions_view.h"
#include "http/message.h"

namespace panoh::bulletin {

template <core::Action A>
[[nodiscard]] core::Result<core::Permit<A, core::OrganisationId>> permitted(const access::Caller& caller)
{
    return access::PermitIssuer::permit<A>(caller.subject(), caller.subject().organisation);
}

[[nodiscard]] inline core::Result<core::EditionId> edition_of(const http::Request& request)
{
    const auto id = core::parse_id<core::EditionId>(request.param("edition"));
    if (!id) return core::fail(core::ErrorKind::not_found, "bulletin/edition_not_found");
    return *id;
}

[[nodiscard]] inline core::Date today(const EditionNeeds& needs, const access::Caller& caller)
{
    return core::local_day(caller.act().at, needs.time_zone);
}

/// What a preview is asked for. "http/query_invalid"
[[nodiscard]] inline core::Result<Printing>
preview_of(const EditionNeeds& needs, const access::Caller& caller, const http::Request& request)
{
    const auto medium = core::from_text<Medium>(request.query("for").value_or("web"));
    if (!medium) return core::fail(core::ErrorKind::invalid, "http/query_invalid", "for");
    return Printing{.language = std::string(request.param("language")),
                    .day = today(needs, caller),
                    .medium = *medium,
                    .time_zone = needs.time_zone};
}

/// What was read or changed, under its version.
template <typename View>
[[nodiscard]] http::Response with_version(const core::Result<View>& view)
{
    return http::answer(view, [](const View& one) { return http::ok(one).tagged(one.version); });
}
/// What was made, at the path `under` (with its last slash) and its id.
template <typename View>
[[nodiscard]] http::Response as_made(const core::Result<View>& view, const std::string& under)
{
    return http::answer(view, [&](const View& one) {
        return http::created(under + core::to_string(one.id), one).tagged(one.version);
    });
}

/// The codes of a value that is sent, and more.
[[nodiscard]] inline std::vector<std::string> with_faults(std::initializer_list<const char*> more)
{
    std::vector<std::string> codes = {"outreach/missing", "outreach/too_long", "outreach/repeated",
                                      "outreach/key_invalid"};
    codes.insert(codes.end(), more.begin(), more.end());
    return codes;
}

} // namespace panoh::bulletin
