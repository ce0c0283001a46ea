#include "bulletin/editions_view.h"

#include <algorithm>

#include "outreach/items.h"

namespace panoh::bulletin {

namespace {

using core::Action;

template <Action A>
bool may(const access::Caller& caller)
{
    return access::PermitIssuer::permit<A>(caller.subject(), caller.subject().organisation).has_value();
}

StoryRow row_of(const StoryFile& file, const Story& story, const Edition& edition, access::PeopleNames& names)
{
    StoryRow row{.id = file.id,
                 .version = file.version,
                 .changed_at = file.changed_at,
                 .changed_by = names.user(file.changed_by)};
    const auto first = first_language(edition);
    if (const auto* text = text_in(story, first, first)) row.title = text->title;
    if (story.country) row.country = story.country->code;
    for (const auto& text : story.texts)
        row.languages.push_back(text.language.code);
    for (const auto& section : edition.sections)
        if (std::ranges::find(section.stories, file.id) != section.stories.end()) row.section = section.key;
    return row;
}

} // namespace

EditionRow row_of(const EditionFile& file, access::PeopleNames& names)
{
    return {.id = file.id,
            .title = file.title,
            .day = file.day,
            .state = file.state,
            .released = file.released,
            .slug = file.slug,
            .version = file.version,
            .changed_at = file.changed_at,
            .changed_by = names.user(file.changed_by)};
}

core::Result<StoryRows> rows_of_stories(store::Reader& reader, access::PeopleNames& names,
                                        const EditionFile& file)
{
    PANOH_TRY(const Edition edition, core::read_json<Edition>(file.document));
    StoryRows rows;
    for (const auto& story : stories_of(reader, file)) {
        PANOH_TRY(const Story value, core::read_json<Story>(story.document));
        rows.items.push_back(row_of(story, value, edition, names));
    }
    return rows;
}

core::Result<EditionView> view_of(store::Reader& reader, const access::Caller& caller,
                                  const EditionFile& file)
{
    access::PeopleNames names(reader, caller.names());
    PANOH_TRY(Edition edition, core::read_json<Edition>(file.document));
    PANOH_TRY(StoryRows stories, rows_of_stories(reader, names, file));
    return EditionView{.id = file.id,
                       .state = file.state,
                       .version = file.version,
                       .changed_at = file.changed_at,
                       .changed_by = names.user(file.changed_by),
                       .asked_by = names.user(file.asked_by),
                       .approved_by = names.user(file.approved_by),
                       .note = file.note,
                       .note_by = names.user(file.note_by),
                       .released = file.released,
                       .slug = file.slug,
                       .may_change = may<Action::edition_write>(caller),
                       .may_approve = file.state == State::in_review &&
                                      may<Action::edition_approve>(caller) &&
                                      may_be_second(reader, file, caller.subject().user),
                       .value = std::move(edition),
                       .stories = std::move(stories.items)};
}

core::Result<StoryView> view_of(store::Reader& reader, const access::Caller& caller, const StoryFile& story,
                                const EditionFile& file)
{
    access::PeopleNames names(reader, caller.names());
    PANOH_TRY(Story value, core::read_json<Story>(story.document));
    StoryView view{.id = story.id,
                   .edition = story.edition,
                   .edition_version = file.version,
                   .version = story.version,
                   .changed_at = story.changed_at,
                   .changed_by = names.user(story.changed_by),
                   .removed = story.removed,
                   .may_change = may<Action::edition_write>(caller)};
    outreach::Findings findings;
    outreach::look_through(value, findings);
    for (const auto& [id, title] : outreach::titles_of(reader, findings.references))
        view.names.push_back({core::to_string(id), title});
    view.value = std::move(value);
    return view;
}

core::Result<ReleaseViews> views_of_releases(store::Reader& reader, access::PeopleNames& names,
                                             const EditionFile& file, const std::vector<std::int64_t>& whole)
{
    ReleaseViews views;
    std::optional<Released> before;
    for (const auto& release : releases(reader, file)) {
        PANOH_TRY(Released now, core::read_json<Released>(release.document));
        ReleaseView view{.number = release.number,
                         .out = release.number == file.released,
                         .published_at = release.published_at,
                         .published_by = names.user(release.published_by),
                         .approved_by = names.user(release.approved_by)};
        if (before) view.differs = differences(*before, now);
        if (std::ranges::find(whole, release.number) != whole.end())
            view.value = core::RawJson{release.document};
        before = std::move(now);
        views.items.push_back(std::move(view));
    }
    return views;
}

} // namespace panoh::bulletin
