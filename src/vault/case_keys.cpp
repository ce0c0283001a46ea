#include "vault/case_keys.h"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>

#include "vault/format.h"
#include "vault/sharing.h"
#include "vault/standing.h"
#include "vault/team_keys.h"

namespace panoh::vault {

namespace {

CaseWrap wrap_of(const KeyRing::DataKeyName& name)
{
    const auto& [team, compartment, case_id, version] = name;
    return {case_id, compartment, version, team};
}

/// The newest data key of a compartment that this team has.
std::optional<DataKeyRow> current_row(store::Reader& reader, core::TeamId team, core::CaseId case_id,
                                      core::Compartment compartment)
{
    static constexpr store::Sql find{
        "SELECT version, epoch, quick, sealed FROM vault_case_key "
        "WHERE case_id = ? AND compartment = ? AND team_id = ? ORDER BY version DESC LIMIT 1"};
    return reader.first(find, {case_id, core::to_text(compartment), team}, [](const store::Row& row) {
        const auto quick = row.bytes(2);
        const auto sealed = row.bytes(3);
        return DataKeyRow{
            row.integer(0), row.integer(1), {quick.begin(), quick.end()}, {sealed.begin(), sealed.end()}};
    });
}

/// The teams that a compartment of a case is sealed to, `team` among them, and the highest version there is.
struct Sharing {
    std::vector<core::TeamId> teams;
    std::int64_t last_version = 0;
};
Sharing sharing_of(store::Reader& reader, const Registrar& registrar, core::TeamId team, core::CaseId case_id,
                   core::Compartment compartment)
{
    static constexpr store::Sql last{
        "SELECT MAX(version) FROM vault_case_key WHERE case_id = ? AND compartment = ?"};
    Sharing sharing{.teams = shared_with(reader, registrar, case_id, compartment)};
    const auto along = standing_with(reader, registrar, team, compartment);
    sharing.teams.insert(sharing.teams.end(), along.begin(), along.end());
    std::ranges::sort(sharing.teams);
    sharing.teams.erase(std::ranges::unique(sharing.teams).begin(), sharing.teams.end());
    std::erase(sharing.teams, team);
    sharing.teams.insert(sharing.teams.begin(), team);
    sharing.last_version = reader
                               .first(last, {case_id, core::to_text(compartment)},
                                      [](const store::Row& row) { return row.integer(0); })
                               .value_or(0);
    return sharing;
}

/// A new data key, sealed to every team of the compartment; for the writer's own team wrapped for quick
/// opening too.
core::Result<WritingKey> make_data_key(store::Transaction& transaction, const Registrar& registrar,
                                       const TeamKey* own, core::TeamId team, core::CaseId case_id,
                                       core::Compartment compartment)
{
    const auto sharing = sharing_of(transaction, registrar, team, case_id, compartment);
    WritingKey made{.version = sharing.last_version + 1, .key = crypto::random_key()};
    if (made.version > std::numeric_limits<std::uint32_t>::max())
        return tampered(); // nobody writes that often
    for (const auto& each : sharing.teams) {
        const KeyRing::DataKeyName name{each, compartment, case_id, made.version};
        PANOH_TRY(const auto key,
                  data_key_for(transaction, registrar, each == team ? own : nullptr, name, made.key));
        insert_data_key(transaction, name, key);
    }
    return made;
}

} // namespace

core::Result<const TeamKey*> held_key(store::Reader& reader, KeyRing& ring, core::TeamId team,
                                      core::Compartment compartment)
{
    auto opened = ring.open_team(reader, team, compartment);
    if (!opened && opened.error().code == "vault/no_key") return nullptr;
    if (opened && !(*opened)->current) return nullptr;
    return opened;
}

core::Result<std::vector<const TeamKey*>> open_epochs(store::Reader& reader, KeyRing& ring, core::TeamId team,
                                                      core::Compartment compartment)
{
    std::vector<const TeamKey*> opened;
    for (const auto epoch : ring.epochs_of(reader, team, compartment)) {
        PANOH_TRY(const auto* key, ring.open_team(reader, team, compartment, epoch));
        opened.push_back(key);
    }
    if (opened.empty()) return no_key();
    return opened;
}

core::Result<TeamDataKey> data_key_for(store::Reader& reader, const Registrar& registrar, const TeamKey* own,
                                       const KeyRing::DataKeyName& name, const crypto::Key& key)
{
    const CaseWrap wrap = wrap_of(name);
    PANOH_TRY(const auto team, team_public_key(reader, registrar, wrap.team, wrap.compartment));
    TeamDataKey made{.epoch = team.epoch};
    PANOH_TRY(made.sealed, seal_secret(team.key, wrap.sealed_context(), key));
    if (own != nullptr && own->epoch == team.epoch) made.quick = writing_wrap(*own, name, key);
    return made;
}

void insert_data_key(store::Transaction& transaction, const KeyRing::DataKeyName& name,
                     const TeamDataKey& key)
{
    // No epoch, and so no row, when there is a newer one.
    static constexpr store::Sql insert{
        "INSERT INTO vault_case_key (case_id, compartment, version, team_id, quick, sealed, epoch) "
        "VALUES (?, ?, ?, ?, ?, ?, (SELECT k.epoch FROM vault_team_key k WHERE k.team_id = ? "
        "AND k.compartment = ? AND k.epoch = ? AND NOT EXISTS (SELECT 1 FROM vault_team_key n "
        "WHERE n.team_id = k.team_id AND n.compartment = k.compartment AND n.epoch > k.epoch)))"};
    const auto& [team, compartment, case_id, version] = name;
    transaction.put(insert, {case_id, core::to_text(compartment), version, team,
                             key.quick.empty() ? store::Value() : store::Value(key.quick), key.sealed, team,
                             core::to_text(compartment), key.epoch});
}

core::Result<crypto::Key> open_data_key(store::Reader& reader, KeyRing& ring,
                                        const KeyRing::DataKeyName& name, const DataKeyRow& row)
{
    PANOH_TRY(const auto* team_key, ring.open_team(reader, std::get<0>(name), std::get<1>(name), row.epoch));
    if (!row.quick.empty()) return open_quick_wrap(*team_key, name, row.quick);
    PANOH_TRY(auto key, open_secret(team_key->pair, wrap_of(name).sealed_context(), row.sealed));
    ring.remember(name, row.sealed, key);
    return key;
}

namespace {

constexpr std::uint8_t for_reading = 2; ///< before a reading wrap; a writing wrap has no mark
constexpr std::size_t writing_wrap_size = crypto::sealed_overhead + 32;

} // namespace

core::Bytes writing_wrap(const TeamKey& team_key, const KeyRing::DataKeyName& name, const crypto::Key& key)
{
    return wrap_secret(team_key.quick, wrap_of(name).quick_context(), key);
}

core::Bytes reading_wrap(const TeamKey& team_key, const KeyRing::DataKeyName& name, const crypto::Key& key)
{
    auto wrap = wrap_secret(team_key.quick, wrap_of(name).reading_context(), key);
    wrap.insert(wrap.begin(), for_reading);
    return wrap;
}

bool is_writing_wrap(core::ByteView wrap)
{
    return wrap.size() == writing_wrap_size;
}

core::Result<crypto::Key> open_quick_wrap(const TeamKey& team_key, const KeyRing::DataKeyName& name,
                                          core::ByteView wrap)
{
    crypto::Key key;
    if (!open_quick_wrap_into(key, std::array{&team_key}, name, wrap)) return tampered();
    return key;
}

bool open_quick_wrap_into(crypto::Key& key, std::span<const TeamKey* const> team_keys,
                          const KeyRing::DataKeyName& name, core::ByteView wrap)
{
    const bool writing = is_writing_wrap(wrap);
    if (!writing && (wrap.empty() || wrap[0] != for_reading)) return false;
    const auto context = writing ? wrap_of(name).quick_context() : wrap_of(name).reading_context();
    const auto body = writing ? wrap : wrap.subspan(1);
    return std::ranges::any_of(team_keys, [&](const TeamKey* each) {
        return crypto::decrypt_into(key.fill(), each->quick, body, context.bytes());
    });
}

core::Result<WritingKey> writing_key(store::Transaction& transaction, KeyRing& ring, core::TeamId team,
                                     core::CaseId case_id, core::Compartment compartment)
{
    PANOH_TRY(const auto* own, held_key(transaction, ring, team, compartment));
    const auto row = own != nullptr ? current_row(transaction, team, case_id, compartment) : std::nullopt;
    if (!row || row->epoch != own->epoch || !is_writing_wrap(row->quick))
        return make_data_key(transaction, ring.registrar(), own, team, case_id, compartment);
    PANOH_TRY(auto key, open_quick_wrap(*own, {team, compartment, case_id, row->version}, row->quick));
    return WritingKey{.version = row->version, .key = std::move(key)};
}

void forget_case(store::Transaction& transaction, core::CaseId case_id)
{
    static constexpr store::Sql keys{"DELETE FROM vault_case_key WHERE case_id = ?"};
    static constexpr store::Sql shares{"DELETE FROM vault_case_share WHERE case_id = ?"};
    transaction.put(keys, {case_id});
    transaction.put(shares, {case_id});
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
        "SELECT case_id, version, epoch, quick, sealed FROM vault_case_key WHERE case_id IN ",
        " AND compartment = ? AND team_id = ?");
    PANOH_TRY(const auto* newest, ring.open_team(reader, team, compartment));
    std::ignore = newest; // opened: no statement runs while rows are read
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
            const auto quick = row.bytes(3);
            const auto sealed = row.bytes(4);
            auto key = open_data_key(reader, ring, {team, compartment, name.first, name.second},
                                     {.version = name.second,
                                      .epoch = row.integer(2),
                                      .quick = {quick.begin(), quick.end()},
                                      .sealed = {sealed.begin(), sealed.end()}});
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
