#include "outreach/items_http.h"

#include "access/page.h"
#include "core/json.h"
#include "outreach/items_view.h"
#include "outreach/testimony.h"

namespace panoh::outreach {

namespace {

using access::Caller;
using access::PermitIssuer;
using core::Action;
using core::ErrorKind;

constexpr std::size_t largest_body = 512 * 1024;

/// The handlers of one kind; copied into its routes. Testimonies are read and written by other rights than
/// the rest.
template <Action Read, Action Write>
struct Handlers {
    store::Database& database;
    const KindFacts& kind;

    static core::Result<MayRead> may_read(const Caller& caller)
    {
        PANOH_TRY(const auto permit,
                  PermitIssuer::permit<Read>(caller.subject(), caller.subject().organisation));
        return MayRead(permit);
    }

    static core::Result<MayWrite> may_write(const Caller& caller)
    {
        PANOH_TRY(const auto permit,
                  PermitIssuer::permit<Write>(caller.subject(), caller.subject().organisation));
        return MayWrite(permit);
    }

    static core::Error unknown() { return {.kind = ErrorKind::not_found, .code = "outreach/item_not_found"}; }

    [[nodiscard]] core::Result<core::ItemId> named(const http::Request& request) const
    {
        const auto id = core::parse_id<core::ItemId>(request.param(kind.param));
        if (!id) return core::fail(unknown());
        return *id;
    }

    [[nodiscard]] core::Result<ItemView> whole(store::Reader& reader, const Caller& caller,
                                               core::ItemId id) const
    {
        PANOH_TRY(const MayRead permit, may_read(caller));
        const auto found = item(reader, permit, kind.kind, id);
        if (!found) return core::fail(unknown());
        access::PeopleNames names(reader, caller.names());
        auto view = view_of(reader, *found, names);
        view.may_change =
            found->organisation == caller.subject().organisation && may_write(caller).has_value();
        return view;
    }

    static core::Result<std::optional<core::Date>> day_of(const http::Request& request, const char* name)
    {
        const auto text = request.query(name);
        if (!text) return std::nullopt;
        const auto day = core::parse_date(*text);
        if (!day) return core::fail(ErrorKind::invalid, "http/query_invalid", name);
        return day;
    }

    [[nodiscard]] core::Result<ItemQuery> query_of(const http::Request& request) const
    {
        PANOH_TRY(const access::Page page, access::page_of(request));
        ItemQuery query{.kind = kind.kind, .after = page.after, .limit = page.limit};
        query.country = request.query("country").value_or("");
        query.words = request.query("words").value_or("");
        query.removed = request.query("removed").value_or("") == "yes";
        if (const auto text = request.query("names")) {
            query.names = core::parse_id<core::ItemId>(*text);
            if (!query.names) return core::fail(ErrorKind::invalid, "http/query_invalid", "names");
        }
        PANOH_TRY(query.from, day_of(request, "from"));
        PANOH_TRY(query.to, day_of(request, "to"));
        return query;
    }

    [[nodiscard]] http::Response list(Caller& caller, const http::Request& request) const
    {
        const auto rows = database.read([&](store::Reader& reader) -> core::Result<ItemRows> {
            PANOH_TRY(const ItemQuery query, query_of(request));
            PANOH_TRY(const MayRead permit, may_read(caller));
            const auto items = list_items(reader, permit, query);
            access::PeopleNames names(reader, caller.names());
            ItemRows found;
            for (const auto& item : items)
                found.items.push_back(row_of(item, names));
            if (static_cast<int>(items.size()) == query.limit)
                found.next = access::cursor_for(place_of(items.back()));
            return found;
        });
        return http::answer(rows, [](const ItemRows& found) { return http::ok(found).compressible(); });
    }

    [[nodiscard]] http::Response read(Caller& caller, const http::Request& request) const
    {
        const auto view = database.read([&](store::Reader& reader) -> core::Result<ItemView> {
            PANOH_TRY(const auto id, named(request));
            return whole(reader, caller, id);
        });
        return http::answer(view,
                            [](const ItemView& found) { return http::ok(found).tagged(found.version); });
    }

    [[nodiscard]] http::Response former(Caller& caller, const http::Request& request) const
    {
        const auto versions = database.read([&](store::Reader& reader) -> core::Result<FormerViews> {
            PANOH_TRY(const auto id, named(request));
            PANOH_TRY(const MayRead permit, may_read(caller));
            const auto found = item(reader, permit, kind.kind, id);
            if (!found) return core::fail(unknown());
            access::PeopleNames names(reader, caller.names());
            return views_of(former_versions(reader, permit, *found), names);
        });
        return http::answer(versions,
                            [](const FormerViews& found) { return http::ok(found).compressible(); });
    }

