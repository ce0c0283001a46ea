#include "release/releases_http.h"

#include "access/page.h"
#include "release/release_source.h"
#include "release/releases_request.h"

namespace panoh::release {

namespace {

using access::Caller;
using core::Action;
using core::ErrorKind;

struct NoteBody {
    std::string note = {};
};
PANOH_JSON(NoteBody, note)

struct Handlers {
    ReleaseHttpNeeds needs;

    /// In any state for those who write, else one that is there.
    [[nodiscard]] static core::Result<ReleaseFile> found(store::Reader& reader, const Caller& caller,
                                                         core::ReleaseId id)
    {
        if (const auto writes = permitted<Action::release_write>(caller))
            return release_to_write(reader, *writes, id);
        PANOH_TRY(const auto permit, permitted<Action::release_read>(caller));
        return release(reader, permit, id);
    }
    [[nodiscard]] core::Result<ReleaseView> whole(store::Reader& reader, const Caller& caller,
                                                  core::ReleaseId id) const
    {
        PANOH_TRY(const ReleaseFile file, found(reader, caller, id));
        return view_of(reader, caller, file, needs.makings.progress(id));
    }

    [[nodiscard]] static core::Result<ReleaseQuery> query_of(const Caller& caller,
                                                             const http::Request& request)
    {
        PANOH_TRY(const access::Page page, access::page_of(request));
        ReleaseQuery query{
            .drafts = may<Action::release_write>(caller), .after = page.after, .limit = page.limit};
        if (const auto text = request.query("state")) {
            query.state = core::from_text<ReleaseState>(*text);
            if (!query.state) return core::fail(ErrorKind::invalid, "http/query_invalid", "state");
        }
        if (const auto text = request.query("lineage")) {
            query.lineage = core::parse_id<core::LineageId>(*text);
            if (!query.lineage) return core::fail(ErrorKind::invalid, "http/query_invalid", "lineage");
        }
        return query;
    }

    [[nodiscard]] http::Response list(Caller& caller, const http::Request& request) const
    {
        const auto rows = needs.kept.database.read([&](store::Reader& reader) -> core::Result<ReleaseRows> {
            PANOH_TRY(const auto permit, permitted<Action::release_read>(caller));
            PANOH_TRY(const ReleaseQuery query, query_of(caller, request));
            const auto files = list_releases(reader, permit, query);
            access::PeopleNames names(reader, caller.names());
            ReleaseRows page;
            for (const ReleaseFile& file : files)
                page.items.push_back(row_of(names, caller, file));
            if (static_cast<int>(files.size()) == query.limit)
                page.next = access::cursor_for(place_of(files.back()));
            return page;
        });
        return http::answer(rows, [](const ReleaseRows& all) { return http::ok(all).compressible(); });
    }

    [[nodiscard]] http::Response read(Caller& caller, const http::Request& request) const
    {
        return with_version(needs.kept.database.read([&](store::Reader& reader) -> core::Result<ReleaseView> {
            PANOH_TRY(const core::ReleaseId id, release_param(request));
            return whole(reader, caller, id);
        }));
    }

    [[nodiscard]] http::Response add(Caller& caller, const http::Request& request) const
    {
        const auto plan = request.json<ReleasePlan>();
        if (!plan) return http::problem(plan.error());
        const auto view =
            needs.kept.database.write([&](store::Transaction& transaction) -> core::Result<ReleaseView> {
                PANOH_TRY(const auto permit, permitted<Action::release_write>(caller));
                PANOH_TRY(const auto before, access::made_before(transaction, caller, request));
                if (before) return whole(transaction, caller, core::ReleaseId{*before});
                PANOH_TRY(const core::ReleaseId id, add_release(transaction, permit, caller.act(), *plan));
                access::remember_made(transaction, caller, request, id.bytes);
                return whole(transaction, caller, id);
            });
        return http::answer(view, [](const ReleaseView& one) {
            return http::created("/api/releases/" + core::to_string(one.id), one).tagged(one.version);
        });
    }

