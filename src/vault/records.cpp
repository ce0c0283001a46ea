#include <map>

#include "vault/case_keys.h"
#include "vault/format.h"
#include "vault/vault.h"

namespace panoh::vault {

core::Result<core::Bytes> seal(store::Transaction& transaction, KeyRing& keys, core::TeamId team,
                               const Place& place, std::string_view plain, core::Bytes* wrap)
{
    auto writing = writing_key(transaction, keys, team, place.case_id, place.compartment);
    if (!writing) return core::fail(std::move(writing).error());
    if (wrap != nullptr) {
        wrap->clear();
        // Whoever holds no key writes under a new one, which a holder wraps when opening it.
        PANOH_TRY(const auto* own, held_key(transaction, keys, team, place.compartment));
        if (own != nullptr)
            *wrap =
                reading_wrap(*own, {team, place.compartment, place.case_id, writing->version}, writing->key);
    }
    return seal_record(writing->key, writing->version, place, plain);
}

core::Result<core::SecretText> open(store::Reader& reader, KeyRing& keys, core::TeamId team,
                                    const Place& place, core::ByteView sealed)
{
    const auto version = key_version_of(sealed);
    if (!version) return tampered();
    DataKeys data_keys;
    data_keys.need(place.case_id, *version);
    PANOH_CHECK(data_keys.load(reader, keys, team, place.compartment));
    PANOH_TRY(const auto* key, data_keys.find(place.case_id, *version));
    return open_record(*key, place, sealed);
}

namespace {

/// The keys for one team and compartment of a page, or why there are none.
struct Group {
    DataKeys keys;
    core::Done loaded;
};
using Groups = std::map<std::pair<core::TeamId, core::Compartment>, Group>;

bool has_wrap(const Sealed& value)
{
    return value.wrap != nullptr && !value.wrap->empty();
}

core::Result<core::SecretText> open_wrapped(store::Reader& reader, KeyRing& keys, const Sealed& value,
                                            std::int64_t version)
{
    PANOH_TRY(const auto team_keys, open_epochs(reader, keys, value.team, value.place.compartment));
    const KeyRing::DataKeyName name{value.team, value.place.compartment, value.place.case_id, version};
    crypto::Key key;
    if (!open_quick_wrap_into(key, team_keys, name, *value.wrap)) return tampered();
    return open_record(key, value.place, value.sealed);
}

core::Result<core::SecretText> open_looked_up(store::Reader& reader, KeyRing& keys, const Groups& groups,
                                              const Sealed& value, std::int64_t version)
{
    const auto& group = groups.at({value.team, value.place.compartment});
    PANOH_CHECK(group.loaded);
    PANOH_TRY(const auto* key, group.keys.find(value.place.case_id, version));
    if (value.wrap != nullptr) {
        PANOH_TRY(const auto* team_key, keys.open_team(reader, value.team, value.place.compartment));
        *value.wrap = reading_wrap(*team_key,
                                   {value.team, value.place.compartment, value.place.case_id, version}, *key);
    }
    return open_record(*key, value.place, value.sealed);
}

} // namespace

std::vector<core::Result<core::SecretText>> open_all(store::Reader& reader, KeyRing& keys,
                                                     std::span<const Sealed> values)
{
    Groups groups;
    for (const auto& value : values)
        if (const auto version = key_version_of(value.sealed); version && !has_wrap(value))
            groups[{value.team, value.place.compartment}].keys.need(value.place.case_id, *version);
    for (auto& [name, group] : groups)
        group.loaded = group.keys.load(reader, keys, name.first, name.second);
    std::vector<core::Result<core::SecretText>> opened;
    opened.reserve(values.size());
    for (const auto& value : values) {
        const auto version = key_version_of(value.sealed);
        if (!version)
            opened.emplace_back(tampered());
        else if (has_wrap(value))
            opened.push_back(open_wrapped(reader, keys, value, *version));
        else
            opened.push_back(open_looked_up(reader, keys, groups, value, *version));
    }
    return opened;
}

} // namespace panoh::vault
