#include <charconv>

#include "release/presets.h"
#include "release/releases_request.h"

namespace panoh::release {

namespace {

using access::Caller;
using core::Action;
using core::ErrorKind;

struct NewLineageBody {
    std::string name = {};
    std::string title = {};
    std::string epsilon = {};
    std::optional<std::string> preset = {};
    std::optional<microdata::Schema> schema = {};
};
PANOH_JSON(NewLineageBody, name, title, epsilon, preset, schema)

struct RaiseBody {
    std::string epsilon = {};
    std::string reason = {};
};
PANOH_JSON(RaiseBody, epsilon, reason)

core::Result<privacy::Epsilon> epsilon_in(const std::string& text)
{
    auto epsilon = privacy::parse_epsilon(text);
    if (!epsilon) return core::fail(ErrorKind::invalid, "privacy/epsilon_invalid", "epsilon");
    return *epsilon;
}

/// One of both is sent; the name of the lineage stands in it.
core::Result<microdata::Schema> schema_in(const NewLineageBody& body)
{
    if (body.preset.has_value() == body.schema.has_value())
        return core::fail(ErrorKind::invalid, "release/schema_or_preset", "schema");
    if (body.preset) return preset_schema(*body.preset, body.name);
    if (body.schema->lineage != body.name)
        return core::fail(ErrorKind::invalid, "release/other_lineage", "schema/lineage");
    return *body.schema;
}

/// Faults of a schema that came inside something else.
core::Error under(std::string_view member, core::Error error)
{
    const auto is_of_schema = [](std::string_view code) { return code.starts_with("schema/"); };
    if (!is_of_schema(error.code)) return error;
    error.field = std::string(member) + "/" + error.field;
    for (core::FieldError& fault : error.faults)
        fault.field = std::string(member) + "/" + fault.field;
    return error;
}

struct Handlers {
    ReleaseHttpNeeds needs;

    [[nodiscard]] core::Result<LineageView> whole(store::Reader& reader, const std::vector<LedgerMark>& marks,
                                                  const Caller& caller, core::LineageId id) const
    {
        PANOH_TRY(const auto permit, permitted<Action::release_read>(caller));
        PANOH_TRY(const LineageFile file, lineage(reader, permit, id));
        return view_of(reader, needs.kept.clock, marks, caller, file, true);
    }
    [[nodiscard]] core::Result<LineageView> read_whole(const Caller& caller, core::LineageId id) const
    {
        PANOH_TRY(const auto marks, needs.kept.marks.all());
        return needs.kept.database.read(
            [&](store::Reader& reader) { return whole(reader, marks, caller, id); });
    }

    [[nodiscard]] http::Response list(Caller& caller, const http::Request&) const
    {
        const auto marks = needs.kept.marks.all();
        if (!marks) return http::problem(marks.error());
        const auto views = needs.kept.database.read([&](store::Reader& reader) -> core::Result<LineageViews> {
            PANOH_TRY(const auto permit, permitted<Action::release_read>(caller));
            LineageViews all;
            for (const LineageFile& file : list_lineages(reader, permit)) {
                PANOH_TRY(LineageView view, view_of(reader, needs.kept.clock, *marks, caller, file, false));
                all.items.push_back(std::move(view));
            }
            return all;
        });
        return http::answer(views, [](const LineageViews& all) { return http::ok(all).compressible(); });
    }

    [[nodiscard]] http::Response read(Caller& caller, const http::Request& request) const
    {
        const auto id = lineage_param(request);
        return id ? with_version(read_whole(caller, *id)) : http::problem(id.error());
    }

    [[nodiscard]] static http::Response list_presets(Caller& caller, const http::Request&)
    {
        const auto permit = permitted<Action::release_write>(caller);
        if (!permit) return http::problem(permit.error());
        PresetViews views;
        for (const Preset& preset : presets())
            views.items.push_back({std::string(preset.name), core::RawJson{std::string(preset.text)}});
        return http::ok(views).compressible();
    }

    [[nodiscard]] core::Result<core::LineageId> begun(Caller& caller, const http::Request& request,
                                                      const NewLineageBody& body) const
    {
        PANOH_TRY(const auto permit, permitted<Action::release_write>(caller));
        PANOH_TRY(const auto before, needs.kept.database.read([&](store::Reader& reader) {
            return access::made_before(reader, caller, request);
        }));
        if (before) return core::LineageId{*before};
        PANOH_TRY(const privacy::Epsilon epsilon, epsilon_in(body.epsilon));
        PANOH_TRY(microdata::Schema schema, schema_in(body));
        return begin_lineage(needs.kept, permit, caller.act(),
                             {.title = body.title, .schema = std::move(schema), .epsilon = epsilon},
                             [&](store::Transaction& transaction, core::LineageId id) -> core::Done {
                                 access::remember_made(transaction, caller, request, id.bytes);
                                 return {};
                             });
    }

