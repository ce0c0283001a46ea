#include "cases/seal_identity.h"

#include "cases/cases_store.h"
#include "cases/find_key.h"
#include "cases/places.h"
#include "cases/search.h"
#include "core/json.h"

namespace panoh::cases {

core::Done seal_identity(store::Transaction& transaction, vault::KeyRing* keys, const CaseFile& file,
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

} // namespace panoh::cases
