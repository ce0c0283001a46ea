#include "app/release_fiction.h"

#include "access/gate.h"
#include "release/presets.h"

namespace panoh::app {
namespace {

using access::PermitIssuer;
using core::Action;

/// Fewer would be lost in the noise.
constexpr std::int64_t fewest_people = 500;

/// Does what two people do one after the other.
class StatisticsOffice {
public:
    StatisticsOffice(const release::ReleaseNeeds& needs, const StatisticsHands& hands)
        : needs_(needs), hands_(hands)
    {
    }

    core::Result<core::LineageId> begin(std::int64_t people)
    {
        PANOH_TRY(auto schema, release::preset_schema("cases", "our-cases"));
        schema.people = people;
        return release::begin_lineage(
            needs_, writing_, by(hands_.writer),
            {.title = "Our own cases (fictional)", .schema = std::move(schema), .epsilon = {4'000}});
    }

    core::Result<core::ReleaseId> propose(const release::ReleasePlan& plan)
    {
        return needs_.database.write([&](store::Transaction& transaction) -> core::Result<core::ReleaseId> {
            PANOH_TRY(const auto id, release::add_release(transaction, writing_, by(hands_.writer), plan));
            PANOH_TRY(const auto change, as_it_stands(transaction, id));
            PANOH_CHECK(release::propose(transaction, writing_, by(hands_.writer), needs_.clock, change));
            return id;
        });
    }

    core::Done bring_out(core::ReleaseId id, const release::DrawInLanguage& draw)
    {
        PANOH_CHECK(step(id, [&](store::Transaction& transaction, const release::ReleaseChange& change) {
            return release::approve(transaction, approving_, by(hands_.second), needs_.clock, change);
        }));
        const auto file = release::begin_making(needs_.database, needs_.clock);
        if (!file) return core::fail(core::ErrorKind::conflict, "release/not_in_this_state");
        const auto made = release::make_release(
            needs_, *file, [](const auto&) {}, draw);
        if (!made) {
            release::fail_making(needs_.database, by(hands_.second), id, made.error().code);
            return tl::unexpected(made.error());
        }
        return step(id, [&](store::Transaction& transaction, const release::ReleaseChange& change) {
            return release::publish(transaction, approving_, by(hands_.second), change);
        });
    }

private:
    template <typename Step>
    core::Done step(core::ReleaseId id, const Step& take)
    {
        return needs_.database.write([&](store::Transaction& transaction) -> core::Done {
            PANOH_TRY(const auto change, as_it_stands(transaction, id));
            return take(transaction, change);
        });
    }
    [[nodiscard]] core::Result<release::ReleaseChange> as_it_stands(store::Reader& reader,
                                                                    core::ReleaseId id) const
    {
        PANOH_TRY(const auto file, release::release_to_write(reader, writing_, id));
        return release::ReleaseChange{id, file.version};
    }
    [[nodiscard]] audit::Act by(core::UserId person) const
    {
        return {.actor = person, .session_hash = {}, .at = needs_.clock.now()};
    }

    const release::ReleaseNeeds& needs_;
    const StatisticsHands& hands_;
    release::MayWriteReleases writing_ =
        PermitIssuer::for_command<Action::release_write>(hands_.organisation);
    release::MayApproveReleases approving_ =
        PermitIssuer::for_command<Action::release_approve>(hands_.organisation);
};

/// One digit and zeros, as a schema wants it.
std::int64_t rounded(std::int64_t people)
{
    std::int64_t unit = 1;
    while (people / unit >= 10)
        unit *= 10;
    return people / unit * unit;
}

release::ReleasePlan tables_of(core::LineageId lineage)
{
    return {.titles = {{{"en"}, "Whom we helped, and what had been done to them (fictional)"},
                       {{"ru"}, "Кому мы помогли и что с ними делали (вымышлено)"}},
            .notes = {{{"en"}, "Every person behind these figures is made up."},
                      {{"ru"}, "Все люди за этими числами вымышлены."}},
            .lineage = lineage,
            .source = {.kind = release::SourceKind::cases},
            .kind = release::ReleaseKind::tables,
            .epsilon = "1",
            .length = 2,
            .columns = {"year", "gender", "age_band", "citizenship", "country_of_exploitation",
                        "exploitation_ForcedLabour", "exploitation_SexualExploitation",
                        "exploitation_ForcedMarriage", "control_DebtBondage", "control_WithholdsDocuments",
                        "control_FalsePromises", "control_RestrictsMovement"}};
}

release::ReleasePlan rows_of(core::LineageId lineage)
{
    return {.titles = {{{"en"}, "Rows to calculate with (fictional)"},
                       {{"ru"}, "Строки для расчётов (вымышлено)"}},
            .lineage = lineage,
            .source = {.kind = release::SourceKind::cases},
            .kind = release::ReleaseKind::mst,
            .epsilon = "2",
            .columns = {"gender", "age_band", "country_of_exploitation", "exploitation_ForcedLabour",
                        "exploitation_SexualExploitation"}};
}

} // namespace

core::Done add_releases(const release::ReleaseNeeds& needs, const StatisticsHands& hands, std::int64_t people,
                        const release::DrawInLanguage& draw)
{
    if (people < fewest_people) return {};
    StatisticsOffice office(needs, hands);
    PANOH_TRY(const auto lineage, office.begin(rounded(people)));
    PANOH_TRY(const auto tables, office.propose(tables_of(lineage)));
    PANOH_CHECK(office.bring_out(tables, draw));
    PANOH_TRY([[maybe_unused]] const auto rows, office.propose(rows_of(lineage)));
    return {};
}

} // namespace panoh::app
