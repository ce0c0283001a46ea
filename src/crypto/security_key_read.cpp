// Reads what security keys and browsers say. Pure; libfido2 is given only what was read here in full, because
// its own reader reserves memory by the lengths that it is told.

#include <algorithm>

#include "core/json.h"
#include "crypto/cbor.h"
#include "crypto/security_key.h"

namespace panoh::crypto {

namespace {

constexpr unsigned flag_present = 0x01;
constexpr unsigned flag_verified = 0x04;
constexpr unsigned flag_made = 0x40;
constexpr unsigned flag_extensions = 0x80;
constexpr std::size_t fixed_size = 37; // hash, flags, counter
constexpr std::size_t model_size = 16;

auto unreadable()
{
    return core::fail(core::ErrorKind::malformed, "crypto/key_unreadable");
}

core::Bytes joined(core::ByteView one, core::ByteView two)
{
    core::Bytes bytes(one.begin(), one.end());
    bytes.insert(bytes.end(), two.begin(), two.end());
    return bytes;
}

/// A pair of a COSE key (RFC 9053), whose labels come in one order.
bool has_number(CborReader& reader, std::int64_t label, std::int64_t value)
{
    return reader.number() == label && reader.number() == value;
}

std::optional<core::ByteView> bytes_at(CborReader& reader, std::int64_t label, std::size_t size)
{
    if (reader.number() != label) return std::nullopt;
    const auto found = reader.bytes();
    if (!found || found->size() != size) return std::nullopt;
    return found;
}

core::Result<core::Bytes> read_es256(CborReader& reader)
{
    if (!has_number(reader, -1, 1)) return unreadable();
    const auto x = bytes_at(reader, -2, 32);
    const auto y = x ? bytes_at(reader, -3, 32) : std::nullopt;
    if (!y) return unreadable();
    return joined(*x, *y);
}

core::Result<core::Bytes> read_eddsa(CborReader& reader)
{
    if (!has_number(reader, -1, 6)) return unreadable();
    const auto x = bytes_at(reader, -2, 32);
    if (!x) return unreadable();
    return joined(*x, {});
}

core::Result<core::Bytes> read_rs256(CborReader& reader)
{
    const auto modulus = bytes_at(reader, -1, 256);
    const auto exponent = modulus ? bytes_at(reader, -2, 3) : std::nullopt;
    if (!exponent) return unreadable();
    return joined(*modulus, *exponent);
}

core::Result<NewSecurityKey> read_public_key(CborReader& reader)
{
    constexpr std::int64_t kind_label = 1;
    constexpr std::int64_t algorithm_label = 3;
    const auto pairs = reader.map();
    if (!pairs || reader.number() != kind_label) return unreadable();
    const auto kind = reader.number();
    if (!kind || reader.number() != algorithm_label) return unreadable();
    const auto number = reader.number();
    if (!number) return unreadable();
    const auto algorithm = key_algorithm(*number);
    if (!algorithm) return core::fail(core::ErrorKind::invalid, "crypto/key_algorithm");
    NewSecurityKey key{.algorithm = *algorithm};
    const auto fits = [&](std::int64_t wanted_kind, std::uint64_t wanted_pairs) {
        return *kind == wanted_kind && *pairs == wanted_pairs;
    };
    switch (*algorithm) {
    case KeyAlgorithm::es256: {
        if (!fits(2, 5)) return unreadable();
        PANOH_TRY(key.public_key, read_es256(reader));
        break;
    }
    case KeyAlgorithm::eddsa: {
        if (!fits(1, 4)) return unreadable();
        PANOH_TRY(key.public_key, read_eddsa(reader));
        break;
    }
    case KeyAlgorithm::rs256: {
        if (!fits(3, 4)) return unreadable();
        PANOH_TRY(key.public_key, read_rs256(reader));
        break;
    }
    }
    return key;
}

} // namespace

std::optional<KeyAlgorithm> key_algorithm(std::int64_t number)
{
    for (const auto known : {KeyAlgorithm::es256, KeyAlgorithm::eddsa, KeyAlgorithm::rs256})
        if (number == static_cast<std::int64_t>(known)) return known;
    return std::nullopt;
}

core::Result<KeySays> read_key_says(core::ByteView bytes)
{
    if (bytes.size() < fixed_size) return unreadable();
    KeySays says;
    std::copy_n(bytes.begin(), says.rp_id_hash.size(), says.rp_id_hash.begin());
    const unsigned flags = bytes[32];
    says.present = (flags & flag_present) != 0;
    says.verified = (flags & flag_verified) != 0;
    for (const auto byte : bytes.subspan(33, 4))
        says.count = (says.count << 8U) | byte;
    auto rest = bytes.subspan(fixed_size);
    if ((flags & flag_made) != 0) {
        if (rest.size() < model_size + 2) return unreadable();
        const std::size_t size = (std::size_t{rest[model_size]} << 8U) | rest[model_size + 1];
        rest = rest.subspan(model_size + 2);
        if (size < 16 || size > 1023 || rest.size() < size) return unreadable();
        CborReader reader(rest.subspan(size));
        PANOH_TRY(says.made, read_public_key(reader));
        says.made->id.assign(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(size));
        rest = reader.rest();
    }
    if ((flags & flag_extensions) != 0) {
        CborReader reader(rest);
        CborReader again(rest);
        if (!reader.map() || !again.skip()) return unreadable();
        rest = again.rest();
    }
    if (!rest.empty()) return unreadable();
    return says;
}

core::Result<BrowserSays> read_browser_says(core::ByteView bytes)
{
    core::JsonReader reader;
    const auto document = reader.parse(core::as_text(bytes));
    if (!document || !document->is_object()) return unreadable();
    const auto& object = document->get_object();
    BrowserSays says;
    // Browsers may add members, and some do to keep readers from comparing by pattern.
    const std::pair<const char*, std::string*> texts[] = {
        {"type", &says.type}, {"challenge", &says.challenge}, {"origin", &says.origin}};
    for (const auto& [name, into] : texts) {
        const auto* found = object.if_contains(name);
        if (found == nullptr || !found->is_string()) return unreadable();
        into->assign(found->get_string().data(), found->get_string().size());
    }
    if (const auto* found = object.if_contains("crossOrigin")) {
        if (!found->is_bool()) return unreadable();
        says.cross_origin = found->get_bool();
    }
    if (object.contains("topOrigin")) says.cross_origin = true;
    return says;
}

core::Result<core::ByteView> authenticator_data_of(core::ByteView attestation)
{
    CborReader reader(attestation);
    std::optional<core::ByteView> found;
    bool format = false;
    bool statement = false;
    if (reader.map() != 3) return unreadable();
    for (int i = 0; i < 3; ++i) {
        const auto name = reader.text();
        if (name == "fmt" && !format)
            format = reader.text().has_value();
        else if (name == "attStmt" && !statement)
            statement = reader.skip();
        else if (name == "authData" && !found)
            found = reader.bytes();
        else
            return unreadable();
    }
    if (!found || !format || !statement || !reader.rest().empty()) return unreadable();
    return *found;
}

} // namespace panoh::crypto
