#include "vault/first_key.h"

#include "vault/case_keys.h"
#include "vault/format.h"
#include "vault/team_keys.h"

namespace panoh::vault {

namespace {
constexpr std::int64_t first = 1;
} // namespace

FirstKey::FirstKey(core::TeamId team, core::CaseId case_id, core::Compartment compartment)
    : team_(team), case_id_(case_id), compartment_(compartment), key_(crypto::random_key())
{
}

core::Result<FirstKey> FirstKey::make(store::Reader& reader, KeyRing* keys, core::TeamId team,
                                      core::CaseId case_id, core::Compartment compartment)
{
    FirstKey made(team, case_id, compartment);
    if (keys != nullptr) {
        const auto own = keys->open_team(reader, team, compartment);
        if (own)
            made.quick_ = quick_wrap(**own, {team, compartment, case_id, first}, made.key_);
        else if (own.error().code != "vault/no_key")
            return core::fail(own.error());
    }
    PANOH_TRY(const auto public_key, team_public_key(reader, team, compartment));
    const CaseWrap wrap{case_id, compartment, first, team};
    PANOH_TRY(made.sealed_, seal_secret(public_key, wrap.sealed_context(), made.key_));
    return made;
}

core::Bytes FirstKey::seal(const Place& place, std::string_view plain) const
{
    return seal_record(key_, first, place, plain);
}

void FirstKey::save(store::Transaction& transaction) const
{
    insert_data_key(transaction, {team_, compartment_, case_id_, first}, quick_, sealed_);
}

} // namespace panoh::vault