    /// One step, then what stands now.
    template <Action A, typename Do>
    [[nodiscard]] core::Result<ReleaseView> step(Caller& caller, const http::Request& request,
                                                 const Do& carry_out) const
    {
        return needs.kept.database.write([&](store::Transaction& transaction) -> core::Result<ReleaseView> {
            PANOH_TRY(const auto permit, permitted<A>(caller));
            PANOH_TRY(const core::ReleaseId id, release_param(request));
            PANOH_TRY(const std::int64_t version, request.if_match());
            PANOH_CHECK(carry_out(transaction, permit, ReleaseChange{id, version}));
            return whole(transaction, caller, id);
        });
    }

    [[nodiscard]] http::Response change(Caller& caller, const http::Request& request) const
    {
        const auto plan = request.json<ReleasePlan>();
        if (!plan) return http::problem(plan.error());
        return with_version(
            step<Action::release_write>(caller, request, [&](auto& transaction, auto& permit, auto change) {
                return change_release(transaction, permit, caller.act(), change, *plan);
            }));
    }
    [[nodiscard]] http::Response send_for_approval(Caller& caller, const http::Request& request) const
    {
        return with_version(
            step<Action::release_write>(caller, request, [&](auto& transaction, auto& permit, auto change) {
                return propose(transaction, permit, caller.act(), needs.kept.clock, change);
            }));
    }
    [[nodiscard]] http::Response back(Caller& caller, const http::Request& request) const
    {
        const auto body = request.json<NoteBody>();
        if (!body) return http::problem(body.error());
        return with_version(
            step<Action::release_approve>(caller, request, [&](auto& transaction, auto& permit, auto change) {
                return send_back(transaction, permit, caller.act(), change, body->note);
            }));
    }
    [[nodiscard]] http::Response agree(Caller& caller, const http::Request& request) const
    {
        const auto view =
            step<Action::release_approve>(caller, request, [&](auto& transaction, auto& permit, auto change) {
                return approve(transaction, permit, caller.act(), needs.kept.clock, change);
            });
        if (view) needs.makings.wake();
        return with_version(view);
    }
    [[nodiscard]] http::Response bring_out(Caller& caller, const http::Request& request) const
    {
        return with_version(
            step<Action::release_approve>(caller, request, [&](auto& transaction, auto& permit, auto change) {
                return publish(transaction, permit, caller.act(), change);
            }));
    }
    [[nodiscard]] http::Response take_back(Caller& caller, const http::Request& request) const
    {
        const auto body = request.json<NoteBody>();
        if (!body) return http::problem(body.error());
        return with_version(
            step<Action::release_write>(caller, request, [&](auto& transaction, auto& permit, auto change) {
                return withdraw(transaction, permit, caller.act(), change, body->note);
            }));
    }
    [[nodiscard]] http::Response give_up(Caller& caller, const http::Request& request) const
    {
        return with_version(
            step<Action::release_write>(caller, request, [&](auto& transaction, auto& permit, auto change) {
                return discard(transaction, permit, caller.act(), change);
            }));
    }

    [[nodiscard]] http::Response dry_run(Caller& caller, const http::Request& request) const
    {
        const auto view =
            needs.kept.database.read([&](store::Reader& reader) -> core::Result<ReleaseForecast> {
                PANOH_TRY(const auto permit, permitted<Action::release_write>(caller));
                PANOH_TRY(const core::ReleaseId id, release_param(request));
                PANOH_TRY(const ReleaseFile file, release_to_write(reader, permit, id));
                return forecast(reader, needs.kept.clock, file);
            });
        return http::answer(view, [](const ReleaseForecast& one) { return http::ok(one); });
    }

    [[nodiscard]] core::Result<ReadingView> read_table(const Caller& caller,
                                                       const http::Request& request) const
    {
        PANOH_TRY(const auto permit, permitted<Action::release_write>(caller));
        PANOH_TRY(const core::ReleaseId id, release_param(request));
        PANOH_TRY(const ReleaseFile file, needs.kept.database.read([&](store::Reader& reader) {
            return release_to_write(reader, permit, id);
        }));
        PANOH_TRY(const microdata::Schema schema,
                  needs.kept.database.read([&](store::Reader& reader) -> core::Result<microdata::Schema> {
                      PANOH_TRY(const auto reads, permitted<Action::release_read>(caller));
                      PANOH_TRY(const LineageFile of, lineage(reader, reads, file.lineage));
                      return schema_of(reader, of);
                  }));
        PANOH_TRY(std::string table,
                  read_source(needs.kept.database, file.organisation, file.plan.source, caller.act()));
        PANOH_TRY(const microdata::ReadMicrodata read,
                  microdata::read_microdata(std::move(table), used_schema(schema, file.plan), 1));
        return view_of(read.note);
    }

