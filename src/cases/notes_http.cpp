// Notes and "who looked" over HTTP.

#include <charconv>
#include <map>

#include "access/page.h"
#include "access/people.h"
#include "cases/case_view.h"
#include "cases/cases_http.h"
#include "cases/notes.h"
#include "cases/on_case_http.h"
#include "cases/sealed_parts.h"

namespace panoh::cases {
namespace {

struct NoteBody {
    NoteKind kind = NoteKind::narrative;
    std::string text;
};
PANOH_JSON(NoteBody, kind, text)

struct NoteView {
    core::NoteId id;
    NoteKind kind;
    std::optional<std::string> text; ///< null: sealed for others
    core::UserId written_by;
    std::string written_by_name;
    core::Instant written_at;
};
PANOH_JSON(NoteView, id, kind, text, written_by, written_by_name, written_at)

struct NoteItems {
    std::vector<NoteView> items;
    std::optional<std::string> next;
};
PANOH_JSON(NoteItems, items, next)

struct SeenView {
    std::int64_t seq;
    core::Instant at;
    std::optional<core::UserId> actor;
    std::optional<std::string> actor_name;
    std::optional<access::Role> actor_role; ///< as it is today
    std::optional<std::string> actor_organisation;
    Action action;
    std::string detail;
    std::string purpose;
};
PANOH_JSON(SeenView, seq, at, actor, actor_name, actor_role, actor_organisation, action, detail, purpose)

struct SeenItems {
    std::vector<SeenView> items;
    std::optional<std::string> next;
};
PANOH_JSON(SeenItems, items, next)

std::optional<std::int64_t> whole_number(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

/// Takes the row away that only told whether another page exists.
template <typename Row>
bool cut(std::vector<Row>& rows, int limit)
{
    const auto most = static_cast<std::size_t>(limit);
    if (rows.size() <= most) return false;
    rows.resize(most);
    return true;
}

NoteView view_of_note(access::PeopleNames& names, Note note)
{
    NoteView view{.id = note.id,
                  .kind = note.kind,
                  .text = {},
                  .written_by = note.written_by,
                  .written_by_name = names.user(note.written_by),
                  .written_at = note.written_at};
    if (!note.sealed_for_others) view.text = std::move(note.text);
    return view;
}

core::Result<NotesAfter> notes_after(const access::Page& page)
{
    if (page.after.empty()) return NotesAfter{};
    const auto invalid = core::fail(core::ErrorKind::malformed, "case/cursor_invalid", "cursor");
    const std::size_t dot = std::min(page.after.find('.'), page.after.size() - 1);
    const auto time = whole_number(std::string_view(page.after).substr(0, dot));
    const auto id = core::parse_id<core::NoteId>(std::string_view(page.after).substr(dot + 1));
    if (!time || !id) return invalid;
    return NotesAfter{.written_at = {*time}, .id = *id};
}

std::string cursor_of_note(const Note& note)
{
    return access::cursor_for(std::to_string(note.written_at.milliseconds) + "." + core::to_string(note.id));
}

/// Opens what this person may of both kinds; the audit row names each compartment that was opened.
http::Response list_notes(const HttpNeeds& needs, access::Caller& caller, const http::Request& request)
{
    struct Read {
        CaseFile file;
        NoteItems notes;
    };
    auto read = needs.database.read([&](store::Reader& reader) -> core::Result<Read> {
        PANOH_TRY(const auto id, case_param(request));
        PANOH_TRY(auto found, permitted<Action::case_read>(reader, caller, id));
        const auto narrative = maybe_permit<Action::narrative_read>(caller, found.file);
        const auto medical = maybe_permit<Action::medical_read>(caller, found.file);
        if (!narrative && !medical) return core::fail(core::ErrorKind::forbidden, "access/not_allowed");
        PANOH_TRY(const access::Page page, access::page_of(request));
        PANOH_TRY(const auto after, notes_after(page));
        PANOH_TRY(auto notes, read_notes(reader, id, found.file.team, after, page.limit + 1, narrative,
                                         medical, caller.keys()));
        access::PeopleNames names(reader, caller.names());
        Read out{.file = std::move(found.file), .notes = {}};
        if (cut(notes, page.limit)) out.notes.next = cursor_of_note(notes.back());
        for (auto& note : notes)
            out.notes.items.push_back(view_of_note(names, std::move(note)));
        return out;
    });
    if (!read) return http::problem(read.error());
    const auto opened = [&](NoteKind kind) {
        return std::ranges::any_of(read->notes.items, [&](const NoteView& note) {
            return note.kind == kind && note.text.has_value();
        });
    };
    const bool narrative = opened(NoteKind::narrative);
    const bool medical = opened(NoteKind::medical);
    if (!narrative && !medical) return http::ok(read->notes);
    const auto noted = needs.database.write([&](store::Transaction& transaction) -> core::Done {
        // Asked again: a case handed over in between is no longer this person's to open.
        if (narrative) {
            PANOH_CHECK(permitted<Action::narrative_read>(transaction, caller, read->file.id));
            PANOH_CHECK(note_opened(transaction, caller, Action::narrative_read, core::Compartment::narrative,
                                    read->file));
        }
        if (medical) {
            PANOH_CHECK(permitted<Action::medical_read>(transaction, caller, read->file.id));
            PANOH_CHECK(note_opened(transaction, caller, Action::medical_read, core::Compartment::medical,
                                    read->file));
        }
        return {};
    });
    return http::answer(noted, [&] { return http::ok(read->notes); });
}

http::Response add_note(const HttpNeeds& needs, access::Caller& caller, const http::Request& request)
{
    const auto body = request.json<NoteBody>();
    if (!body) return http::problem(body.error());
    const auto written = needs.database.write([&](store::Transaction& transaction) -> core::Result<NoteView> {
        PANOH_TRY(const auto id, case_param(request));
        PANOH_TRY(const auto found, permitted<Action::case_read>(transaction, caller, id));
        access::PeopleNames names(transaction, caller.names());
        PANOH_TRY(const auto before, access::made_before(transaction, caller, request));
        if (before)
            return view_of_note(names, {.id = core::NoteId{*before},
                                        .kind = body->kind,
                                        .written_by = caller.subject().user,
                                        .written_at = caller.act().at,
                                        .text = body->text});
        auto note = [&]() -> core::Result<Note> {
            if (body->kind == NoteKind::medical) {
                PANOH_TRY(const auto permit, access::PermitIssuer::permit_case<Action::medical_write>(
                                                 caller.subject(), id, facts_of(found.file)));
                return write_note(transaction, found.file.team, permit, caller.keys(), caller.act(),
                                  body->text);
            }
            PANOH_TRY(const auto permit, access::PermitIssuer::permit_case<Action::narrative_write>(
                                             caller.subject(), id, facts_of(found.file)));
            return write_note(transaction, found.file.team, permit, caller.keys(), caller.act(), body->text);
        }();
        if (!note) return core::fail(std::move(note).error());
        access::remember_made(transaction, caller, request, note->id.bytes);
        return view_of_note(names, std::move(*note));
    });
    return http::answer(written, [&](const NoteView& view) {
        return http::created("/api/cases/" + std::string(request.param("case")) + "/notes", view);
    });
}

core::Result<audit::SeenWanted> seen_wanted(const http::Request& request, const access::Page& page)
{
    audit::SeenWanted wanted{.limit = page.limit + 1};
    const auto rows = request.query("rows").value_or("");
    if (!rows.empty() && rows != "stages")
        return core::fail(core::ErrorKind::malformed, "json/code_unknown", "rows");
    wanted.stages_only = rows == "stages";
    if (page.after.empty()) return wanted;
    const auto before = whole_number(page.after);
    if (!before) return core::fail(core::ErrorKind::malformed, "case/cursor_invalid", "cursor");
    wanted.before = *before;
    return wanted;
}

/// Who acted in the rows of a page: each is looked up once.
class Actors {
public:
    explicit Actors(store::Reader& reader) : reader_(reader), names_(reader) {}
    [[nodiscard]] const std::optional<access::Person>& person(core::UserId id)
    {
        const auto [found, added] = people_.try_emplace(id);
        if (added) found->second = access::person(reader_, id);
        return found->second;
    }
    [[nodiscard]] std::string organisation(core::OrganisationId id) { return names_.organisation(id); }

private:
    store::Reader& reader_;
    access::PeopleNames names_;
    std::map<core::UserId, std::optional<access::Person>> people_;
};

SeenView view_of_seen(Actors& actors, audit::Seen seen)
{
    SeenView view{.seq = seen.seq,
                  .at = seen.at,
                  .actor = maybe_user(seen.actor),
                  .actor_name = {},
                  .actor_role = {},
                  .actor_organisation = {},
                  .action = seen.action,
                  .detail = std::move(seen.detail),
                  .purpose = std::move(seen.purpose)};
    if (!view.actor) return view;
    const auto& person = actors.person(*view.actor);
    view.actor_name = person ? person->name : "";
    if (!person) return view;
    view.actor_role = person->role;
    view.actor_organisation = actors.organisation(person->organisation);
    return view;
}

http::Response history(const HttpNeeds& needs, access::Caller& caller, const http::Request& request)
{
    const auto read = needs.database.read([&](store::Reader& reader) -> core::Result<SeenItems> {
        PANOH_TRY(const auto id, case_param(request));
        PANOH_TRY(const auto found, permitted<Action::case_history>(reader, caller, id));
        PANOH_TRY(const access::Page page, access::page_of(request));
        PANOH_TRY(const auto wanted, seen_wanted(request, page));
        auto rows = audit::of_case(reader, found.permit, wanted);
        SeenItems items;
        if (cut(rows, page.limit)) items.next = access::cursor_for(std::to_string(rows.back().seq));
        Actors actors(reader);
        for (auto& seen : rows)
            items.items.push_back(view_of_seen(actors, std::move(seen)));
        return items;
    });
    return http::answer(read, [](const SeenItems& items) { return http::ok(items).compressible(); });
}

} // namespace

void add_note_routes(http::Router& router, const access::Gate& gate, const HttpNeeds& needs)
{
    using http::Method;
    const auto policy = [](Action action) { return std::string(core::to_text(action)); };
    router.add(gate.staff(
        {.method = Method::get,
         .pattern = "/api/cases/{case}/notes",
         .policy = policy(Action::case_read),
         .summary = "Opens the notes this person holds keys to, newest first.",
         .query = {{"limit", "1 to 200, 200 if absent"}, {"cursor", "next of the page before"}},
         .gives = core::json_schema<NoteItems>(),
         .problems = {"case/not_found", "case/cursor_invalid", "access/step_up_needed",
                      "access/read_enough"}},
        [needs](auto& caller, const auto& request) { return list_notes(needs, caller, request); }));
    router.add(
        gate.staff({.method = Method::post,
                    .pattern = "/api/cases/{case}/notes",
                    .policy = policy(Action::case_read),
                    .summary = "Writes a note; a correction is another note.",
                    .takes = core::json_schema<NoteBody>(),
                    .gives = core::json_schema<NoteView>(),
                    .success = 201,
                    .problems = {"case/not_found", "case/note_empty", "case/too_long"},
                    .idempotent_create = true},
                   [needs](auto& caller, const auto& request) { return add_note(needs, caller, request); }));
    router.add(
        gate.staff({.method = Method::get,
                    .pattern = "/api/cases/{case}/history",
                    .policy = policy(Action::case_history),
                    .summary = "Who opened or changed this case, newest first.",
                    .query = {{"rows", "stages: only opened, moved, handed over"},
                              {"limit", "1 to 200, 200 if absent"},
                              {"cursor", "next of the page before"}},
                    .gives = core::json_schema<SeenItems>(),
                    .problems = {"case/not_found", "case/cursor_invalid"}},
                   [needs](auto& caller, const auto& request) { return history(needs, caller, request); }));
}

} // namespace panoh::cases
