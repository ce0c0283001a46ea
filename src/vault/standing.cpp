#include "vault/standing.h"

#include <algorithm>

#include "vault/case_keys.h"
#include "vault/grants.h"
#include "vault/sharing.h"

namespace panoh::vault {

namespace {

struct MissingRow {
    core::CaseId case_id;
    DataKeyRow key;
};

/// Data keys of the team that the second group has not.
std::vector<MissingRow> missing_rows(store::Reader& reader, const Standing& standing,
                                     const RewrapPlace& after, std::int64_t limit)
{
    static constexpr store::Sql find{
        "SELECT k.case_id, k.version, k.epoch, k.quick, k.sealed FROM vault_case_key k "
        "WHERE k.case_id >= ? AND NOT (k.case_id = ? AND k.version <= ?) AND k.compartment = ? "
        "AND k.team_id = ? AND NOT EXISTS (SELECT 1 FROM vault_case_key s WHERE s.case_id = k.case_id "
        "AND s.compartment = k.compartment AND s.team_id = ? AND s.version = k.version) "
        "ORDER BY k.case_id, k.version LIMIT ?"};
    std::vector<MissingRow> rows;
    reader.each(find,
                {after.case_id, after.case_id, after.version, core::to_text(standing.compartment),
                 standing.team, standing.to, limit},
                [&](const store::Row& row) {
                    rows.push_back({row.id<core::CaseId>(0),
                                    {row.integer(1), row.integer(2), core::copy_of(row.bytes(3)),
                                     core::copy_of(row.bytes(4))}});
                });
    return rows;
}

} // namespace

void begin_standing(store::Transaction& transaction, const Giving& giving, const Standing& standing)
{
    static constexpr store::Sql upsert{
        "INSERT INTO vault_standing (team_id, compartment, to_team, granted_by, granted_at, signer, "
        "signature, certificate, through) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0) "
        "ON CONFLICT (team_id, compartment, to_team) DO UPDATE SET granted_by = excluded.granted_by, "
        "granted_at = excluded.granted_at, signer = excluded.signer, signature = excluded.signature, "
        "certificate = excluded.certificate, through = 0"};
    const auto grant =
        make_grant(giving, standing_statement(standing.team, standing.compartment, standing.to));
    transaction.run(upsert, {standing.team, core::to_text(standing.compartment), standing.to,
                             grant.by.is_null() ? store::Value() : store::Value(grant.by), grant.at,
                             grant.signer, grant.signature, grant.certificate});
}

std::vector<core::TeamId> standing_with(store::Reader& reader, const Registrar& registrar, core::TeamId team,
                                        core::Compartment compartment)
{
    static constexpr store::Sql find{
        "SELECT to_team, granted_by, granted_at, 0, signer, signature, certificate FROM vault_standing "
        "WHERE team_id = ? AND compartment = ? ORDER BY to_team"};
    return granted_teams(reader, registrar, find, {team, core::to_text(compartment)},
                         [&](core::TeamId to) { return standing_statement(team, compartment, to); });
}

std::vector<Standing> standing_due(store::Reader& reader)
{
    static constexpr store::Sql find{"SELECT team_id, compartment, to_team FROM vault_standing "
                                     "WHERE through = 0 ORDER BY team_id, compartment, to_team"};
    std::vector<Standing> due;
    reader.each(find, {}, [&](const store::Row& row) {
        const auto compartment = core::from_text<core::Compartment>(row.text(1));
        if (compartment) due.push_back({row.id<core::TeamId>(0), *compartment, row.id<core::TeamId>(2)});
    });
    return due;
}

std::vector<Standing> standing_due(store::Reader& reader, core::UserId user)
{
    auto due = standing_due(reader);
    std::erase_if(due, [&](const Standing& each) {
        return !holds_team_key(reader, user, each.team, each.compartment);
    });
    return due;
}

core::Result<SharedPortion> share_some(store::Transaction& transaction, KeyRing& keys,
                                       const Standing& standing, const RewrapPlace& after, std::int64_t limit)
{
    const auto& registrar = keys.registrar();
    const auto groups = standing_with(transaction, registrar, standing.team, standing.compartment);
    SharedPortion portion{.last = after};
    if (std::ranges::find(groups, standing.to) == groups.end()) return portion;
    const auto rows = missing_rows(transaction, standing, after, limit);
    for (const auto& row : rows) {
        portion.last = {row.case_id, row.key.version};
        // Whoever was given too little leaves it to another holder.
        PANOH_CHECK(keys.open_team(transaction, standing.team, standing.compartment, row.key.epoch));
        const auto key = open_data_key(
            transaction, keys, {standing.team, standing.compartment, row.case_id, row.key.version}, row.key);
        if (!key) {
            ++portion.broken;
            continue;
        }
        const KeyRing::DataKeyName name{standing.to, standing.compartment, row.case_id, row.key.version};
        PANOH_TRY(const auto made, data_key_for(transaction, registrar, nullptr, name, *key));
        insert_data_key(transaction, name, made);
        ++portion.count;
    }
    return portion;
}

void end_sharing(store::Transaction& transaction, const Standing& standing)
{
    static constexpr store::Sql update{
        "UPDATE vault_standing SET through = 1 WHERE team_id = ? AND compartment = ? AND to_team = ?"};
    transaction.run(update, {standing.team, core::to_text(standing.compartment), standing.to});
}

std::int64_t keys_to_share(store::Reader& reader, core::TeamId to)
{
    static constexpr store::Sql count{
        "SELECT COUNT(*) FROM vault_standing w JOIN vault_case_key k ON k.team_id = w.team_id "
        "AND k.compartment = w.compartment WHERE w.to_team = ? AND w.through = 0 AND NOT EXISTS "
        "(SELECT 1 FROM vault_case_key s WHERE s.case_id = k.case_id AND s.compartment = k.compartment "
        "AND s.team_id = w.to_team AND s.version = k.version)"};
    return reader.first(count, {to}, [](const store::Row& row) { return row.integer(0); }).value_or(0);
}

bool is_sealed_to(store::Reader& reader, core::TeamId group, core::CaseId case_id)
{
    static constexpr store::Sql find{
        "SELECT MAX(CASE WHEN team_id = ? THEN version ELSE 0 END), MAX(version) FROM vault_case_key "
        "WHERE case_id = ? AND compartment = ?"};
    return reader
        .first(find, {group, case_id, core::to_text(core::Compartment::identity)},
               [](const store::Row& row) {
                   return row.is_null(1) || (!row.is_null(0) && row.integer(0) == row.integer(1));
               })
        .value_or(true);
}

void forget_group(store::Transaction& transaction, core::TeamId group)
{
    static constexpr store::Sql all[] = {
        {"DELETE FROM vault_standing WHERE to_team = ?"},
        {"DELETE FROM vault_case_key WHERE team_id = ?"},
        {"DELETE FROM vault_case_share WHERE team_id = ?"},
        {"DELETE FROM vault_team_member WHERE team_id = ?"},
        {"DELETE FROM vault_escrow_deposit WHERE team_id = ?"},
        {"DELETE FROM vault_rotation WHERE team_id = ?"},

        {"DELETE FROM vault_left_out WHERE team_id = ?"},
        {"DELETE FROM vault_team_key WHERE team_id = ?"},
    };
    for (const auto& sql : all)
        transaction.run(sql, {group});
}

} // namespace panoh::vault
