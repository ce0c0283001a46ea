// What a database from before certificates holds is believed once, when it is brought up to date.

#include <vector>

#include "vault/grants.h"

namespace panoh::vault {

namespace {

void certify_people(store::Transaction& transaction, const Registrar& registrar, core::Instant at)
{
    static constexpr store::Sql find{"SELECT user_id FROM vault_user_key WHERE certificate IS NULL"};
    std::vector<core::UserId> people;
    transaction.each(find, {}, [&](const store::Row& row) { people.push_back(row.id<core::UserId>(0)); });
    for (const auto& id : people)
        if (const auto keys = user_public_keys(transaction, id))
            store_user_public_keys(transaction, registrar, id, *keys, at);
}

void certify_teams(store::Transaction& transaction, const Registrar& registrar, core::Instant at)
{
    static constexpr store::Sql find{
        "SELECT team_id, compartment, epoch, public_key FROM vault_team_key WHERE certificate IS NULL"};
    static constexpr store::Sql update{"UPDATE vault_team_key SET made_at = ?, certificate = ? "
                                       "WHERE team_id = ? AND compartment = ? AND epoch = ?"};
    struct Found {
        TeamKeyName name;
        core::Bytes key;
    };
    std::vector<Found> keys;
    transaction.each(find, {}, [&](const store::Row& row) {
        if (const auto compartment = core::from_text<core::Compartment>(row.text(1)))
            keys.push_back(
                {{row.id<core::TeamId>(0), *compartment, row.integer(2)}, core::copy_of(row.bytes(3))});
    });
    for (const auto& [name, key] : keys) {
        const auto certificate = registrar.certify(team_statement(name, key, at));
        transaction.run(update, {at, core::ByteView(certificate), name.team, core::to_text(name.compartment),
                                 name.epoch});
    }
}

void certify_members(store::Transaction& transaction, const Registrar& registrar, core::Instant at)
{
    static constexpr store::Sql find{"SELECT team_id, compartment, epoch, user_id, sealed "
                                     "FROM vault_team_member WHERE certificate IS NULL"};
    static constexpr store::Sql update{
        "UPDATE vault_team_member SET granted_at = ?, signer = ?, signature = ?, certificate = ? "
        "WHERE team_id = ? AND compartment = ? AND epoch = ? AND user_id = ?"};
    struct Found {
        TeamWrap wrap;
        core::Bytes sealed;
    };
    std::vector<Found> members;
    transaction.each(find, {}, [&](const store::Row& row) {
        if (const auto compartment = core::from_text<core::Compartment>(row.text(1)))
            members.push_back(
                {{row.id<core::TeamId>(0), *compartment, row.integer(2), row.id<core::UserId>(3)},
                 core::copy_of(row.bytes(4))});
    });
    for (const auto& [wrap, sealed] : members) {
        const auto grant = make_grant({registrar, nullptr, at}, member_statement(wrap, sealed));
        transaction.run(update, {grant.at, grant.signer, grant.signature, grant.certificate, wrap.team,
                                 core::to_text(wrap.compartment), wrap.epoch, wrap.user});
    }
}

} // namespace

void certify_all(store::Transaction& transaction, const Registrar& registrar, core::Instant at)
{
    certify_people(transaction, registrar, at);
    certify_teams(transaction, registrar, at);
    certify_members(transaction, registrar, at);
}

} // namespace panoh::vault
