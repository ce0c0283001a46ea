#pragma once

// From a request to a permit on its case, inside one transaction or snapshot; private to the slice.

#include "access/gate.h"
#include "cases/cases.h"

namespace panoh::cases {

/// The case a route names: "case/not_found" when the id is none.
[[nodiscard]] inline core::Result<core::CaseId> case_param(const http::Request& request)
{
    const auto id = core::parse_id<core::CaseId>(request.param("case"));
    if (!id) return core::fail(core::ErrorKind::not_found, "case/not_found");
    return *id;
}

/// A case as one request found it, with the right to do `A` on it.
template <Action A>
struct Permitted {
    CaseFile file;
    CasePermit<A> permit;
};

template <Action A>
[[nodiscard]] core::Result<Permitted<A>> permitted(store::Reader& reader, const access::Caller& caller,
                                                   core::CaseId id)
{
    PANOH_TRY(UnreadCase found, unread_case(reader, id));
    PANOH_TRY(auto permit, access::PermitIssuer::permit_case<A>(caller.subject(), id, found.facts()));
    CaseFile file = std::move(found).read(permit);
    return Permitted<A>{std::move(file), std::move(permit)};
}

/// The same without the refusal, where one right of several is enough.
template <Action A>
[[nodiscard]] std::optional<CasePermit<A>> maybe_permit(const access::Caller& caller, const CaseFile& file)
{
    auto permit = access::PermitIssuer::permit_case<A>(caller.subject(), file.id, facts_of(file));
    if (!permit) return std::nullopt;
    return std::move(*permit);
}

/// What a route that opens sealed parts may answer: see `access::Caller::opens`.
inline void add_opening_problems(http::Route& route)
{
    route.problems.insert(route.problems.end(), {"access/step_up_needed", "access/read_enough"});
}

} // namespace panoh::cases
