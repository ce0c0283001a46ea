// Spreadsheets before their import: bring one, look at it, check it. Nothing is written here.

#include "cases/coded_fields.h"
#include "core/json.h"
#include "records/column_facts.h"
#include "records/import_http.h"
#include "records/incoming.h"
#include "records/sheet_summary.h"

namespace panoh::records {
namespace {

using core::Action;

constexpr std::size_t largest_file = 64UL * 1024 * 1024;
/// Cases that a check shows as they would become.
constexpr std::size_t previewed = 5;

struct SheetView {
    std::string name;
    bool hidden;
};
PANOH_JSON(SheetView, name, hidden)

struct UploadView {
    core::UploadId id = {};
    std::vector<SheetView> sheets = {};
    std::optional<tables::Encoding> encoding = {}; ///< of a text file: a guess
    std::optional<std::string> delimiter = {};
};
PANOH_JSON(UploadView, id, sheets, encoding, delimiter)

struct ColumnView {
    std::string name;
    std::string member;
    std::string section;
    FieldKind kind;
    std::string list;
    bool unknown_too;
};
PANOH_JSON(ColumnView, name, member, section, kind, list, unknown_too)

struct ColumnItems {
    std::vector<ColumnView> items;
    std::optional<std::string> next; ///< always null
};
PANOH_JSON(ColumnItems, items, next)

/// A case as it would become.
struct PreviewView {
    std::int64_t row;
    std::string country;
    cases::State state;
    cases::IntakeBasis consent;
    std::optional<core::Date> opened_on;
    cases::Identity identity;
    cases::CodedAnswers answers;
    cases::Whereabouts whereabouts;
    cases::Story story;
    std::int64_t notes;
};
PANOH_JSON(PreviewView, row, country, state, consent, opened_on, identity, answers, whereabouts, story, notes)

struct CheckView {
    std::int64_t lines = {};
    std::int64_t found = {};
    std::int64_t faulty = {};
    std::int64_t duplicates = {};
    std::int64_t ready = {};
    std::vector<Problem> problems = {};
    bool more_problems = {};
    std::vector<std::string> unknown_headings = {};
    std::vector<PreviewView> first = {};
};
PANOH_JSON(CheckView, lines, found, faulty, duplicates, ready, problems, more_problems, unknown_headings,
           first)

UploadView view_of(core::UploadId id, const tables::Table& table)
{
    UploadView view{.id = id};
    for (const auto& sheet : table.sheets())
        view.sheets.push_back({sheet.name, sheet.hidden});
    if (table.kind() == tables::TableKind::csv) {
        view.encoding = table.encoding();
        view.delimiter = std::string(1, table.delimiter());
    }
    return view;
}

core::Result<PreviewView> preview_of(Incoming& incoming, const core::Date& today)
{
    auto& opened = incoming.recorded.opened;
    PANOH_TRY(auto answers, cases::with_change({}, opened.answers, today));
    return PreviewView{.row = incoming.row,
                       .country = opened.country.code,
                       .state = incoming.recorded.state,
                       .consent = opened.consent,
                       .opened_on = incoming.opened_on,
                       .identity = std::move(opened.identity),
                       .answers = std::move(answers),
                       .whereabouts = std::move(incoming.whereabouts),
                       .story = std::move(incoming.story),
                       .notes = static_cast<std::int64_t>(incoming.notes.size())};
}

core::Result<tables::CsvChoice> choice_of(const http::Request& request)
{
    // Our own exports come back as they went out; other tables have no such guard to take off.
    tables::CsvChoice choice{.guarded = true};
    if (const auto wanted = request.query("encoding")) {
        choice.encoding = core::from_text<tables::Encoding>(*wanted);
        if (!choice.encoding) return core::fail(core::ErrorKind::invalid, "json/code_unknown", "encoding");
    }
    if (const auto wanted = request.query("delimiter")) {
        constexpr std::array<std::pair<std::string_view, char>, 4> known = {
            {{"comma", ','}, {"semicolon", ';'}, {"tab", '\t'}, {"bar", '|'}}};
        for (const auto& [word, sign] : known)
            if (word == *wanted) choice.delimiter = sign;
        if (!choice.delimiter) return core::fail(core::ErrorKind::invalid, "json/code_unknown", "delimiter");
    }
    return choice;
}

class UploadRoutes {
public:
    explicit UploadRoutes(ImportNeeds needs) : needs_(std::move(needs)) {}

    http::Response bring(access::Caller& caller, const http::Request& request) const
    {
        const auto view = [&]() -> core::Result<UploadView> {
            PANOH_TRY(const auto choice, choice_of(request));
            PANOH_TRY(const auto id, needs_.uploads.put(caller.keys(), caller.act(), request.body, choice));
            PANOH_TRY(const auto table, needs_.uploads.open(caller.keys(), caller.act(), id));
            return view_of(id, table);
        }();
        return http::answer(
            view, [](const UploadView& made) { return http::json_response(201, core::write_json(made)); });
    }

