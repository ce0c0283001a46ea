#include "bulletin/editions_http.h"

#include <charconv>

#include "access/page.h"
#include "bulletin/on_edition_http.h"
#include "bulletin/printed_json.h"

namespace panoh::bulletin {

namespace {

using access::Caller;
using core::Action;
using core::ErrorKind;

struct NoteBody {
    std::string note = {};
};
PANOH_JSON(NoteBody, note)

struct Handlers {
    EditionNeeds needs;

    [[nodiscard]] static core::Result<EditionFile> found(store::Reader& reader, const Caller& caller,
                                                         const http::Request& request)
    {
        PANOH_TRY(const auto permit, permitted<Action::edition_read>(caller));
        PANOH_TRY(const auto id, edition_of(request));
        return edition(reader, permit, id);
    }

    [[nodiscard]] static core::Result<EditionView> whole(store::Reader& reader, const Caller& caller,
                                                         core::EditionId id)
    {
        PANOH_TRY(const auto permit, permitted<Action::edition_read>(caller));
        PANOH_TRY(const EditionFile file, edition(reader, permit, id));
        return view_of(reader, caller, file);
    }

    [[nodiscard]] http::Response list(Caller& caller, const http::Request& request) const
    {
        const auto rows = needs.database.read([&](store::Reader& reader) -> core::Result<EditionRows> {
            PANOH_TRY(const auto permit, permitted<Action::edition_read>(caller));
            PANOH_TRY(const access::Page page, access::page_of(request));
            EditionQuery query{.after = page.after, .limit = page.limit};
            if (const auto text = request.query("state")) {
                query.state = core::from_text<State>(*text);
                if (!query.state) return core::fail(ErrorKind::invalid, "http/query_invalid", "state");
            }
            const auto files = list_editions(reader, permit, query);
            access::PeopleNames names(reader, caller.names());
            EditionRows page_rows;
            for (const auto& file : files)
                page_rows.items.push_back(row_of(file, names));
            if (static_cast<int>(files.size()) == query.limit)
                page_rows.next = access::cursor_for(place_of(files.back()));
            return page_rows;
        });
        return http::answer(rows, [](const EditionRows& all) { return http::ok(all).compressible(); });
    }

    [[nodiscard]] http::Response read(Caller& caller, const http::Request& request) const
    {
        const auto view = needs.database.read([&](store::Reader& reader) -> core::Result<EditionView> {
            PANOH_TRY(const auto id, edition_of(request));
            return whole(reader, caller, id);
        });
        return with_version(view);
    }

    [[nodiscard]] http::Response add(Caller& caller, const http::Request& request) const
    {
        const auto body = request.json<Edition>();
        if (!body) return http::problem(body.error());
        const auto made =
            needs.database.write([&](store::Transaction& transaction) -> core::Result<EditionView> {
                PANOH_TRY(const auto permit, permitted<Action::edition_write>(caller));
                PANOH_TRY(const auto before, access::made_before(transaction, caller, request));
                if (before) return whole(transaction, caller, core::EditionId{*before});
                PANOH_TRY(const auto id, add_edition(transaction, permit, caller.act(), *body));
                access::remember_made(transaction, caller, request, id.bytes);
                return whole(transaction, caller, id);
            });
        return as_made(made, "/api/editions/");
    }

    /// One step, then what stands now.
    template <Action A, typename Do>
    [[nodiscard]] http::Response step(Caller& caller, const http::Request& request, const Do& carry_out) const
    {
        const auto view =
            needs.database.write([&](store::Transaction& transaction) -> core::Result<EditionView> {
                PANOH_TRY(const auto permit, permitted<A>(caller));
                PANOH_TRY(const auto id, edition_of(request));
                PANOH_TRY(const std::int64_t version, request.if_match());
                PANOH_CHECK(carry_out(transaction, permit, EditionChange{id, version}));
                return whole(transaction, caller, id);
            });
        return with_version(view);
    }

