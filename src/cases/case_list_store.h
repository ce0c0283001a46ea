#pragma once

#include "cases/case_list.h"

// The SQL of lists; private to the slice.
namespace panoh::cases {

/// Where a page begins: strictly after this place in the order.
struct After {
    std::int64_t time = 0; ///< of opened and updated
    std::string due = {};
    core::CaseId id = {};
};

/// How a page is found: walking the order, of the team, of one country or of one state and country in it, and
/// skipping what the filter refuses, or gathering all that one index knows to fit and sorting it.
enum class Plan {
    walk,
    walk_country,
    walk_state_country,
    gather_state,
    gather_country,
    gather_worker,
    gather_opener
};

/// How many rows a filter has in a team, from the tallies.
struct Expected {
    std::int64_t team = 0;     ///< rows of the team
    std::int64_t matching = 0; ///< rows of that state and country
    std::int64_t country = 0;  ///< rows of that country
    std::int64_t worker =
        0; ///< rows of the person asked for, in all teams; the team's when nobody is asked for
};
[[nodiscard]] Expected expect(store::Reader& reader, core::TeamId team, const ListQuery& query);
/// The cheapest plan for one page: walking meets `limit * walked / fitting` rows, gathering sorts what it
/// gathers. Only the default order has an index by country, and one by state and country.
[[nodiscard]] Plan choose(const Expected& expected, const Scope& scope, const ListQuery& query, int limit);

/// Rows of one state and country.
struct Tally {
    std::string state = {};
    std::string country = {};
    std::int64_t total = 0;
};
/// Of a team, or of what one person opened in it and nobody took over.
[[nodiscard]] std::vector<Tally> tallies(store::Reader& reader, core::TeamId team,
                                         const std::optional<core::UserId>& opened_by);

/// What authorisation may know of each of these cases, as far as they exist.
[[nodiscard]] std::vector<std::pair<core::CaseId, access::CaseFacts>>
facts_of_cases(store::Reader& reader, const std::vector<core::CaseId>& cases);

/// At most `limit` rows of one team.
void page_of_team(store::Reader& reader, core::TeamId team, const Scope& scope, const ListQuery& query,
                  const After& after, Plan plan, bool with_sealed_names, int limit,
                  std::vector<ListRow>& rows);

} // namespace panoh::cases
