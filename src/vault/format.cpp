#include "vault/format.h"

#include <algorithm>
#include <atomic>

#include "core/log.h"

namespace panoh::vault {

namespace {

constexpr std::uint8_t record_version = 1;
constexpr std::uint8_t xchacha20_poly1305 = 1;
constexpr std::uint8_t team_text = 2; // XChaCha20-Poly1305 under the team's text key
constexpr std::uint8_t team_box = 3;  // a sealed box to the team's public key
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

namespace {

crypto::Fields wrap_context(std::string_view kind, const CaseWrap& wrap)
{
    crypto::Fields fields(context_size);
    fields.add(kind).add(wrap.case_id.bytes).add(core::to_text(wrap.compartment));
    fields.add(wrap.version).add(wrap.team.bytes);
    return fields;
}

} // namespace

crypto::Fields CaseWrap::quick_context() const
{
    return wrap_context("quick1", *this);
}

crypto::Fields CaseWrap::reading_context() const
{
    return wrap_context("quick2", *this);
}

namespace {

core::Bytes header(std::uint8_t algorithm, std::int64_t key_version, std::size_t body_size)
{
    core::Bytes bytes = {record_version, algorithm};
    bytes.reserve(header_size + body_size);
    for (unsigned shift = 32; shift > 0; shift -= 8)
        bytes.push_back(static_cast<std::uint8_t>(key_version >> (shift - 8)));
    return bytes;
}

/// The text in an opened buffer: without its padding.
core::Result<std::string_view> unpadded(core::ByteView padded)
{
    const auto plain = crypto::unpad(padded);
    if (!plain) return tampered();
    return core::as_text(*plain);
}

/// Makes room for what `sealed` holds. Wiped before it grows: growing would leave a copy behind.
std::span<std::uint8_t> room_for(core::Bytes& plain, std::size_t size)
{
    if (plain.size() < size) {
        crypto::wipe(plain);
        plain.resize(size);
    }
    return std::span(plain).first(size);
}

} // namespace

core::Bytes seal_record(const crypto::Key& key, std::int64_t key_version, const Place& place,
                        std::string_view plain)
{
    const crypto::PlainBytes padded(crypto::pad(core::as_bytes(plain)));
    const auto body = crypto::encrypt(key, padded.view(), bound_to(place, key_version).bytes());
    core::Bytes sealed = header(xchacha20_poly1305, key_version, body.size());
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

core::Result<std::string_view> open_record_into(core::Bytes& plain, const crypto::Key& key,
                                                const Place& place, core::ByteView sealed)
{
    const auto key_version = key_version_of(sealed);
    if (!key_version || sealed.size() < header_size + crypto::sealed_overhead) return tampered();
    const auto body = sealed.subspan(header_size);
    const auto padded = room_for(plain, body.size() - crypto::sealed_overhead);
    if (!crypto::decrypt_into(padded, key, body, bound_to(place, *key_version).bytes())) return tampered();
    return unpadded(padded);
}

crypto::Fields TeamTextContext::fields() const
{
    crypto::Fields fields(context_size);
    fields.add("text1").add(place.table).add(core::ByteView(place.row)).add(place.field);
    fields.add(place.case_id.bytes).add(core::to_text(place.compartment)).add(place.version);
    fields.add(team.bytes).add(epoch);
    return fields;
}

core::Bytes seal_team_text(const crypto::Key& text_key, const TeamTextContext& context,
                           std::string_view plain)
{
    const crypto::PlainBytes padded(crypto::pad(core::as_bytes(plain)));
    const auto body = crypto::encrypt(text_key, padded.view(), context.fields().bytes());
    core::Bytes sealed = header(team_text, context.epoch, body.size());
    sealed.insert(sealed.end(), body.begin(), body.end());
    return sealed;
}

core::Result<core::Bytes> box_team_text(const crypto::BoxPublicKey& to, const TeamTextContext& context,
                                        std::string_view plain)
{
    const crypto::PlainBytes padded(crypto::pad(core::as_bytes(plain)));
    crypto::Fields both(context_size + padded.view().size());
    both.raw(context.fields().bytes()).raw(padded.view());
    const auto body = crypto::seal(to, both.bytes());
    if (!body) return tampered();
    core::Bytes sealed = header(team_box, context.epoch, body->size());
    sealed.insert(sealed.end(), body->begin(), body->end());
    return sealed;
}

std::optional<TeamTextMake> make_of_team_text(core::ByteView sealed)
{
    if (sealed.size() < header_size + crypto::sealed_overhead || sealed[0] != record_version)
        return std::nullopt;
    if (sealed[1] == team_text) return TeamTextMake::sealed;
    if (sealed[1] == team_box) return TeamTextMake::boxed;
    return std::nullopt;
}

core::Result<std::string_view> open_team_text_into(core::Bytes& plain, const crypto::Key& text_key,
                                                   const TeamTextContext& context, core::ByteView sealed)
{
    const auto body = sealed.subspan(header_size);
    const auto padded = room_for(plain, body.size() - crypto::sealed_overhead);
    if (!crypto::decrypt_into(padded, text_key, body, context.fields().bytes())) return tampered();
    return unpadded(padded);
}

core::Result<std::string_view> open_team_box_into(core::Bytes& plain, const crypto::BoxKeyPair& keys,
                                                  const TeamTextContext& context, core::ByteView sealed)
{
    const auto expected = context.fields();
    const auto opened = crypto::open_seal(keys, sealed.subspan(header_size));
    if (!opened || opened->reveal().size() < expected.bytes().size()) return tampered();
    const auto both = core::as_bytes(opened->reveal());
    if (!crypto::equal(both.first(expected.bytes().size()), expected.bytes())) return tampered();
    const auto rest = both.subspan(expected.bytes().size());
    const auto padded = room_for(plain, rest.size());
    std::ranges::copy(rest, padded.begin());
    return unpadded(padded);
}

} // namespace panoh::vault
