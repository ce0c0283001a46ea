#pragma once

// For tests: a small house, with what somebody does who can write its database.

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "access/session.h"
#include "access/teams.h"
#include "access/test_node.h"

namespace panoh::access::test {

using panoh::test::Browser;
using panoh::test::TestNode;

constexpr auto for_teams = core::Action::team_manage;

/// A demonstration, so that a password is enough: two people, a team of each, a file of an administrator's
/// reach.
struct House {
    explicit House(store::Engine engine) : node(engine, true)
    {
        asel = node.add_ready("asel", Role::administrator);
        lead = node.add_ready("lead", Role::supervisor);
        medic = node.add_ready("medic", Role::clinician);
        mallory = node.add_ready("mallory", Role::caseworker);
        own = make_team("Own", {lead, medic, mallory});
        other = make_team("Other", {lead, medic});
        CHECK(browser.sign_in("mallory").status == 201);
        CHECK(browser.get("/api/session").status == 200);
    }
    core::TeamId make_team(const std::string& name, std::vector<core::UserId> members)
    {
        return *node.write([&](store::Transaction& transaction) {
            return access::make_team(transaction, PermitIssuer::for_command<for_teams>(node.organisation),
                                     {.at = node.clock.now()},
                                     {*node.access->secret().registrar(), nullptr, node.clock.now()},
                                     {name, node.organisation, std::move(members)});
        });
    }
    std::int64_t tamper(std::string sql, std::initializer_list<store::Value> values = {})
    {
        return node.database.tamper(std::move(sql), values);
    }
    bool is_on(core::UserId user, core::TeamId team)
    {
        return node.database->read([&](store::Reader& reader) { return is_member(reader, user, team); });
    }
    Person who(core::UserId user)
    {
        return *node.database->read([&](store::Reader& reader) { return person(reader, user); });
    }
    /// As an administrator sets the day on which an account ends.
    core::Result<std::int64_t> end_at(core::UserId user, core::Instant at)
    {
        const auto version =
            node.database->read([&](store::Reader& reader) { return user_view(reader, user)->version; });
        return node.write([&](store::Transaction& transaction) {
            return change_user(transaction, PermitIssuer::for_command<core::Action::people_manage>(user),
                               {.at = node.clock.now()}, version, {.ends_at = at});
        });
    }
    void leave(core::UserId user, core::TeamId team)
    {
        CHECK(node.write([&](store::Transaction& transaction) {
            return remove_member(transaction, PermitIssuer::for_command<for_teams>(team),
                                 {.at = node.clock.now()}, user);
        }));
    }

    TestNode node;
    Browser browser{node};
    core::UserId asel, lead, medic, mallory;
    core::TeamId own, other;
};

} // namespace panoh::access::test
