#include "vault/short_texts.h"

#include <algorithm>

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

ShortTexts::ShortTexts(core::TeamId team, core::Compartment compartment, std::vector<const TeamKey*> keys)
    : team_(team), compartment_(compartment), keys_(std::move(keys)), text_key_(text_key_of(*keys_.front()))
{
}

ShortTexts::~ShortTexts()
{
    crypto::wipe(plain_);
}

core::Result<ShortTexts> ShortTexts::of(store::Reader& reader, KeyRing& keys, core::TeamId team,
                                        core::Compartment compartment)
{
    PANOH_TRY(auto opened, open_epochs(reader, keys, team, compartment));
    return ShortTexts(team, compartment, std::move(opened));
}

core::Result<std::string_view> ShortTexts::open(const Place& place, core::ByteView sealed,
                                                core::ByteView wrap)
{
    const auto version = key_version_of(sealed);
    if (!version) return tampered();
    crypto::Key key;
    if (!open_quick_wrap_into(key, keys_, {team_, compartment_, place.case_id, *version}, wrap))
        return tampered();
    return open_record_into(plain_, key, place, sealed);
}

core::Result<std::string_view> ShortTexts::open_team_text(const Place& place, core::ByteView sealed)
{
    return open_team_text(place, sealed, epoch());
}

core::Result<std::string_view> ShortTexts::open_team_text(const Place& place, core::ByteView sealed,
                                                          std::int64_t epoch)
{
    const auto held = std::ranges::find(keys_, epoch, &TeamKey::epoch);
    if (held == keys_.end()) return no_key();
    const TeamTextContext context{.place = place, .team = team_, .epoch = epoch};
    const auto make = make_of_team_text(sealed);
    if (!make) return tampered();
    switch (*make) {
    case TeamTextMake::sealed:
        if (epoch == this->epoch()) return open_team_text_into(plain_, text_key_, context, sealed);
        return open_team_text_into(plain_, text_key_of(**held), context, sealed);
    case TeamTextMake::boxed:
        return open_team_box_into(plain_, (*held)->pair, context, sealed);
    }
    return tampered();
}

core::Result<TeamText> seal_to_team(store::Reader& reader, KeyRing& keys, core::TeamId team,
                                    const Place& place, std::string_view plain)
{
    PANOH_TRY(const auto newest, team_public_key(reader, keys.registrar(), team, place.compartment));
    const TeamTextContext context{.place = place, .team = team, .epoch = newest.epoch};
    TeamText text{.epoch = newest.epoch};
    PANOH_TRY(const auto* own, held_key(reader, keys, team, place.compartment));
    if (own != nullptr && own->epoch == newest.epoch) {
        text.sealed = seal_team_text(text_key_of(*own), context, plain);
        return text;
    }
    PANOH_TRY(text.sealed, box_team_text(newest.key, context, plain));
    return text;
}

bool is_boxed(core::ByteView sealed)
{
    return make_of_team_text(sealed) == TeamTextMake::boxed;
}

} // namespace panoh::vault
