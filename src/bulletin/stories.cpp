#include "bulletin/stories.h"

#include <algorithm>

#include "bulletin/editions_store.h"
#include "bulletin/working_copy.h"
#include "crypto/crypto.h"
#include "outreach/items.h"

namespace panoh::bulletin {

namespace {

using core::Action;
using core::ErrorKind;

/// Figures and testimonies of the bodies, as the programme's own check wants them.
core::Result<std::vector<outreach::Reference>> named_in_bodies(store::Reader& reader, const Story& story)
{
    std::vector<outreach::Reference> references;
    for (std::size_t i = 0; i < story.texts.size(); ++i) {
        const auto field = "texts/" + std::to_string(i) + "/body";
        PANOH_TRY(const auto body, parse_body(story.texts[i].body.value_or("")));
        for (const auto& id : figures_in(body)) {
            const auto found = outreach::item_for_print(reader, id);
            // A fact, or refused as a measurement that is none.
            const bool fact = found && found->kind == outreach::Kind::fact;
            references.push_back({fact ? outreach::Kind::fact : outreach::Kind::measurement, id, field});
        }
        for (const auto& id : testimonies_in(body))
            references.push_back({outreach::Kind::testimony, id, field});
    }
    return references;
}

/// The value as it is kept, or what is wrong with it.
core::Result<std::string> checked(store::Reader& reader, core::OrganisationId organisation,
                                  const Story& story)
{
    PANOH_TRY(outreach::Document document, outreach::document_of(story));
    PANOH_TRY(const auto in_bodies, named_in_bodies(reader, story));
    document.references.insert(document.references.end(), in_bodies.begin(), in_bodies.end());
    PANOH_CHECK(outreach::check_named(reader, document.references, organisation));
    return std::move(document.text);
}

bool is_only_unfinished(const core::Error& error)
{
    return !error.faults.empty() && std::ranges::all_of(error.faults, [](const auto& each) {
        return each.code == "outreach/missing";
    });
}

core::Result<Edition> with_story(const EditionFile& file, const std::string& section, core::StoryId id)
{
    PANOH_TRY(Edition edition, core::read_json<Edition>(file.document));
    const auto found =
        std::ranges::find_if(edition.sections, [&](const Section& each) { return each.key == section; });
    if (found == edition.sections.end())
        return core::fail(ErrorKind::invalid, "bulletin/section_unknown", "section");
    found->stories.push_back(id);
    return edition;
}

/// The edition without the story; nothing where it stood in none of its sections.
core::Result<std::optional<Edition>> without_story(const EditionFile& file, core::StoryId id)
{
    PANOH_TRY(Edition edition, core::read_json<Edition>(file.document));
    std::size_t taken = 0;
    for (auto& section : edition.sections)
        taken += std::erase(section.stories, id);
    if (taken == 0) return std::nullopt;
    return edition;
}

struct Both {
    StoryFile story = {};
    EditionFile edition = {};
};

core::Result<Both> to_change(store::Reader& reader, core::OrganisationId organisation,
                             const StoryChange& change)
{
    const auto found = find_story(reader, change.id);
    const auto edition = found ? find_edition(reader, found->edition) : std::nullopt;
    if (!found || found->removed || !edition || edition->organisation != organisation)
        return core::fail(ErrorKind::not_found, "bulletin/story_not_found");
    if (found->version != change.version) return core::fail(stale(found->version, found->document));
    return Both{*found, *edition};
}

core::Done save(store::Transaction& transaction, const audit::Act& act, const StoryFile& before,
                StoryFile after)
{
    after.changed_at = act.at;
    after.changed_by = act.actor;
    keep_former(transaction, before.id.bytes,
                {before.version, before.changed_at, before.changed_by, before.document});
    if (!update_story(transaction, after)) return core::fail(stale(before.version, before.document));
    return {};
}

} // namespace

core::Result<core::StoryId> add_story(store::Transaction& transaction, const MayWriteEditions& permit,
                                      const audit::Act& act, core::EditionId edition,
                                      const std::string& section, const Story& story)
{
    PANOH_TRY(const EditionFile file, own_edition(transaction, permit.object(), edition));
    PANOH_TRY(std::string document, checked(transaction, permit.object(), story));
    const StoryFile made{.id = crypto::random_id<core::StoryId>(),
                         .edition = edition,
                         .document = std::move(document),
                         .version = 1,
                         .changed_at = act.at,
                         .changed_by = act.actor};
    insert_story(transaction, made);
    if (section.empty()) {
        PANOH_CHECK(save_changed(transaction, act, file, nullptr));
    } else {
        PANOH_TRY(const Edition placed, with_story(file, section, made.id));
        PANOH_CHECK(save_changed(transaction, act, file, &placed));
    }
    note_act(transaction, act, Action::edition_write, made.id.bytes, "story:added");
    return made.id;
}

core::Result<Contents> unsaved_story(store::Reader& reader, const MayWriteEditions& permit,
                                     core::EditionId edition, const Story& story)
{
    PANOH_TRY(const EditionFile file, own_edition(reader, permit.object(), edition));
    const auto document = outreach::document_of(story);
    if (!document && !is_only_unfinished(document.error())) return core::fail(document.error());
    PANOH_TRY(const auto in_bodies, named_in_bodies(reader, story));
    PANOH_CHECK(outreach::check_named(reader, in_bodies, permit.object()));
    PANOH_TRY(Edition of, core::read_json<Edition>(file.document));
    const core::StoryId unsaved{};
    of.sections = {{.key = "unsaved", .stories = {unsaved}}};
    return Contents{.id = file.id,
                    .organisation = file.organisation,
                    .edition = std::move(of),
                    .stories = {{unsaved, story}}};
}

core::Done change_story(store::Transaction& transaction, const MayWriteEditions& permit,
                        const audit::Act& act, const StoryChange& change, const Story& story)
{
    PANOH_TRY(const Both before, to_change(transaction, permit.object(), change));
    StoryFile after = before.story;
    PANOH_TRY(after.document, checked(transaction, permit.object(), story));
    PANOH_CHECK(save(transaction, act, before.story, after));
    PANOH_CHECK(save_changed(transaction, act, before.edition, nullptr));
    note_act(transaction, act, Action::edition_write, before.story.id.bytes, "story:changed");
    return {};
}

core::Done remove_story(store::Transaction& transaction, const MayWriteEditions& permit,
                        const audit::Act& act, const StoryChange& change)
{
    PANOH_TRY(const Both before, to_change(transaction, permit.object(), change));
    StoryFile after = before.story;
    after.removed = true;
    PANOH_CHECK(save(transaction, act, before.story, after));
    PANOH_TRY(const auto edition, without_story(before.edition, change.id));
    PANOH_CHECK(save_changed(transaction, act, before.edition, edition ? &*edition : nullptr));
    note_act(transaction, act, Action::edition_write, before.story.id.bytes, "story:removed");
    return {};
}

core::Result<StoryFile> story(store::Reader& reader, const MayReadEditions& permit, core::StoryId id)
{
    auto found = find_story(reader, id);
    const auto edition = found ? find_edition(reader, found->edition) : std::nullopt;
    if (!edition || edition->organisation != permit.object())
        return core::fail(ErrorKind::not_found, "bulletin/story_not_found");
    return std::move(*found);
}

std::vector<StoryFile> stories_of(store::Reader& reader, const EditionFile& file)
{
    return load_stories(reader, file.id);
}

std::vector<Former> former_versions(store::Reader& reader, const StoryFile& file)
{
    return load_former(reader, file.id.bytes);
}

} // namespace panoh::bulletin
