#include "bulletin/sendings_http.h"

#include <algorithm>

#include "access/people.h"
#include "bulletin/sendings.h"
#include "core/json.h"
#include "core/language.h"

namespace panoh::bulletin {
namespace {

using access::Caller;
using core::Action;
using core::ErrorKind;

struct SendBody {
    std::vector<std::string> languages = {};
};
PANOH_JSON(SendBody, languages)

struct SendingView {
    core::SendingId id = {};
    core::EditionId edition = {};
    std::vector<std::string> languages = {};
    SendingState state = SendingState::running;
    std::int64_t total = 0;
    std::int64_t done = 0;
    std::int64_t refused = 0;
    std::int64_t left = 0;
    std::int64_t waiting = 0;
    core::Instant started_at = {};
    std::string started_by = {};
    std::optional<core::Instant> ended_at = {};
};
PANOH_JSON(SendingView, id, edition, languages, state, total, done, refused, left, waiting, started_at,
           started_by, ended_at)

struct SendingRows {
    std::vector<SendingView> items = {};
};
PANOH_JSON(SendingRows, items)

SendingView view_of(const Progress& progress, access::PeopleNames& names)
{
    const auto& sending = progress.sending;
    return {.id = sending.id,
            .edition = sending.edition,
            .languages = sending.languages,
            .state = sending.state,
            .total = sending.total,
            .done = progress.done,
            .refused = progress.refused,
            .left = progress.left,
            .waiting = progress.waiting,
            .started_at = sending.started_at,
            .started_by = names.user(sending.started_by),
            .ended_at = sending.ended_at};
}

core::Result<MaySend> may_send(const Caller& caller)
{
    return access::PermitIssuer::permit<Action::edition_send>(caller.subject(),
                                                              caller.subject().organisation);
}

/// Each of ours, once.
core::Done check_languages(const std::vector<std::string>& languages)
{
    auto sorted = languages;
    std::ranges::sort(sorted);
    const bool repeated = std::ranges::adjacent_find(sorted) != sorted.end();
    const bool known = std::ranges::all_of(languages, [](const std::string& language) {
        return std::ranges::find(core::languages, language) != core::languages.end();
    });
    if (!languages.empty() && known && !repeated) return {};
    return core::fail(ErrorKind::invalid, "bulletin/languages_unknown", "languages");
}

/// The handlers of this file; copied into the routes.
struct Handlers {
    store::Database& database;
    Post& post;

    [[nodiscard]] static core::Result<core::SendingId> named(const http::Request& request)
    {
        const auto id = core::parse_id<core::SendingId>(request.param("sending"));
        if (!id) return core::fail(ErrorKind::not_found, "bulletin/sending_not_found");
        return *id;
    }

    static core::Result<SendingView> whole(store::Reader& reader, const Caller& caller, core::SendingId id)
    {
        PANOH_TRY(const auto permit, may_send(caller));
        PANOH_TRY(const auto found, progress(reader, permit, id));
        access::PeopleNames names(reader, caller.names());
        return view_of(found, names);
    }

    /// Whether there is a letter to send in each of these languages, and to whom; before anything is begun.
    [[nodiscard]] core::Result<Addressed> addressed(const Caller& caller, const http::Request& request,
                                                    const SendBody& body) const
    {
        PANOH_CHECK(check_languages(body.languages));
        PANOH_CHECK(post.check_set_up());
        const auto not_out = [] {
            return core::fail(ErrorKind::conflict, "bulletin/edition_not_out", "edition");
        };
        const auto& editions = post.editions();
        const auto id = core::parse_id<core::EditionId>(request.param("edition"));
        if (!id || !editions.facts || !editions.write) return not_out();
        const auto facts = database.read([&](store::Reader& reader) { return editions.facts(reader, *id); });
        if (!facts || facts->organisation != caller.subject().organisation) return not_out();
        for (const auto& language : body.languages) {
            PANOH_TRY(const auto letter, editions.write(*id, language));
            PANOH_CHECK(check_letter(letter));
        }
        return Addressed{.edition = *id, .languages = body.languages, .countries = facts->countries};
    }