    [[nodiscard]] http::Response change(Caller& caller, const http::Request& request) const
    {
        const auto body = request.json<Edition>();
        if (!body) return http::problem(body.error());
        return step<Action::edition_write>(
            caller, request, [&](auto& transaction, auto& permit, auto change) {
                return change_edition(transaction, permit, caller.act(), change, *body);
            });
    }
    [[nodiscard]] http::Response ask(Caller& caller, const http::Request& request) const
    {
        return step<Action::edition_write>(
            caller, request, [&](auto& transaction, auto& permit, auto change) {
                return ask_review(transaction, permit, caller.act(), change, today(needs, caller));
            });
    }
    [[nodiscard]] http::Response back(Caller& caller, const http::Request& request) const
    {
        const auto body = request.json<NoteBody>();
        if (!body) return http::problem(body.error());
        return step<Action::edition_approve>(
            caller, request, [&](auto& transaction, auto& permit, auto change) {
                return send_back(transaction, permit, caller.act(), change, body->note);
            });
    }
    [[nodiscard]] http::Response agree(Caller& caller, const http::Request& request) const
    {
        return step<Action::edition_approve>(
            caller, request, [&](auto& transaction, auto& permit, auto change) {
                return approve(transaction, permit, caller.act(), change, today(needs, caller));
            });
    }
    [[nodiscard]] http::Response bring_out(Caller& caller, const http::Request& request) const
    {
        return step<Action::edition_write>(
            caller, request, [&](auto& transaction, auto& permit, auto change) {
                return publish(transaction, permit, caller.act(), change, today(needs, caller));
            });
    }
    [[nodiscard]] http::Response take_back(Caller& caller, const http::Request& request) const
    {
        return step<Action::edition_write>(caller, request,
                                           [&](auto& transaction, auto& permit, auto change) {
                                               return withdraw(transaction, permit, caller.act(), change);
                                           });
    }

    [[nodiscard]] http::Response versions(Caller& caller, const http::Request& request) const
    {
        const auto views = needs.database.read([&](store::Reader& reader) -> core::Result<ReleaseViews> {
            PANOH_TRY(const EditionFile file, found(reader, caller, request));
            std::vector<std::int64_t> whole;
            for (const char* name : {"number", "beside"})
                if (const auto text = request.query(name)) {
                    std::int64_t number = 0;
                    const auto* end = text->data() + text->size();
                    if (std::from_chars(text->data(), end, number).ptr != end || number < 1)
                        return core::fail(ErrorKind::invalid, "http/query_invalid", name);
                    whole.push_back(number);
                }
            access::PeopleNames names(reader, caller.names());
            return views_of_releases(reader, names, file, whole);
        });
        return http::answer(views, [](const ReleaseViews& all) { return http::ok(all).compressible(); });
    }

    [[nodiscard]] http::Response lacking(Caller& caller, const http::Request& request) const
    {
        const auto list = needs.database.read([&](store::Reader& reader) -> core::Result<Missing> {
            PANOH_TRY(const EditionFile file, found(reader, caller, request));
            PANOH_TRY(const Contents contents, working_copy(reader, file));
            return missing(reader, contents, today(needs, caller));
        });
        return http::answer(list, [](const Missing& all) { return http::ok(all).compressible(); });
    }

    [[nodiscard]] http::Response preview(Caller& caller, const http::Request& request) const
    {
        const auto printed = needs.database.read([&](store::Reader& reader) -> core::Result<PrintedEdition> {
            PANOH_TRY(const EditionFile file, found(reader, caller, request));
            PANOH_TRY(const Printing printing, preview_of(needs, caller, request));
            PANOH_TRY(const Contents contents, working_copy(reader, file));
            return compose(reader, contents, printing, needs.words);
        });
        return http::answer(printed, [](const PrintedEdition& one) { return http::ok(one); });
    }
};

class Routes {
public:
    Routes(http::Router& router, const access::Gate& gate, const EditionNeeds& needs)
        : router_(router), gate_(gate), handlers_{needs}
    {
    }

    void add()
    {
        add_reading();
        add_looking();
        add_writing();
        step("ask-review", Action::edition_write, "Ask a second person to review it", &Handlers::ask);
        step("approve", Action::edition_approve,
             "Approve it; not who asked for the review or changed anything since", &Handlers::agree);
        step("publish", Action::edition_write, "Bring out what was approved", &Handlers::bring_out);
        step("withdraw", Action::edition_write, "Take what is out from the public", &Handlers::take_back);
    }

private:
    using Serve = http::Response (Handlers::*)(Caller&, const http::Request&) const;

    void route(http::Route made, Action action, Serve serve)
    {
        made.policy = std::string(core::to_text(action));
        router_.add(gate_.staff(std::move(made), access::handler(handlers_, serve)));
    }

