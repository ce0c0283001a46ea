#include "bulletin/editions_http.h"
#include "bulletin/on_edition_http.h"
#include "bulletin/printed_json.h"

namespace panoh::bulletin {

namespace {

using access::Caller;
using core::Action;
using core::ErrorKind;
using outreach::FormerViews;

struct Handlers {
    EditionNeeds needs;

    [[nodiscard]] static core::Result<core::StoryId> story_of(const http::Request& request)
    {
        const auto id = core::parse_id<core::StoryId>(request.param("story"));
        if (!id) return core::fail(ErrorKind::not_found, "bulletin/story_not_found");
        return *id;
    }

    [[nodiscard]] static core::Result<StoryView> whole(store::Reader& reader, const Caller& caller,
                                                       core::StoryId id)
    {
        PANOH_TRY(const auto permit, permitted<Action::edition_read>(caller));
        PANOH_TRY(const StoryFile file, story(reader, permit, id));
        PANOH_TRY(const EditionFile of, edition(reader, permit, file.edition));
        return view_of(reader, caller, file, of);
    }

    [[nodiscard]] http::Response list(Caller& caller, const http::Request& request) const
    {
        const auto rows = needs.database.read([&](store::Reader& reader) -> core::Result<StoryRows> {
            PANOH_TRY(const auto permit, permitted<Action::edition_read>(caller));
            PANOH_TRY(const auto id, edition_of(request));
            PANOH_TRY(const EditionFile file, edition(reader, permit, id));
            access::PeopleNames names(reader, caller.names());
            return rows_of_stories(reader, names, file);
        });
        return http::answer(rows, [](const StoryRows& all) { return http::ok(all).compressible(); });
    }

    [[nodiscard]] http::Response read(Caller& caller, const http::Request& request) const
    {
        const auto view = needs.database.read([&](store::Reader& reader) -> core::Result<StoryView> {
            PANOH_TRY(const auto id, story_of(request));
            return whole(reader, caller, id);
        });
        return with_version(view);
    }

    [[nodiscard]] http::Response former(Caller& caller, const http::Request& request) const
    {
        const auto views = needs.database.read([&](store::Reader& reader) -> core::Result<FormerViews> {
            PANOH_TRY(const auto permit, permitted<Action::edition_read>(caller));
            PANOH_TRY(const auto id, story_of(request));
            PANOH_TRY(const StoryFile file, story(reader, permit, id));
            access::PeopleNames names(reader, caller.names());
            return outreach::views_of(former_versions(reader, file), names);
        });
        return http::answer(views, [](const FormerViews& all) { return http::ok(all).compressible(); });
    }

    [[nodiscard]] http::Response preview(Caller& caller, const http::Request& request) const
    {
        const auto body = request.json<Story>();
        if (!body) return http::problem(body.error());
        const auto printed = needs.database.read([&](store::Reader& reader) -> core::Result<PrintedStory> {
            PANOH_TRY(const auto permit, permitted<Action::edition_write>(caller));
            PANOH_TRY(const auto id, edition_of(request));
            PANOH_TRY(const Printing printing, preview_of(needs, caller, request));
            PANOH_TRY(const Contents contents, unsaved_story(reader, permit, id, *body));
            PANOH_TRY(PrintedEdition edition, compose(reader, contents, printing, needs.words));
            return std::move(edition.sections.front().stories.front());
        });
        return http::answer(printed, [](const PrintedStory& one) { return http::ok(one); });
    }

    [[nodiscard]] http::Response add(Caller& caller, const http::Request& request) const
    {
        const auto body = request.json<Story>();
        if (!body) return http::problem(body.error());
        const auto made =
            needs.database.write([&](store::Transaction& transaction) -> core::Result<StoryView> {
                PANOH_TRY(const auto permit, permitted<Action::edition_write>(caller));
                PANOH_TRY(const auto before, access::made_before(transaction, caller, request));
                if (before) return whole(transaction, caller, core::StoryId{*before});
                PANOH_TRY(const auto of, edition_of(request));
                PANOH_TRY(const auto id,
                          add_story(transaction, permit, caller.act(), of,
                                    std::string(request.query("section").value_or("")), *body));
                access::remember_made(transaction, caller, request, id.bytes);
                return whole(transaction, caller, id);
            });
        return as_made(made, "/api/stories/");
    }

    template <typename Do>
    [[nodiscard]] http::Response changed(Caller& caller, const http::Request& request,
                                         const Do& carry_out) const
    {
        const auto view =
            needs.database.write([&](store::Transaction& transaction) -> core::Result<StoryView> {
                PANOH_TRY(const auto permit, permitted<Action::edition_write>(caller));
                PANOH_TRY(const auto id, story_of(request));
                PANOH_TRY(const std::int64_t version, request.if_match());
                PANOH_CHECK(carry_out(transaction, permit, StoryChange{id, version}));
                return whole(transaction, caller, id);
            });
        return with_version(view);
    }

