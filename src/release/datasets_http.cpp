#include "release/datasets_http.h"

#include <memory>

#include "access/people.h"
#include "crypto/crypto.h"
#include "release/datasets.h"

namespace panoh::release {
namespace {

using core::Action;

constexpr std::size_t largest_file = 64UL * 1024 * 1024;

struct DatasetView {
    core::DatasetId id;
    std::string name;
    std::string source;
    std::string citation;
    std::int64_t rows;
    core::Instant imported_at;
    std::string imported_by_name; ///< empty: a command
};
PANOH_JSON(DatasetView, id, name, source, citation, rows, imported_at, imported_by_name)

struct ListView {
    std::vector<DatasetView> items;
    std::optional<std::string> next; ///< always null: datasets are few
};
PANOH_JSON(ListView, items, next)

struct StatisticsView {
    DatasetView dataset;
    View view;
    std::int64_t small_cell;
    std::vector<Table> tables;
};
PANOH_JSON(StatisticsView, dataset, view, small_cell, tables)

struct StartedView {
    core::ImportId import;
};
PANOH_JSON(StartedView, import)

struct ImportView {
    ImportState state;
    std::int64_t rows_read;
    std::int64_t rows_total;
    std::vector<Refusal> refused;
    std::int64_t refused_total;
    std::optional<core::DatasetId> dataset;
    std::optional<std::string> code; ///< of a failure that has one
};
PANOH_JSON(ImportView, state, rows_read, rows_total, refused, refused_total, dataset, code)

DatasetView view_of(access::PeopleNames& names, const Dataset& dataset)
{
    return {.id = dataset.id,
            .name = dataset.name,
            .source = dataset.source,
            .citation = dataset.citation,
            .rows = dataset.records,
            .imported_at = dataset.imported_at,
            .imported_by_name = names.user(dataset.imported_by)};
}

core::Result<core::DatasetId> dataset_param(const http::Request& request)
{
    const auto id = core::parse_id<core::DatasetId>(request.param("dataset"));
    if (!id) return core::fail(core::ErrorKind::not_found, "release/dataset_not_found");
    return *id;
}

core::Result<View> view_param(const http::Request& request)
{
    const auto view = core::from_text<View>(request.query("view").value_or("world"));
    if (!view) return core::fail(core::ErrorKind::invalid, "release/view_unknown", "view");
    return *view;
}

class DatasetRoutes {
public:
    explicit DatasetRoutes(HttpNeeds needs) : needs_(needs) {}

    http::Response list(access::Caller& caller, const http::Request&) const
    {
        const auto view = needs_.database.read([&](store::Reader& reader) -> core::Result<ListView> {
            PANOH_TRY(const auto permit,
                      access::PermitIssuer::permit<Action::dataset_read>(caller.subject(), AllDatasets{}));
            ListView made;
            access::PeopleNames names(reader);
            for (const Dataset& dataset : list_datasets(reader, permit))
                made.items.push_back(view_of(names, dataset));
            return made;
        });
        return http::answer(view, [](const ListView& made) { return http::ok(made); });
    }

    http::Response statistics(access::Caller& caller, const http::Request& request) const
    {
        const auto view = needs_.database.read([&](store::Reader& reader) -> core::Result<StatisticsView> {
            PANOH_TRY(const View wanted, view_param(request));
            PANOH_TRY(const core::DatasetId id, dataset_param(request));
            PANOH_TRY(const auto permit,
                      access::PermitIssuer::permit<Action::dataset_read>(caller.subject(), id));
            PANOH_TRY(DatasetStatistics found, read_statistics(reader, permit, wanted));
            access::PeopleNames names(reader);
            return StatisticsView{view_of(names, found.dataset), wanted, found.dataset.small_cell,
                                  std::move(found.tables)};
        });
        return http::answer(view, [](const StatisticsView& made) { return http::ok(made).compressible(); });
    }

    http::Response start_import(access::Caller& caller, const http::Request& request) const
    {
        const auto started = [&]() -> core::Result<core::ImportId> {
            PANOH_TRY(const auto permit, access::PermitIssuer::permit<Action::dataset_import>(
                                             caller.subject(), crypto::random_id<core::ImportId>()));
            std::optional<Once> once;
            if (caller.idempotency()) once = Once{*caller.idempotency(), request_hash(caller, request)};
            return needs_.imports.start(permit, caller.act(), std::string(request.query("name").value_or("")),
                                        request.body, once);
        }();
        return http::answer(started, [](core::ImportId id) {
            return http::json_response(202, core::write_json(StartedView{id}));
        });
    }

