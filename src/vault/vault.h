#pragma once

// User and team keys, the four compartments of a case, and the sealing of every row that names a person.
//
//   password -> Argon2id -> KEK -> user secrets (X25519, Ed25519) -> team key per compartment -> case data
//   key -> record
//
// Writing needs no key-holder: a data key is sealed to the team's public key. Opening needs a holder's
// unlocked session.

#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "core/clock.h"
#include "core/compartment.h"
#include "core/ids.h"
#include "core/result.h"
#include "crypto/crypto.h"
#include "crypto/fields.h"
#include "store/store.h"
#include "vault/registrar.h"

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
    bool current = false; ///< no later epoch of the team's key was there when it was read
};

/// Team keys that people opened before, each wrapped under a key that only that person's secret gives: what
/// the process keeps opens nothing by itself. Opening a box takes three multiplications on the curve, opening
/// a wrap none. A wrap holds for the very box it came from and for the grant and the certificates beside it,
/// which were checked then; all are read from the database each time: a key that was taken away is gone at
/// once.
class KeptTeamKeys {
public:
    struct Box {
        core::UserId user;
        core::ByteView sealed;
        core::ByteView public_key;
        core::ByteView evidence; ///< what the checks went by
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
    /// `registrar` outlives this, and `kept`, which may be null. Grants that ended before `now` open nothing.
    KeyRing(core::UserId user, UserSecrets secrets, const Registrar& registrar, KeptTeamKeys* kept = nullptr,
            core::Instant now = {});
    /// The same person's once more, for work beside this request: a ring belongs to one thread.
    [[nodiscard]] std::shared_ptr<KeyRing> duplicate() const;
    /// For who writes without being anybody: opens nothing.
    [[nodiscard]] static KeyRing of_nobody(const Registrar& registrar);
    [[nodiscard]] core::UserId user() const { return user_; }
    [[nodiscard]] const UserSecrets& secrets() const { return secrets_; }
    [[nodiscard]] const Registrar& registrar() const { return *registrar_; }
    /// The team's secret for a compartment and the symmetric key derived from it, under which data keys are
    /// wrapped; of the newest epoch that was given to this person. "vault/no_key" when none was,
    /// "vault/tampered" when what was given does not belong to the team's public key, or when nobody who
    /// could certified key and grant.
    [[nodiscard]] core::Result<const TeamKey*> open_team(store::Reader& reader, core::TeamId team,
                                                         core::Compartment compartment);
    /// Of one epoch: an older one is there until a rotation is through (rotation.h).
    [[nodiscard]] core::Result<const TeamKey*> open_team(store::Reader& reader, core::TeamId team,
                                                         core::Compartment compartment, std::int64_t epoch);
    /// Which epochs this person was given, newest first.
    [[nodiscard]] std::vector<std::int64_t> epochs_of(store::Reader& reader, core::TeamId team,
                                                      core::Compartment compartment);
    /// Forgets what was opened: for work that outlives its request, so that it notices a new epoch and a key
    /// that was taken.
    void forget_teams();

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
    using TeamName = std::pair<core::TeamId, core::Compartment>;
    struct Given; ///< what a person was given of one epoch, as it stands in the database
    struct Team;
    [[nodiscard]] Team& team_of(store::Reader& reader, core::TeamId team, core::Compartment compartment);
    [[nodiscard]] core::Result<core::Secret<32>> open_given(const TeamName& name, const Given& given) const;
    core::UserId user_;
    UserSecrets secrets_;
    const Registrar* registrar_;
    KeptTeamKeys* kept_;
    core::Instant now_;
    std::map<TeamName, std::shared_ptr<Team>> teams_;
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
/// Replaces earlier ones: a person who starts again has new keys, and wraps to the old ones are useless. The
/// node certifies them: nothing is sealed to keys that it did not.
void store_user_public_keys(store::Transaction& transaction, const Registrar& registrar, core::UserId user,
                            const UserPublicKeys& keys, core::Instant at);
/// As they stand there, whoever put them. "vault/user_without_keys" before activation.
[[nodiscard]] core::Result<UserPublicKeys> user_public_keys(store::Reader& reader, core::UserId user);
/// "vault/tampered" for keys without the node's certificate.
[[nodiscard]] core::Result<UserPublicKeys>
certified_public_keys(store::Reader& reader, const Registrar& registrar, core::UserId user);

/// Who hands keys on, and when: a person, who signs for it, or nobody (null), when the owner of the machine
/// does by a command, and the node signs.
struct Giving {
    const Registrar& registrar;
    const KeyRing* by = nullptr;
    core::Instant at = {};
};
struct Holder {
    core::UserId user = {};
    std::vector<core::Compartment> compartments = {};
    core::Instant ends_at = {}; ///< none when it is zero
};
/// Makes the four key pairs of a new team and seals each secret to the founders allowed to hold it.
/// "vault/no_holder" when a compartment has no founder, because what is sealed to it could never be opened;
/// "vault/team_has_keys" for a team that has them; "vault/user_without_keys" for a founder who was never
/// activated.
[[nodiscard]] core::Done make_team_keys(store::Transaction& transaction, const Giving& giving,
                                        core::TeamId team, std::span<const Holder> founders);
/// One key pair only, for a group that needs no more: the finding key of an organisation (access/finding.h).
/// Refusals as above.
[[nodiscard]] core::Done make_team_key(store::Transaction& transaction, const Giving& giving,
                                       core::TeamId team, core::Compartment compartment,
                                       std::span<const Holder> founders);
/// The epoch that is sealed to now; nothing for a team without that key.
[[nodiscard]] std::optional<std::int64_t> team_key_epoch(store::Reader& reader, core::TeamId team,
                                                         core::Compartment compartment);
/// Hands on what `keys` can open of `compartments` to one more person, of every epoch that is still needed;
/// "vault/no_key" when the giver lacks one.
[[nodiscard]] core::Done give_team_keys(store::Transaction& transaction, KeyRing& keys, core::TeamId team,
                                        const Holder& to, core::Instant at);
/// Takes a person's wraps of a team away (or of every team, with a null id). What they could open has to be
/// rotated then (rotation.h), and is noted as due.
void take_team_keys(store::Transaction& transaction, core::UserId user, core::TeamId team, core::Instant at);
/// Takes them for a while, out of the hands of somebody who was never meant to lose them: nothing is due.
void lay_down_team_keys(store::Transaction& transaction, core::UserId user);
/// Who holds it, by id.
[[nodiscard]] std::vector<core::UserId> team_key_holders(store::Reader& reader, core::TeamId team,
                                                         core::Compartment compartment);
[[nodiscard]] bool holds_team_key(store::Reader& reader, core::UserId user, core::TeamId team,
                                  core::Compartment compartment);
/// Certifies what a database from before certificates holds: once, when it is brought up to date.
void certify_all(store::Transaction& transaction, const Registrar& registrar, core::Instant at);

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

/// Seals `plain` for the teams of the case. With `keys` of a holder the newest data key is used, if a holder
/// made it in this epoch of the team's key; otherwise a new one is made and sealed to `team` and to every
/// team the compartment is shared with. "vault/team_without_keys" when there is nobody to seal to. `wrap`, if
/// given, gets the data key's quick wrap for `team`, to be kept beside the text (see Sealed); empty without a
/// holder.
[[nodiscard]] core::Result<core::Bytes> seal(store::Transaction& transaction, KeyRing& keys,
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
/// Seals the case's data keys to another team as well, for a hand-over, and signs for it: what is written
/// later is sealed to that team, too. "vault/no_key" when the giver cannot open one.
[[nodiscard]] core::Done share_case(store::Transaction& transaction, KeyRing& keys, core::CaseId case_id,
                                    core::TeamId from, core::TeamId to,
                                    std::span<const core::Compartment> compartments, core::Instant at);

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
