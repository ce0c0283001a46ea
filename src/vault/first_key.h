#pragma once

// The first data key of a case that is not there yet.

#include "vault/case_keys.h"

namespace panoh::vault {

/// A new data key, sealed to its team before any transaction begins: sealing a key takes far longer than
/// writing it, and one writer serves everybody.
class FirstKey {
public:
    /// A holder's `keys` wrap the key for quick opening, too. "vault/team_without_keys".
    [[nodiscard]] static core::Result<FirstKey> make(store::Reader& reader, KeyRing& keys, core::TeamId team,
                                                     core::CaseId case_id, core::Compartment compartment);
    /// A text of that case and compartment.
    [[nodiscard]] core::Bytes seal(const Place& place, std::string_view plain) const;
    /// To be kept beside a text (see Sealed); empty without a holder.
    [[nodiscard]] const core::Bytes& wrap() const { return wrap_; }
    /// Writes the key. It must be the case's first of its compartment. Fails as insert_data_key() does.
    void save(store::Transaction& transaction) const;

private:
    explicit FirstKey(const KeyRing::DataKeyName& name) : name_(name), key_(crypto::random_key()) {}
    KeyRing::DataKeyName name_;
    crypto::Key key_;
    TeamDataKey made_;
    std::vector<std::pair<KeyRing::DataKeyName, TeamDataKey>> along_; ///< for groups that read along
    core::Bytes wrap_;
};

} // namespace panoh::vault
