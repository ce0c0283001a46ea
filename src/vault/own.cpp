// What its writer alone opens.

#include "vault/format.h"
#include "vault/vault.h"

namespace panoh::vault {

namespace {

constexpr std::uint8_t own_version = 1;

crypto::Key own_key(const KeyRing& keys)
{
    return crypto::derive(keys.secrets().box, 4, "ownseal_");
}

crypto::Fields bound_to(core::UserId writer, const OwnPlace& place)
{
    crypto::Fields fields(context_size);
    fields.add("own1").add(place.table).add(place.row).add(place.field).add(writer.bytes).add(place.version);
    return fields;
}

} // namespace

core::Bytes seal_own(const KeyRing& keys, const OwnPlace& place, std::string_view plain)
{
    const crypto::PlainBytes padded(crypto::pad(core::as_bytes(plain)));
    auto sealed = crypto::encrypt(own_key(keys), padded.view(), bound_to(keys.user(), place).bytes());
    sealed.insert(sealed.begin(), own_version);
    return sealed;
}

core::Result<core::SecretText> open_own(const KeyRing& keys, const OwnPlace& place, core::ByteView sealed)
{
    if (sealed.empty() || sealed[0] != own_version) return tampered();
    const auto padded =
        crypto::decrypt(own_key(keys), sealed.subspan(1), bound_to(keys.user(), place).bytes());
    if (!padded) return tampered();
    const auto plain = crypto::unpad(core::as_bytes(padded->reveal()));
    if (!plain) return tampered();
    return core::SecretText(std::string(core::as_text(*plain)));
}

} // namespace panoh::vault
