#pragma once

// The data keys of cases as rows, and their opening.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "vault/vault.h"

namespace panoh::vault {

/// A data key of a case as it stands for one team.
struct DataKeyRow {
    std::int64_t version = 0;
    std::int64_t epoch = 0; ///< of the team's key that it lies under
    core::Bytes quick = {};
    core::Bytes sealed = {};
};
/// Opens one: by its quick wrap when it has one, else by the team's secret key. "vault/no_key" when this
/// person was not given that epoch.
[[nodiscard]] core::Result<crypto::Key>
open_data_key(store::Reader& reader, KeyRing& ring, const KeyRing::DataKeyName& name, const DataKeyRow& row);

/// The data key to write under and its version.
struct WritingKey {
    std::int64_t version = 0;
    crypto::Key key;
};
/// A wrap for quick opening comes in two makes. A writing wrap says that a holder made the key in this epoch
/// of the team's key, for this team: only such a key is written under. What anybody else made, or what lay
/// under an older epoch, gets a reading wrap: who could put a key of their own there does not read what is
/// written next.
[[nodiscard]] core::Bytes writing_wrap(const TeamKey& team_key, const KeyRing::DataKeyName& name,
                                       const crypto::Key& key);
[[nodiscard]] core::Bytes reading_wrap(const TeamKey& team_key, const KeyRing::DataKeyName& name,
                                       const crypto::Key& key);
[[nodiscard]] bool is_writing_wrap(core::ByteView wrap);
/// Opens either make.
[[nodiscard]] core::Result<crypto::Key>
open_quick_wrap(const TeamKey& team_key, const KeyRing::DataKeyName& name, core::ByteView wrap);
/// The same, into a key of the caller, of whichever epoch of `team_keys` it is; false when of none.
[[nodiscard]] bool open_quick_wrap_into(crypto::Key& key, std::span<const TeamKey* const> team_keys,
                                        const KeyRing::DataKeyName& name, core::ByteView wrap);
/// Every epoch that this person was given, newest first: what lies beside a text may be of an older one while
/// a rotation runs.
[[nodiscard]] core::Result<std::vector<const TeamKey*>>
open_epochs(store::Reader& reader, KeyRing& ring, core::TeamId team, core::Compartment compartment);
/// The team's key when the person of `ring` holds the newest, else null. "vault/tampered".
[[nodiscard]] core::Result<const TeamKey*> held_key(store::Reader& reader, KeyRing& ring, core::TeamId team,
                                                    core::Compartment compartment);
/// A data key as it stands for one team: sealed to its public key and, by a holder, wrapped for quick
/// opening.
struct TeamDataKey {
    std::int64_t epoch = 0;
    core::Bytes quick = {};
    core::Bytes sealed = {};
};
/// `own` is the team's key of whoever makes it, or null. "vault/team_without_keys".
[[nodiscard]] core::Result<TeamDataKey> data_key_for(store::Reader& reader, const Registrar& registrar,
                                                     const TeamKey* own, const KeyRing::DataKeyName& name,
                                                     const crypto::Key& key);
/// Fails as a broken row does when the team's key has got a new epoch since: what lies under the old one may
/// be out of everybody's reach soon.
void insert_data_key(store::Transaction& transaction, const KeyRing::DataKeyName& name,
                     const TeamDataKey& key);
/// The newest of the team's data keys, when `ring` is a holder's and a holder made it in this epoch; else a
/// new one, stored.
[[nodiscard]] core::Result<WritingKey> writing_key(store::Transaction& transaction, KeyRing& ring,
                                                   core::TeamId team, core::CaseId case_id,
                                                   core::Compartment compartment);

/// The data keys that a page of values needs from one team and compartment.
class DataKeys {
public:
    void need(core::CaseId case_id, std::int64_t version) { names_.emplace_back(case_id, version); }
    /// Opens what is needed, 50 cases a query; refuses as a whole when the person does not hold the team's
    /// key.
    [[nodiscard]] core::Done load(store::Reader& reader, KeyRing& ring, core::TeamId team,
                                  core::Compartment compartment);
    [[nodiscard]] core::Result<const crypto::Key*> find(core::CaseId case_id, std::int64_t version) const;

private:
    enum class State { absent, opened, tampered };
    struct Slot {
        State state = State::absent;
        crypto::Key key;
    };
    using Name = std::pair<core::CaseId, std::int64_t>;
    /// Where the key of that name stands in slots_; nothing when it was not asked for.
    [[nodiscard]] std::optional<std::size_t> place_of(const Name& name) const;
    std::vector<Name> names_; ///< sorted, each once, after load()
    std::vector<Slot> slots_; ///< one for each name
};

/// The cases of a page in portions, each of a size for which a statement stands ready (1, 8 or 50); a portion
/// that is not full is filled with its last case.
class CasePortions {
public:
    explicit CasePortions(std::vector<core::CaseId> cases);
    template <typename Run>
    void each(Run&& run) const
    {
        for (std::size_t at = 0; at < cases_.size(); at += largest) {
            const auto count = std::min(largest, cases_.size() - at);
            std::vector<core::CaseId> portion(cases_.begin() + static_cast<std::ptrdiff_t>(at),
                                              cases_.begin() + static_cast<std::ptrdiff_t>(at + count));
            portion.resize(count == 1 ? 1 : count <= 8 ? 8 : largest, portion.back());
            run(portion);
        }
    }
    static constexpr std::size_t largest = 50;

private:
    std::vector<core::CaseId> cases_;
};

/// One statement text for each size of a portion: `start` (?, ?, ...) `end`.
class PortionSql {
public:
    PortionSql(const std::string& start, const std::string& end);
    [[nodiscard]] store::Sql of(std::size_t size) const;

private:
    std::string one_;
    std::string eight_;
    std::string fifty_;
};

} // namespace panoh::vault
