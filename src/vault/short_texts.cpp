#include "vault/short_texts.h"

#include "vault/case_keys.h"
#include "vault/format.h"
#include "vault/team_keys.h"

namespace panoh::vault {

namespace {

crypto::Key text_key_of(const TeamKey& key)
{
    return crypto::derive(key.pair.secret_key, 1, "teamtext");
}

} // namespace

ShortTexts::ShortTexts(core::TeamId team, const TeamKey& key)
    : team_(team), key_(&key), text_key_(text_key_of(key))
{
}

ShortTexts::~ShortTexts()
{
    crypto::wipe(plain_);
}

core::Result<ShortTexts> ShortTexts::of(store::Reader& reader, KeyRing& keys, core::TeamId team,
                                        core::Compartment compartment)
{
    PANOH_TRY(const auto* key, keys.open_team(reader, team, compartment));
    return ShortTexts(team, *key);
}

core::Result<std::string_view> ShortTexts::open(const Place& place, core::ByteView sealed,
                                                core::ByteView wrap)
{
    const auto version = key_version_of(sealed);
    if (!version) return tampered();
    const CaseWrap name{place.case_id, place.compartment, *version, team_};
    crypto::Key key;
    if (!crypto::decrypt_into(key.fill(), key_->quick, wrap, name.quick_context().bytes())) return tampered();
    return open_record_into(plain_, key, place, sealed);
}

core::Result<std::string_view> ShortTexts::open_team_text(const Place& place, core::ByteView sealed)
{
    const TeamTextContext context{.place = place, .team = team_, .epoch = key_->epoch};
    const auto make = make_of_team_text(sealed);
    if (!make) return tampered();
    switch (*make) {
    case TeamTextMake::sealed:
        return open_team_text_into(plain_, text_key_, context, sealed);
    case TeamTextMake::boxed:
        return open_team_box_into(plain_, key_->pair, context, sealed);
    }
    return tampered();
}

core::Result<TeamText> seal_to_team(store::Reader& reader, KeyRing* keys, core::TeamId team,
                                    const Place& place, std::string_view plain)
{
    const auto epoch = team_key_epoch(reader, team, place.compartment);
    if (!epoch) return core::fail(core::ErrorKind::conflict, "vault/team_without_keys");
    const TeamTextContext context{.place = place, .team = team, .epoch = *epoch};
    TeamText text{.epoch = *epoch};
    PANOH_TRY(const auto* own, held_key(reader, keys, team, place.compartment));
    if (own != nullptr && own->epoch == *epoch) {
        text.sealed = seal_team_text(text_key_of(*own), context, plain);
        return text;
    }
    PANOH_TRY(const auto public_key, team_public_key(reader, team, place.compartment));
    PANOH_TRY(text.sealed, box_team_text(public_key, context, plain));
    return text;
}

bool is_boxed(core::ByteView sealed)
{
    return make_of_team_text(sealed) == TeamTextMake::boxed;
}

} // namespace panoh::vault