    http::Response import(access::Caller& caller, const http::Request& request) const
    {
        const auto view = [&]() -> core::Result<ImportView> {
            const auto id = core::parse_id<core::ImportId>(request.param("import"));
            if (!id) return core::fail(core::ErrorKind::not_found, "release/import_not_found");
            PANOH_TRY(const auto permit,
                      access::PermitIssuer::permit<Action::dataset_import>(caller.subject(), *id));
            PANOH_TRY(ImportProgress now, needs_.imports.progress(permit));
            return ImportView{.state = now.state,
                              .rows_read = now.rows_read,
                              .rows_total = now.rows_total,
                              .refused = std::move(now.refused),
                              .refused_total = now.refused_total,
                              .dataset = now.dataset,
                              .code = now.code.empty() ? std::nullopt : std::optional(std::move(now.code))};
        }();
        return http::answer(view, [](const ImportView& made) { return http::ok(made); });
    }

    http::Response export_source(access::Caller& caller, const http::Request& request) const
    {
        const auto begun = [&]() -> core::Result<Export> {
            PANOH_TRY(const core::DatasetId id, dataset_param(request));
            PANOH_TRY(const auto permit,
                      access::PermitIssuer::permit<Action::dataset_export>(caller.subject(), id));
            return Export::begin(needs_.database, permit, caller.act());
        }();
        return http::answer(begun, [](const Export& ready) {
            http::Response response{.content_type = "text/csv; charset=utf-8"};
            response.with("Content-Disposition", "attachment; filename=\"dataset.csv\"");
            response.stream = [at = ready](std::string& piece) mutable { return at.next(piece); };
            return response;
        });
    }

private:
    HttpNeeds needs_;
};

} // namespace

void add_routes(http::Router& router, const access::Gate& gate, const HttpNeeds& needs)
{
    using http::Method;
    const auto add = [&, routes = std::make_shared<DatasetRoutes>(needs)](http::Route route, auto handler) {
        router.add(gate.staff(std::move(route),
                              [routes, handler](access::Caller& caller, const http::Request& request) {
                                  return ((*routes).*handler)(caller, request);
                              }));
    };
    add({.pattern = "/api/datasets",
         .policy = "dataset_read",
         .summary = "Loaded tables, newest first",
         .gives = core::json_schema<ListView>()},
        &DatasetRoutes::list);
    add({.pattern = "/api/datasets/{dataset}/statistics",
         .policy = "dataset_read",
         .summary = "The fixed tables of a dataset with small counts hidden",
         .query = {{"view", "world (default) or central_asia"}},
         .gives = core::json_schema<StatisticsView>(),
         .problems = {"release/dataset_not_found", "release/view_unknown"}},
        &DatasetRoutes::statistics);
    add({.method = Method::post,
         .pattern = "/api/datasets/imports",
         .policy = "dataset_import",
         .summary = "Begins to load a CTDC table, all of it or nothing",
         .query = {{"name", "what people will call the dataset"}},
         .gives = core::json_schema<StartedView>(),
         .success = 202,
         .problems = {"release/name_missing", "release/name_too_long", "release/name_invalid",
                      "release/name_taken", "release/import_running", "http/idempotency_key_reused"},
         .idempotent_create = true,
         .max_body = largest_file,
         .content_type = "text/csv"},
        &DatasetRoutes::start_import);
    add({.pattern = "/api/datasets/imports/{import}",
         .policy = "dataset_import",
         .summary = "How far an import has come, and what kept it from being done",
         .gives = core::json_schema<ImportView>(),
         .problems = {"release/import_not_found"}},
        &DatasetRoutes::import);
    add({.pattern = "/api/datasets/{dataset}/export",
         .policy = "dataset_export",
         .summary = "The source table as it came, as text/csv",
         .problems = {"release/dataset_not_found"}},
        &DatasetRoutes::export_source);
}

} // namespace panoh::release
