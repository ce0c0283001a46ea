#include <algorithm>

#include "vault/case_keys.h"
#include "vault/format.h"
#include "vault/team_keys.h"
#include "vault/vault.h"

namespace panoh::vault {

namespace {

/// A stored data key of one case.
struct KeyRow {
    core::CaseId case_id;
    std::int64_t version = 0;
    core::Bytes quick;
    core::Bytes sealed;
};

core::Bytes copy(core::ByteView bytes)
{
    return {bytes.begin(), bytes.end()};
}

std::vector<KeyRow> rows_without_quick(store::Reader& reader, core::TeamId team,
                                       core::Compartment compartment, std::span<const core::CaseId> cases)
{
    static const PortionSql find("SELECT case_id, version, sealed FROM vault_case_key WHERE case_id IN ",
                                 " AND compartment = ? AND team_id = ? AND quick IS NULL");
    std::vector<KeyRow> rows;
    CasePortions({cases.begin(), cases.end()}).each([&](const std::vector<core::CaseId>& portion) {
        std::vector<store::Value> values(portion.begin(), portion.end());
        values.emplace_back(core::to_text(compartment));
        values.emplace_back(team);
        reader.each(find.of(portion.size()), values, [&](const store::Row& row) {
            rows.push_back({row.id<core::CaseId>(0), row.integer(1), {}, copy(row.bytes(2))});
        });
    });
    return rows;
}

/// The key of a row: from this request's memory, or opened the slow way.
core::Result<crypto::Key> slow_key(KeyRing& ring, const TeamKey& team_key, const KeyRing::DataKeyName& name,
                                   const KeyRow& row)
{
    if (const auto* known = ring.remembered(name, row.sealed)) return known->duplicate();
    return open_data_key(ring, team_key, name, {}, row.sealed);
}

core::Done seal_to(store::Transaction& transaction, const CaseWrap& wrap, const crypto::Key& key)
{
    static constexpr store::Sql upsert{
        "INSERT INTO vault_case_key (case_id, compartment, version, team_id, quick, sealed) "
        "VALUES (?, ?, ?, ?, NULL, ?) ON CONFLICT (case_id, compartment, team_id, version) "
        "DO UPDATE SET quick = NULL, sealed = excluded.sealed"};
    PANOH_TRY(const auto public_key, team_public_key(transaction, wrap.team, wrap.compartment));
    PANOH_TRY(const auto sealed, seal_secret(public_key, wrap.sealed_context(), key));
    transaction.put(upsert, {wrap.case_id, core::to_text(wrap.compartment), wrap.version, wrap.team, sealed});
    return {};
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
    const auto team_key = keys.open_team(transaction, team, compartment);
    if (!team_key) return;
    std::vector<core::Bytes> wraps;
    wraps.reserve(rows.size());
    std::vector<store::Value> values;
    for (const auto& row : rows) {
        const auto key = slow_key(keys, **team_key, {team, compartment, row.case_id, row.version}, row);
        if (!key) continue;
        const CaseWrap wrap{row.case_id, compartment, row.version, team};
        wraps.push_back(wrap_secret((*team_key)->quick, wrap.quick_context(), *key));
        values.insert(values.end(),
                      {wraps.back(), row.case_id, core::to_text(compartment), team, row.version});
    }
    if (!values.empty()) transaction.run_many(update, 5, values);
}

core::Done share_case(store::Transaction& transaction, KeyRing& keys, core::CaseId case_id, core::TeamId from,
                      core::TeamId to, std::span<const core::Compartment> compartments)
{
    static constexpr store::Sql find{
        "SELECT version, quick, sealed FROM vault_case_key "
        "WHERE case_id = ? AND compartment = ? AND team_id = ? ORDER BY version"};
    if (from == to) return {};
    for (const auto compartment : compartments) {
        std::vector<KeyRow> rows;
        transaction.each(find, {case_id, core::to_text(compartment), from}, [&](const store::Row& row) {
            rows.push_back({case_id, row.integer(0), copy(row.bytes(1)), copy(row.bytes(2))});
        });
        if (rows.empty()) continue;
        PANOH_TRY(const auto* team_key, keys.open_team(transaction, from, compartment));
        for (const auto& row : rows) {
            PANOH_TRY(const auto key,
                      open_data_key(keys, *team_key, {from, compartment, case_id, row.version}, row.quick,
                                    row.sealed));
            PANOH_CHECK(seal_to(transaction, {case_id, compartment, row.version, to}, key));
        }
    }
    return {};
}

} // namespace panoh::vault