    [[nodiscard]] http::Response start(Caller& caller, const http::Request& request) const
    {
        const auto body = request.json<SendBody>();
        if (!body) return http::problem(body.error());
        const auto to = addressed(caller, request, *body);
        if (!to) return http::problem(to.error());
        const auto begun = database.write([&](store::Transaction& transaction) -> core::Result<SendingView> {
            PANOH_TRY(const auto permit, may_send(caller));
            PANOH_TRY(const auto before, access::made_before(transaction, caller, request));
            if (before) return whole(transaction, caller, core::SendingId{*before});
            PANOH_TRY(const auto id, start_sending(transaction, permit, caller.act(), *to));
            access::remember_made(transaction, caller, request, id.bytes);
            return whole(transaction, caller, id);
        });
        post.wake();
        return http::answer(begun, [](const SendingView& view) {
            return http::created("/api/sendings/" + core::to_string(view.id), view);
        });
    }

    [[nodiscard]] http::Response list(Caller& caller, const http::Request& request) const
    {
        const auto rows = database.read([&](store::Reader& reader) -> core::Result<SendingRows> {
            PANOH_TRY(const auto permit, may_send(caller));
            const auto edition =
                core::parse_id<core::EditionId>(request.query("edition").value_or(std::string_view()));
            if (!edition) return core::fail(ErrorKind::invalid, "http/query_invalid", "edition");
            access::PeopleNames names(reader, caller.names());
            SendingRows found;
            for (const auto& one : sendings_of(reader, permit, *edition))
                found.items.push_back(view_of(one, names));
            return found;
        });
        return http::answer(rows, [](const SendingRows& found) { return http::ok(found).compressible(); });
    }

    [[nodiscard]] http::Response read(Caller& caller, const http::Request& request) const
    {
        const auto view = database.read([&](store::Reader& reader) -> core::Result<SendingView> {
            PANOH_TRY(const auto id, named(request));
            return whole(reader, caller, id);
        });
        return http::answer(view, [](const SendingView& found) { return http::ok(found); });
    }

    [[nodiscard]] http::Response stop(Caller& caller, const http::Request& request) const
    {
        const auto view = database.write([&](store::Transaction& transaction) -> core::Result<SendingView> {
            PANOH_TRY(const auto permit, may_send(caller));
            PANOH_TRY(const auto id, named(request));
            PANOH_CHECK(stop_sending(transaction, permit, caller.act(), id));
            return whole(transaction, caller, id);
        });
        return http::answer(view, [](const SendingView& found) { return http::ok(found); });
    }
};

using Serve = http::Response (Handlers::*)(Caller&, const http::Request&) const;

} // namespace

void add_sending_routes(http::Router& router, const access::Gate& gate, store::Database& database, Post& post)
{
    const Handlers handlers{database, post};
    const auto route = [&](http::Route made, Serve serve) {
        made.policy = std::string(core::to_text(Action::edition_send));
        router.add(gate.staff(std::move(made), access::handler(handlers, serve)));
    };
    route({.method = http::Method::post,
           .pattern = "/api/editions/{edition}/sendings",
           .summary = "Send an edition to everybody who reads one of these languages and does not have it",
           .takes = core::json_schema<SendBody>(),
           .gives = core::json_schema<SendingView>(),
           .success = 201,
           .problems = {"bulletin/languages_unknown", "bulletin/edition_not_out", "bulletin/sending_runs",
                        "bulletin/nobody_waits", "bulletin/letter_without_leave", "mail/not_set_up",
                        "http/idempotency_key_reused"},
           .idempotent_create = true},
          &Handlers::start);
    route({.method = http::Method::get,
           .pattern = "/api/sendings",
           .summary = "How the sendings of an edition stand, newest first",
           .query = {{"edition", "Id of the edition"}},
           .gives = core::json_schema<SendingRows>(),
           .problems = {"http/query_invalid"}},
          &Handlers::list);
    route({.method = http::Method::get,
           .pattern = "/api/sendings/{sending}",
           .summary = "How one sending stands",
           .gives = core::json_schema<SendingView>(),
           .problems = {"bulletin/sending_not_found"}},
          &Handlers::read);
    route({.method = http::Method::post,
           .pattern = "/api/sendings/{sending}/stop",
           .summary = "Stop it for good; who waits is in the next sending of the edition",
           .gives = core::json_schema<SendingView>(),
           .problems = {"bulletin/sending_not_found", "bulletin/sending_ended"}},
          &Handlers::stop);
}

} // namespace panoh::bulletin