    void add_reading()
    {
        route({.method = http::Method::get,
               .pattern = "/api/editions",
               .summary = "Editions of the own organisation, latest day first",
               .query = {{"limit", "1 to 200"},
                         {"cursor", "Where the page before ended"},
                         {"state", "draft, in_review, approved, published or withdrawn"}},
               .gives = core::json_schema<EditionRows>(),
               .problems = {"http/query_invalid"}},
              Action::edition_read, &Handlers::list);
        route({.method = http::Method::get,
               .pattern = "/api/editions/{edition}",
               .summary = "One edition, and what stories it has",
               .gives = core::json_schema<EditionView>(),
               .problems = {"bulletin/edition_not_found"},
               .tagged = true},
              Action::edition_read, &Handlers::read);
    }

    void add_looking()
    {
        route({.method = http::Method::get,
               .pattern = "/api/editions/{edition}/versions",
               .summary = "How it came out, first one first, and what differs from one to the next",
               .query = {{"number", "A version whose value is wanted"}, {"beside", "A second one"}},
               .gives = core::json_schema<ReleaseViews>(),
               .problems = {"bulletin/edition_not_found", "http/query_invalid"}},
              Action::edition_read, &Handlers::versions);
        route({.method = http::Method::get,
               .pattern = "/api/editions/{edition}/missing",
               .summary = "What keeps it from coming out, and what it lacks in which language",
               .gives = core::json_schema<Missing>(),
               .problems = {"bulletin/edition_not_found"}},
              Action::edition_read, &Handlers::lacking);
        route({.method = http::Method::get,
               .pattern = "/api/editions/{edition}/preview/{language}",
               .summary = "The working copy as it would be read today",
               .query = {{"for", "web, email or paper"}},
               .gives = core::json_schema<PrintedEdition>(),
               .problems = {"bulletin/edition_not_found", "bulletin/language_unknown", "http/query_invalid"}},
              Action::edition_read, &Handlers::preview);
    }

    void add_writing()
    {
        route({.method = http::Method::post,
               .pattern = "/api/editions",
               .summary = "Begin an edition",
               .takes = core::json_schema<Edition>(),
               .gives = core::json_schema<EditionView>(),
               .success = 201,
               .problems = with_faults(
                   {"bulletin/email_invalid", "bulletin/story_unknown", "http/idempotency_key_reused"}),
               .tagged = true,
               .idempotent_create = true},
              Action::edition_write, &Handlers::add);
        route({.method = http::Method::put,
               .pattern = "/api/editions/{edition}",
               .summary = "Titles, notes, contacts, sections and the order of stories, all at once",
               .takes = core::json_schema<Edition>(),
               .gives = core::json_schema<EditionView>(),
               .problems = with_faults({"bulletin/email_invalid", "bulletin/story_unknown",
                                        "bulletin/edition_not_found", "bulletin/stale"}),
               .versioned = true},
              Action::edition_write, &Handlers::change);
        route({.method = http::Method::post,
               .pattern = "/api/editions/{edition}/send-back",
               .summary = "Back from the review, with a note",
               .takes = core::json_schema<NoteBody>(),
               .gives = core::json_schema<EditionView>(),
               .problems = {"bulletin/edition_not_found", "bulletin/stale", "bulletin/not_in_this_state",
                            "outreach/missing", "outreach/too_long"},
               .versioned = true},
              Action::edition_approve, &Handlers::back);
    }

    void step(const std::string& word, Action action, std::string summary, Serve serve)
    {
        route({.method = http::Method::post,
               .pattern = "/api/editions/{edition}/" + word,
               .summary = std::move(summary),
               .gives = core::json_schema<EditionView>(),
               .problems = {"bulletin/edition_not_found", "bulletin/stale", "bulletin/not_in_this_state",
                            "bulletin/second_person", "bulletin/not_out", "bulletin/figure_unknown",
                            "bulletin/figure_without_source", "bulletin/testimony_not_allowed",
                            "bulletin/picture_not_allowed", "bulletin/alternative_missing",
                            "bulletin/story_without_text"},
               .versioned = true},
              action, serve);
    }

    http::Router& router_;
    const access::Gate& gate_;
    Handlers handlers_;
};

} // namespace

void add_edition_routes(http::Router& router, const access::Gate& gate, const EditionNeeds& needs)
{
    Routes(router, gate, needs).add();
}

} // namespace panoh::bulletin