    http::Response sheet(access::Caller& caller, const http::Request& request) const
    {
        const auto view = [&]() -> core::Result<SheetSummary> {
            PANOH_TRY(const auto table, open(caller, request));
            const auto word = request.param("sheet");
            std::size_t number = table.sheets().size();
            std::from_chars(word.data(), word.data() + word.size(), number);
            if (number >= table.sheets().size())
                return core::fail(core::ErrorKind::not_found, "records/sheet_unknown", "sheet");
            return summary_of(table, number);
        }();
        return http::answer(view, [](const SheetSummary& made) { return http::ok(made); });
    }

    http::Response check(access::Caller& caller, const http::Request& request) const
    {
        const auto view = [&]() -> core::Result<CheckView> {
            PANOH_TRY(const auto reading, request.json<Reading>());
            PANOH_TRY(const auto table, open(caller, request));
            const auto today = core::local_day(needs_.clock.now(), needs_.time_zone);
            PANOH_TRY(auto checked, check_table(table, reading, today, previewed));
            CheckView made{.lines = checked.lines,
                           .found = checked.found,
                           .faulty = checked.faulty,
                           .duplicates = checked.duplicates,
                           .ready = checked.ready,
                           .problems = std::move(checked.problems),
                           .more_problems = checked.more_problems,
                           .unknown_headings = std::move(checked.unknown_headings)};
            for (auto& incoming : checked.cases) {
                PANOH_TRY(auto preview, preview_of(incoming, today));
                made.first.push_back(std::move(preview));
            }
            return made;
        }();
        return http::answer(view, [](const CheckView& made) { return http::ok(made); });
    }

    http::Response drop(access::Caller& caller, const http::Request&) const
    {
        needs_.uploads.drop(caller.subject().user);
        return http::no_content();
    }

    static http::Response columns(access::Caller&, const http::Request&)
    {
        ColumnItems items;
        for (const auto& one : column_facts())
            items.items.push_back({std::string(one.name), std::string(one.member), std::string(one.section),
                                   one.kind, std::string(one.list), one.unknown_too});
        return http::ok(items).compressible();
    }

private:
    core::Result<tables::Table> open(access::Caller& caller, const http::Request& request) const
    {
        const auto id = core::parse_id<core::UploadId>(request.param("upload"));
        if (!id) return core::fail(core::ErrorKind::not_found, "records/upload_not_found");
        return needs_.uploads.open(caller.keys(), caller.act(), *id);
    }
    ImportNeeds needs_;
};

} // namespace

void add_upload_routes(http::Router& router, const access::Gate& gate, const ImportNeeds& needs)
{
    using http::Method;
    const auto routes = std::make_shared<const UploadRoutes>(needs);
    const auto add = [&](http::Route route, auto handler) {
        route.policy = core::to_text(Action::case_open);
        router.add(gate.staff(std::move(route),
                              [routes, handler](access::Caller& caller, const http::Request& request) {
                                  return ((*routes).*handler)(caller, request);
                              }));
    };
    router.add(gate.staff({.pattern = "/api/records/columns",
                           .policy = std::string(core::to_text(Action::case_open)),
                           .summary = "What a column of somebody's spreadsheet can be",
                           .gives = core::json_schema<ColumnItems>()},
                          &UploadRoutes::columns));
    add({.method = Method::post,
         .pattern = "/api/records/uploads",
         .summary =
             "Brings a spreadsheet, CSV or XLSX, to look at: kept in memory, sealed, for this session, at "
             "most a quarter of an hour after it was last used",
         .query = {{"encoding", "of a text file, where the guess is wrong"},
                   {"delimiter", "comma, semicolon, tab or bar, where the guess is wrong"}},
         .gives = core::json_schema<UploadView>(),
         .success = 201,
         .problems = {"records/uploads_full", "tables/file_too_large", "tables/empty", "tables/old_excel",
                      "tables/encrypted", "tables/not_xlsx", "tables/not_a_table", "tables/encoding_unknown",
                      "tables/broken"},
         .max_body = largest_file,
         .content_type = "application/octet-stream"},
        &UploadRoutes::bring);
    add({.pattern = "/api/records/uploads/{upload}/sheets/{sheet}",
         .summary = "Headings of a sheet, by its number from 0, with the first values of each column",
         .gives = core::json_schema<SheetSummary>(),
         .problems = {"records/upload_not_found", "records/sheet_unknown", "records/empty",
                      "records/too_many_columns"}},
        &UploadRoutes::sheet);
    add({.method = Method::post,
         .pattern = "/api/records/uploads/{upload}/check",
         .summary = "What the spreadsheet would become, and what is wrong with it. Nothing is written",
         .takes = core::json_schema<Reading>(),
         .gives = core::json_schema<CheckView>(),
         .problems = {"records/upload_not_found", "records/sheet_unknown", "records/no_known_column",
                      "records/empty"}},
        &UploadRoutes::check);
    add({.method = Method::del,
         .pattern = "/api/records/uploads",
         .summary = "Drops the spreadsheet that this person brought",
         .success = 204},
        &UploadRoutes::drop);
}

} // namespace panoh::records
