#include "outreach/files_http.h"

#include <map>

#include "access/people.h"
#include "outreach/hxl.h"
#include "outreach/iati.h"
#include "outreach/items.h"
#include "outreach/programme.h"
#include "outreach/report.h"
#include "outreach/rules.h"
#include "tables/xlsx_writer.h"

namespace panoh::outreach {

namespace {

using access::Caller;
using access::PermitIssuer;
using core::Action;
using core::ErrorKind;

constexpr int most_items = 20'000;

http::Response whole_file(const std::string& name, const char* type, std::string bytes)
{
    return http::download(name, type,
                          [bytes = std::move(bytes)](std::string& piece) mutable -> core::Result<bool> {
                              piece = std::move(bytes);
                              return false;
                          });
}

core::Result<MayRead> may_read(const Caller& caller)
{
    PANOH_TRY(const auto permit,
              PermitIssuer::permit<Action::programme_read>(caller.subject(), caller.subject().organisation));
    return MayRead(permit);
}

struct ProjectItem {
    Item item = {};
    Project value = {};
    std::optional<access::Organisation> organisation = {};
};

core::Result<ProjectItem> project_of(store::Reader& reader, const MayRead& permit,
                                     const http::Request& request)
{
    const auto id = core::parse_id<core::ItemId>(request.param("project"));
    const auto found = id ? item(reader, permit, Kind::project, *id) : std::nullopt;
    if (!found || found->removed) return core::fail(ErrorKind::not_found, "outreach/item_not_found");
    PANOH_TRY(auto value, core::read_json<Project>(found->document));
    return ProjectItem{*found, std::move(value), access::organisation(reader, found->organisation)};
}

template <typename T>
std::vector<std::pair<core::ItemId, T>> all_naming(store::Reader& reader, const MayRead& permit, Kind kind,
                                                   core::ItemId named)
{
    std::vector<std::pair<core::ItemId, T>> found;
    for (const auto& item : list_items(reader, permit, {.kind = kind, .names = named, .limit = most_items}))
        if (auto value = core::read_json<T>(item.document)) found.emplace_back(item.id, std::move(*value));
    return found;
}

/// Many measurements are of one thing: each is looked up once.
std::string title_of(store::Reader& reader, const Reference& reference,
                     std::map<core::ItemId, std::string>& known)
{
    const auto found = known.find(reference.id);
    if (found != known.end()) return found->second;
    const auto titles = titles_of(reader, {reference});
    return known[reference.id] = titles.empty() ? std::string() : titles.front().second;
}

struct Handlers {
    FileNeeds needs;

    [[nodiscard]] core::Date today(const Caller& caller) const
    {
        return core::local_day(caller.act().at, needs.time_zone);
    }

    [[nodiscard]] http::Response iati(Caller& caller, const http::Request& request) const
    {
        auto made = needs.database.read([&](store::Reader& reader) -> core::Result<std::string> {
            PANOH_TRY(const MayRead permit, may_read(caller));
            PANOH_TRY(const ProjectItem project, project_of(reader, permit, request));
            std::vector<Measured> measured;
            for (auto& [id, indicator] :
                 all_naming<Indicator>(reader, permit, Kind::indicator, project.item.id)) {
                Measured one{.indicator = std::move(indicator)};
                for (auto& [unused, value] : all_naming<Measurement>(reader, permit, Kind::measurement, id))
                    one.measurements.push_back(std::move(value));
                measured.push_back(std::move(one));
            }
            const auto& owner = project.organisation;
            return iati_activity(project.value, measured,
                                 {.organisation = owner ? owner->name : std::string(),
                                  .type = owner ? owner->type : access::OrganisationType::ngo,
                                  .changed_at = project.item.changed_at,
                                  .now = caller.act().at,
                                  .today = today(caller)});
        });
        if (!made) return http::problem(made.error());
        return whole_file("iati-activity.xml", "application/xml", std::move(*made));
    }

