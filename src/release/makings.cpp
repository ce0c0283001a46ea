#include "release/makings.h"

#include <algorithm>
#include <chrono>
#include <exception>

#include "core/log.h"
#include "release/lineages_store.h"
#include "release/output_rows.h"
#include "release/release_source.h"

namespace panoh::release {

namespace {

/// The node is to end.
struct Stopped : std::exception {};

/// Half of the processors: people work on the node meanwhile.
unsigned own_threads()
{
    return std::max(1U, std::thread::hardware_concurrency() / 2);
}

std::map<std::string, std::size_t> widths_of(const ReleasePlan& plan)
{
    std::map<std::string, std::size_t> widths;
    for (const JoinedColumn& joined : plan.joined)
        widths[joined.column] = static_cast<std::size_t>(joined.width);
    return widths;
}

core::Result<Made> make_rows_of_k(Lineage& lineage, const Prepared& prepared, const Order& order,
                                  const ReleasePlan& plan)
{
    KOrder wanted{.k = static_cast<std::uint32_t>(plan.k.value_or(usual_k)),
                  .length = static_cast<std::size_t>(plan.length.value_or(usual_length)),
                  .widths = widths_of(plan),
                  .seeded = plan.seeded.value_or(false)};
    for (const CrossedColumns& pair : plan.crossed)
        wanted.crossed.emplace_back(pair.row, pair.column);
    return make_k(lineage, prepared, order, wanted);
}

SynthesisMethod method_of(ReleaseKind kind)
{
    if (kind == ReleaseKind::aim) return SynthesisMethod::aim;
    return kind == ReleaseKind::latent ? SynthesisMethod::latent : SynthesisMethod::mst;
}

core::Result<Made> make_planned(Lineage& lineage, const Prepared& prepared, const Order& order,
                                const ReleasePlan& plan, const synthesis::TellProgress& tell)
{
    const privacy::Epsilon epsilon = epsilon_of(plan).value_or(privacy::Epsilon{});
    switch (plan.kind) {
    case ReleaseKind::k:
        return make_rows_of_k(lineage, prepared, order, plan);
    case ReleaseKind::tables:
        return make_tables(
            lineage, prepared, order,
            {.epsilon = epsilon, .length = static_cast<std::size_t>(plan.length.value_or(usual_length))});
    case ReleaseKind::mst:
    case ReleaseKind::aim:
    case ReleaseKind::latent:
        break;
    }
    SynthesisOrder wanted{.method = method_of(plan.kind), .epsilon = epsilon};
    if (plan.rows) wanted.rows = static_cast<std::size_t>(*plan.rows);
    wanted.tell = tell;
    return make_synthesis(lineage, prepared, order, wanted);
}

} // namespace

core::Result<Made> make_release(const ReleaseNeeds& needs, const ReleaseFile& file,
                                const std::function<void(MakingProgress)>& tell, const DrawInLanguage& draw)
{
    const audit::Act act{.actor = file.approved_by, .at = needs.clock.now()};
    const auto at_the_end = [&](store::Transaction& transaction,
                                const privacy::LedgerLine& line) -> core::Done {
        if (line.kind != privacy::LineKind::finished) return {};
        return finish_making(transaction, {.actor = file.approved_by, .at = needs.clock.now()}, file.id,
                             line);
    };
    tell({.stage = MakingStage::reading});
    const auto lineage_file =
        needs.database.read([&](store::Reader& reader) { return find_lineage(reader, file.lineage); });
    if (!lineage_file) return core::fail(core::ErrorKind::not_found, "release/lineage_not_found");
    PANOH_TRY(const microdata::Schema schema,
              microdata::read_schema(needs.database
                                         .read([&](store::Reader& reader) {
                                             return kept_schema(reader, file.lineage, file.schema_number);
                                         })
                                         .document));
    PANOH_TRY(Lineage lineage,
              open_lineage(needs, *lineage_file, act, core::Action::release_make, at_the_end));
    PANOH_TRY(std::string table, read_source(needs.database, file.organisation, file.plan.source, act));
    PANOH_TRY(const Prepared prepared,
              prepare(std::move(table), microdata::schema_text(used_schema(schema, file.plan)), lineage.key,
                      own_threads()));
    tell({.stage = MakingStage::making});
    const auto* const title = best_text(file.plan.titles, {});
    const std::string language = title == nullptr ? std::string() : title->language.code;
    const auto* const about = best_text(file.plan.notes, language);
    Order order{.begin = into_rows(needs.database, file.id),
                .release = core::to_string(file.id),
                .operator_name = operator_text(file.proposed_by) + " " + operator_text(file.approved_by),
                .program = needs.program,
                .new_table = file.plan.new_table.value_or(false),
                .titles = {.title = title == nullptr ? std::string() : title->text,
                           .about = about == nullptr ? std::string() : about->text},
                .threads = own_threads()};
    if (draw) order.draw = [&](const Report& report) { return draw(report, language); };
    return make_planned(lineage, prepared, order, file.plan, [&](const synthesis::Progress& now) {
        tell({.stage = MakingStage::making, .share = now.share});
    });
}

void Makings::start()
{
    fail_unfinished(needs_.database, needs_.clock);
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void Makings::wake()
{
    {
        const std::lock_guard lock(mutex_);
        woken_ = true;
    }
    changed_.notify_all();
}

std::optional<MakingProgress> Makings::progress(core::ReleaseId id) const
{
    const std::lock_guard lock(mutex_);
    return id == made_now_ ? progress_ : std::nullopt;
}

void Makings::set(core::ReleaseId id, std::optional<MakingProgress> progress)
{
    const std::lock_guard lock(mutex_);
    made_now_ = id;
    progress_ = progress;
}

void Makings::run(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, stop, [this] { return woken_; });
            if (stop.stop_requested()) return;
            woken_ = false;
        }
        try {
            // Nobody else makes any: one that is left is of a making that could not even say that it failed.
            fail_unfinished(needs_.database, needs_.clock);
            while (const auto file = begin_making(needs_.database, needs_.clock)) {
                make(*file, stop);
                if (stop.stop_requested()) return;
            }
        } catch (const std::exception&) {
            // The database is away for a moment; what was approved stays so.
            core::log(core::LogLevel::error, "release_look_failed");
            std::unique_lock lock(mutex_);
            changed_.wait_for(lock, stop, std::chrono::seconds(5), [] { return false; });
            woken_ = true;
        }
    }
}

void Makings::make(const ReleaseFile& file, const std::stop_token& stop)
{
    std::string code;
    try {
        const auto made = make_release(
            needs_, file,
            [&](MakingProgress now) {
                if (stop.stop_requested()) throw Stopped();
                set(file.id, now);
            },
            draw_);
        if (!made) code = made.error().code;
    } catch (const Stopped&) {
        code = "release/stopped";
    } catch (const std::exception&) {
        // Its text may hold anything; the store has said in the log what it may say.
        core::log(core::LogLevel::error, "release_failed", {{"release", file.id}});
        code = "release/broken";
    }
    if (!code.empty())
        fail_making(needs_.database, {.actor = file.approved_by, .at = needs_.clock.now()}, file.id, code);
    set({}, std::nullopt);
}

} // namespace panoh::release
