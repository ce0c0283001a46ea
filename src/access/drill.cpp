#include "access/drill.h"

#include "access/account_store.h"
#include "crypto/crypto.h"

namespace panoh::access {

core::Result<vault::KeyRing> keys_by_password(store::Database& database, const NodeSecret& secret,
                                              Passwords& passwords, std::string_view user_name,
                                              std::string_view password)
{
    const auto account =
        database.read([&](store::Reader& reader) { return find_account(reader, user_name); });
    const auto wrong = [] {
        return core::fail(core::ErrorKind::unauthenticated, "access/wrong_credentials");
    };
    if (!account || !account->password) return wrong();
    PANOH_TRY(const PasswordKeys keys,
              passwords.keys_of(password, account->password->salt, account->password->cost));
    if (!crypto::equal(keys.verifier, account->password->verifier)) return wrong();
    PANOH_TRY(auto secrets, vault::unwrap_user_secrets(keys.unlock, account->id, account->secrets));
    const auto own = vault::public_keys_of(secrets);
    const auto stored = database.read([&](store::Reader& reader) {
        return vault::certified_public_keys(reader, *secret.registrar(), account->id);
    });
    if (!stored || stored->box != own.box || stored->sign != own.sign)
        return core::fail(core::ErrorKind::forbidden, "access/keys_differ");
    return vault::KeyRing(account->id, std::move(secrets), *secret.registrar());
}

} // namespace panoh::access