    [[nodiscard]] core::Result<Document> sent(const http::Request& request) const
    {
        PANOH_CHECK(request.content_is_json());
        return kind.read_value(request.body);
    }

    [[nodiscard]] http::Response add(Caller& caller, const http::Request& request) const
    {
        const auto document = sent(request);
        if (!document) return http::problem(document.error());
        const auto added = database.write([&](store::Transaction& transaction) -> core::Result<ItemView> {
            PANOH_TRY(const MayWrite permit, may_write(caller));
            PANOH_TRY(const auto before, access::made_before(transaction, caller, request));
            if (before) return whole(transaction, caller, core::ItemId{*before});
            PANOH_TRY(const auto id, add_item(transaction, permit, caller.act(), kind.kind, *document));
            access::remember_made(transaction, caller, request, id.bytes);
            return whole(transaction, caller, id);
        });
        return http::answer(added, [&](const ItemView& view) {
            return http::created(std::string(kind.path) + '/' + core::to_string(view.id), view)
                .tagged(view.version);
        });
    }

    [[nodiscard]] core::Result<Change> change_of(const http::Request& request) const
    {
        PANOH_TRY(const auto id, named(request));
        PANOH_TRY(const std::int64_t version, request.if_match());
        return Change{kind.kind, id, version};
    }

    [[nodiscard]] http::Response change(Caller& caller, const http::Request& request) const
    {
        const auto document = sent(request);
        if (!document) return http::problem(document.error());
        return changed(
            caller, request,
            [&](store::Transaction& transaction, const MayWrite& permit, const Change& change) -> core::Done {
                PANOH_CHECK(change_item(transaction, permit, caller.act(), change, *document));
                return {};
            });
    }

    [[nodiscard]] http::Response remove(Caller& caller, const http::Request& request) const
    {
        return changed(caller, request,
                       [&](store::Transaction& transaction, const MayWrite& permit, const Change& change) {
                           return remove_item(transaction, permit, caller.act(), change);
                       });
    }

    [[nodiscard]] http::Response bring_back(Caller& caller, const http::Request& request) const
    {
        return changed(caller, request,
                       [&](store::Transaction& transaction, const MayWrite& permit, const Change& change) {
                           return bring_back_item(transaction, permit, caller.act(), change);
                       });
    }

private:
    template <typename Do>
    [[nodiscard]] http::Response changed(Caller& caller, const http::Request& request,
                                         const Do& carry_out) const
    {
        const auto view = database.write([&](store::Transaction& transaction) -> core::Result<ItemView> {
            PANOH_TRY(const MayWrite permit, may_write(caller));
            PANOH_TRY(const Change change, change_of(request));
            PANOH_CHECK(carry_out(transaction, permit, change));
            return whole(transaction, caller, change.id);
        });
        return http::answer(view,
                            [](const ItemView& found) { return http::ok(found).tagged(found.version); });
    }
};

/// "outreach/reference_unknown" and what look_through() finds.
std::vector<std::string> faults_of_value()
{
    return {"outreach/missing",           "outreach/too_long",
            "outreach/link_invalid",      "outreach/ends_before_it_starts",
            "outreach/key_invalid",       "outreach/repeated",
            "outreach/party_unnamed",     "outreach/more_than_all",
            "outreach/fewer_than_people", "outreach/above_highest",
            "outreach/not_a_share",       "outreach/part_of_what",
            "outreach/currency_missing",  "outreach/consent_for_nothing",
            "outreach/reference_unknown"};
}

std::vector<std::string> with(std::vector<std::string> codes, std::initializer_list<const char*> more)
{
    codes.insert(codes.end(), more.begin(), more.end());
    return codes;
}

template <Action Read, Action Write>
class Routes {
public:
    Routes(http::Router& router, const access::Gate& gate, store::Database& database, const KindFacts& kind)
        : router_(router), gate_(gate), handlers_{database, kind}, path_(kind.path),
          one_(path_ + "/{" + std::string(kind.param) + '}'), name_(core::to_text(kind.kind))
    {
    }

    void add()
    {
        add_reading();
        add_writing();
    }

private:
    using Of = Handlers<Read, Write>;
    using Serve = http::Response (Of::*)(Caller&, const http::Request&) const;

    void route(http::Route made, Serve serve)
    {
        router_.add(gate_.staff(std::move(made), access::handler(handlers_, serve)));
    }

