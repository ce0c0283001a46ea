#include "access/sign_in.h"

#include "access/account_store.h"
#include "access/credentials.h"
#include "access/notices.h"
#include "access/users_store.h"
#include "core/log.h"

namespace panoh::access {

namespace {

/// NIST SP 800-63B: at most 100 failures in a row. From then on only devices that the person used before may
/// try.
constexpr std::int64_t failures_at_most = 100;

core::Error wrong_credentials()
{
    return {.kind = core::ErrorKind::unauthenticated, .code = "access/wrong_credentials"};
}

crypto::Salt dummy_salt(const NodeSecret& secret, std::string_view folded)
{
    const auto hash = crypto::keyed_hash(secret.dummy_key(), core::as_bytes(folded));
    crypto::Salt salt = {};
    std::copy_n(hash.begin(), salt.size(), salt.begin());
    return salt;
}

} // namespace

std::optional<crypto::Hash> device_hash(const Visitor& visitor)
{
    if (visitor.device.size() != 43) return std::nullopt;
    return crypto::hash(core::as_bytes(visitor.device));
}

/// An account whose password was right, and the keys that it opened.
struct SignIn::Checked {
    Account account;
    vault::UserSecrets secrets;
};

SignIn::SignIn(store::Database& database, const core::Clock& clock, const NodeSecret& secret,
               Passwords& passwords, bool demo)
    : database_(database), clock_(clock), secret_(secret), passwords_(passwords), demo_(demo)
{
}

core::Result<SignIn::Checked> SignIn::check_password_of(std::string_view folded, std::string_view password,
                                                        const Visitor& visitor)
{
    Source source{.account = std::string(folded), .network = visitor.network};
    auto account = database_.read([&](store::Reader& reader) {
        auto found = find_account(reader, folded);
        const auto device = device_hash(visitor);
        if (found && device && knows_device(reader, found->id, *device)) source.known_device = device;
        return found;
    });
    PANOH_CHECK(throttle_.begin(source, "password", clock_.now()));

    // Unknown, not activated and deactivated people cost the same work as everybody else.
    // Whose account ended is told so, once the password was right.
    const bool over = account && account->stamped && account->ends_at != core::Instant{} &&
                      account->ends_at <= clock_.now();
    const bool real = account && (account->active || over) && account->password &&
                      (account->failed < failures_at_most || source.known_device);
    const auto salt = real ? account->password->salt : dummy_salt(secret_, folded);
    const auto cost = real ? account->password->cost : crypto::PasswordCost{};
    auto keys = passwords_.keys_of(password, salt, cost);
    if (!keys) {
        throttle_.undo(source, "password");
        return core::fail(std::move(keys).error());
    }
    if (!real || !crypto::equal(keys->verifier, account->password->verifier)) {
        note_failed(folded, "password:wrong");
        return core::fail(wrong_credentials());
    }
    auto secrets = vault::unwrap_user_secrets(keys->unlock, account->id, account->secrets);
    if (!secrets) return core::fail(std::move(secrets).error());
    PANOH_CHECK(check_not_over(*account));
    PANOH_CHECK(check_own_keys(*account, *secrets));
    throttle_.succeeded(source, "password");
    return Checked{std::move(*account), std::move(*secrets)};
}

core::Done SignIn::check_not_over(const Account& account)
{
    const bool over = database_.read(
        [&](store::Reader& reader) { return is_over(reader, account.id, account.ends_at, clock_.now()); });
    if (!over) return {};
    note_failed(account.user_name, "account:ended");
    return core::fail(core::ErrorKind::forbidden, "access/account_ended");
}

core::Done SignIn::check_own_keys(const Account& account, const vault::UserSecrets& secrets)
{
    const auto stored = database_.read([&](store::Reader& reader) {
        return vault::certified_public_keys(reader, *secret_.registrar(), account.id);
    });
    const auto own = vault::public_keys_of(secrets);
    if (stored && stored->box == own.box && stored->sign == own.sign) return {};
    // Somebody with the database put other keys there, to be given what colleagues seal to this person.
    core::log(core::LogLevel::error, "user_keys_differ", {{"user", account.id}});
    note_failed(account.user_name, "keys:differ");
    return core::fail(core::ErrorKind::forbidden, "access/keys_differ");
}

core::Result<SignedIn> SignIn::sign_in(std::string_view user_name, std::string_view password,
                                       const Visitor& visitor)
{
    PANOH_TRY(const Checked checked, check_password_of(fold_user_name(user_name), password, visitor));
    const Account& account = checked.account;
    const core::Instant now = clock_.now();
    Stage stage = Stage::code;
    std::optional<crypto::TotpSecret> totp;
    if (demo_) {
        stage = Stage::open;
    } else if (!account.totp_confirmed) {
        // Only while the activation is fresh: otherwise a password alone could bring its own second factor.
        if (account.activation_expires_at <= now)
            return core::fail(core::ErrorKind::forbidden, "access/activation_expired");
        stage = Stage::enrol;
        totp = crypto::make_totp_secret();
    }
    auto signed_in = database_.write([&](store::Transaction& transaction) -> core::Result<SignedIn> {
        // The account may have been deactivated, its password changed or its second factor confirmed, while
        // Argon2id ran.
        const auto current = find_account(transaction, account.id);
        if (!current || !current->active || !current->password ||
            current->password->verifier != account.password->verifier)
            return core::fail(wrong_credentials());
        const Stage now_due = totp && current->totp_confirmed ? Stage::code : stage;
        if (now_due == Stage::enrol)
            store_totp(transaction, account.id, seal_totp(secret_, account.id, *totp));
        return start(transaction, account.id, now_due, checked.secrets, visitor,
                     now_due == Stage::open ? "session:opened" : "session:password", now_due == Stage::open);
    });
    if (signed_in && signed_in->stage == Stage::enrol)
        signed_in->second_factor =
            SecondFactor{crypto::totp_address(*totp, account.user_name), crypto::totp_text(*totp)};
    return signed_in;
}

SignedIn SignIn::start(store::Transaction& transaction, core::UserId user, Stage stage,
                       const vault::UserSecrets& secrets, const Visitor& visitor, std::string_view detail,
                       bool present)
{
    const core::Instant now = clock_.now();
    const core::Instant present_until = present ? now + step_up_lasts_ms : core::Instant{};
    SignedIn signed_in{.session = start_session(transaction, user, stage, secrets, now, present_until),
                       .stage = stage};
    if (stage == Stage::open) {
        forget_failures(transaction, user);
        // A cookie value that we never gave out could have been planted.
        auto device = device_hash(visitor);
        if (!device || !issued_device(transaction, *device)) {
            signed_in.device = crypto::to_base64url(crypto::random_key().reveal());
            device = crypto::hash(core::as_bytes(*signed_in.device));
        }
        if (!knows_device(transaction, user, *device) && has_devices(transaction, user))
            note(transaction, user, NoticeKind::new_device, now);
        remember_device(transaction, user, *device, now);
    }
    audit::append(
        transaction, {.actor = user, .session_hash = audit_hash(signed_in.session.id()), .at = now},
        {.action = core::Action::session_finish, .object = user.bytes, .detail = std::string(detail)});
    return signed_in;
}

void SignIn::note_failed(std::string_view folded, std::string_view detail)
{
    [[maybe_unused]] const auto done = database_.write([&](store::Transaction& transaction) -> core::Done {
        note_failure(transaction, folded);
        const auto account = find_account(transaction, folded);
        audit::Entry entry{.action = core::Action::session_finish,
                           .outcome = audit::Outcome::failed,
                           .detail = std::string(detail)};
        // The name that was typed is never kept: it may be a password in the wrong field.
        if (account) entry.object = account->id.bytes;
        audit::append(transaction, {.at = clock_.now()}, entry);
        return {};
    });
}

core::Result<Session> SignIn::session_of(const SessionToken& token)
{
    return database_.read([&](store::Reader& reader) { return read_session(reader, token, clock_.now()); });
}

void SignIn::sign_out(const SessionToken& token)
{
    const auto session = session_of(token);
    if (!session) return;
    [[maybe_unused]] const auto done = database_.write([&](store::Transaction& transaction) -> core::Done {
        if (!end_session(transaction, session->id)) return {};
        const core::UserId user = session->subject.user;
        audit::append(
            transaction, {.actor = user, .session_hash = audit_hash(session->origin), .at = clock_.now()},
            {.action = core::Action::session_finish, .object = user.bytes, .detail = "session:ended"});
        return {};
    });
}

void SignIn::sign_out_everywhere(const SessionToken& token)
{
    const auto session = session_of(token);
    if (!session) return;
    [[maybe_unused]] const auto done = database_.write([&](store::Transaction& transaction) -> core::Done {
        const core::UserId user = session->subject.user;
        end_sessions(transaction, user);
        audit::append(
            transaction, {.actor = user, .session_hash = audit_hash(session->origin), .at = clock_.now()},
            {.action = core::Action::session_finish, .object = user.bytes, .detail = "session:all_ended"});
        return {};
    });
}

} // namespace panoh::access