    [[nodiscard]] http::Response reading(Caller& caller, const http::Request& request) const
    {
        return http::answer(read_table(caller, request),
                            [](const ReadingView& one) { return http::ok(one); });
    }

    [[nodiscard]] http::Response file(Caller& caller, const http::Request& request) const
    {
        const auto file =
            needs.kept.database.read([&](store::Reader& reader) -> core::Result<ReleaseFilePart> {
                PANOH_TRY(const auto permit, permitted<Action::release_read>(caller));
                PANOH_TRY(const core::ReleaseId id, release_param(request));
                PANOH_TRY(const ReleaseFile made, release(reader, permit, id));
                return file_of(reader, made.id, request.param("file"));
            });
        return http::answer(file, [&](const ReleaseFilePart& one) {
            return file_response(needs.kept.database, *release_param(request), one);
        });
    }
};

using Serve = http::Response (Handlers::*)(Caller&, const http::Request&) const;

/// What can be told of a plan without its table.
std::vector<std::string> with_plan(std::initializer_list<const char*> more)
{
    std::vector<std::string> codes = {
        "release/title_missing",    "release/text_too_long",     "release/text_invalid",
        "release/repeated",         "release/source_invalid",    "release/epsilon_missing",
        "privacy/epsilon_invalid",  "release/not_for_this_kind", "release/length_invalid",
        "anonymity/k_too_small",    "release/k_too_large",       "release/rows_invalid",
        "release/column_unknown",   "anonymity/not_ordered",     "anonymity/width_invalid",
        "anonymity/same_column",    "release/too_many",          "release/lineage_not_found",
        "release/dataset_not_found"};
    codes.insert(codes.end(), more.begin(), more.end());
    return codes;
}

/// What a forecast refuses.
std::vector<std::string> with_forecast(std::vector<std::string> codes)
{
    codes.insert(codes.end(), {"tabulation/length_invalid", "tabulation/too_many_combinations",
                               "tabulation/budget_too_small", "synthesis/too_many_states",
                               "synthesis/budget_too_small", "synthesis/table_too_large", "ledger/broken"});
    return codes;
}

/// What any step refuses.
std::vector<std::string> with_step(std::vector<std::string> codes)
{
    codes.insert(codes.end(), {"release/release_not_found", "release/stale", "release/not_in_this_state"});
    return codes;
}

class Routes {
public:
    Routes(http::Router& router, const access::Gate& gate, const ReleaseHttpNeeds& needs)
        : router_(router), gate_(gate), handlers_{needs}
    {
    }

    void add()
    {
        add_reading();
        add_looking();
        add_writing();
        const auto ready = with_step(with_forecast(with_plan({"schema/from_data", "ledger/overspent"})));
        step("propose", Action::release_write, "To a second person, who approves it or sends it back", ready,
             &Handlers::send_for_approval);
        auto approving = ready;
        approving.insert(approving.end(), {"release/second_person", "release/schema_changed"});
        step("approve", Action::release_approve,
             "Approve it; not who wrote or proposed it. The node makes it", approving, &Handlers::agree);
        step("publish", Action::release_approve,
             "Its files are for everybody; not by who wrote or proposed it",
             with_step({"release/second_person"}), &Handlers::bring_out);
        step("discard", Action::release_write, "Give it up, and its files; what was spent stays spent",
             with_step({}), &Handlers::give_up);
        noted("send-back", Action::release_approve, "Back to who wrote it, with a note", &Handlers::back);
        noted("withdraw", Action::release_write, "Take it from the public, whose page says why",
              &Handlers::take_back);
    }

private:
    void route(http::Route made, Action action, Serve serve)
    {
        made.policy = std::string(core::to_text(action));
        router_.add(gate_.staff(std::move(made), access::handler(handlers_, serve)));
    }

