#include "vault/first_key.h"

#include "vault/format.h"
#include "vault/standing.h"

namespace panoh::vault {

namespace {
constexpr std::int64_t first = 1;
} // namespace

core::Result<FirstKey> FirstKey::make(store::Reader& reader, KeyRing& keys, core::TeamId team,
                                      core::CaseId case_id, core::Compartment compartment)
{
    FirstKey made({team, compartment, case_id, first});
    PANOH_TRY(const auto* own, held_key(reader, keys, team, compartment));
    PANOH_TRY(made.made_, data_key_for(reader, keys.registrar(), own, made.name_, made.key_));
    if (own != nullptr) made.wrap_ = reading_wrap(*own, made.name_, made.key_);
    for (const auto& group : standing_with(reader, keys.registrar(), team, compartment)) {
        const KeyRing::DataKeyName name{group, compartment, case_id, first};
        PANOH_TRY(auto key, data_key_for(reader, keys.registrar(), nullptr, name, made.key_));
        made.along_.emplace_back(name, std::move(key));
    }
    return made;
}

core::Bytes FirstKey::seal(const Place& place, std::string_view plain) const
{
    return seal_record(key_, first, place, plain);
}

void FirstKey::save(store::Transaction& transaction) const
{
    insert_data_key(transaction, name_, made_);
    for (const auto& [name, key] : along_)
        insert_data_key(transaction, name, key);
}

} // namespace panoh::vault
