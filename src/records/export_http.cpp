#include "records/export_http.h"

#include "access/people.h"
#include "cases/field_use.h"
#include "cases/why.h"
#include "core/date.h"
#include "records/htcds_fields.h"
#include "records/record_file.h"
#include "records/take_out.h"

namespace panoh::records {
namespace {

using core::Action;

struct ExportBody {
    core::TeamId team;
    FileFormat format = FileFormat::xlsx;
    cases::Why why = {};
    cases::AboutWords words = {};
};
PANOH_JSON(ExportBody, team, format, why, words)

/// A file on its way out: cases are read as it is sent.
class Outgoing {
public:
    Outgoing(TakingOut taking, FileFormat format, const tables::About& about)
        : taking_(std::move(taking)), file_(format, about)
    {
    }
    [[nodiscard]] core::Result<bool> next(std::string& piece)
    {
        PANOH_TRY(const bool more, taking_.next(records_));
        for (const auto& record : records_)
            PANOH_CHECK(file_.add(record));
        records_.clear();
        if (!more) file_.finish();
        piece = file_.take();
        return more;
    }

private:
    TakingOut taking_;
    RecordFile file_;
    std::vector<Record> records_;
};

core::Result<std::shared_ptr<Outgoing>> begin(const ExportNeeds& needs, access::Caller& caller,
                                              const ExportBody& body)
{
    PANOH_CHECK(cases::check(body.why));
    PANOH_CHECK(cases::check(body.words));
    const access::Subject& subject = caller.subject();
    const std::string who = needs.database.read([&](store::Reader& reader) {
        access::PeopleNames names(reader);
        return cases::named(names.user(subject.user), names.organisation(subject.organisation));
    });
    auto about = cases::about_of(
        body.words, {.name = who, .at = needs.clock.now(), .time_zone = needs.time_zone, .demo = needs.demo},
        body.why);
    // A reader of the table begins with the first sheet.
    about.last = true;
    audit::Act act = caller.act();
    act.purpose = body.why.purpose.code;
    PANOH_TRY(auto taking, TakingOut::begin(needs.database, {.subject = subject,
                                                             .act = std::move(act),
                                                             .keys = caller.lasting_keys(),
                                                             .team = body.team,
                                                             .time_zone = needs.time_zone}));
    return std::make_shared<Outgoing>(std::move(taking), body.format, about);
}

http::Response take_out_over_http(const ExportNeeds& needs, access::Caller& caller,
                                  const http::Request& request)
{
    const auto body = request.json<ExportBody>();
    if (!body) return http::problem(body.error());
    const auto begun = begin(needs, caller, *body);
    if (!begun) return http::problem(begun.error());
    const bool csv = body->format == FileFormat::csv;
    const auto today = core::to_string(core::local_day(needs.clock.now(), needs.time_zone));
    return http::download("htcds-" + today + (csv ? ".csv" : ".xlsx"),
                          csv ? "text/csv; charset=utf-8" : tables::xlsx_type,
                          [out = *begun](std::string& piece) { return out->next(piece); });
}

struct FieldView {
    std::string field;   ///< "prs_Gender"
    std::string section; ///< of the standard
    bool core;           ///< one of its core components
    std::string place;   ///< coded, identity, whereabouts, story or notes
    std::string member;  ///< as the API names it
    std::int64_t filled = 0;
    std::int64_t filled_of_year = 0;
    std::int64_t not_known = 0; ///< asked, and the answer says why there is none
};
PANOH_JSON(FieldView, field, section, core, place, member, filled, filled_of_year, not_known)

struct FieldsView {
    std::int64_t cases;
    std::int64_t cases_of_year;
    core::Date since;
    std::vector<FieldView> items = {};
};
PANOH_JSON(FieldsView, cases, cases_of_year, since, items)

/// Nothing for what is told of an organisation.
std::optional<FieldView> view_of(const HtcdsField& field, const cases::TeamUse& use)
{
    FieldView view{.field = std::string(field.name),
                   .section = std::string(field.section),
                   .core = field.core,
                   .place = std::string(field.place),
                   .member = std::string(field.member)};
    const auto filled = [&](const cases::CaseCount& count) {
        view.filled = count.all;
        view.filled_of_year = count.since;
        return view;
    };
    if (field.place == "identity") return filled(use.identity);
    if (field.place == "whereabouts") return filled(use.whereabouts);
    if (field.place == "narrative") {
        const bool of_notes = field.member.starts_with("notes.");
        view.place = of_notes ? "notes" : "story";
        return filled(of_notes ? use.notes : use.story);
    }
    if (field.place != "coded") return std::nullopt;
    if (field.member == "assigned_to") return filled(use.assigned);
    for (const auto& answer : use.answers)
        if (answer.member == field.member) {
            view.not_known = answer.not_known.all;
            return filled(answer.answered);
        }
    // The stage and the basis: no case is without.
    return filled(use.cases);
}

http::Response fields(const ExportNeeds& needs, access::Caller& caller, const http::Request& request)
{
    constexpr int year = 365;
    const auto made = needs.database.read([&](store::Reader& reader) -> core::Result<FieldsView> {
        const auto team = core::parse_id<core::TeamId>(request.query("team").value_or(""));
        if (!team) return core::fail(core::ErrorKind::malformed, "case/team_unknown", "team");
        PANOH_TRY(const auto permit,
                  access::PermitIssuer::permit<Action::case_fields>(caller.subject(), *team));
        const core::Instant since = needs.clock.now() + -year * core::day_ms;
        const auto use = cases::field_use(reader, permit, since);
        FieldsView view{.cases = use.cases.all,
                        .cases_of_year = use.cases.since,
                        .since = core::local_day(since, needs.time_zone)};
        for (const auto& field : htcds_fields())
            if (auto item = view_of(field, use)) view.items.push_back(std::move(*item));
        return view;
    });
    return http::answer(made, [](const FieldsView& view) { return http::ok(view).compressible(); });
}

} // namespace

void add_export_routes(http::Router& router, const access::Gate& gate, const ExportNeeds& needs)
{
    router.add(gate.staff(
        {.method = http::Method::post,
         .pattern = "/api/records/export",
         .policy = std::string(core::to_text(Action::case_export)),
         .summary = "Whole cases of a team under HTCDS names, as CSV or XLSX with who, when and why; each "
                    "portion after its audit row.",
         .takes = core::json_schema<ExportBody>(),
         .problems = {"access/not_allowed", "export/why_missing", "export/why_too_long",
                      "export/why_not_a_line", "export/words_invalid", "tables/cell_too_long",
                      "vault/tampered"}},
        [needs](auto& caller, const auto& request) { return take_out_over_http(needs, caller, request); }));
    router.add(gate.staff(
        {.pattern = "/api/records/fields",
         .policy = std::string(core::to_text(Action::case_fields)),
         .summary =
             "In how many cases of a team each field of HTCDS has an answer; nothing is opened for it.",
         .query = {{"team", "one of the own"}},
         .gives = core::json_schema<FieldsView>(),
         .problems = {"access/not_allowed", "case/team_unknown"}},
        [needs](auto& caller, const auto& request) { return fields(needs, caller, request); }));
}

} // namespace panoh::records
