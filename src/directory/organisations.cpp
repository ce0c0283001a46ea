#include "directory/organisations.h"

#include "access/decide.h"
#include "access/people.h"
#include "core/text.h"
#include "directory/organisations_store.h"

namespace panoh::directory {

namespace {

audit::Entry changed(core::OrganisationId id, std::string_view detail)
{
    return {.action = core::Action::people_manage, .object = id.bytes, .detail = std::string(detail)};
}

OrganisationView view_of(core::OrganisationId id, const Organisation& given)
{
    return {.id = id,
            .name = std::string(core::trim(given.name)),
            .alternate_name = given.alternate_name,
            .description = given.description,
            .email = given.email,
            .website = given.website,
            .phone = given.phone,
            .street = given.street,
            .city = given.city,
            .state = given.state,
            .postal_code = given.postal_code,
            .country = given.country,
            .latitude = given.latitude,
            .longitude = given.longitude,
            .type = given.type};
}

Organisation facts_of(const OrganisationView& view)
{
    return {.name = view.name,
            .alternate_name = view.alternate_name,
            .description = view.description,
            .email = view.email,
            .website = view.website,
            .phone = view.phone,
            .street = view.street,
            .city = view.city,
            .state = view.state,
            .postal_code = view.postal_code,
            .country = view.country,
            .latitude = view.latitude,
            .longitude = view.longitude,
            .type = view.type};
}

OrganisationView with(OrganisationView view, const OrganisationChange& change)
{
    const auto set = [](auto& field, const auto& patch) {
        if (patch.given) field = patch.value;
    };
    if (change.name) view.name = core::trim(*change.name);
    set(view.alternate_name, change.alternate_name);
    set(view.description, change.description);
    set(view.email, change.email);
    set(view.website, change.website);
    set(view.phone, change.phone);
    set(view.street, change.street);
    set(view.city, change.city);
    set(view.state, change.state);
    set(view.postal_code, change.postal_code);
    set(view.latitude, change.latitude);
    set(view.longitude, change.longitude);
    if (change.country) view.country = *change.country;
    if (change.type) view.type = *change.type;
    return view;
}

/// Whether people of such an organisation can have cases of their own.
bool has_cases(access::OrganisationType type)
{
    return access::reach(access::Role::supervisor, type, core::Action::case_read) != access::Reach::nothing;
}

core::Done check_name(store::Reader& reader, const OrganisationView& view)
{
    if (name_taken(reader, place_of(view), view.id))
        return core::fail(core::ErrorKind::conflict, "directory/name_taken", "name");
    return {};
}

void tell_access(store::Transaction& transaction, const OrganisationView& view, access::OrganisationType type)
{
    access::register_organisation(transaction, {view.id, view.name, type, view.country.code});
}

} // namespace

std::string place_of(const OrganisationView& organisation)
{
    return core::fold_case(organisation.name);
}

core::Result<core::OrganisationId> add_organisation(store::Transaction& transaction, const MayWrite& permit,
                                                    const audit::Act& act, const Organisation& organisation)
{
    // Adding belongs to the node, not to an organisation that is there already.
    if (!permit.object().is_null()) return core::fail(core::ErrorKind::forbidden, "access/not_allowed");
    PANOH_CHECK(check(organisation));
    const auto view = view_of(crypto::random_id<core::OrganisationId>(), organisation);
    PANOH_CHECK(check_name(transaction, view));
    insert_organisation(transaction, view, act.at);
    tell_access(transaction, view, view.type);
    audit::append(transaction, act, changed(view.id, "organisation:added"));
    return view.id;
}

core::Result<std::int64_t> change_organisation(store::Transaction& transaction, const MayWrite& permit,
                                               const audit::Act& act, std::int64_t version,
                                               const OrganisationChange& change)
{
    const auto before = find_organisation(transaction, permit.object());
    if (!before) return core::fail(core::ErrorKind::not_found, "directory/organisation_not_found");
    if (before->version != version) {
        return core::fail({.kind = core::ErrorKind::stale,
                           .code = "directory/stale",
                           .current = core::write_json(*before)});
    }
    const OrganisationView after = with(*before, change);
    PANOH_CHECK(check(facts_of(after)));
    PANOH_CHECK(check_name(transaction, after));
    // Its people would gain or lose every case at once, and the teams' keys with them.
    if (has_cases(before->type) != has_cases(after.type))
        return core::fail(core::ErrorKind::conflict, "directory/type_fixed", "type");
    if (!update_organisation(transaction, after, act.at))
        return core::fail(core::ErrorKind::stale, "directory/stale");
    // Only what was asked for: what stands in this slice's row may be what somebody wrote into the database.
    const auto known = access::organisation(transaction, after.id);
    tell_access(transaction, after, change.type || !known ? after.type : known->type);
    audit::append(transaction, act, changed(after.id, "organisation:changed"));
    return version + 1;
}

std::optional<OrganisationView> organisation(store::Reader& reader, core::OrganisationId id)
{
    return find_organisation(reader, id);
}

std::vector<OrganisationView> list_organisations(store::Reader& reader, const MayRead&,
                                                 std::string_view after, int limit)
{
    return organisation_page(reader, after, limit);
}

} // namespace panoh::directory
