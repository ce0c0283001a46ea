#pragma once

#include <optional>
#include <string>

#include "access/node_secret.h"
#include "access/passwords.h"
#include "access/second_factor.h"
#include "access/second_factor_store.h"
#include "access/session.h"
#include "access/subject.h"
#include "access/throttle.h"
#include "audit/audit.h"
#include "core/clock.h"
#include "core/secret.h"
#include "store/store.h"
#include "vault/vault.h"

namespace panoh::access {

struct Account;

/// Where a request to sign in comes from.
struct Visitor {
    std::string network = {};
    /// The value of the device cookie, whatever it is; empty when none came.
    std::string device = {};
};
/// The stored form of that cookie, when it can be one of ours.
[[nodiscard]] std::optional<crypto::Hash> device_hash(const Visitor& visitor);

/// What an authenticator program needs once.
struct SecondFactor {
    std::string address;
    std::string secret;
};

/// A session that was just started, and what the browser is to be told with it.
struct SignedIn {
    SessionToken session;
    Stage stage = Stage::code;
    /// A new device cookie, when one is due.
    std::optional<std::string> device = {};
    /// To be set up, when the stage is `enrol`.
    std::optional<SecondFactor> second_factor = {};
};

/// After activation: shown once, never again.
struct Activated {
    SignedIn signed_in;
    std::string recovery_code;
};

/// Everything between a stranger and an open session. Safe to use from every thread.
class SignIn {
public:
    /// With `demo` no second factor is asked for.
    SignIn(store::Database& database, const core::Clock& clock, const NodeSecret& secret,
           Passwords& passwords, bool demo);

    /// Right name and password start a session of stage `code`, or `enrol` when the second factor was never
    /// confirmed. "access/wrong_credentials" tells and takes the same for a wrong name and a wrong password;
    /// "access/too_many_tries", "access/busy"; "access/keys_differ" when the public keys that colleagues seal
    /// to are not the person's own any more.
    [[nodiscard]] core::Result<SignedIn> sign_in(std::string_view user_name, std::string_view password,
                                                 const Visitor& visitor);
    /// The second factor, also when it is confirmed for the first time: the old session ends, an open one
    /// starts. "access/code_wrong", "access/key_wrong", "access/key_copied"; the session ends with the fifth.
    [[nodiscard]] core::Result<SignedIn> confirm(const SessionToken& token, const Proof& proof,
                                                 const Visitor& visitor);
    /// A proof of presence in the middle of work: the same session under a new cookie, and five minutes for
    /// what needs one. Who has a security key shows it, with a finger or a PIN: "access/key_instead" for a
    /// code. A demonstration has no second factor and takes the word for it.
    [[nodiscard]] core::Result<SignedIn> step_up(const SessionToken& token, const Proof& proof,
                                                 const Visitor& visitor);
    /// Ends the session; nothing when there was none.
    void sign_out(const SessionToken& token);
    /// Ends every session of its person.
    void sign_out_everywhere(const SessionToken& token);

    /// First sign-in with the code an administrator handed over: sets the password, makes the keys.
    /// "access/activation_wrong", the codes of check_password().
    [[nodiscard]] core::Result<Activated> activate(std::string_view user_name,
                                                   std::string_view activation_code,
                                                   std::string_view password, const Visitor& visitor);
    /// A forgotten password, with the printed recovery code and (outside a demonstration) the second factor.
    /// The keys stay the same; the recovery code is used up and a new one given. "access/recovery_wrong".
    [[nodiscard]] core::Result<Activated> recover(std::string_view user_name, std::string_view recovery_code,
                                                  std::string_view code, std::string_view password,
                                                  const Visitor& visitor);
    /// Ends every other session of the person. "access/wrong_credentials" on field current.
    [[nodiscard]] core::Done change_password(const SessionToken& token, std::string_view current,
                                             std::string_view next);
    [[nodiscard]] bool demo() const { return demo_; }

private:
    struct Checked;
    [[nodiscard]] core::Result<Checked> check_password_of(std::string_view folded, std::string_view password,
                                                          const Visitor& visitor);
    /// "access/account_ended", told to who knows the password.
    [[nodiscard]] core::Done check_not_over(const Account& account);
    [[nodiscard]] core::Done check_own_keys(const Account& account, const vault::UserSecrets& secrets);
    /// `present`: it counts as a proof of presence.
    [[nodiscard]] SignedIn start(store::Transaction& transaction, core::UserId user, Stage stage,
                                 const vault::UserSecrets& secrets, const Visitor& visitor,
                                 std::string_view detail, bool present);
    [[nodiscard]] std::optional<crypto::Hash> taken_challenge(const Session& session, const Proof& proof,
                                                              ChallengeFor use);
    [[nodiscard]] Source source_of(core::UserId user, const Visitor& visitor);
    void note_wrong_factor(const Session& session, const core::Error& error);
    void note_failed(std::string_view folded, std::string_view detail);
    void note_wrong_current(const audit::Act& act, core::UserId user);
    [[nodiscard]] core::Result<Session> session_of(const SessionToken& token);

    store::Database& database_;
    const core::Clock& clock_;
    const NodeSecret& secret_;
    Passwords& passwords_;
    Throttle throttle_;
    bool demo_;
};

} // namespace panoh::access
