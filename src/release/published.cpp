#include "release/published.h"

#include "access/people.h"
#include "release/datasets_store.h"
#include "release/lineages_store.h"
#include "release/releases_store.h"

namespace panoh::release {

namespace {

/// Of a report: far more than the largest has.
constexpr std::int64_t most_parts = 1'000;

bool was_published(const ReleaseFile& file)
{
    return file.state == ReleaseState::published || file.state == ReleaseState::withdrawn;
}

/// Of a ledger; its first line says it for all.
privacy::Delta delta_of(store::Reader& reader, core::LineageId lineage)
{
    static constexpr store::Sql sql{"SELECT content FROM release_ledger WHERE lineage = ? AND line = 1"};
    const auto text =
        reader.first(sql, {lineage}, [](const store::Row& row) { return std::string(row.text(0)); });
    const auto line = privacy::read_line(text.value_or(""));
    return line ? privacy::Delta{line->delta_one_in} : privacy::Delta{};
}

PublishedRelease as_published(store::Reader& reader, access::PeopleNames& names, const ReleaseFile& file)
{
    PublishedRelease made{.id = file.id,
                          .organisation = names.organisation(file.organisation),
                          .plan = file.plan,
                          .epsilon_after = file.epsilon_after,
                          .delta = delta_of(reader, file.lineage),
                          .manifest = file.manifest,
                          .published_at = file.published_at,
                          .place = published_place(file)};
    if (const auto lineage = find_lineage(reader, file.lineage)) made.lineage = lineage->name;
    if (file.plan.source.dataset)
        if (const auto dataset = find_dataset(reader, *file.plan.source.dataset))
            made.citation = dataset->citation;
    if (file.state == ReleaseState::withdrawn) {
        made.withdrawn_at = file.withdrawn_at;
        made.why_withdrawn = file.note;
    }
    return made;
}

} // namespace

std::vector<PublishedRelease> published_releases(store::Reader& reader, const std::string& after, int limit)
{
    std::vector<PublishedRelease> all;
    access::PeopleNames names(reader);
    for (const ReleaseFile& file : published_page(reader, after, limit))
        all.push_back(as_published(reader, names, file));
    return all;
}

core::Result<PublishedRelease> published_release(store::Reader& reader, core::ReleaseId id)
{
    const auto file = find_release(reader, id);
    if (!file || !was_published(*file))
        return core::fail(core::ErrorKind::not_found, "release/release_not_found");
    access::PeopleNames names(reader);
    PublishedRelease made = as_published(reader, names, *file);
    if (!made.withdrawn_at) made.files = files_of(reader, id);
    return made;
}

core::Result<Report> published_report(store::Reader& reader, core::ReleaseId id, std::string_view language)
{
    PANOH_TRY(const ReleaseFilePart part, published_file(reader, id, "report.json"));
    std::string text;
    static_cast<void>(read_parts(reader, id, part.position, 0, most_parts, text));
    auto report = core::read_json<Report>(text);
    if (!report) return core::fail(core::ErrorKind::not_found, "release/file_not_found");
    const auto file = find_release(reader, id);
    const ReleasePlan plan = file ? file->plan : ReleasePlan{};
    if (const auto* title = best_text(plan.titles, language)) report->title = title->text;
    if (const auto* about = best_text(plan.notes, language)) report->about = about->text;
    return std::move(*report);
}

core::Result<ReleaseFilePart> published_file(store::Reader& reader, core::ReleaseId id, std::string_view name)
{
    const auto file = find_release(reader, id);
    if (!file || !was_published(*file))
        return core::fail(core::ErrorKind::not_found, "release/release_not_found");
    if (file->state == ReleaseState::withdrawn)
        return core::fail(core::ErrorKind::not_found, "release/withdrawn");
    return file_of(reader, id, name);
}

} // namespace panoh::release
