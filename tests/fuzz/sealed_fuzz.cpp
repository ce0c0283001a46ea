// What is sealed, as a database that somebody wrote into may hold it: garbage, and real values with some
// bytes changed, cut off, moved or repeated. Nothing crashes, and nothing opens but what was sealed. With the
// right key in hand, texts that are badly padded or of the wrong length are refused too.

#include <array>
#include <functional>
#include <string>
#include <string_view>

#include "core/compartment.h"
#include "crypto/crypto.h"
#include "crypto/fields.h"
#include "fuzz.h"
#include "vault/format.h"
#include "vault/grants.h"
#include "vault/vault.h"

namespace {

using namespace panoh;
using fuzz::must;

/// The same keys in every run, so that an input that was kept still shows what it showed.
template <std::size_t N>
core::Secret<N> secret_of(std::uint8_t letter)
{
    core::Secret<N> secret;
    std::ranges::fill(secret.fill(), letter);
    return secret;
}

struct World {
    crypto::Key key = secret_of<32>(7);
    crypto::BoxKeyPair box = make_box();
    core::CaseId case_id = {{1, 2, 3}};
    core::TeamId team = {{4, 5, 6}};
    core::UserId user = {{7, 8, 9}};
    vault::Place place{"case_identity", case_id.bytes, "names", case_id, core::Compartment::identity, 3};
    vault::TeamTextContext text{place, team, 2};
    vault::CaseWrap wrap{case_id, core::Compartment::medical, 5, team};
    vault::UserSecrets secrets = vault::make_user_secrets();
    vault::Registrar registrar{crypto::make_sign_keys()};
    vault::KeyRing ring{user, {secrets.box.duplicate(), secrets.sign.duplicate()}, registrar};

