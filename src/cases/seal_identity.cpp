#include "cases/seal_identity.h"

#include "cases/cases_store.h"
#include "cases/find_key.h"
#include "cases/places.h"
#include "cases/search.h"
#include "core/json.h"

namespace panoh::cases {

core::Done seal_identity(store::Transaction& transaction, vault::KeyRing& keys, const CaseFile& file,
                         std::int64_t version, const Identity& identity, const audit::Act& act)
{
    const core::CaseId& id = file.id;
    const core::TeamId team = file.team;
    const std::string whole = core::write_json(identity);
    const std::string find = write_find_key(find_key(identity));
    PANOH_TRY(const core::Bytes sealed,
              vault::seal(transaction, keys, team, identity_place(id, version), whole));
    ShortRow text{.version = version};
    PANOH_TRY(text.sealed, vault::seal(transaction, keys, team, find_place(id, version), find, &text.wrap));
    save_sealed(transaction, SealedPart::identity, id, version, sealed, act);
    save_short(transaction, id, text);
    return seal_finding(transaction, keys, file.organisation, team, id, version, find);
}

core::Result<FirstIdentity> seal_first_identity(store::Reader& reader, vault::KeyRing& keys,
                                                const CaseFile& file, const Identity& identity)
{
    const core::CaseId& id = file.id;
    const std::string find = write_find_key(find_key(identity));
    PANOH_TRY(auto key, vault::FirstKey::make(reader, keys, file.team, id, core::Compartment::identity));
    FirstIdentity first{.key = std::move(key)};
    first.sealed = first.key.seal(identity_place(id, 1), core::write_json(identity));
    first.text = {.version = 1, .sealed = first.key.seal(find_place(id, 1), find), .wrap = first.key.wrap()};
    PANOH_TRY(first.finding, finding_text(reader, keys, file.organisation, id, 1, find));
    return first;
}

void save_first_identity(store::Transaction& transaction, const CaseFile& file, const FirstIdentity& identity,
                         const audit::Act& act)
{
    identity.key.save(transaction);
    save_sealed(transaction, SealedPart::identity, file.id, 1, identity.sealed, act);
    if (identity.finding) save_finding_text(transaction, file.team, file.id, 1, *identity.finding);
}

} // namespace panoh::cases