    [[nodiscard]] http::Response report(Caller& caller, const http::Request& request) const
    {
        const auto words = request.json<ReportWords>();
        if (!words) return http::problem(words.error());
        auto made = needs.database.read([&](store::Reader& reader) -> core::Result<std::string> {
            PANOH_TRY(const MayRead permit, may_read(caller));
            PANOH_TRY(ProjectItem project, project_of(reader, permit, request));
            const auto day = today(caller);
            Report report{.organisation = project.organisation ? project.organisation->name : std::string(),
                          .fictional = needs.demo};
            const Wanted wanted{.from = project.value.starts_on.value_or(core::Date{day.year, 1, 1}),
                                .to = project.value.ends_on.value_or(day),
                                .project = project.item.id};
            report.figures = programme_figures(reader, permit, wanted, day);
            for (const auto& [id, event] : all_naming<Event>(reader, permit, Kind::event, project.item.id))
                report.events.push_back(
                    {.title = event.title,
                     .kind = event.kind.code,
                     .starts_on = event.starts_on,
                     .place = event.place.value_or(event.platform.value_or("")),
                     .people = event.participation ? event.participation->people : std::nullopt,
                     .attendances = event.participation ? event.participation->attendances : std::nullopt});
            report.project = std::move(project.value);
            return report_file(report, *words);
        });
        if (!made) return http::problem(made.error());
        return whole_file("project-" + core::to_string(today(caller)) + ".xlsx", tables::xlsx_type,
                          std::move(*made));
    }

    [[nodiscard]] http::Response measurements(Caller& caller, const http::Request&) const
    {
        auto made = needs.database.read([&](store::Reader& reader) -> core::Result<std::string> {
            PANOH_TRY(const MayRead permit, may_read(caller));
            std::map<core::ItemId, std::string> titles;
            std::vector<NamedMeasurement> all;
            for (const auto& item :
                 list_items(reader, permit, {.kind = Kind::measurement, .limit = most_items})) {
                auto value = core::read_json<Measurement>(item.document);
                if (!value) continue;
                Findings named;
                look_through(*value, named);
                std::string of = named.references.empty()
                                     ? std::string()
                                     : title_of(reader, named.references.front(), titles);
                all.push_back({item.id, std::move(*value), std::move(of)});
            }
            return hxl_table(all);
        });
        if (!made) return http::problem(made.error());
        return whole_file("measurements-" + core::to_string(today(caller)) + ".csv",
                          "text/csv; charset=utf-8", std::move(*made));
    }
};

} // namespace

void add_file_routes(http::Router& router, const access::Gate& gate, const FileNeeds& needs)
{
    const Handlers handlers{needs};
    router.add(gate.staff(
        {.method = http::Method::get,
         .pattern = "/api/projects/{project}/iati",
         .policy = "programme_read",
         .summary = "The project as an activity of IATI 2.03, XML",
         .problems = {"outreach/item_not_found", "outreach/iati_missing"}},
        [handlers](Caller& caller, const http::Request& request) { return handlers.iati(caller, request); }));
    router.add(gate.staff({.method = http::Method::post,
                           .pattern = "/api/projects/{project}/report",
                           .policy = "programme_read",
                           .summary = "What a donor is told, XLSX, in the words that are sent along",
                           .takes = core::json_schema<ReportWords>(),
                           .problems = {"outreach/item_not_found", "export/words_invalid"}},
                          [handlers](Caller& caller, const http::Request& request) {
                              return handlers.report(caller, request);
                          }));
    router.add(gate.staff({.method = http::Method::get,
                           .pattern = "/api/programme/measurements.csv",
                           .policy = "programme_read",
                           .summary = "All measurements, CSV with the hashtags of HXL 1.1"},
                          [handlers](Caller& caller, const http::Request& request) {
                              return handlers.measurements(caller, request);
                          }));
}

} // namespace panoh::outreach