    [[nodiscard]] http::Response change(Caller& caller, const http::Request& request) const
    {
        const auto body = request.json<Story>();
        if (!body) return http::problem(body.error());
        return changed(caller, request, [&](auto& transaction, auto& permit, auto change) {
            return change_story(transaction, permit, caller.act(), change, *body);
        });
    }

    [[nodiscard]] http::Response remove(Caller& caller, const http::Request& request) const
    {
        return changed(caller, request, [&](auto& transaction, auto& permit, auto change) {
            return remove_story(transaction, permit, caller.act(), change);
        });
    }
};

class Routes {
public:
    Routes(http::Router& router, const access::Gate& gate, const EditionNeeds& needs)
        : router_(router), gate_(gate), handlers_{needs}
    {
    }

    void add_reading()
    {
        route({.method = http::Method::get,
               .pattern = "/api/editions/{edition}/stories",
               .summary = "Its stories, with the section in which each stands",
               .gives = core::json_schema<StoryRows>(),
               .problems = {"bulletin/edition_not_found"}},
              Action::edition_read, &Handlers::list);
        route({.method = http::Method::get,
               .pattern = "/api/stories/{story}",
               .summary = "One story in all its languages",
               .gives = core::json_schema<StoryView>(),
               .problems = {"bulletin/story_not_found"},
               .tagged = true},
              Action::edition_read, &Handlers::read);
        route({.method = http::Method::get,
               .pattern = "/api/stories/{story}/versions",
               .summary = "What that story was before, latest first",
               .gives = core::json_schema<FormerViews>(),
               .problems = {"bulletin/story_not_found"}},
              Action::edition_read, &Handlers::former);
    }

    void add_writing()
    {
        route({.method = http::Method::post,
               .pattern = "/api/editions/{edition}/stories",
               .summary = "Add a story to an edition",
               .query = {{"section", "Key of the section at whose end it is to stand"}},
               .takes = core::json_schema<Story>(),
               .gives = core::json_schema<StoryView>(),
               .success = 201,
               .problems = with_faults({"bulletin/text_invalid", "outreach/reference_unknown",
                                        "outreach/ends_before_it_starts", "bulletin/edition_not_found",
                                        "bulletin/section_unknown", "http/idempotency_key_reused"}),
               .tagged = true,
               .idempotent_create = true},
              Action::edition_write, &Handlers::add);
        route({.method = http::Method::post,
               .pattern = "/api/editions/{edition}/preview/{language}/story",
               .summary = "How a story would be read that is not saved; words may lack yet",
               .query = {{"for", "web, email or paper"}},
               .takes = core::json_schema<Story>(),
               .gives = core::json_schema<PrintedStory>(),
               .problems = with_faults({"bulletin/text_invalid", "outreach/reference_unknown",
                                        "outreach/ends_before_it_starts", "bulletin/edition_not_found",
                                        "bulletin/language_unknown", "http/query_invalid"})},
              Action::edition_write, &Handlers::preview);
        route({.method = http::Method::put,
               .pattern = "/api/stories/{story}",
               .summary = "Put another text in its place; the former one is kept",
               .takes = core::json_schema<Story>(),
               .gives = core::json_schema<StoryView>(),
               .problems = with_faults({"bulletin/text_invalid", "outreach/reference_unknown",
                                        "outreach/ends_before_it_starts", "bulletin/story_not_found",
                                        "bulletin/stale"}),
               .versioned = true},
              Action::edition_write, &Handlers::change);
        route({.method = http::Method::del,
               .pattern = "/api/stories/{story}",
               .summary = "Take it out of its edition; what came out keeps it",
               .gives = core::json_schema<StoryView>(),
               .problems = {"bulletin/story_not_found", "bulletin/stale"},
               .versioned = true},
              Action::edition_write, &Handlers::remove);
    }

private:
    using Serve = http::Response (Handlers::*)(Caller&, const http::Request&) const;

    void route(http::Route made, Action action, Serve serve)
    {
        made.policy = std::string(core::to_text(action));
        router_.add(gate_.staff(std::move(made), access::handler(handlers_, serve)));
    }

    http::Router& router_;
    const access::Gate& gate_;
    Handlers handlers_;
};

} // namespace

void add_story_routes(http::Router& router, const access::Gate& gate, const EditionNeeds& needs)
{
    Routes routes(router, gate, needs);
    routes.add_reading();
    routes.add_writing();
}

} // namespace panoh::bulletin