    void add_reading()
    {
        route({.pattern = "/api/releases",
               .summary = "Releases of the own organisation, newest first; drafts for data officers",
               .query = {{"limit", "1 to 200"},
                         {"cursor", "Where the page before ended"},
                         {"state", "Only those in that state"},
                         {"lineage", "Only those of that lineage"}},
               .gives = core::json_schema<ReleaseRows>(),
               .problems = {"http/query_invalid"}},
              Action::release_read, &Handlers::list);
        route({.pattern = "/api/releases/{release}",
               .summary = "One release: its plan, how far it has come, its files",
               .gives = core::json_schema<ReleaseView>(),
               .problems = {"release/release_not_found"},
               .tagged = true},
              Action::release_read, &Handlers::read);
        route({.pattern = "/api/releases/{release}/files/{file}",
               .summary = "A file of a release that was made",
               .problems = {"release/release_not_found", "release/file_not_found"}},
              Action::release_read, &Handlers::file);
    }

    void add_looking()
    {
        route({.pattern = "/api/releases/{release}/forecast",
               .summary = "What it would do and cost, told without its table",
               .gives = core::json_schema<ReleaseForecast>(),
               .problems = with_forecast(with_plan({"release/release_not_found"}))},
              Action::release_write, &Handlers::dry_run);
        route({.pattern = "/api/releases/{release}/reading",
               .summary = "What a reading of its table meets: exact, so for the data officer only",
               .gives = core::json_schema<ReadingView>(),
               .problems = {"release/release_not_found", "release/dataset_not_found",
                            "release/lineage_not_found", "microdata/column_missing",
                            "microdata/column_undeclared", "microdata/column_twice", "microdata/no_rows"}},
              Action::release_write, &Handlers::reading);
    }

    void add_writing()
    {
        route({.method = http::Method::post,
               .pattern = "/api/releases",
               .summary = "Begin a release",
               .takes = core::json_schema<ReleasePlan>(),
               .gives = core::json_schema<ReleaseView>(),
               .success = 201,
               .problems = with_plan({"http/idempotency_key_reused"}),
               .tagged = true,
               .idempotent_create = true},
              Action::release_write, &Handlers::add);
        route({.method = http::Method::put,
               .pattern = "/api/releases/{release}",
               .summary = "Its plan, all of it at once; it is a draft again",
               .takes = core::json_schema<ReleasePlan>(),
               .gives = core::json_schema<ReleaseView>(),
               .problems = with_step(with_plan({"release/other_lineage"})),
               .versioned = true},
              Action::release_write, &Handlers::change);
    }

    void step(const std::string& word, Action action, std::string summary, std::vector<std::string> problems,
              Serve serve)
    {
        route({.method = http::Method::post,
               .pattern = "/api/releases/{release}/" + word,
               .summary = std::move(summary),
               .gives = core::json_schema<ReleaseView>(),
               .problems = std::move(problems),
               .versioned = true},
              action, serve);
    }
    void noted(const std::string& word, Action action, std::string summary, Serve serve)
    {
        route(
            {.method = http::Method::post,
             .pattern = "/api/releases/{release}/" + word,
             .summary = std::move(summary),
             .takes = core::json_schema<NoteBody>(),
             .gives = core::json_schema<ReleaseView>(),
             .problems = with_step({"release/note_missing", "release/text_too_long", "release/text_invalid"}),
             .versioned = true},
            action, serve);
    }

    http::Router& router_;
    const access::Gate& gate_;
    Handlers handlers_;
};

std::string media_type(std::string_view name)
{
    if (name.ends_with(".csv")) return "text/csv; charset=utf-8";
    if (name.ends_with(".json")) return "application/json";
    if (name.ends_with(".jsonl")) return "application/jsonl";
    if (name.ends_with(".html")) return "text/html; charset=utf-8";
    return "text/plain; charset=utf-8";
}

} // namespace

http::Response file_response(store::Database& database, core::ReleaseId release, const ReleaseFilePart& file)
{
    return http::download(
        file.name, media_type(file.name),
        [reading = FileReading(database, release, file)](std::string& piece) mutable -> core::Result<bool> {
            return reading.next(piece);
        });
}

void add_release_routes(http::Router& router, const access::Gate& gate, const ReleaseHttpNeeds& needs)
{
    Routes(router, gate, needs).add();
}

} // namespace panoh::release
