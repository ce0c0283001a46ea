#pragma once

#include <initializer_list>
#include <tuple>
#include <vector>

#include "vault/format.h"
#include "vault/grants.h"

namespace panoh::vault {

/// The teams that a compartment of a case was shared with by somebody who signed for it.
[[nodiscard]] std::vector<core::TeamId> shared_with(store::Reader& reader, const Registrar& registrar,
                                                    core::CaseId case_id, core::Compartment compartment);

/// Rows of team_id, granted_by, granted_at, ends_at, signer, signature, certificate: the teams whose grant is
/// good. `what` says for a team what was signed.
template <typename What>
[[nodiscard]] std::vector<core::TeamId> granted_teams(store::Reader& reader, const Registrar& registrar,
                                                      const store::Sql& find,
                                                      std::initializer_list<store::Value> values, What what)
{
    std::vector<core::TeamId> teams;
    reader.each(find, values, [&](const store::Row& row) {
        const auto team = row.id<core::TeamId>(0);
        if (is_good(registrar, grant_from(row, 1), what(team)))
            teams.push_back(team);
        else
            std::ignore = tampered(); // said in the log; nothing is sealed to it
    });
    return teams;
}

} // namespace panoh::vault
