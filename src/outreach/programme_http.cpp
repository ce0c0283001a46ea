#include "outreach/programme_http.h"

#include "core/json.h"
#include "outreach/day_parts.h"
#include "outreach/items_view.h"
#include "outreach/programme.h"

namespace panoh::outreach {

namespace {

using access::Caller;
using access::PermitIssuer;
using core::Action;
using core::ErrorKind;

constexpr int most_days = 3'700; // ten years

core::Result<core::Date> day_of(const http::Request& request, const char* name, core::Date otherwise)
{
    const auto text = request.query(name);
    if (!text) return otherwise;
    const auto day = core::parse_date(*text);
    if (!day) return core::fail(ErrorKind::invalid, "http/query_invalid", name);
    return *day;
}

/// What a calendar shows: items, and what of them has a day of its own.
struct CalendarView {
    std::vector<ItemRow> items = {};
    std::vector<DayPart> parts = {};
};
PANOH_JSON(CalendarView, items, parts)

struct Handlers {
    store::Database& database;
    std::string time_zone;

    static core::Result<MayRead> may_read(const Caller& caller)
    {
        PANOH_TRY(const auto permit, PermitIssuer::permit<Action::programme_read>(
                                         caller.subject(), caller.subject().organisation));
        return MayRead(permit);
    }

    [[nodiscard]] core::Date today(const Caller& caller) const
    {
        return core::local_day(caller.act().at, time_zone);
    }

    /// This year, where nobody says otherwise.
    [[nodiscard]] core::Result<Wanted> wanted(const Caller& caller, const http::Request& request) const
    {
        const int year = today(caller).year;
        Wanted wanted;
        PANOH_TRY(wanted.from, day_of(request, "from", {year, 1, 1}));
        PANOH_TRY(wanted.to, day_of(request, "to", {year, 12, 31}));
        if (wanted.to < wanted.from || core::days_between(wanted.from, wanted.to) > most_days)
            return core::fail(ErrorKind::invalid, "http/query_invalid", "to");
        wanted.country = request.query("country").value_or("");
        if (const auto text = request.query("project")) {
            wanted.project = core::parse_id<core::ItemId>(*text);
            if (!wanted.project) return core::fail(ErrorKind::invalid, "http/query_invalid", "project");
        }
        return wanted;
    }

    [[nodiscard]] http::Response figures(Caller& caller, const http::Request& request) const
    {
        const auto found = database.read([&](store::Reader& reader) -> core::Result<ProgrammeFigures> {
            PANOH_TRY(const MayRead permit, may_read(caller));
            PANOH_TRY(const Wanted asked, wanted(caller, request));
            return programme_figures(reader, permit, asked, today(caller));
        });
        return http::answer(found, [](const ProgrammeFigures& all) { return http::ok(all).compressible(); });
    }

    [[nodiscard]] http::Response days(Caller& caller, const http::Request& request) const
    {
        const auto rows = database.read([&](store::Reader& reader) -> core::Result<CalendarView> {
            PANOH_TRY(const MayRead permit, may_read(caller));
            PANOH_TRY(const Wanted asked, wanted(caller, request));
            access::PeopleNames names(reader, caller.names());
            CalendarView found;
            for (const auto& item : calendar(reader, permit, asked.from, asked.to))
                found.items.push_back(row_of(item, names));
            found.parts = day_parts(reader, permit, asked.from, asked.to);
            return found;
        });
        return http::answer(rows, [](const CalendarView& found) { return http::ok(found).compressible(); });
    }
};

} // namespace

void add_programme_routes(http::Router& router, const access::Gate& gate, store::Database& database,
                          const std::string& time_zone)
{
    const Handlers handlers{database, time_zone};
    router.add(gate.staff(
        {.method = http::Method::get,
         .pattern = "/api/programme/calendar",
         .policy = "programme_read",
         .summary =
             "What of the programme has a day between two, by day; posts, airings and milestones apart",
         .query = {{"from", "First day; this year's without it"}, {"to", "Last day"}},
         .gives = core::json_schema<CalendarView>(),
         .problems = {"http/query_invalid"}},
        [handlers](Caller& caller, const http::Request& request) { return handlers.days(caller, request); }));
    router.add(gate.staff(
        {.method = http::Method::get,
         .pattern = "/api/programme/figures",
         .policy = "programme_read",
         .summary = "What the programme adds up to: direct and indirect reach apart, small counts hidden",
         .query = {{"from", "First day; this year's without it"},
                   {"to", "Last day"},
                   {"country", "ISO 3166 alpha-2"},
                   {"project", "Id: what belongs to it"}},
         .gives = core::json_schema<ProgrammeFigures>(),
         .problems = {"http/query_invalid"}},
        [handlers](Caller& caller, const http::Request& request) {
            return handlers.figures(caller, request);
        }));
}

} // namespace panoh::outreach
