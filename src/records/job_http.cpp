// Imports: begin one, see how far it is, take it back.

#include <algorithm>

#include "access/people.h"
#include "cases/cases.h"
#include "core/json.h"
#include "records/import_http.h"
#include "records/records_store.h"
#include "records/take_back.h"

namespace panoh::records {
namespace {

using core::Action;

/// More come in by the command line, where nobody waits.
constexpr std::int64_t most_cases = 50'000;
/// Cases of one transaction: a save of somebody else waits for one of them at most.
constexpr std::size_t portion = 25;
constexpr std::size_t longest_name = 120;
constexpr std::int64_t cases_named = 100;

struct StartBody {
    core::UploadId upload = {};
    core::TeamId team = {};
    std::string name = {};
    std::int64_t expected = 0; ///< cases, as the check said
    Reading reading = {};
};
PANOH_JSON(StartBody, upload, team, name, expected, reading)

struct StartedView {
    core::ImportId import;
};
PANOH_JSON(StartedView, import)

/// `stopped`: it ended half-way; `cases` of `wanted` are in.
enum class Standing { running, done, stopped, taking_back, taken_back };

struct ImportView {
    core::ImportId id = {};
    core::TeamId team = {};
    std::string name = {};
    std::string begun_by_name = {};
    core::Instant begun_at = {};
    Standing state = {};
    std::int64_t wanted = {};
    std::int64_t cases = {}; ///< of it that are here
    std::optional<core::Instant> taken_back_at = {};
    std::optional<std::string> taken_back_by_name = {};
    bool may_take_back = {};
    std::optional<std::int64_t> done = {}; ///< while it runs
    std::optional<std::int64_t> of = {};
    std::optional<std::string> code = {}; ///< why the last try failed, where it has a word
};

struct NamedCase {
    core::CaseId id;
    std::string reference;
};
PANOH_JSON(NamedCase, id, reference)

struct ImportItems {
    std::vector<ImportView> items;
    std::optional<std::string> next; ///< always null: the newest 200 of each team
};

struct OneImportView {
    ImportView import = {};
    std::vector<NamedCase> first = {}; ///< cases of it that this person may read, at most a hundred
};

} // namespace
} // namespace panoh::records

template <>
struct panoh::core::Names<panoh::records::Standing> {
    using enum panoh::records::Standing;
    static constexpr std::array<Named<panoh::records::Standing>, 5> all = {{{running, "running"},
                                                                            {done, "done"},
                                                                            {stopped, "stopped"},
                                                                            {taking_back, "taking_back"},
                                                                            {taken_back, "taken_back"}}};
};

namespace panoh::records {
namespace {

PANOH_JSON(ImportView, id, team, name, begun_by_name, begun_at, state, wanted, cases, taken_back_at,
           taken_back_by_name, may_take_back, done, of, code)
PANOH_JSON(ImportItems, items, next)
PANOH_JSON(OneImportView, import, first)

Standing standing_of(const ImportRow& row, const std::optional<JobProgress>& job)
{
    if (job && job->state == JobState::running)
        return job->kind == JobKind::bring_in ? Standing::running : Standing::taking_back;
    if (row.taken_back_at) return Standing::taken_back;
    return row.ended_at ? Standing::done : Standing::stopped;
}

std::vector<NamedCase> named_cases(store::Reader& reader, const access::Subject& subject,
                                   core::ImportId import)
{
    std::vector<NamedCase> named;
    for (const auto& one : brought_in(reader, import, {}, cases_named)) {
        auto found = cases::unread_case(reader, one.id);
        if (!found) continue;
        const auto permit =
            access::PermitIssuer::permit_case<Action::case_read>(subject, one.id, found->facts());
        if (permit) named.push_back({one.id, std::move(*found).read(*permit).reference});
    }
    return named;
}

core::Done check_name(std::string& name)
{
    name = core::trim(name);
    if (name.empty() || core::letters(name) > longest_name || !core::is_line(name))
        return core::fail(core::ErrorKind::invalid, "records/import_name", "name");
    return {};
}

class JobRoutes {
public:
    explicit JobRoutes(ImportNeeds needs) : needs_(std::move(needs)) {}

    http::Response start(access::Caller& caller, const http::Request& request) const
    {
        return http::answer(begin(caller, request), [](core::ImportId id) {
            return http::json_response(202, core::write_json(StartedView{id}));
        });
    }

    http::Response list(access::Caller& caller, const http::Request&) const
    {
        const auto jobs = needs_.jobs.progress();
        const auto items = needs_.database.read([&](store::Reader& reader) -> core::Result<ImportItems> {
            ImportItems made;
            access::PeopleNames names(reader);
            for (const auto& team : caller.subject().teams) {
                if (!access::PermitIssuer::permit<Action::case_open>(caller.subject(), team)) continue;
                for (const auto& row : imports_of(reader, team))
                    made.items.push_back(view(reader, names, caller, row, of(jobs, row.id)));
            }
            std::ranges::stable_sort(made.items, std::greater{},
                                     [](const ImportView& one) { return one.begun_at.milliseconds; });
            return made;
        });
        return http::answer(items, [](const ImportItems& made) { return http::ok(made); });
    }

