#include "vault/grants.h"

#include <algorithm>

namespace panoh::vault {

namespace {

/// What the giver signs.
crypto::Fields signed_statement(const Grant& grant, const crypto::Fields& what)
{
    crypto::Fields fields(2 * context_size);
    fields.add("grant1").add(what.bytes()).add(grant.by.bytes);
    fields.add(grant.at.milliseconds).add(grant.ends_at.milliseconds);
    return fields;
}

/// What the node certifies: whoever reads the database later needs no key that the giver had then.
crypto::Fields witnessed_statement(const Grant& grant, const crypto::Fields& signed_one)
{
    crypto::Fields fields(3 * context_size);
    fields.add("witness1").add(signed_one.bytes()).add(grant.signer).add(grant.signature);
    return fields;
}

} // namespace

crypto::Fields user_statement(core::UserId user, const UserPublicKeys& keys, core::Instant at)
{
    crypto::Fields fields(context_size);
    fields.add("usercert1").add(user.bytes).add(keys.box.bytes).add(keys.sign.bytes).add(at.milliseconds);
    return fields;
}

crypto::Fields team_statement(const TeamKeyName& name, core::ByteView public_key, core::Instant at)
{
    crypto::Fields fields(context_size);
    fields.add("teamcert1").add(name.team.bytes).add(core::to_text(name.compartment)).add(name.epoch);
    fields.add(public_key).add(at.milliseconds);
    return fields;
}

Grant make_grant(const Giving& giving, const crypto::Fields& what, core::Instant ends_at)
{
    Grant grant{.at = giving.at, .ends_at = ends_at};
    if (giving.by != nullptr) {
        grant.by = giving.by->user();
        grant.signer = core::copy_of(crypto::public_key_of(giving.by->secrets().sign).bytes);
    } else {
        grant.signer = core::copy_of(giving.registrar.public_key().bytes);
    }
    const auto statement = signed_statement(grant, what);
    grant.signature =
        core::copy_of(giving.by != nullptr ? crypto::sign(giving.by->secrets().sign, statement.bytes())
                                           : giving.registrar.certify(statement));
    grant.certificate = core::copy_of(giving.registrar.certify(witnessed_statement(grant, statement)));
    return grant;
}

Grant grant_from(const store::Row& row, int column)
{
    Grant grant{.at = row.instant(column + 1), .ends_at = row.instant(column + 2)};
    if (!row.is_null(column)) grant.by = row.id<core::UserId>(column);
    grant.signer = core::copy_of(row.bytes(column + 3));
    grant.signature = core::copy_of(row.bytes(column + 4));
    grant.certificate = core::copy_of(row.bytes(column + 5));
    return grant;
}

bool is_good(const Registrar& registrar, const Grant& grant, const crypto::Fields& what)
{
    return registrar.certified(witnessed_statement(grant, signed_statement(grant, what)), grant.certificate);
}

crypto::Fields member_statement(const TeamWrap& wrap, core::ByteView sealed)
{
    crypto::Fields fields(context_size);
    fields.add(wrap.context().bytes()).add(crypto::hash(sealed));
    return fields;
}

crypto::Fields share_statement(core::CaseId case_id, core::Compartment compartment, core::TeamId team)
{
    crypto::Fields fields(context_size);
    fields.add("share1").add(case_id.bytes).add(core::to_text(compartment)).add(team.bytes);
    return fields;
}

crypto::Fields standing_statement(core::TeamId team, core::Compartment compartment, core::TeamId to)
{
    crypto::Fields fields(context_size);
    fields.add("standing1").add(team.bytes).add(core::to_text(compartment)).add(to.bytes);
    return fields;
}

} // namespace panoh::vault
