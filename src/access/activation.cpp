// How a person comes to a password: activation, recovery, change.

#include "access/account_store.h"
#include "access/credentials.h"
#include "access/notices.h"
#include "access/sign_in.h"

namespace panoh::access {

namespace {

audit::Entry about(core::UserId user, std::string_view detail)
{
    return {.action = core::Action::session_finish, .object = user.bytes, .detail = std::string(detail)};
}

core::Error activation_wrong()
{
    return {.kind = core::ErrorKind::unauthenticated, .code = "access/activation_wrong"};
}

core::Error recovery_wrong()
{
    return {.kind = core::ErrorKind::unauthenticated, .code = "access/recovery_wrong"};
}

SecondFactor shown(const crypto::TotpSecret& totp, const Account& account)
{
    return {crypto::totp_address(totp, account.user_name), crypto::totp_text(totp)};
}

} // namespace

core::Result<Activated> SignIn::activate(std::string_view user_name, std::string_view activation_code,
                                         std::string_view password, const Visitor& visitor)
{
    const std::string folded = fold_user_name(user_name);
    const Source source{.account = folded, .network = visitor.network};
    PANOH_CHECK(throttle_.begin(source, "activation", clock_.now()));
    const auto account = database_.read([&](store::Reader& reader) { return find_account(reader, folded); });
    if (!account || !is_activation_code(secret_, *account, activation_code, clock_.now())) {
        note_failed(folded, "activation:wrong");
        return core::fail(activation_wrong());
    }
    throttle_.succeeded(source, "activation");
    PANOH_CHECK(check_not_over(*account));

    PANOH_TRY(const NewCredentials made,
              make_credentials(passwords_, *account, password, vault::make_user_secrets(), "password"));
    const RecoveryCode recovery = make_recovery_code(account->id, made.secrets);
    const crypto::TotpSecret totp = crypto::make_totp_secret();
    const Stage stage = demo_ ? Stage::open : Stage::enrol;
    auto started = database_.write([&](store::Transaction& transaction) -> core::Result<SignedIn> {
        const auto current = find_account(transaction, account->id);
        if (!current || !is_activation_code(secret_, *current, activation_code, clock_.now()))
            return core::fail(activation_wrong());
        end_sessions(transaction, account->id);
        use_up_activation(transaction, account->id);
        if (vault::user_public_keys(transaction, account->id))
            note_leads(transaction, account->id, NoticeKind::colleague_keys, clock_.now());
        // New keys open nothing that the old ones did; wraps for the old ones are only in the way.
        vault::take_team_keys(transaction, account->id, {}, clock_.now());
        vault::store_user_public_keys(transaction, *secret_.registrar(), account->id,
                                      vault::public_keys_of(made.secrets), clock_.now());
        store_credentials(transaction, account->id, made.stored);
        store_recovery(transaction, account->id, recovery.wrapped);
        store_totp(transaction, account->id, seal_totp(secret_, account->id, totp));
        return start(transaction, account->id, stage, made.secrets, visitor, "account:activated",
                     stage == Stage::open);
    });
    if (!started) return core::fail(std::move(started).error());
    if (!demo_) started->second_factor = shown(totp, *account);
    return Activated{std::move(*started), recovery.text};
}

core::Result<Activated> SignIn::recover(std::string_view user_name, std::string_view recovery_code,
                                        std::string_view code, std::string_view password,
                                        const Visitor& visitor)
{
    const std::string folded = fold_user_name(user_name);
    const Source source{.account = folded, .network = visitor.network};
    PANOH_CHECK(throttle_.begin(source, "recovery", clock_.now()));
    const auto account = database_.read([&](store::Reader& reader) { return find_account(reader, folded); });
    auto secrets = open_recovery(account.value_or(Account{}), recovery_code);
    const auto spare = spare_code_hash(secret_, account.value_or(Account{}).id, code);
    std::int64_t step = 0;
    if (secrets && !demo_ && !spare) {
        const auto totp = open_totp(secret_, *account);
        const auto used = totp && account->totp_confirmed
                              ? crypto::check_totp(*totp, code, clock_.now(), account->totp_step)
                              : core::fail(recovery_wrong());
        // Which of the two was wrong is not told.
        if (used)
            step = *used;
        else
            secrets = core::fail(recovery_wrong());
    } else if (secrets && !demo_ && !database_.read([&](store::Reader& reader) {
                   return has_spare_code(reader, account->id, *spare);
               })) {
        secrets = core::fail(recovery_wrong());
    }
    if (!secrets) {
        note_failed(folded, "recovery:wrong");
        return core::fail(std::move(secrets).error());
    }
    throttle_.succeeded(source, "recovery");
    PANOH_CHECK(check_not_over(*account));

    PANOH_TRY(const NewCredentials made,
              make_credentials(passwords_, *account, password, std::move(*secrets), "password"));
    const RecoveryCode next = make_recovery_code(account->id, made.secrets);
    auto started = database_.write([&](store::Transaction& transaction) -> core::Result<SignedIn> {
        const auto current = find_account(transaction, account->id);
        if (!current || !current->active || current->recovery != account->recovery ||
            current->totp_step != account->totp_step)
            return core::fail(recovery_wrong());
        if (!demo_ && spare && !use_up_spare_code(transaction, account->id, *spare))
            return core::fail(recovery_wrong());
        end_sessions(transaction, account->id);
        if (!demo_ && !spare) confirm_totp(transaction, account->id, step);
        store_credentials(transaction, account->id, made.stored);
        store_recovery(transaction, account->id, next.wrapped);
        note(transaction, account->id, NoticeKind::recovery_used, clock_.now());
        note_leads(transaction, account->id, NoticeKind::colleague_recovered, clock_.now());
        const bool present = demo_ || spare || !has_security_key(transaction, account->id);
        return start(transaction, account->id, Stage::open, made.secrets, visitor, "account:recovered",
                     present);
    });
    if (!started) return core::fail(std::move(started).error());
    return Activated{std::move(*started), next.text};
}

core::Done SignIn::change_password(const SessionToken& token, std::string_view current, std::string_view next)
{
    PANOH_TRY(Session session, session_of(token));
    const core::UserId user = session.subject.user;
    if (session.subject.stage != Stage::open && !demo_)
        return core::fail(core::ErrorKind::forbidden, "access/not_finished");
    const Source source{.account = core::to_string(user)};
    PANOH_CHECK(throttle_.begin(source, "change", clock_.now()));
    const auto account = database_.read([&](store::Reader& reader) { return find_account(reader, user); });
    if (!account || !account->password)
        return core::fail(core::ErrorKind::unauthenticated, "access/no_session");
    auto keys = passwords_.keys_of(current, account->password->salt, account->password->cost);
    if (!keys) {
        throttle_.undo(source, "change");
        return core::fail(std::move(keys).error());
    }
    const audit::Act act{.actor = user, .session_hash = audit_hash(session.origin), .at = clock_.now()};
    if (!crypto::equal(keys->verifier, account->password->verifier)) {
        note_wrong_current(act, user);
        return core::fail(core::ErrorKind::invalid, "access/wrong_credentials", "current");
    }
    throttle_.succeeded(source, "change");

    PANOH_TRY(const NewCredentials made,
              make_credentials(passwords_, *account, next, std::move(session.secrets), "next"));
    return database_.write([&](store::Transaction& transaction) -> core::Done {
        const auto now = find_account(transaction, user);
        if (!now || !now->active || !now->password || now->password->verifier != account->password->verifier)
            return core::fail(core::ErrorKind::unauthenticated, "access/no_session");
        end_sessions(transaction, user, session.id);
        store_credentials(transaction, user, made.stored);
        note(transaction, user, NoticeKind::password_changed, clock_.now());
        audit::append(transaction, act, about(user, "account:password"));
        return {};
    });
}

/// Somebody at an open session who does not know its password may not be its person.
void SignIn::note_wrong_current(const audit::Act& act, core::UserId user)
{
    [[maybe_unused]] const auto done = database_.write([&](store::Transaction& transaction) -> core::Done {
        auto entry = about(user, "password:wrong");
        entry.outcome = audit::Outcome::failed;
        audit::append(transaction, act, entry);
        return {};
    });
}

} // namespace panoh::access