    http::Response read(access::Caller& caller, const http::Request& request) const
    {
        const auto jobs = needs_.jobs.progress();
        const auto one = needs_.database.read([&](store::Reader& reader) -> core::Result<OneImportView> {
            PANOH_TRY(const auto id, import_param(request));
            const auto row = load_import(reader, id);
            if (!row) return begun_just_now(id, of(jobs, id));
            if (!access::PermitIssuer::permit<Action::case_open>(caller.subject(), row->team))
                return core::fail(core::ErrorKind::not_found, "records/import_not_found");
            access::PeopleNames names(reader);
            return OneImportView{view(reader, names, caller, *row, of(jobs, id)),
                                 named_cases(reader, caller.subject(), id)};
        });
        return http::answer(one, [](const OneImportView& made) { return http::ok(made); });
    }

    http::Response take_back(access::Caller& caller, const http::Request& request) const
    {
        const auto started = [&]() -> core::Result<core::ImportId> {
            PANOH_TRY(const auto id, import_param(request));
            PANOH_TRY(const auto cases,
                      needs_.database.read([&](store::Reader& reader) -> core::Result<std::int64_t> {
                          PANOH_CHECK(may_take_back(reader, caller.subject(), id));
                          return load_import(reader, id)->cases;
                      }));
            TakesBack who{
                .subject = caller.subject(), .act = caller.act(), .being_written = needs_.being_written};
            PANOH_CHECK(needs_.jobs.start(
                id, JobKind::take_back, cases, {},
                [&database = needs_.database, who, id](const OnBroughtIn& progress) -> core::Done {
                    PANOH_CHECK(records::take_back(database, who, id, progress));
                    return {};
                }));
            return id;
        }();
        return http::answer(started, [](core::ImportId id) {
            return http::json_response(202, core::write_json(StartedView{id}));
        });
    }

private:
    static core::Result<core::ImportId> import_param(const http::Request& request)
    {
        const auto id = core::parse_id<core::ImportId>(request.param("import"));
        if (!id) return core::fail(core::ErrorKind::not_found, "records/import_not_found");
        return *id;
    }

    /// The table as it is confirmed, read once more: what comes in is what is there now.
    core::Result<Checked> confirmed(access::Caller& caller, const StartBody& body) const
    {
        PANOH_TRY(const auto table, needs_.uploads.open(caller.keys(), caller.act(), body.upload));
        const auto today = core::local_day(needs_.clock.now(), needs_.time_zone);
        PANOH_TRY(auto checked, check_table(table, body.reading, today, most_cases + 1));
        if (checked.faulty > 0 && !body.reading.leave_out_faulty)
            return core::fail(core::ErrorKind::conflict, "records/cases_faulty");
        if (checked.ready > most_cases)
            return core::fail(core::ErrorKind::conflict, "records/too_many_cases");
        if (checked.ready == 0) return core::fail(core::ErrorKind::conflict, "records/no_cases");
        if (checked.ready != body.expected)
            return core::fail(core::ErrorKind::conflict, "records/checked_otherwise");
        return checked;
    }

    core::Result<core::ImportId> begin(access::Caller& caller, const http::Request& request) const
    {
        PANOH_TRY(auto body, request.json<StartBody>());
        std::optional<JobOnce> once;
        if (caller.idempotency()) once = JobOnce{*caller.idempotency(), request_hash(caller, request)};
        if (once) {
            PANOH_TRY(const auto before, needs_.jobs.begun_by(*once));
            if (before) return *before;
        }
        PANOH_CHECK(check_name(body.name));
        PANOH_CHECK(access::PermitIssuer::permit<Action::case_open>(caller.subject(), body.team));
        PANOH_TRY(auto checked, confirmed(caller, body));
        const auto work = std::make_shared<Work>(Work{.who = {.subject = caller.subject(),
                                                              .act = caller.act(),
                                                              .team = body.team,
                                                              .time_zone = needs_.time_zone,
                                                              .portion = portion},
                                                      .name = std::move(body.name),
                                                      .cases = std::move(checked.cases)});
        const auto may = needs_.database.read([&](store::Reader& reader) -> core::Done {
            return may_bring_in(reader, work->who, work->cases);
        });
        PANOH_CHECK(may);
        work->keys = caller.lasting_keys();
        work->who.keys = work->keys.get();
        const auto id = crypto::random_id<core::ImportId>();
        PANOH_CHECK(needs_.jobs.start(
            id, JobKind::bring_in, static_cast<std::int64_t>(work->cases.size()), once,
            [&database = needs_.database, work, id](const OnBroughtIn& progress) -> core::Done {
                PANOH_CHECK(bring_in(database, work->who, id, work->name, work->cases, progress));
                return {};
            }));
        needs_.uploads.drop(caller.subject().user);
        return id;
    }

