#include "vault/case_keys.h"

#include <algorithm>
#include <limits>

#include "vault/format.h"
#include "vault/team_keys.h"

namespace panoh::vault {

namespace {

CaseWrap wrap_of(const KeyRing::DataKeyName& name)
{
    const auto& [team, compartment, case_id, version] = name;
    return {case_id, compartment, version, team};
}

/// The newest data key of a compartment that this team has.
struct CurrentRow {
    std::int64_t version = 0;
    core::Bytes quick;
    core::Bytes sealed;
};
std::optional<CurrentRow> current_row(store::Reader& reader, core::TeamId team, core::CaseId case_id,
                                      core::Compartment compartment)
{
    static constexpr store::Sql find{
        "SELECT version, quick, sealed FROM vault_case_key "
        "WHERE case_id = ? AND compartment = ? AND team_id = ? ORDER BY version DESC LIMIT 1"};
    return reader.first(find, {case_id, core::to_text(compartment), team}, [](const store::Row& row) {
        const auto quick = row.bytes(1);
        const auto sealed = row.bytes(2);
        return CurrentRow{row.integer(0), {quick.begin(), quick.end()}, {sealed.begin(), sealed.end()}};
    });
}

/// The teams that a compartment of a case is sealed to, `team` among them, and the highest version there is.
struct Sharing {
    std::vector<core::TeamId> teams;
    std::int64_t last_version = 0;
};
Sharing sharing_of(store::Reader& reader, core::TeamId team, core::CaseId case_id,
                   core::Compartment compartment)
{
    static constexpr store::Sql find{
        "SELECT team_id, MAX(version) FROM vault_case_key "
        "WHERE case_id = ? AND compartment = ? GROUP BY team_id ORDER BY team_id"};
    Sharing sharing{.teams = {team}};
    reader.each(find, {case_id, core::to_text(compartment)}, [&](const store::Row& row) {
        const auto other = row.id<core::TeamId>(0);
        if (other != team) sharing.teams.push_back(other);
        sharing.last_version = std::max(sharing.last_version, row.integer(1));
    });
    return sharing;
}

/// A new data key, sealed to every team of the compartment; for the writer's own team wrapped for quick
/// opening too.
core::Result<WritingKey> make_data_key(store::Transaction& transaction, const TeamKey* own, core::TeamId team,
                                       core::CaseId case_id, core::Compartment compartment)
{
    const auto sharing = sharing_of(transaction, team, case_id, compartment);
    WritingKey made{.version = sharing.last_version + 1, .key = crypto::random_key()};
    if (made.version > std::numeric_limits<std::uint32_t>::max())
        return tampered(); // nobody writes that often
    for (const auto& each : sharing.teams) {
        const KeyRing::DataKeyName name{each, compartment, case_id, made.version};
        PANOH_TRY(const auto key, data_key_for(transaction, each == team ? own : nullptr, name, made.key));
        insert_data_key(transaction, name, key);
    }
    return made;
}

} // namespace

core::Result<const TeamKey*> held_key(store::Reader& reader, KeyRing* ring, core::TeamId team,
                                      core::Compartment compartment)
{
    if (ring == nullptr) return nullptr;
    auto opened = ring->open_team(reader, team, compartment);
    if (!opened && opened.error().code == "vault/no_key") return nullptr;
    return opened;
}

core::Result<TeamDataKey> data_key_for(store::Reader& reader, const TeamKey* own,
                                       const KeyRing::DataKeyName& name, const crypto::Key& key)
{
    const CaseWrap wrap = wrap_of(name);
    TeamDataKey made;
    PANOH_TRY(const auto public_key, team_public_key(reader, wrap.team, wrap.compartment));
    PANOH_TRY(made.sealed, seal_secret(public_key, wrap.sealed_context(), key));
    if (own != nullptr) made.quick = quick_wrap(*own, name, key);
    return made;
}

void insert_data_key(store::Transaction& transaction, const KeyRing::DataKeyName& name,
                     const TeamDataKey& key)
{
    static constexpr store::Sql insert{"INSERT INTO vault_case_key (case_id, compartment, version, team_id, "
                                       "quick, sealed) VALUES (?, ?, ?, ?, ?, ?)"};
    const auto& [team, compartment, case_id, version] = name;
    transaction.put(insert, {case_id, core::to_text(compartment), version, team,
                             key.quick.empty() ? store::Value() : store::Value(key.quick), key.sealed});
}

core::Result<crypto::Key> open_data_key(KeyRing& ring, const TeamKey& team_key,
                                        const KeyRing::DataKeyName& name, core::ByteView quick,
                                        core::ByteView sealed)
{
    if (!quick.empty()) return open_quick_wrap(team_key, name, quick);
    PANOH_TRY(auto key, open_secret(team_key.pair, wrap_of(name).sealed_context(), sealed));
    ring.remember(name, sealed, key);
    return key;
}

core::Bytes quick_wrap(const TeamKey& team_key, const KeyRing::DataKeyName& name, const crypto::Key& key)
{
    return wrap_secret(team_key.quick, wrap_of(name).quick_context(), key);
}

core::Result<crypto::Key> open_quick_wrap(const TeamKey& team_key, const KeyRing::DataKeyName& name,
                                          core::ByteView wrap)
{
    return unwrap_secret(team_key.quick, wrap_of(name).quick_context(), wrap);
}

core::Result<WritingKey> writing_key(store::Transaction& transaction, KeyRing* ring, core::TeamId team,
                                     core::CaseId case_id, core::Compartment compartment)
{
    PANOH_TRY(const auto* own, held_key(transaction, ring, team, compartment));
    if (own == nullptr) return make_data_key(transaction, nullptr, team, case_id, compartment);
    const auto row = current_row(transaction, team, case_id, compartment);
    if (!row) return make_data_key(transaction, own, team, case_id, compartment);
    PANOH_TRY(auto key, open_data_key(*ring, *own, {team, compartment, case_id, row->version}, row->quick,
                                      row->sealed));
    return WritingKey{.version = row->version, .key = std::move(key)};
}

void forget_case(store::Transaction& transaction, core::CaseId case_id)
{
    static constexpr store::Sql sql{"DELETE FROM vault_case_key WHERE case_id = ?"};
    transaction.put(sql, {case_id});
}

std::optional<std::size_t> DataKeys::place_of(const Name& name) const
{
    const auto found = std::ranges::lower_bound(names_, name);
    if (found == names_.end() || *found != name) return std::nullopt;
    return static_cast<std::size_t>(found - names_.begin());
}

core::Done DataKeys::load(store::Reader& reader, KeyRing& ring, core::TeamId team,
                          core::Compartment compartment)
{
    static const PortionSql find(
        "SELECT case_id, version, quick, sealed FROM vault_case_key WHERE case_id IN ",
        " AND compartment = ? AND team_id = ?");
    PANOH_TRY(const auto* team_key, ring.open_team(reader, team, compartment));
    std::ranges::sort(names_);
    names_.erase(std::ranges::unique(names_).begin(), names_.end());
    slots_ = std::vector<Slot>(names_.size());
    std::vector<core::CaseId> cases;
    for (const auto& name : names_)
        cases.push_back(name.first);
    CasePortions(std::move(cases)).each([&](const std::vector<core::CaseId>& portion) {
        std::vector<store::Value> values(portion.begin(), portion.end());
        values.emplace_back(core::to_text(compartment));
        values.emplace_back(team);
        reader.each(find.of(portion.size()), values, [&](const store::Row& row) {
            const Name name(row.id<core::CaseId>(0), row.integer(1));
            const auto place = place_of(name);
            if (!place) return;
            auto key = open_data_key(ring, *team_key, {team, compartment, name.first, name.second},
                                     row.bytes(2), row.bytes(3));
            slots_[*place].state = key ? State::opened : State::tampered;
            if (key) slots_[*place].key = std::move(*key);
        });
    });
    return {};
}

core::Result<const crypto::Key*> DataKeys::find(core::CaseId case_id, std::int64_t version) const
{
    const auto place = place_of({case_id, version});
    if (!place || slots_[*place].state == State::absent) return no_key();
    if (slots_[*place].state == State::tampered)
        return core::fail(core::ErrorKind::conflict, "vault/tampered");
    return &slots_[*place].key;
}

CasePortions::CasePortions(std::vector<core::CaseId> cases) : cases_(std::move(cases))
{
    std::ranges::sort(cases_);
    cases_.erase(std::ranges::unique(cases_).begin(), cases_.end());
}

PortionSql::PortionSql(const std::string& start, const std::string& end)
{
    const auto text = [&](int size) {
        std::string marks = "(?";
        for (int i = 1; i < size; ++i)
            marks += ", ?";
        return start + marks + ")" + end;
    };
    one_ = text(1);
    eight_ = text(8);
    fifty_ = text(static_cast<int>(CasePortions::largest));
}

store::Sql PortionSql::of(std::size_t size) const
{
    return {size == 1 ? one_.c_str() : size == 8 ? eight_.c_str() : fifty_.c_str()};
}

} // namespace panoh::vault
