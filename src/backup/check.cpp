#include "backup/check.h"

#include <algorithm>

#include "access/people.h"
#include "audit/chain.h"
#include "vault/holders.h"

namespace panoh::backup {
namespace {

using core::ErrorKind;
using core::fail;

core::Done check_chain(store::Reader& reader, const Manifest& manifest,
                       const std::optional<crypto::Hash>& head)
{
    const auto verdict = audit::verify(reader);
    if (verdict.broken_at)
        return fail(ErrorKind::conflict, "restore/audit_broken", "row " + std::to_string(*verdict.broken_at));
    if (verdict.rows != manifest.audit_rows || core::to_hex(verdict.head) != manifest.audit_head)
        return fail(ErrorKind::conflict, "restore/not_as_described", "from");
    if (head && !audit::has_head(reader, *head))
        return fail(ErrorKind::conflict, "restore/older_than_head", "head");
    return {};
}

core::Done check_holders(store::Reader& reader, Checked& checked)
{
    for (const auto& sealed : vault::sealed_to(reader)) {
        checked.data_keys += sealed.data_keys;
        bool held = false;
        bool active = false;
        for (const auto user : vault::holders_of(reader, sealed)) {
            const auto said = access::said_active(reader, user);
            if (!said || !vault::user_public_keys(reader, user)) continue;
            held = true;
            active = active || *said;
        }
        if (!held) return fail(ErrorKind::conflict, "restore/key_without_holder");
        if (!active) checked.keys_of_the_deactivated += sealed.data_keys;
    }
    return {};
}

} // namespace

core::Result<Checked> check_contents(store::Database& database, const Manifest& manifest,
                                     const std::optional<crypto::Hash>& head)
{
    return database.read([&](store::Reader& reader) -> core::Result<Checked> {
        Checked checked{.cases = manifest.rows_of("case_file"), .audit_rows = manifest.audit_rows};
        PANOH_CHECK(check_chain(reader, manifest, head));
        PANOH_CHECK(check_holders(reader, checked));
        return checked;
    });
}

} // namespace panoh::backup
