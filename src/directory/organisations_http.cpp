#include "directory/organisations_http.h"

#include "access/page.h"
#include "core/json.h"
#include "directory/organisations.h"

namespace panoh::directory {

namespace {

using access::Caller;
using access::handler;
using access::PermitIssuer;
using core::Action;

struct OrganisationItems {
    std::vector<OrganisationView> items;
    std::optional<std::string> next = {};
};
PANOH_JSON(OrganisationItems, items, next)

/// The handlers of this file; copied into the routes.
struct Handlers {
    store::Database& database;

    [[nodiscard]] http::Response list(Caller& caller, const http::Request& request) const
    {
        const auto items = database.read([&](store::Reader& reader) -> core::Result<OrganisationItems> {
            PANOH_TRY(const access::Page page, access::page_of(request));
            PANOH_TRY(const auto permit, PermitIssuer::permit<Action::people_list>(
                                             caller.subject(), caller.subject().organisation));
            OrganisationItems found{.items = list_organisations(reader, permit, page.after, page.limit)};
            if (static_cast<int>(found.items.size()) == page.limit)
                found.next = access::cursor_for(place_of(found.items.back()));
            return found;
        });
        return http::answer(items, [](const OrganisationItems& found) { return http::ok(found); });
    }

    [[nodiscard]] http::Response add(Caller& caller, const http::Request& request) const
    {
        const auto body = request.json<Organisation>();
        if (!body) return http::problem(body.error());
        const auto added = database.write([&](store::Transaction& transaction)
                                              -> core::Result<OrganisationView> {
            PANOH_TRY(const auto permit,
                      PermitIssuer::permit<Action::people_manage>(caller.subject(), core::OrganisationId{}));
            PANOH_TRY(const auto before, access::made_before(transaction, caller, request));
            if (before)
                return organisation(transaction, core::OrganisationId{*before}).value_or(OrganisationView{});
            PANOH_TRY(const auto id, add_organisation(transaction, permit, caller.act(), *body));
            access::remember_made(transaction, caller, request, id.bytes);
            return organisation(transaction, id).value_or(OrganisationView{});
        });
        return http::answer(added, [](const OrganisationView& view) {
            return http::created("/api/organisations/" + core::to_string(view.id), view).tagged(view.version);
        });
    }

    [[nodiscard]] http::Response change(Caller& caller, const http::Request& request) const
    {
        const auto body = request.json<OrganisationChange>();
        if (!body) return http::problem(body.error());
        const auto changed =
            database.write([&](store::Transaction& transaction) -> core::Result<OrganisationView> {
                const auto id = core::parse_id<core::OrganisationId>(request.param("organisation"));
                if (!id || id->is_null())
                    return core::fail(core::ErrorKind::not_found, "directory/organisation_not_found");
                PANOH_TRY(const auto permit,
                          PermitIssuer::permit<Action::people_manage>(caller.subject(), *id));
                PANOH_TRY(const std::int64_t version, request.if_match());
                PANOH_CHECK(change_organisation(transaction, permit, caller.act(), version, *body));
                return organisation(transaction, *id).value_or(OrganisationView{});
            });
        return http::answer(changed,
                            [](const OrganisationView& view) { return http::ok(view).tagged(view.version); });
    }
};

} // namespace

void add_routes(http::Router& router, const access::Gate& gate, store::Database& database)
{
    const Handlers handlers{database};
    const std::vector<std::string> faults = {"directory/name_missing",    "directory/name_taken",
                                             "directory/too_long",        "directory/email_invalid",
                                             "directory/website_invalid", "directory/phone_invalid"};
    auto of_change = faults;
    of_change.insert(of_change.end(),
                     {"directory/organisation_not_found", "directory/stale", "directory/type_fixed"});
    auto of_add = faults;
    of_add.emplace_back("http/idempotency_key_reused");
    router.add(gate.staff({.method = http::Method::get,
                           .pattern = "/api/organisations",
                           .policy = "people_list",
                           .summary = "The directory of organisations, by name",
                           .query = {{"limit", "1 to 200"}, {"cursor", "Where the page before ended"}},
                           .gives = core::json_schema<OrganisationItems>(),
                           .problems = {"http/query_invalid"}},
                          handler(handlers, &Handlers::list)));
    router.add(gate.staff({.method = http::Method::post,
                           .pattern = "/api/organisations",
                           .policy = "people_manage",
                           .summary = "Add an organisation",
                           .takes = core::json_schema<Organisation>(),
                           .gives = core::json_schema<OrganisationView>(),
                           .success = 201,
                           .problems = of_add,
                           .tagged = true,
                           .idempotent_create = true},
                          handler(handlers, &Handlers::add)));
    router.add(gate.staff({.method = http::Method::patch,
                           .pattern = "/api/organisations/{organisation}",
                           .policy = "people_manage",
                           .summary = "Change an organisation",
                           .takes = core::json_schema<OrganisationChange>(),
                           .gives = core::json_schema<OrganisationView>(),
                           .problems = of_change,
                           .versioned = true},
                          handler(handlers, &Handlers::change)));
}

} // namespace panoh::directory
