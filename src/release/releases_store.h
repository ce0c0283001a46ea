#pragma once

// SQL of releases and their files; private to the slice.

#include <optional>
#include <vector>

#include "release/releases.h"

namespace panoh::release {

void insert_release(store::Transaction& transaction, const ReleaseFile& file);
/// False when somebody changed it before. The version becomes the next one.
[[nodiscard]] bool update_release(store::Transaction& transaction, const ReleaseFile& file);
[[nodiscard]] std::optional<ReleaseFile> find_release(store::Reader& reader, core::ReleaseId id);
[[nodiscard]] std::vector<ReleaseFile> release_page(store::Reader& reader, core::OrganisationId organisation,
                                                    const ReleaseQuery& query);
/// Longest in that state first.
[[nodiscard]] std::optional<ReleaseFile> oldest_in(store::Reader& reader, ReleaseState state);
/// Published and withdrawn ones of the whole node, newest first.
[[nodiscard]] std::vector<ReleaseFile> published_page(store::Reader& reader, const std::string& after,
                                                      int limit);
[[nodiscard]] std::string published_place(const ReleaseFile& file);

void insert_file(store::Transaction& transaction, core::ReleaseId release, const ReleaseFilePart& file);
void insert_part(store::Transaction& transaction, core::ReleaseId release, std::int64_t position,
                 std::int64_t part, core::ByteView content);
void delete_files(store::Transaction& transaction, core::ReleaseId release);
/// Appends parts from `first` on, at most `most`; how many there were.
[[nodiscard]] std::int64_t read_parts(store::Reader& reader, core::ReleaseId release, std::int64_t position,
                                      std::int64_t first, std::int64_t most, std::string& out);

} // namespace panoh::release
