#pragma once

// User and team keys, the four compartments of a case, and the sealing of every row that names a person.
//
//   password -> Argon2id -> KEK -> user secrets (X25519, Ed25519) -> team key per compartment -> case data
//   key -> record
//
// Writing needs no key-holder: a data key is sealed to the team's public key. Opening needs a holder's
// unlocked session.

#include <map>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "core/compartment.h"
#include "core/ids.h"
#include "core/result.h"
#include "crypto/crypto.h"
#include "crypto/fields.h"
#include "store/store.h"

namespace panoh::vault {

/// The secrets of one person, as they stand in an unlocked session.
struct UserSecrets {
    crypto::BoxSecretKey box;
    crypto::SignSecretKey sign;
};
struct UserPublicKeys {
    crypto::BoxPublicKey box;
    crypto::SignPublicKey sign;
};

/// A team's key pair for one compartment, opened, and the symmetric key derived from it.
struct TeamKey {
    crypto::BoxKeyPair pair;
    crypto::Key quick;
    std::int64_t epoch = 0;
};

/// Team keys that people opened before, each wrapped under a key that only that person's secret gives: what
/// the process keeps opens nothing by itself. Opening a box takes three multiplications on the curve, opening
/// a wrap none. A wrap holds for the very box it came from, and the box is read from the database each time:
/// a key that was taken away is gone at once.
class KeptTeamKeys {
public:
    struct Box {
        core::UserId user;
        core::ByteView sealed;
        core::ByteView public_key;
    };
    [[nodiscard]] std::optional<core::Secret<32>> find(const UserSecrets& own, const Box& box) const;
    void keep(const UserSecrets& own, const Box& box, const core::Secret<32>& secret);

private:
    mutable std::mutex mutex_;
    std::map<crypto::Hash, core::Bytes> wraps_; ///< by the box's hash
};

/// What one request can open; wiped when it ends. Team keys are opened on first use and kept for the request.
class KeyRing {
public:
    /// `kept` may be null and outlives this.
    KeyRing(core::UserId user, UserSecrets secrets, KeptTeamKeys* kept = nullptr);
    [[nodiscard]] core::UserId user() const { return user_; }
    [[nodiscard]] const UserSecrets& secrets() const { return secrets_; }
    /// Both of the below in one.
    [[nodiscard]] core::Result<const TeamKey*> open_team(store::Reader& reader, core::TeamId team,
                                                         core::Compartment compartment);
    /// The team's secret for a compartment; "vault/no_key" when this person was never given it,
    /// "vault/tampered" when what was given does not belong to the team's public key.
    [[nodiscard]] core::Result<const crypto::BoxSecretKey*>
    team_secret(store::Reader& reader, core::TeamId team, core::Compartment compartment);
    /// The symmetric key derived from it, under which data keys are wrapped on first opening.
    [[nodiscard]] core::Result<const crypto::Key*> team_key(store::Reader& reader, core::TeamId team,
                                                            core::Compartment compartment);

