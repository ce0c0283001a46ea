#include "bulletin/editions.h"

#include <algorithm>
#include <map>

#include "bulletin/editions_store.h"
#include "bulletin/figure.h"
#include "bulletin/working_copy.h"
#include "core/text.h"
#include "crypto/crypto.h"
#include "outreach/day_place.h"

namespace panoh::bulletin {

namespace {

using core::Action;
using core::ErrorKind;

/// Each story that a section names is one of this edition.
core::Done check_stories(store::Reader& reader, core::EditionId id, const Edition& edition)
{
    std::vector<core::FieldError> faults;
    for (std::size_t i = 0; i < edition.sections.size(); ++i)
        for (std::size_t j = 0; j < edition.sections[i].stories.size(); ++j) {
            const auto found = find_story(reader, edition.sections[i].stories[j]);
            if (!found || found->removed || found->edition != id)
                faults.push_back({"bulletin/story_unknown",
                                  "sections/" + std::to_string(i) + "/stories/" + std::to_string(j)});
        }
    if (faults.empty()) return {};
    return core::fail({.code = faults.front().code, .field = faults.front().field, .faults = faults});
}

core::Done check_value(store::Reader& reader, core::EditionId id, const Edition& edition)
{
    outreach::Findings findings;
    outreach::look_through(edition, findings);
    PANOH_CHECK(findings.done());
    return check_stories(reader, id, edition);
}

core::Done check_state(const EditionFile& file, std::initializer_list<State> from)
{
    if (std::ranges::find(from, file.state) != from.end()) return {};
    return core::fail(ErrorKind::conflict, "bulletin/not_in_this_state");
}

core::Done check_ready(store::Reader& reader, const EditionFile& file, core::Date day)
{
    PANOH_TRY(const Contents contents, working_copy(reader, file));
    return check_printable(reader, contents, day);
}

/// Saves a step of the way; what it says stays.
core::Done save_step(store::Transaction& transaction, const audit::Act& act, Action action,
                     const EditionFile& file, const char* step)
{
    if (!update_edition(transaction, file)) return core::fail(stale(file.version, file.document));
    note_act(transaction, act, action, file.id.bytes, std::string("edition:") + step);
    return {};
}

std::string free_slug(store::Reader& reader, const EditionFile& file)
{
    const auto day = core::to_string(file.day);
    std::string slug = day;
    for (int number = 2; slug_is_taken(reader, slug, file.id); ++number)
        slug = day + '-' + std::to_string(number);
    return slug;
}

/// Only what is read: a story that stands in no section does not come out, nor is it kept as if it had.
Released released_from(store::Reader& reader, const Contents& contents)
{
    Released made{.edition = contents.edition};
    for (const auto& section : contents.edition.sections)
        for (const auto& id : section.stories)
            for (const auto& [other, story] : contents.stories) {
                if (other != id) continue;
                made.stories.push_back({id, story});
                for (const auto& figure : quoted_in(story).figures)
                    made.figures.push_back({figure, printed_facts(figure_of(reader, figure))});
            }
    return made;
}

std::vector<core::ItemId> uses_of(const Released& released)
{
    std::vector<core::ItemId> ids;
    for (const auto& story : released.stories) {
        const auto quoted = quoted_in(story.value);
        ids.insert(ids.end(), quoted.figures.begin(), quoted.figures.end());
        ids.insert(ids.end(), quoted.testimonies.begin(), quoted.testimonies.end());
    }
    return ids;
}

} // namespace

core::Result<core::EditionId> add_edition(store::Transaction& transaction, const MayWriteEditions& permit,
                                          const audit::Act& act, const Edition& edition)
{
    const EditionFile file{.id = crypto::random_id<core::EditionId>(),
                           .organisation = permit.object(),
                           .title = title_of(edition),
                           .day = edition.day,
                           .document = core::write_json(edition),
                           .version = 1,
                           .changed_at = act.at,
                           .changed_by = act.actor};
    PANOH_CHECK(check_value(transaction, file.id, edition));
    insert_edition(transaction, file);
    note_hand(transaction, file.id, act.actor);
    note_act(transaction, act, Action::edition_write, file.id.bytes, "edition:added");
    return file.id;
}

core::Done change_edition(store::Transaction& transaction, const MayWriteEditions& permit,
                          const audit::Act& act, const EditionChange& change, const Edition& edition)
{
    PANOH_TRY(const EditionFile before, edition_to_change(transaction, permit.object(), change));
    PANOH_CHECK(check_value(transaction, before.id, edition));
    PANOH_CHECK(save_changed(transaction, act, before, &edition));
    note_act(transaction, act, Action::edition_write, before.id.bytes, "edition:changed");
    return {};
}

core::Done ask_review(store::Transaction& transaction, const MayWriteEditions& permit, const audit::Act& act,
                      const EditionChange& change, core::Date day)
{
    PANOH_TRY(EditionFile file, edition_to_change(transaction, permit.object(), change));
    PANOH_CHECK(check_state(file, {State::draft}));
    PANOH_CHECK(check_ready(transaction, file, day));
    file.state = State::in_review;
    file.asked_by = act.actor;
    file.note.clear();
    file.note_by = {};
    clear_hands(transaction, file.id);
    note_hand(transaction, file.id, act.actor);
    return save_step(transaction, act, Action::edition_write, file, "review_asked");
}

core::Done send_back(store::Transaction& transaction, const MayApproveEditions& permit, const audit::Act& act,
                     const EditionChange& change, const std::string& note)
{
    PANOH_TRY(EditionFile file, edition_to_change(transaction, permit.object(), change));
    PANOH_CHECK(check_state(file, {State::in_review, State::approved}));
    outreach::Findings findings;
    {
        const outreach::Findings::Place place(findings, "note");
        if (core::is_blank(note)) findings.fault("outreach/missing");
        findings.words("note", note);
    }
    PANOH_CHECK(findings.done());
    file.state = State::draft;
    file.approved_by = {};
    file.note = note;
    file.note_by = act.actor;
    return save_step(transaction, act, Action::edition_approve, file, "sent_back");
}

core::Done approve(store::Transaction& transaction, const MayApproveEditions& permit, const audit::Act& act,
                   const EditionChange& change, core::Date day)
{
    PANOH_TRY(EditionFile file, edition_to_change(transaction, permit.object(), change));
    PANOH_CHECK(check_state(file, {State::in_review}));
    if (!may_be_second(transaction, file, act.actor))
        return core::fail(ErrorKind::forbidden, "bulletin/second_person");
    PANOH_CHECK(check_ready(transaction, file, day));
    file.state = State::approved;
    file.approved_by = act.actor;
    return save_step(transaction, act, Action::edition_approve, file, "approved");
}

core::Done publish(store::Transaction& transaction, const MayWriteEditions& permit, const audit::Act& act,
                   const EditionChange& change, core::Date day)
{
    PANOH_TRY(EditionFile file, edition_to_change(transaction, permit.object(), change));
    PANOH_CHECK(check_state(file, {State::approved}));
    PANOH_TRY(const Contents contents, working_copy(transaction, file));
    PANOH_CHECK(check_printable(transaction, contents, day));
    if (file.slug.empty()) file.slug = free_slug(transaction, file);
    file.state = State::published;
    file.released = ++file.last_release;
    const auto released = released_from(transaction, contents);
    insert_release(transaction, file.id,
                   {.number = file.released,
                    .document = core::write_json(released),
                    .published_at = act.at,
                    .published_by = act.actor,
                    .approved_by = file.approved_by});
    save_uses(transaction, file.id, uses_of(released));
    count_change(transaction);
    return save_step(transaction, act, Action::edition_write, file, "published");
}

core::Done withdraw(store::Transaction& transaction, const MayWriteEditions& permit, const audit::Act& act,
                    const EditionChange& change)
{
    PANOH_TRY(EditionFile file, edition_to_change(transaction, permit.object(), change));
    if (file.released == 0) return core::fail(ErrorKind::conflict, "bulletin/not_out");
    // A next version that is being made goes on being made.
    if (file.state == State::published) file.state = State::withdrawn;
    file.released = 0;
    save_uses(transaction, file.id, {});
    count_change(transaction);
    return save_step(transaction, act, Action::edition_write, file, "withdrawn");
}

bool may_be_second(store::Reader& reader, const EditionFile& file, core::UserId person)
{
    return file.asked_by != person && !has_hand(reader, file.id, person);
}

std::vector<EditionFile> list_editions(store::Reader& reader, const MayReadEditions& permit,
                                       const EditionQuery& query)
{
    return edition_page(reader, permit.object(), query);
}

std::string place_of(const EditionFile& file)
{
    return outreach::day_place(core::to_string(file.day), file.id);
}

core::Result<EditionFile> edition(store::Reader& reader, const MayReadEditions& permit, core::EditionId id)
{
    return own_edition(reader, permit.object(), id);
}

core::Result<Contents> working_copy(store::Reader& reader, const EditionFile& file)
{
    PANOH_TRY(Edition edition, core::read_json<Edition>(file.document));
    Contents contents{.id = file.id,
                      .organisation = file.organisation,
                      .slug = file.slug.empty() ? core::to_string(file.day) : file.slug,
                      .edition = std::move(edition)};
    for (const auto& story : load_stories(reader, file.id)) {
        PANOH_TRY(Story value, core::read_json<Story>(story.document));
        contents.stories.emplace_back(story.id, std::move(value));
    }
    return contents;
}

core::Result<Contents> as_released(const EditionFile& file, const Release& release)
{
    PANOH_TRY(Released released, core::read_json<Released>(release.document));
    Contents contents{.id = file.id,
                      .organisation = file.organisation,
                      .slug = file.slug,
                      .version = release.number,
                      .edition = std::move(released.edition),
                      .figures = std::move(released.figures)};
    for (auto& story : released.stories)
        contents.stories.emplace_back(story.id, std::move(story.value));
    return contents;
}

std::vector<Release> releases(store::Reader& reader, const EditionFile& file)
{
    return load_releases(reader, file.id);
}

std::vector<std::string> differences(const Released& before, const Released& after)
{
    std::vector<std::string> found;
    if (core::write_json(before.edition) != core::write_json(after.edition)) found.emplace_back("edition");
    std::map<core::StoryId, std::array<std::string, 2>> texts;
    for (const auto& story : before.stories)
        texts[story.id][0] = core::write_json(story.value);
    for (const auto& story : after.stories)
        texts[story.id][1] = core::write_json(story.value);
    for (const auto& [id, both] : texts)
        if (both[0] != both[1]) found.push_back(core::to_string(id));
    return found;
}

} // namespace panoh::bulletin
