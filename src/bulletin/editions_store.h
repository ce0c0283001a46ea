#pragma once

// All SQL of editions and stories.

#include <optional>
#include <string>
#include <vector>

#include "bulletin/editions.h"

namespace panoh::bulletin {

void insert_edition(store::Transaction& transaction, const EditionFile& file);
/// False when the version is another by now.
[[nodiscard]] bool update_edition(store::Transaction& transaction, const EditionFile& file);
[[nodiscard]] std::optional<EditionFile> find_edition(store::Reader& reader, core::EditionId id);
[[nodiscard]] std::vector<EditionFile> edition_page(store::Reader& reader, core::OrganisationId organisation,
                                                    const EditionQuery& query);

void insert_story(store::Transaction& transaction, const StoryFile& file);
[[nodiscard]] bool update_story(store::Transaction& transaction, const StoryFile& file);
[[nodiscard]] std::optional<StoryFile> find_story(store::Reader& reader, core::StoryId id);
/// Those that were not removed.
[[nodiscard]] std::vector<StoryFile> load_stories(store::Reader& reader, core::EditionId edition);

void keep_former(store::Transaction& transaction, const std::array<std::uint8_t, 16>& what,
                 const Former& former);
[[nodiscard]] std::vector<Former> load_former(store::Reader& reader,
                                              const std::array<std::uint8_t, 16>& what);

void clear_hands(store::Transaction& transaction, core::EditionId edition);
void note_hand(store::Transaction& transaction, core::EditionId edition, core::UserId person);
[[nodiscard]] bool has_hand(store::Reader& reader, core::EditionId edition, core::UserId person);

void insert_release(store::Transaction& transaction, core::EditionId edition, const Release& release);
[[nodiscard]] std::optional<Release> find_release(store::Reader& reader, core::EditionId edition,
                                                  std::int64_t number);
/// In the order in which they came out.
[[nodiscard]] std::vector<Release> load_releases(store::Reader& reader, core::EditionId edition);
[[nodiscard]] bool slug_is_taken(store::Reader& reader, const std::string& slug, core::EditionId by_another);

void save_uses(store::Transaction& transaction, core::EditionId edition,
               const std::vector<core::ItemId>& items);
/// Of all editions that are out.
[[nodiscard]] std::vector<core::ItemId> all_uses(store::Reader& reader);
void count_change(store::Transaction& transaction);
[[nodiscard]] std::int64_t change_count(store::Reader& reader);
/// Latest day first.
[[nodiscard]] std::vector<EditionFile> editions_out(store::Reader& reader);

} // namespace panoh::bulletin