    [[nodiscard]] http::Response begin(Caller& caller, const http::Request& request) const
    {
        const auto body = request.json<NewLineageBody>();
        if (!body) return http::problem(body.error());
        const auto id = begun(caller, request, *body);
        if (!id) return http::problem(under("schema", id.error()));
        return http::answer(read_whole(caller, *id), [](const LineageView& view) {
            return http::created("/api/lineages/" + core::to_string(view.id), view).tagged(view.version);
        });
    }

    [[nodiscard]] http::Response write_schema(Caller& caller, const http::Request& request) const
    {
        const auto schema = request.json<microdata::Schema>();
        if (!schema) return http::problem(schema.error());
        const auto marks = needs.kept.marks.all();
        if (!marks) return http::problem(marks.error());
        const auto view =
            needs.kept.database.write([&](store::Transaction& transaction) -> core::Result<LineageView> {
                PANOH_TRY(const auto permit, permitted<Action::release_write>(caller));
                PANOH_TRY(const core::LineageId id, lineage_param(request));
                PANOH_TRY(const std::int64_t version, request.if_match());
                PANOH_CHECK(change_schema(transaction, permit, caller.act(), {id, version}, *schema));
                return whole(transaction, *marks, caller, id);
            });
        return with_version(view);
    }

    [[nodiscard]] http::Response raise(Caller& caller, const http::Request& request) const
    {
        const auto body = request.json<RaiseBody>();
        if (!body) return http::problem(body.error());
        const auto view = [&]() -> core::Result<LineageView> {
            PANOH_TRY(const auto permit, permitted<Action::release_approve>(caller));
            PANOH_TRY(const core::LineageId id, lineage_param(request));
            PANOH_TRY(const std::int64_t version, request.if_match());
            PANOH_TRY(const privacy::Epsilon epsilon, epsilon_in(body->epsilon));
            PANOH_CHECK(raise_budget(needs.kept, permit, caller.act(), {id, version}, epsilon, body->reason));
            return read_whole(caller, id);
        }();
        return with_version(view);
    }

    [[nodiscard]] http::Response schemas(Caller& caller, const http::Request& request) const
    {
        const auto rows = needs.kept.database.read([&](store::Reader& reader) -> core::Result<SchemaRows> {
            PANOH_CHECK(permitted<Action::release_write>(caller));
            PANOH_TRY(const auto permit, permitted<Action::release_read>(caller));
            PANOH_TRY(const core::LineageId id, lineage_param(request));
            PANOH_TRY(const LineageFile file, lineage(reader, permit, id));
            std::int64_t wanted = 0;
            if (const auto text = request.query("number")) {
                const auto* end = text->data() + text->size();
                if (std::from_chars(text->data(), end, wanted) != std::from_chars_result{end, std::errc{}})
                    return core::fail(ErrorKind::invalid, "http/query_invalid", "number");
            }
            access::PeopleNames names(reader, caller.names());
            SchemaRows all;
            for (const KeptSchema& kept : kept_schemas(reader, file.id)) {
                SchemaRow row{.number = kept.number,
                              .hash = kept.hash,
                              .written_at = kept.written_at,
                              .written_by = names.user(kept.written_by)};
                if (kept.number == wanted)
                    row.value = core::RawJson{kept_schema(reader, file.id, wanted).document};
                all.items.push_back(std::move(row));
            }
            return all;
        });
        return http::answer(rows, [](const SchemaRows& all) { return http::ok(all).compressible(); });
    }

    [[nodiscard]] core::Result<LineageFile> found(store::Reader& reader, const Caller& caller,
                                                  const http::Request& request) const
    {
        PANOH_TRY(const auto permit, permitted<Action::release_read>(caller));
        PANOH_TRY(const core::LineageId id, lineage_param(request));
        return lineage(reader, permit, id);
    }

    [[nodiscard]] http::Response ledger(Caller& caller, const http::Request& request) const
    {
        const auto view = needs.kept.database.read([&](store::Reader& reader) -> core::Result<LedgerView> {
            PANOH_TRY(const LineageFile file, found(reader, caller, request));
            PANOH_TRY(const privacy::Ledger ledger, read_ledger(reader, file.id, needs.kept.clock));
            access::PeopleNames names(reader, caller.names());
            return view_of(names, ledger);
        });
        return http::answer(view, [](const LedgerView& one) { return http::ok(one).compressible(); });
    }

    [[nodiscard]] http::Response export_ledger(Caller& caller, const http::Request& request) const
    {
        const auto text = needs.kept.database.read([&](store::Reader& reader) -> core::Result<std::string> {
            PANOH_TRY(const LineageFile file, found(reader, caller, request));
            std::string lines;
            for (const std::string& line : ledger_lines(reader, file.id))
                lines += line + "\n";
            return lines;
        });
        return http::answer(text, [](const std::string& lines) {
            return http::download(
                "ledger.jsonl", "application/jsonl",
                [all = std::string(lines)](std::string& piece) mutable -> core::Result<bool> {
                    piece = std::move(all);
                    return false;
                });
        });
    }
};

using Serve = http::Response (Handlers::*)(Caller&, const http::Request&) const;

class Routes {
public:
    Routes(http::Router& router, const access::Gate& gate, const ReleaseHttpNeeds& needs)
        : router_(router), gate_(gate), handlers_{needs}
    {
    }