    using Jobs = std::map<core::ImportId, JobProgress>;
    static std::optional<JobProgress> of(const Jobs& jobs, core::ImportId id)
    {
        const auto found = jobs.find(id);
        return found == jobs.end() ? std::nullopt : std::optional(found->second);
    }

    static ImportView view(store::Reader& reader, access::PeopleNames& names, const access::Caller& caller,
                           const ImportRow& row, const std::optional<JobProgress>& job)
    {
        const bool running = job && job->state == JobState::running;
        const auto state = standing_of(row, job);
        return {.id = row.id,
                .team = row.team,
                .name = row.name,
                .begun_by_name = names.user(row.begun_by),
                .begun_at = row.begun_at,
                .state = state,
                .wanted = row.wanted,
                .cases = row.cases,
                .taken_back_at = row.taken_back_at,
                .taken_back_by_name =
                    row.taken_back_at ? std::optional(names.user(row.taken_back_by)) : std::nullopt,
                .may_take_back =
                    !running && row.cases > 0 && may_take_back(reader, caller.subject(), row.id).has_value(),
                .done = running ? std::optional(job->done) : std::nullopt,
                .of = running ? std::optional(job->of) : std::nullopt,
                .code = job && !job->code.empty() ? std::optional(job->code) : std::nullopt};
    }

    /// Asked for before its first row was written. Only who began it knows its id.
    static core::Result<OneImportView> begun_just_now(core::ImportId id,
                                                      const std::optional<JobProgress>& job)
    {
        if (!job) return core::fail(core::ErrorKind::not_found, "records/import_not_found");
        const bool running = job->state == JobState::running;
        return OneImportView{.import = {.id = id,
                                        .state = running ? Standing::running : Standing::stopped,
                                        .wanted = job->of,
                                        .done = running ? std::optional(job->done) : std::nullopt,
                                        .of = running ? std::optional(job->of) : std::nullopt,
                                        .code = job->code.empty() ? std::nullopt : std::optional(job->code)}};
    }

    /// What an import holds while it runs: the cases that are still to come in, and the person's keys.
    struct Work {
        BringsIn who = {};
        std::string name = {};
        std::vector<Incoming> cases = {};
        std::shared_ptr<vault::KeyRing> keys = {};
    };
    ImportNeeds needs_;
};

} // namespace

void add_job_routes(http::Router& router, const access::Gate& gate, const ImportNeeds& needs)
{
    using http::Method;
    const auto routes = std::make_shared<const JobRoutes>(needs);
    const auto add = [&](Action policy, http::Route route, auto handler) {
        route.policy = core::to_text(policy);
        router.add(gate.staff(std::move(route),
                              [routes, handler](access::Caller& caller, const http::Request& request) {
                                  return ((*routes).*handler)(caller, request);
                              }));
    };
    add(Action::case_open,
        {.method = Method::post,
         .pattern = "/api/records/imports",
         .summary = "Begins to bring the cases of an uploaded spreadsheet in; it goes on by itself",
         .takes = core::json_schema<StartBody>(),
         .gives = core::json_schema<StartedView>(),
         .success = 202,
         .problems = {"records/upload_not_found", "records/import_name", "records/cases_faulty",
                      "records/too_many_cases", "records/no_cases", "records/checked_otherwise",
                      "records/part_not_allowed", "records/busy", "http/idempotency_key_reused"},
         .idempotent_create = true},
        &JobRoutes::start);
    add(Action::case_open,
        {.pattern = "/api/records/imports",
         .summary = "What was brought in for the own teams, newest first",
         .gives = core::json_schema<ImportItems>()},
        &JobRoutes::list);
    add(Action::case_open,
        {.pattern = "/api/records/imports/{import}",
         .summary = "How far an import or its taking back has come, and cases of it that are here",
         .gives = core::json_schema<OneImportView>(),
         .problems = {"records/import_not_found"}},
        &JobRoutes::read);
    add(Action::case_remove,
        {.method = Method::post,
         .pattern = "/api/records/imports/{import}/take-back",
         .summary = "Removes for good every case of an import that nobody changed or added to since",
         .gives = core::json_schema<StartedView>(),
         .success = 202,
         .problems = {"records/import_not_found", "records/busy"}},
        &JobRoutes::take_back);
}

void add_import_routes(http::Router& router, const access::Gate& gate, const ImportNeeds& needs)
{
    add_upload_routes(router, gate, needs);
    add_job_routes(router, gate, needs);
    add_mapping_routes(router, gate, needs);
}

} // namespace panoh::records
