#include <tuple>

#include "vault/case_keys.h"
#include "vault/grants.h"
#include "vault/sharing.h"
#include "vault/team_keys.h"

namespace panoh::vault {

namespace {

/// A stored data key of one case.
struct KeyRow {
    core::CaseId case_id;
    DataKeyRow key;
};

std::vector<KeyRow> rows_without_quick(store::Reader& reader, core::TeamId team,
                                       core::Compartment compartment, std::span<const core::CaseId> cases)
{
    static const PortionSql find(
        "SELECT case_id, version, epoch, sealed FROM vault_case_key WHERE case_id IN ",
        " AND compartment = ? AND team_id = ? AND quick IS NULL");
    std::vector<KeyRow> rows;
    CasePortions({cases.begin(), cases.end()}).each([&](const std::vector<core::CaseId>& portion) {
        std::vector<store::Value> values(portion.begin(), portion.end());
        values.emplace_back(core::to_text(compartment));
        values.emplace_back(team);
        reader.each(find.of(portion.size()), values, [&](const store::Row& row) {
            rows.push_back(
                {row.id<core::CaseId>(0), {row.integer(1), row.integer(2), {}, core::copy_of(row.bytes(3))}});
        });
    });
    return rows;
}

/// The key of a row: from this request's memory, or opened the slow way.
core::Result<crypto::Key> slow_key(store::Reader& reader, KeyRing& ring, const KeyRing::DataKeyName& name,
                                   const DataKeyRow& row)
{
    if (const auto* known = ring.remembered(name, row.sealed)) return known->duplicate();
    return open_data_key(reader, ring, name, row);
}

core::Done seal_to(store::Transaction& transaction, const Registrar& registrar, const CaseWrap& wrap,
                   const crypto::Key& key)
{
    static constexpr store::Sql upsert{
        "INSERT INTO vault_case_key (case_id, compartment, version, team_id, quick, sealed, epoch) "
        "VALUES (?, ?, ?, ?, NULL, ?, ?) ON CONFLICT (case_id, compartment, team_id, version) "
        "DO UPDATE SET quick = NULL, sealed = excluded.sealed, epoch = excluded.epoch"};
    PANOH_TRY(const auto team, team_public_key(transaction, registrar, wrap.team, wrap.compartment));
    PANOH_TRY(const auto sealed, seal_secret(team.key, wrap.sealed_context(), key));
    transaction.put(
        upsert, {wrap.case_id, core::to_text(wrap.compartment), wrap.version, wrap.team, sealed, team.epoch});
    return {};
}

void note_share(store::Transaction& transaction, const KeyRing& keys, const CaseWrap& wrap, core::Instant at)
{
    static constexpr store::Sql upsert{
        "INSERT INTO vault_case_share (case_id, compartment, team_id, granted_by, granted_at, signer, "
        "signature, certificate) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (case_id, compartment, team_id) DO UPDATE SET granted_by = excluded.granted_by, "
        "granted_at = excluded.granted_at, signer = excluded.signer, signature = excluded.signature, "
        "certificate = excluded.certificate"};
    const auto grant =
        make_grant({keys.registrar(), &keys, at}, share_statement(wrap.case_id, wrap.compartment, wrap.team));
    transaction.run(upsert, {wrap.case_id, core::to_text(wrap.compartment), wrap.team, grant.by, grant.at,
                             grant.signer, grant.signature, grant.certificate});
}

} // namespace

void quicken(store::Transaction& transaction, KeyRing& keys, core::TeamId team, core::Compartment compartment,
             std::span<const core::CaseId> cases)
{
    static constexpr store::Sql update{
        "UPDATE vault_case_key SET quick = ? WHERE case_id = ? AND compartment = ? "
        "AND team_id = ? AND version = ? AND quick IS NULL"};
    const auto rows = rows_without_quick(transaction, team, compartment, cases);
    if (rows.empty()) return;
    // Whoever cannot open, or a row that is broken, is told so by open(); here there is only nothing to
    // hasten.
    if (!keys.open_team(transaction, team, compartment)) return;
    std::vector<core::Bytes> wraps;
    wraps.reserve(rows.size());
    std::vector<store::Value> values;
    for (const auto& row : rows) {
        const KeyRing::DataKeyName name{team, compartment, row.case_id, row.key.version};
        const auto team_key = keys.open_team(transaction, team, compartment, row.key.epoch);
        const auto key = slow_key(transaction, keys, name, row.key);
        if (!key || !team_key) continue;
        wraps.push_back(reading_wrap(**team_key, name, *key));
        values.insert(values.end(),
                      {wraps.back(), row.case_id, core::to_text(compartment), team, row.key.version});
    }
    if (!values.empty()) transaction.run_many(update, 5, values);
}

core::Done share_case(store::Transaction& transaction, KeyRing& keys, core::CaseId case_id, core::TeamId from,
                      core::TeamId to, std::span<const core::Compartment> compartments, core::Instant at)
{
    static constexpr store::Sql find{
        "SELECT version, epoch, quick, sealed FROM vault_case_key "
        "WHERE case_id = ? AND compartment = ? AND team_id = ? ORDER BY version"};
    if (from == to) return {};
    for (const auto compartment : compartments) {
        std::vector<DataKeyRow> rows;
        transaction.each(find, {case_id, core::to_text(compartment), from}, [&](const store::Row& row) {
            rows.push_back(
                {row.integer(0), row.integer(1), core::copy_of(row.bytes(2)), core::copy_of(row.bytes(3))});
        });
        if (rows.empty()) continue;
        for (const auto& row : rows) {
            PANOH_TRY(const auto key,
                      open_data_key(transaction, keys, {from, compartment, case_id, row.version}, row));
            PANOH_CHECK(seal_to(transaction, keys.registrar(), {case_id, compartment, row.version, to}, key));
        }
        note_share(transaction, keys, {case_id, compartment, rows.back().version, to}, at);
    }
    return {};
}

std::vector<core::TeamId> shared_with(store::Reader& reader, const Registrar& registrar, core::CaseId case_id,
                                      core::Compartment compartment)
{
    static constexpr store::Sql find{
        "SELECT team_id, granted_by, granted_at, 0, signer, signature, certificate FROM vault_case_share "
        "WHERE case_id = ? AND compartment = ? ORDER BY team_id"};
    return granted_teams(reader, registrar, find, {case_id, core::to_text(compartment)},
                         [&](core::TeamId team) { return share_statement(case_id, compartment, team); });
}

} // namespace panoh::vault
