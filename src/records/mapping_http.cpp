// Mappings that a team keeps.

#include "access/people.h"
#include "core/json.h"
#include "records/import_http.h"
#include "records/saved_mappings.h"

namespace panoh::records {
namespace {

using core::Action;

struct SaveBody {
    core::TeamId team = {};
    std::string name = {};
    Mapping mapping = {};
};
PANOH_JSON(SaveBody, team, name, mapping)

struct MappingView {
    core::MappingId id;
    core::TeamId team;
    std::string name;
    std::int64_t version;
    Mapping mapping;
    std::string saved_by_name;
    core::Instant saved_at;
};
PANOH_JSON(MappingView, id, team, name, version, mapping, saved_by_name, saved_at)

struct MappingItems {
    std::vector<MappingView> items;
    std::optional<std::string> next; ///< always null: a team has at most fifty
};
PANOH_JSON(MappingItems, items, next)

MappingView view_of(access::PeopleNames& names, SavedMapping saved)
{
    return {.id = saved.id,
            .team = saved.team,
            .name = std::move(saved.name),
            .version = saved.version,
            .mapping = std::move(saved.mapping),
            .saved_by_name = names.user(saved.saved_by),
            .saved_at = saved.saved_at};
}

core::Result<core::MappingId> mapping_param(const http::Request& request)
{
    const auto id = core::parse_id<core::MappingId>(request.param("mapping"));
    if (!id) return core::fail(core::ErrorKind::not_found, "records/mapping_not_found");
    return *id;
}

/// A permit for the team of a mapping; of another team's nobody learns that it is there.
core::Result<MayMap> permitted(store::Reader& reader, const access::Caller& caller, core::MappingId id)
{
    PANOH_TRY(const auto team, team_of_mapping(reader, id));
    auto permit = access::PermitIssuer::permit<Action::case_open>(caller.subject(), team);
    if (!permit) return core::fail(core::ErrorKind::not_found, "records/mapping_not_found");
    return permit;
}

class MappingRoutes {
public:
    explicit MappingRoutes(ImportNeeds needs) : needs_(std::move(needs)) {}

    http::Response list(access::Caller& caller, const http::Request&) const
    {
        const auto items = needs_.database.read([&](store::Reader& reader) -> core::Result<MappingItems> {
            MappingItems made;
            access::PeopleNames names(reader);
            for (const auto& team : caller.subject().teams) {
                const auto permit = access::PermitIssuer::permit<Action::case_open>(caller.subject(), team);
                if (!permit) continue;
                for (auto& saved : saved_mappings(reader, *permit))
                    made.items.push_back(view_of(names, std::move(saved)));
            }
            return made;
        });
        return http::answer(items, [](const MappingItems& made) { return http::ok(made); });
    }

    http::Response save(access::Caller& caller, const http::Request& request) const
    {
        const auto body = request.json<SaveBody>();
        if (!body) return http::problem(body.error());
        const auto saved =
            needs_.database.write([&](store::Transaction& transaction) -> core::Result<MappingView> {
                PANOH_TRY(const auto permit,
                          access::PermitIssuer::permit<Action::case_open>(caller.subject(), body->team));
                access::PeopleNames names(transaction);
                PANOH_TRY(const auto before, access::made_before(transaction, caller, request));
                if (before)
                    for (auto& one : saved_mappings(transaction, permit))
                        if (one.id == core::MappingId{*before}) return view_of(names, std::move(one));
                PANOH_TRY(auto made,
                          save_mapping(transaction, permit, caller.act(), body->name, body->mapping));
                access::remember_made(transaction, caller, request, made.id.bytes);
                return view_of(names, std::move(made));
            });
        return http::answer(saved, [](const MappingView& made) {
            return http::json_response(201, core::write_json(made)).tagged(made.version);
        });
    }

    http::Response replace(access::Caller& caller, const http::Request& request) const
    {
        const auto expected = request.if_match();
        if (!expected) return http::problem(expected.error());
        const auto body = request.json<Mapping>();
        if (!body) return http::problem(body.error());
        const auto saved =
            needs_.database.write([&](store::Transaction& transaction) -> core::Result<MappingView> {
                PANOH_TRY(const auto id, mapping_param(request));
                PANOH_TRY(const auto permit, permitted(transaction, caller, id));
                access::PeopleNames names(transaction);
                PANOH_TRY(auto made,
                          replace_mapping(transaction, permit, caller.act(), id, *expected, *body));
                return view_of(names, std::move(made));
            });
        return http::answer(saved,
                            [](const MappingView& made) { return http::ok(made).tagged(made.version); });
    }

    http::Response drop(access::Caller& caller, const http::Request& request) const
    {
        const auto done = needs_.database.write([&](store::Transaction& transaction) -> core::Done {
            PANOH_TRY(const auto id, mapping_param(request));
            PANOH_TRY(const auto permit, permitted(transaction, caller, id));
            return drop_mapping(transaction, permit, caller.act(), id);
        });
        return http::answer(done, [] { return http::no_content(); });
    }

private:
    ImportNeeds needs_;
};

} // namespace

void add_mapping_routes(http::Router& router, const access::Gate& gate, const ImportNeeds& needs)
{
    using http::Method;
    const auto routes = std::make_shared<const MappingRoutes>(needs);
    const auto add = [&](http::Route route, auto handler) {
        route.policy = core::to_text(Action::case_open);
        router.add(gate.staff(std::move(route),
                              [routes, handler](access::Caller& caller, const http::Request& request) {
                                  return ((*routes).*handler)(caller, request);
                              }));
    };
    add({.pattern = "/api/records/mappings",
         .summary = "Mappings of spreadsheets that the own teams keep",
         .gives = core::json_schema<MappingItems>()},
        &MappingRoutes::list);
    add({.method = Method::post,
         .pattern = "/api/records/mappings",
         .summary = "Keeps a mapping for a team, without values that are long or have digits",
         .takes = core::json_schema<SaveBody>(),
         .gives = core::json_schema<MappingView>(),
         .success = 201,
         .problems = {"records/mapping_name", "records/mapping_name_taken", "records/mapping_too_large",
                      "records/too_many_mappings"},
         .tagged = true,
         .idempotent_create = true},
        &MappingRoutes::save);
    add({.method = Method::put,
         .pattern = "/api/records/mappings/{mapping}",
         .summary = "Another mapping under the same name",
         .takes = core::json_schema<Mapping>(),
         .gives = core::json_schema<MappingView>(),
         .problems = {"records/mapping_not_found", "records/mapping_stale", "records/mapping_too_large"},
         .versioned = true},
        &MappingRoutes::replace);
    add({.method = Method::del,
         .pattern = "/api/records/mappings/{mapping}",
         .summary = "Forgets a mapping",
         .success = 204,
         .problems = {"records/mapping_not_found"}},
        &MappingRoutes::drop);
}

} // namespace panoh::records
