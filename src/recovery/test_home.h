#pragma once

// For tests only: an organisation with people who have keys, and a database to look after.

#include <array>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "access/gate.h"
#include "access/migrations.h"
#include "access/teams.h"
#include "audit/migrations.h"
#include "audit/test_database.h"
#include "recovery/custodians.h"
#include "recovery/migrations.h"
#include "vault/migrations.h"
#include "vault/test_registrar.h"

namespace panoh::test {

inline constexpr core::Instant morning = {1'795'000'000'000};

struct Home : TestDatabase {
    explicit Home(store::Engine engine)
        : TestDatabase(engine,
                       {audit::migrations, vault::migrations, access::migrations, recovery::migrations})
    {
        REQUIRE((*this)->write([&](store::Transaction& transaction) -> core::Done {
            access::register_organisation(transaction,
                                          {organisation, "Open Door", access::OrganisationType::ngo, "KG"});
            return {};
        }));
    }
    /// Somebody who has opened their account.
    core::UserId add(const std::string& name, access::Role role)
    {
        const auto id = crypto::random_id<core::UserId>();
        secrets.emplace(id, vault::make_user_secrets());
        const access::PreparedUser prepared{.id = id, .secrets = copy(id), .wrapped = {1}};
        REQUIRE((*this)->write([&](store::Transaction& transaction) {
            return access::make_user_activated(
                transaction, registrar(), {.at = morning}, prepared,
                {.user_name = name, .name = name + " Person", .role = role, .organisation = organisation});
        }));
        return id;
    }
    core::TeamId make_team(std::vector<core::UserId> members)
    {
        return *(*this)->write([&](store::Transaction& transaction) {
            return access::make_team(
                transaction, access::PermitIssuer::for_command<core::Action::team_manage>(organisation),
                {.at = morning}, {registrar(), nullptr, morning},
                {"Harbour", organisation, std::move(members)});
        });
    }
    [[nodiscard]] vault::UserSecrets copy(core::UserId id) const
    {
        const auto& own = secrets.at(id);
        return {.box = own.box.duplicate(), .sign = own.sign.duplicate()};
    }
    [[nodiscard]] vault::KeyRing ring(core::UserId id) const { return {id, copy(id), registrar()}; }
    [[nodiscard]] recovery::MayManage may_manage() const
    {
        return access::PermitIssuer::for_command<core::Action::recovery_manage>(organisation);
    }
    [[nodiscard]] recovery::MayHelp may_help() const
    {
        return access::PermitIssuer::for_command<core::Action::recovery_help>(organisation);
    }

    core::OrganisationId organisation = crypto::random_id<core::OrganisationId>();
    std::map<core::UserId, vault::UserSecrets> secrets;
};

} // namespace panoh::test