    void add_reading()
    {
        route({.method = http::Method::get,
               .pattern = path_,
               .policy = std::string(core::to_text(Read)),
               .summary = "Of the programme, kind " + name_ + ": latest first",
               .query = {{"limit", "1 to 200"},
                         {"cursor", "Where the page before ended"},
                         {"country", "ISO 3166 alpha-2"},
                         {"words", "Must stand in the title"},
                         {"names", "Id of an item: only what refers to it"},
                         {"from", "Only what has a day on or after"},
                         {"to", "Only what has a day on or before"},
                         {"removed", "yes: what was removed"}},
               .gives = core::json_schema<ItemRows>(),
               .problems = {"http/query_invalid"}},
              &Of::list);
        route({.method = http::Method::get,
               .pattern = one_,
               .policy = std::string(core::to_text(Read)),
               .summary = "One " + name_ + ", and what refers to it",
               .gives = view_schema(handlers_.kind),
               .problems = {"outreach/item_not_found"},
               .tagged = true},
              &Of::read);
        route({.method = http::Method::get,
               .pattern = one_ + "/versions",
               .policy = std::string(core::to_text(Read)),
               .summary = "What that " + name_ + " was before, latest first",
               .gives = core::json_schema<FormerViews>(),
               .problems = {"outreach/item_not_found"}},
              &Of::former);
    }

    void add_writing()
    {
        route({.method = http::Method::post,
               .pattern = path_,
               .policy = std::string(core::to_text(Write)),
               .summary = "Add one of kind " + name_,
               .takes = handlers_.kind.schema(),
               .gives = view_schema(handlers_.kind),
               .success = 201,
               .problems = with(faults_of_value(), {"http/idempotency_key_reused"}),
               .tagged = true,
               .idempotent_create = true,
               .max_body = largest_body},
              &Of::add);
        route({.method = http::Method::put,
               .pattern = one_,
               .policy = std::string(core::to_text(Write)),
               .summary = "Put another value in its place; the former one is kept",
               .takes = handlers_.kind.schema(),
               .gives = view_schema(handlers_.kind),
               .problems =
                   with(faults_of_value(), {"outreach/item_not_found", "outreach/stale", "outreach/removed",
                                            "outreach/of_another_organisation",
                                            "outreach/testimony_withdrawn", "outreach/withdraw_instead"}),
               .versioned = true,
               .max_body = largest_body},
              &Of::change);
        route({.method = http::Method::del,
               .pattern = one_,
               .policy = std::string(core::to_text(Write)),
               .summary = "Take it out of lists and figures; it can be brought back",
               .gives = view_schema(handlers_.kind),
               .problems = {"outreach/item_not_found", "outreach/stale", "outreach/of_another_organisation",
                            "outreach/still_used"},
               .versioned = true},
              &Of::remove);
        route({.method = http::Method::post,
               .pattern = one_ + "/bring-back",
               .policy = std::string(core::to_text(Write)),
               .summary = "Bring back what was removed",
               .gives = view_schema(handlers_.kind),
               .problems = {"outreach/item_not_found", "outreach/stale", "outreach/of_another_organisation",
                            "outreach/reference_unknown"},
               .versioned = true},
              &Of::bring_back);
    }

    http::Router& router_;
    const access::Gate& gate_;
    Of handlers_;
    std::string path_;
    std::string one_;
    std::string name_;
};

/// Withdrawing asks for no version: whoever takes it back is not made to wait for a form.
http::Response withdraw(store::Database& database, const std::string& zone, Caller& caller,
                        const http::Request& request)
{
    const auto id = core::parse_id<core::TestimonyId>(request.param("testimony"));
    const auto done = database.write([&](store::Transaction& transaction) -> core::Done {
        PANOH_TRY(const auto permit, PermitIssuer::permit<Action::testimony_write>(
                                         caller.subject(), caller.subject().organisation));
        if (!id) return core::fail(ErrorKind::not_found, "outreach/item_not_found");
        return withdraw_testimony(transaction, permit, caller.act(), *id,
                                  core::local_day(caller.act().at, zone));
    });
    return http::answer(done, [] { return http::no_content(); });
}

} // namespace

void add_item_routes(http::Router& router, const access::Gate& gate, store::Database& database,
                     const std::string& time_zone)
{
    for (const auto& kind : kinds()) {
        if (kind.kind == Kind::testimony)
            Routes<Action::testimony_read, Action::testimony_write>(router, gate, database, kind).add();
        else
            Routes<Action::programme_read, Action::programme_write>(router, gate, database, kind).add();
    }
    router.add(
        gate.staff({.method = http::Method::post,
                    .pattern = "/api/testimonies/{testimony}/withdraw",
                    .policy = "testimony_write",
                    .summary = "The person took it back: nothing prints it any more, its words are deleted",
                    .success = 204,
                    .problems = {"outreach/item_not_found"}},
                   [&database, time_zone](Caller& caller, const http::Request& request) {
                       return withdraw(database, time_zone, caller, request);
                   }));
}

} // namespace panoh::outreach
