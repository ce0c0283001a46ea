#include "vault/format.h"

#include <atomic>

#include "core/log.h"

namespace panoh::vault {

namespace {

constexpr std::uint8_t record_version = 1;
constexpr std::uint8_t xchacha20_poly1305 = 1;
constexpr std::size_t header_size = 6;

/// What a record is bound to. Two places differ in at least one field, so a value moved to another does not
/// open.
crypto::Fields bound_to(const Place& place, std::int64_t key_version)
{
    crypto::Fields fields(context_size);
    fields.add("rec1").add(place.table).add(core::ByteView(place.row)).add(place.field);
    fields.add(place.case_id.bytes).add(core::to_text(place.compartment)).add(key_version).add(place.version);
    return fields;
}

} // namespace

tl::unexpected<core::Error> no_key()
{
    return core::fail(core::ErrorKind::forbidden, "vault/no_key");
}

tl::unexpected<core::Error> tampered()
{
    static std::atomic<std::int64_t> count = 0;
    // A broken table gives thousands: the 1st, 2nd, 4th, 8th ... is said.
    const auto now = ++count;
    if ((now & (now - 1)) == 0) core::log(core::LogLevel::error, "vault_tampered", {{"count", now}});
    return core::fail(core::ErrorKind::conflict, "vault/tampered");
}

core::Result<core::Bytes> seal_secret(const crypto::BoxPublicKey& to, const crypto::Fields& context,
                                      const core::Secret<32>& secret)
{
    crypto::Fields plain(context_size + 32);
    plain.raw(context.bytes()).raw(secret.reveal());
    auto sealed = crypto::seal(to, plain.bytes());
    if (!sealed) return tampered();
    return sealed;
}

core::Result<core::Secret<32>> open_secret(const crypto::BoxKeyPair& keys, const crypto::Fields& context,
                                           core::ByteView sealed)
{
    const auto& expected = context.bytes();
    constexpr std::size_t box_overhead = 48;
    if (sealed.size() != box_overhead + expected.size() + 32) return tampered();
    const auto opened = crypto::open_seal(keys, sealed);
    if (!opened) return tampered();
    const auto plain = core::as_bytes(opened->reveal());
    if (!crypto::equal(plain.first(expected.size()), expected)) return tampered();
    return core::Secret<32>(plain.last<32>());
}

core::Bytes wrap_secret(const crypto::Key& key, const crypto::Fields& context, const core::Secret<32>& secret)
{
    return crypto::encrypt(key, secret.reveal(), context.bytes());
}

core::Result<core::Secret<32>> unwrap_secret(const crypto::Key& key, const crypto::Fields& context,
                                             core::ByteView wrapped)
{
    const auto opened = crypto::decrypt(key, wrapped, context.bytes());
    if (!opened || opened->reveal().size() != 32) return tampered();
    return core::Secret<32>(core::as_bytes(opened->reveal()).first<32>());
}

crypto::Fields TeamWrap::context() const
{
    crypto::Fields fields(context_size);
    fields.add("team1").add(team.bytes).add(core::to_text(compartment)).add(epoch).add(user.bytes);
    return fields;
}

crypto::Fields CaseWrap::sealed_context() const
{
    crypto::Fields fields(context_size);
    fields.add("wrap1").add(case_id.bytes).add(core::to_text(compartment)).add(version).add(team.bytes);
    return fields;
}

crypto::Fields CaseWrap::quick_context() const
{
    crypto::Fields fields(context_size);
    fields.add("quick1").add(case_id.bytes).add(core::to_text(compartment)).add(version).add(team.bytes);
    return fields;
}

core::Bytes seal_record(const crypto::Key& key, std::int64_t key_version, const Place& place,
                        std::string_view plain)
{
    const crypto::PlainBytes padded(crypto::pad(core::as_bytes(plain)));
    const auto body = crypto::encrypt(key, padded.view(), bound_to(place, key_version).bytes());
    core::Bytes sealed = {record_version, xchacha20_poly1305};
    sealed.reserve(header_size + body.size());
    for (unsigned shift = 32; shift > 0; shift -= 8)
        sealed.push_back(static_cast<std::uint8_t>(key_version >> (shift - 8)));
    sealed.insert(sealed.end(), body.begin(), body.end());
    return sealed;
}

std::optional<std::int64_t> key_version_of(core::ByteView sealed)
{
    if (sealed.size() < header_size || sealed[0] != record_version || sealed[1] != xchacha20_poly1305)
        return std::nullopt;
    std::int64_t version = 0;
    for (const auto byte : sealed.subspan(2, 4))
        version = (version << 8U) | byte;
    return version;
}

core::Result<core::SecretText> open_record(const crypto::Key& key, const Place& place, core::ByteView sealed)
{
    const auto key_version = key_version_of(sealed);
    if (!key_version) return tampered();
    const auto padded =
        crypto::decrypt(key, sealed.subspan(header_size), bound_to(place, *key_version).bytes());
    if (!padded) return tampered();
    const auto plain = crypto::unpad(core::as_bytes(padded->reveal()));
    if (!plain) return tampered();
    return core::SecretText(std::string(core::as_text(*plain)));
}

} // namespace panoh::vault
