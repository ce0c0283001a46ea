#include "cases/scope.h"

#include "access/people.h"

namespace panoh::cases {

Scope scope_of(store::Reader& reader, const access::Subject& subject, core::Action action)
{
    switch (access::reach(subject.role, subject.organisation_type, action)) {
    case access::Reach::nothing:
        return {};
    case access::Reach::organisation:
        return {.teams = access::team_ids_of(reader, subject.organisation)};
    case access::Reach::team:
        return {.teams = subject.teams};
    case access::Reach::opened:
        return {.teams = subject.teams, .opened_by = subject.user};
    }
    return {};
}

} // namespace panoh::cases
