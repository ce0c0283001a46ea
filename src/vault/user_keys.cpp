#include <algorithm>
#include <array>

#include "vault/format.h"
#include "vault/grants.h"

namespace panoh::vault {

namespace {

constexpr std::uint8_t wrap_version = 1;
constexpr std::size_t box_size = 32;
constexpr std::size_t sign_size = 64;

crypto::Fields bound_to(core::UserId user)
{
    crypto::Fields fields(context_size);
    fields.add("user1").add(user.bytes);
    return fields;
}

template <typename PublicKey>
bool read_key(core::ByteView bytes, PublicKey& key)
{
    if (bytes.size() != key.bytes.size()) return false;
    std::ranges::copy(bytes, key.bytes.begin());
    return true;
}

} // namespace

UserSecrets make_user_secrets()
{
    return {.box = crypto::make_box_keys().secret_key, .sign = crypto::make_sign_keys().secret_key};
}

UserPublicKeys public_keys_of(const UserSecrets& secrets)
{
    return {.box = crypto::public_key_of(secrets.box), .sign = crypto::public_key_of(secrets.sign)};
}

core::Bytes wrap_user_secrets(const crypto::Key& key, core::UserId user, const UserSecrets& secrets)
{
    crypto::Fields plain(box_size + sign_size);
    plain.raw(secrets.box.reveal()).raw(secrets.sign.reveal());
    auto wrapped = crypto::encrypt(key, plain.bytes(), bound_to(user).bytes());
    wrapped.insert(wrapped.begin(), wrap_version);
    return wrapped;
}

core::Result<UserSecrets> unwrap_user_secrets(const crypto::Key& key, core::UserId user,
                                              core::ByteView wrapped)
{
    if (wrapped.empty() || wrapped[0] != wrap_version) return tampered();
    const auto opened = crypto::decrypt(key, wrapped.subspan(1), bound_to(user).bytes());
    if (!opened || opened->reveal().size() != box_size + sign_size) return tampered();
    const auto plain = core::as_bytes(opened->reveal());
    return UserSecrets{.box = crypto::BoxSecretKey(plain.first<box_size>()),
                       .sign = crypto::SignSecretKey(plain.last<sign_size>())};
}

void store_user_public_keys(store::Transaction& transaction, const Registrar& registrar, core::UserId user,
                            const UserPublicKeys& keys, core::Instant at)
{
    static constexpr store::Sql upsert{
        "INSERT INTO vault_user_key (user_id, box_public, sign_public, made_at, certificate) "
        "VALUES (?, ?, ?, ?, ?) ON CONFLICT (user_id) DO UPDATE SET box_public = excluded.box_public, "
        "sign_public = excluded.sign_public, made_at = excluded.made_at, certificate = excluded.certificate"};
    const auto certificate = registrar.certify(user_statement(user, keys, at));
    transaction.run(upsert, {user, core::ByteView(keys.box.bytes), core::ByteView(keys.sign.bytes), at,
                             core::ByteView(certificate)});
}

namespace {

struct KeyRow {
    UserPublicKeys keys;
    core::Instant made_at;
    core::Bytes certificate;
};

core::Result<KeyRow> key_row(store::Reader& reader, core::UserId user)
{
    static constexpr store::Sql find{
        "SELECT box_public, sign_public, made_at, certificate FROM vault_user_key WHERE user_id = ?"};
    const auto found = reader.first(find, {user}, [](const store::Row& row) {
        KeyRow read;
        read.made_at = row.instant(2);
        read.certificate.assign(row.bytes(3).begin(), row.bytes(3).end());
        const bool whole = read_key(row.bytes(0), read.keys.box) && read_key(row.bytes(1), read.keys.sign);
        return whole ? std::optional(read) : std::nullopt;
    });
    if (!found) return core::fail(core::ErrorKind::conflict, "vault/user_without_keys");
    if (!*found) return tampered();
    return **found;
}

} // namespace

core::Result<UserPublicKeys> user_public_keys(store::Reader& reader, core::UserId user)
{
    PANOH_TRY(const auto row, key_row(reader, user));
    return row.keys;
}

core::Result<UserPublicKeys> certified_public_keys(store::Reader& reader, const Registrar& registrar,
                                                   core::UserId user)
{
    PANOH_TRY(const auto row, key_row(reader, user));
    if (!registrar.certified(user_statement(user, row.keys, row.made_at), row.certificate)) return tampered();
    return row.keys;
}

} // namespace panoh::vault
