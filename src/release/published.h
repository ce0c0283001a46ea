#pragma once

// What everybody may read of releases: for public pages and open routes. Nobody's name is in it.

#include <optional>
#include <string>
#include <vector>

#include "release/releases.h"
#include "release/report.h"

namespace panoh::release {

/// A release that is out, or was.
struct PublishedRelease {
    core::ReleaseId id = {};
    std::string organisation = {}; ///< its name
    ReleasePlan plan = {};
    std::string citation = {}; ///< of the source; empty for the organisation's own cases
    std::string lineage = {};  ///< its name, as in the ledger
    privacy::Epsilon epsilon_after = {};
    privacy::Delta delta = {};
    std::string manifest = {};
    core::Instant published_at = {};
    std::optional<core::Instant> withdrawn_at = {};
    std::string why_withdrawn = {};
    std::vector<ReleaseFilePart> files = {}; ///< none once it is withdrawn
    /// Where the next one of a list goes on: for `published_releases`.
    std::string place = {};
};

/// Of the whole node, newest first; `files` are left out.
[[nodiscard]] std::vector<PublishedRelease> published_releases(store::Reader& reader,
                                                               const std::string& after, int limit);
/// "release/release_not_found" for whatever was never published.
[[nodiscard]] core::Result<PublishedRelease> published_release(store::Reader& reader, core::ReleaseId id);
/// What its page is made of, with title and notes in that language where they were written in it:
/// "report.json" of one that is out. Refuses as `published_file`, and "release/file_not_found" for what
/// cannot be read.
[[nodiscard]] core::Result<Report> published_report(store::Reader& reader, core::ReleaseId id,
                                                    std::string_view language);
/// A file of one that is out: "release/release_not_found", "release/file_not_found", "release/withdrawn".
[[nodiscard]] core::Result<ReleaseFilePart> published_file(store::Reader& reader, core::ReleaseId id,
                                                           std::string_view name);

} // namespace panoh::release