    void add()
    {
        add_reading();
        add_writing();
    }

private:
    void route(http::Route made, Action action, Serve serve)
    {
        made.policy = std::string(core::to_text(action));
        router_.add(gate_.staff(std::move(made), access::handler(handlers_, serve)));
    }

    void add_reading()
    {
        route({.pattern = "/api/lineages",
               .summary = "Lineages of the own organisation with their budgets, by name",
               .gives = core::json_schema<LineageViews>(),
               .problems = {"ledger/broken", "release/marks_not_readable"}},
              Action::release_read, &Handlers::list);
        route({.pattern = "/api/lineages/{lineage}",
               .summary = "One lineage; its schema for data officers",
               .gives = core::json_schema<LineageView>(),
               .problems = {"release/lineage_not_found", "ledger/broken", "release/marks_not_readable"},
               .tagged = true},
              Action::release_read, &Handlers::read);
        route({.pattern = "/api/lineages/{lineage}/ledger",
               .summary = "Every line of its ledger, verified a moment ago",
               .gives = core::json_schema<LedgerView>(),
               .problems = {"release/lineage_not_found", "ledger/broken"}},
              Action::release_read, &Handlers::ledger);
        route({.pattern = "/api/lineages/{lineage}/ledger.jsonl",
               .summary = "The same as it stands, one JSON text a line, for whoever verifies it elsewhere",
               .problems = {"release/lineage_not_found"}},
              Action::release_read, &Handlers::export_ledger);
        route({.pattern = "/api/lineages/{lineage}/schemas",
               .summary = "How its schema was written, newest first",
               .query = {{"number", "One whose value is wanted"}},
               .gives = core::json_schema<SchemaRows>(),
               .problems = {"release/lineage_not_found", "http/query_invalid"}},
              Action::release_write, &Handlers::schemas);
        auto made = http::Route{.pattern = "/api/lineages/presets",
                                .policy = "release_write",
                                .summary = "Schemas of tables in known layouts, to begin with",
                                .gives = core::json_schema<PresetViews>()};
        router_.add(gate_.staff(std::move(made), &Handlers::list_presets));
    }

    void add_writing()
    {
        route({.method = http::Method::post,
               .pattern = "/api/lineages",
               .summary = "Begin a lineage with its schema, or a preset, and its budget",
               .takes = core::json_schema<NewLineageBody>(),
               .gives = core::json_schema<LineageView>(),
               .success = 201,
               .problems = with_schema({"release/lineage_taken", "release/lineage_title",
                                        "release/preset_unknown", "release/schema_or_preset",
                                        "ledger/lineage_invalid", "privacy/epsilon_invalid",
                                        "release/ledger_behind", "release/marks_not_readable",
                                        "release/marks_not_writable", "http/idempotency_key_reused"}),
               .tagged = true,
               .idempotent_create = true},
              Action::release_write, &Handlers::begin);
        route({.method = http::Method::put,
               .pattern = "/api/lineages/{lineage}/schema",
               .summary = "Its next schema; what is approved under the one before is proposed anew",
               .takes = core::json_schema<microdata::Schema>(),
               .gives = core::json_schema<LineageView>(),
               .problems =
                   with_schema({"release/lineage_not_found", "release/stale", "release/marks_not_readable"}),
               .versioned = true},
              Action::release_write, &Handlers::write_schema);
        route({.method = http::Method::post,
               .pattern = "/api/lineages/{lineage}/raise",
               .summary = "A larger budget, with a reason that stands in the ledger for good",
               .takes = core::json_schema<RaiseBody>(),
               .gives = core::json_schema<LineageView>(),
               .problems = {"release/lineage_not_found", "release/stale", "privacy/epsilon_invalid",
                            "ledger/not_larger", "ledger/reason_missing", "ledger/text_invalid",
                            "release/ledger_behind", "release/marks_not_readable",
                            "release/marks_not_writable"},
               .versioned = true},
              Action::release_approve, &Handlers::raise);
    }

    /// The faults of a schema, and more.
    static std::vector<std::string> with_schema(std::initializer_list<const char*> more)
    {
        std::vector<std::string> codes = {
            "schema/version_unknown", "schema/lineage_invalid",  "schema/people_not_round",
            "schema/person_not_said", "schema/caps_missing",     "schema/cap_out_of_range",
            "schema/no_columns",      "schema/too_many_columns", "schema/name_invalid",
            "schema/column_twice",    "schema/value_twice",      "schema/no_values",
            "schema/too_many_values", "schema/column_unknown",   "schema/value_unknown",
            "release/other_lineage"};
        codes.insert(codes.end(), more.begin(), more.end());
        return codes;
    }

    http::Router& router_;
    const access::Gate& gate_;
    Handlers handlers_;
};

} // namespace

void add_lineage_routes(http::Router& router, const access::Gate& gate, const ReleaseHttpNeeds& needs)
{
    Routes(router, gate, needs).add();
}

} // namespace panoh::release
