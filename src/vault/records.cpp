#include <map>

#include "vault/case_keys.h"
#include "vault/format.h"
#include "vault/vault.h"

namespace panoh::vault {

core::Result<core::Bytes> seal(store::Transaction& transaction, KeyRing* keys, core::TeamId team,
                               const Place& place, std::string_view plain)
{
    auto writing = writing_key(transaction, keys, team, place.case_id, place.compartment);
    if (!writing) return core::fail(std::move(writing).error());
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

core::Result<core::SecretText> open_one(const Groups& groups, const Sealed& value)
{
    const auto version = key_version_of(value.sealed);
    if (!version) return tampered();
    const auto& group = groups.at({value.team, value.place.compartment});
    PANOH_CHECK(group.loaded);
    PANOH_TRY(const auto* key, group.keys.find(value.place.case_id, *version));
    return open_record(*key, value.place, value.sealed);
}

} // namespace

std::vector<core::Result<core::SecretText>> open_all(store::Reader& reader, KeyRing& keys,
                                                     std::span<const Sealed> values)
{
    Groups groups;
    for (const auto& value : values)
        if (const auto version = key_version_of(value.sealed))
            groups[{value.team, value.place.compartment}].keys.need(value.place.case_id, *version);
    for (auto& [name, group] : groups)
        group.loaded = group.keys.load(reader, keys, name.first, name.second);
    std::vector<core::Result<core::SecretText>> opened;
    opened.reserve(values.size());
    for (const auto& value : values)
        opened.push_back(open_one(groups, value));
    return opened;
}

} // namespace panoh::vault