    static crypto::BoxKeyPair make_box()
    {
        auto secret = secret_of<32>(9);
        const auto open = crypto::public_key_of(secret);
        return {open, std::move(secret)};
    }
};

/// The bytes with what the input asks for done to them.
core::Bytes changed(core::Bytes bytes, fuzz::Input& input)
{
    for (int changes = 0; changes < 6 && !input.empty(); ++changes) {
        const std::size_t which = input.byte() % 7;
        const std::size_t at = bytes.empty() ? 0 : (input.byte() * 256U + input.byte()) % bytes.size();
        const auto place = bytes.begin() + static_cast<std::ptrdiff_t>(at);
        if (which == 0 && !bytes.empty()) bytes[at] ^= static_cast<std::uint8_t>(1U << (input.byte() % 8));
        if (which == 1 && !bytes.empty()) bytes[at] = input.byte();
        if (which == 2) bytes.resize(at);
        if (which == 3) bytes.insert(place, input.byte());
        if (which == 4) std::rotate(bytes.begin(), place, bytes.end());
        if (which == 5) {
            const core::Bytes head(bytes.begin(), place);
            bytes.insert(bytes.end(), head.begin(), head.end());
        }
        if (which == 6) {
            const auto rest = core::as_bytes(input.rest());
            bytes.assign(rest.begin(), rest.end());
        }
    }
    return bytes;
}

using Opened = core::Result<std::string>;
using Open = std::function<Opened(core::ByteView)>;

void opens_unchanged_only(const core::Bytes& sealed, std::string_view plain, fuzz::Input& input,
                          const Open& open)
{
    const core::Bytes stored = changed(sealed, input);
    const Opened opened = open(stored);
    must(opened.has_value() == (stored == sealed));
    if (opened)
        must(*opened == plain);
    else
        must(opened.error().code == "vault/tampered");
}

template <typename Text>
Opened text_of(const core::Result<Text>& opened)
{
    if (!opened) return core::fail(opened.error());
    if constexpr (std::is_same_v<Text, std::string_view>)
        return std::string(*opened);
    else
        return std::string(opened->reveal());
}
Opened text_of(const core::Result<core::Secret<32>>& opened)
{
    if (!opened) return core::fail(opened.error());
    return std::string(core::as_text(opened->reveal()));
}

void records(const World& world, std::string_view plain, fuzz::Input& input)
{
    const auto sealed = vault::seal_record(world.key, 4, world.place, plain);
    opens_unchanged_only(sealed, plain, input, [&](core::ByteView stored) {
        core::Bytes buffer;
        const auto into = text_of(vault::open_record_into(buffer, world.key, world.place, stored));
        const auto opened = text_of(vault::open_record(world.key, world.place, stored));
        must(into.has_value() == opened.has_value() && (!opened || *opened == *into));
        return opened;
    });
}

void team_texts(const World& world, std::string_view plain, fuzz::Input& input)
{
    const auto open = [&](core::ByteView stored) -> Opened {
        core::Bytes buffer;
        const auto make = vault::make_of_team_text(stored);
        if (!make) return vault::tampered();
        if (*make == vault::TeamTextMake::sealed)
            return text_of(vault::open_team_text_into(buffer, world.key, world.text, stored));
        return text_of(vault::open_team_box_into(buffer, world.box, world.text, stored));
    };
    // Its epoch stands in clear before it and binds what is in the context, not those four bytes.
    const auto without_epoch = [](core::Bytes bytes) {
        if (bytes.size() >= 6) std::fill(bytes.begin() + 2, bytes.begin() + 6, std::uint8_t{0});
        return bytes;
    };
    const auto sealed = input.byte() % 2 == 0
                            ? vault::seal_team_text(world.key, world.text, plain)
                            : *vault::box_team_text(world.box.public_key, world.text, plain);
    const core::Bytes stored = changed(sealed, input);
    const Opened opened = open(stored);
    must(opened.has_value() == (without_epoch(stored) == without_epoch(sealed)));
    if (opened) must(*opened == plain);
}

void secrets(const World& world, std::string_view text, fuzz::Input& input)
{
    auto secret = secret_of<32>(static_cast<std::uint8_t>(text.size()));
    const std::string plain(core::as_text(secret.reveal()));
    if (input.byte() % 2 == 0) {
        const auto sealed = vault::seal_secret(world.box.public_key, world.wrap.sealed_context(), secret);
        opens_unchanged_only(*sealed, plain, input, [&](core::ByteView stored) {
            return text_of(vault::open_secret(world.box, world.wrap.sealed_context(), stored));
        });
    } else {
        const auto wrapped = vault::wrap_secret(world.key, world.wrap.quick_context(), secret);
        opens_unchanged_only(wrapped, plain, input, [&](core::ByteView stored) {
            must(!vault::unwrap_secret(world.key, world.wrap.reading_context(), stored));
            return text_of(vault::unwrap_secret(world.key, world.wrap.quick_context(), stored));
        });
    }
}

void users_and_own(const World& world, std::string_view plain, fuzz::Input& input)
{
    if (input.byte() % 2 == 0) {
        const auto wrapped = vault::wrap_user_secrets(world.key, world.user, world.secrets);
        const auto told = [](const vault::UserSecrets& secrets) {
            return std::string(core::as_text(secrets.box.reveal()))
                .append(core::as_text(secrets.sign.reveal()));
        };
        opens_unchanged_only(wrapped, told(world.secrets), input, [&](core::ByteView stored) -> Opened {
            const auto opened = vault::unwrap_user_secrets(world.key, world.user, stored);
            if (!opened) return core::fail(opened.error());
            return told(*opened);
        });
    } else {
        const vault::OwnPlace place{"draft", "new_case", "text", 1};
        const auto sealed = vault::seal_own(world.ring, place, plain);
        opens_unchanged_only(sealed, plain, input, [&](core::ByteView stored) {
            return text_of(vault::open_own(world.ring, place, stored));
        });
    }
}

/// What a giver signs and the node certifies.
void grants(const World& world, std::string_view what, fuzz::Input& input)
{
    crypto::Fields statement(64);
    statement.add("member1").add(what);
    const auto made = vault::make_grant({world.registrar, nullptr, {1'795'000'000'000}}, statement);
    auto stored = made;
    const std::size_t which = input.byte() % 5;
    if (which == 0) stored.signer = changed(stored.signer, input);
    if (which == 1) stored.signature = changed(stored.signature, input);
    if (which == 2) stored.certificate = changed(stored.certificate, input);
    if (which == 3) stored.at.milliseconds ^= input.number();
    if (which == 4) stored.ends_at.milliseconds ^= input.number();
    const bool same = stored.signer == made.signer && stored.signature == made.signature &&
                      stored.certificate == made.certificate && stored.at == made.at &&
                      stored.ends_at == made.ends_at;
    must(vault::is_good(world.registrar, stored, statement) == same);
}

/// Sealed with the right key and bound to the right place, but not by this program.
void right_key(const World& world, std::string_view inside)
{
    const auto bytes = core::as_bytes(inside);
    const auto padded = crypto::unpad(bytes);
    if (padded) must(crypto::pad(*padded) == core::Bytes(bytes.begin(), bytes.end()));
    const auto wrap = crypto::encrypt(world.key, bytes, world.wrap.quick_context().bytes());
    must(vault::unwrap_secret(world.key, world.wrap.quick_context(), wrap).has_value() ==
         (inside.size() == 32));
    core::Bytes sealed = {1, 2, 0, 0, 0, 2};
    const auto body = crypto::encrypt(world.key, bytes, world.text.fields().bytes());
    sealed.insert(sealed.end(), body.begin(), body.end());
    core::Bytes buffer;
    const auto opened = vault::open_team_text_into(buffer, world.key, world.text, sealed);
    must(opened.has_value() == padded.has_value());
    const auto boxed = crypto::seal(world.box.public_key, bytes);
    must(boxed.has_value());
    must(!vault::open_secret(world.box, world.wrap.sealed_context(), *boxed));
    core::Bytes box = {1, 3, 0, 0, 0, 2};
    box.insert(box.end(), boxed->begin(), boxed->end());
    if (vault::make_of_team_text(box)) (void)vault::open_team_box_into(buffer, world.box, world.text, box);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const bool started = crypto::start().has_value();
    must(started);
    static const World world;
    fuzz::Input input(data, size);
    const auto which = input.byte() % 6;
    const std::string_view plain = input.first(input.byte() * 5U);
    if (which == 0) records(world, plain, input);
    if (which == 1) team_texts(world, plain, input);
    if (which == 2) secrets(world, plain, input);
    if (which == 3) users_and_own(world, plain, input);
    if (which == 4) right_key(world, plain);
    if (which == 5) grants(world, plain, input);
    return 0;
}
