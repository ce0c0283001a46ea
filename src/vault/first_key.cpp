#include "vault/first_key.h"

#include "vault/format.h"

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
    return made;
}

core::Bytes FirstKey::seal(const Place& place, std::string_view plain) const
{
    return seal_record(key_, first, place, plain);
}

void FirstKey::save(store::Transaction& transaction) const
{
    insert_data_key(transaction, name_, made_);
}

} // namespace panoh::vault