    /// Which data key: one version of a case's compartment, as one team has it.
    using DataKeyName = std::tuple<core::TeamId, core::Compartment, core::CaseId, std::int64_t>;
    /// Data keys that were opened the slow way in this request, so that quicken() need not open them again.
    /// They hold for the very bytes they were opened from: a transaction that was rolled back may have made
    /// others since.
    void remember(const DataKeyName& name, core::ByteView sealed, const crypto::Key& key);
    [[nodiscard]] const crypto::Key* remembered(const DataKeyName& name, core::ByteView sealed) const;
    /// Whether any data key had to be opened the slow way in this request, so that quicken() has work.
    [[nodiscard]] bool opened_slowly() const { return !opened_.empty(); }

private:
    core::UserId user_;
    UserSecrets secrets_;
    KeptTeamKeys* kept_;
    [[nodiscard]] core::Result<core::Secret<32>> open_box(const crypto::Fields& context,
                                                          const KeptTeamKeys::Box& box);
    std::map<std::pair<core::TeamId, core::Compartment>, TeamKey> teams_;
    struct Opened {
        core::Bytes sealed;
        crypto::Key key;
    };
    std::map<DataKeyName, Opened> opened_;
};

// ---- people and teams
// ------------------------------------------------------------------------------------------

/// A new person's key pairs; the secrets go into the session and, wrapped, into the account.
[[nodiscard]] UserSecrets make_user_secrets();
[[nodiscard]] UserPublicKeys public_keys_of(const UserSecrets& secrets);
/// Wrapped under a key (KEK of the password, of a session, of the recovery code); bound to the user.
[[nodiscard]] core::Bytes wrap_user_secrets(const crypto::Key& key, core::UserId user,
                                            const UserSecrets& secrets);
/// "vault/tampered" when the key is another or a bit of it changed.
[[nodiscard]] core::Result<UserSecrets> unwrap_user_secrets(const crypto::Key& key, core::UserId user,
                                                            core::ByteView wrapped);
/// Replaces earlier ones: a person who starts again has new keys, and wraps to the old ones are useless.
void store_user_public_keys(store::Transaction& transaction, core::UserId user, const UserPublicKeys& keys);
/// "vault/user_without_keys" before activation.
[[nodiscard]] core::Result<UserPublicKeys> user_public_keys(store::Reader& reader, core::UserId user);

/// Makes the four key pairs of a new team and seals each secret to the founders allowed to hold it.
/// "vault/no_holder" when a compartment has no founder, because what is sealed to it could never be opened;
/// "vault/team_has_keys" for a team that has them; "vault/user_without_keys" for a founder who was never
/// activated.
struct Holder {
    core::UserId user = {};
    std::vector<core::Compartment> compartments = {};
};
[[nodiscard]] core::Done make_team_keys(store::Transaction& transaction, core::TeamId team,
                                        std::span<const Holder> founders);
/// One key pair only, for a group that needs no more: the finding key of an organisation (access/finding.h).
/// Refusals as above.
[[nodiscard]] core::Done make_team_key(store::Transaction& transaction, core::TeamId team,
                                       core::Compartment compartment, std::span<const Holder> founders);
/// The epoch that is sealed to now; nothing for a team without that key.
[[nodiscard]] std::optional<std::int64_t> team_key_epoch(store::Reader& reader, core::TeamId team,
                                                         core::Compartment compartment);
/// Hands on what `keys` can open of `compartments` to one more person; "vault/no_key" when the giver lacks
/// one.
[[nodiscard]] core::Done give_team_keys(store::Transaction& transaction, KeyRing& keys, core::TeamId team,
                                        const Holder& to);
/// Takes a person's wraps of a team away (or of every team, with a null id).
void take_team_keys(store::Transaction& transaction, core::UserId user, core::TeamId team);
/// Who holds it, by id.
[[nodiscard]] std::vector<core::UserId> team_key_holders(store::Reader& reader, core::TeamId team,
                                                         core::Compartment compartment);
[[nodiscard]] bool holds_team_key(store::Reader& reader, core::UserId user, core::TeamId team,
                                  core::Compartment compartment);

// ---- cases
// -----------------------------------------------------------------------------------------------------

/// Where a sealed value stands; every part is bound into the ciphertext, so that it opens nowhere else.
struct Place {
    std::string_view table;
    std::span<const std::uint8_t, 16> row;
    std::string_view field;
    core::CaseId case_id;
    core::Compartment compartment;
    std::int64_t version;
};

/// Seals `plain` for the teams of the case. With `keys` of a holder the current data key is used; without, or
/// when the compartment has none yet, a new one is made and sealed to `team` and to every team the
/// compartment is shared with. "vault/team_without_keys" when there is nobody to seal to. `wrap`, if given,
/// gets the data key's quick wrap for `team`, to be kept beside the text (see Sealed); empty without a
/// holder.
[[nodiscard]] core::Result<core::Bytes> seal(store::Transaction& transaction, KeyRing* keys,
                                             core::TeamId team, const Place& place, std::string_view plain,
                                             core::Bytes* wrap = nullptr);
/// "vault/no_key" when the person holds no key to it, "vault/tampered" when the bytes are not what was
/// written here.
[[nodiscard]] core::Result<core::SecretText> open(store::Reader& reader, KeyRing& keys, core::TeamId team,
                                                  const Place& place, core::ByteView sealed);

/// One of many values to open in a pass. `row_bytes` must outlive the call.
struct Sealed {
    core::TeamId team;
    Place place;
    core::Bytes sealed;
    /// For texts of which many are opened at once: the quick wrap of the data key, kept beside the text, so
    /// that no key has to be looked up. An empty one is filled on opening; whoever keeps wraps stores it, and
    /// drops it when the case gets another team or the text another key version. Null: the caller keeps none.
    core::Bytes* wrap = nullptr;
};
/// Opens a page of values with one query for all the data keys that have no wrap beside them; 50 in well
/// under a millisecond once wrapped. Each answer stands where its question stood.
[[nodiscard]] std::vector<core::Result<core::SecretText>> open_all(store::Reader& reader, KeyRing& keys,
                                                                   std::span<const Sealed> values);
/// Wraps under the team's symmetric key those data keys of these cases that so far are only sealed to its
/// public key, so that the next opening is quick. Call in the transaction that writes the audit row of the
/// opening.
void quicken(store::Transaction& transaction, KeyRing& keys, core::TeamId team, core::Compartment compartment,
             std::span<const core::CaseId> cases);
/// Seals the case's data keys to another team as well, for a hand-over; "vault/no_key" when the giver cannot
/// open one.
[[nodiscard]] core::Done share_case(store::Transaction& transaction, KeyRing& keys, core::CaseId case_id,
                                    core::TeamId from, core::TeamId to,
                                    std::span<const core::Compartment> compartments);

/// Takes every data key of a case away, of all teams: what was sealed under them opens never again. For a
/// case that is removed for good.
void forget_case(store::Transaction& transaction, core::CaseId case_id);

// ---- for the writer alone
// ---------------------------------------------------------------------------------------------

/// Where a text stands that only its writer opens; bound into it together with the writer.
struct OwnPlace {
    std::string_view table;
    std::string_view row; ///< what tells it from the writer's other texts there
    std::string_view field;
    std::int64_t version;
};
/// Sealed under a key derived from the writer's own secret: no team, no colleague and no later key pair of
/// the same person opens it, and nobody else can make one.
[[nodiscard]] core::Bytes seal_own(const KeyRing& keys, const OwnPlace& place, std::string_view plain);
/// "vault/tampered" when the bytes are not what this person wrote there with these keys.
[[nodiscard]] core::Result<core::SecretText> open_own(const KeyRing& keys, const OwnPlace& place,
                                                      core::ByteView sealed);

} // namespace panoh::vault
