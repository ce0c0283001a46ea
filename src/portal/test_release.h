#pragma once

// For tests only: a release that is out, and its report.

#include "release/published.h"

namespace panoh::portal::testing {

inline release::PublishedRelease test_release()
{
    release::PublishedRelease release;
    release.id = *core::parse_id<core::ReleaseId>("7c1f3a52-9b0d-4e4e-8f0a-2d6b5c3e1a90");
    release.organisation = "House of Stories";
    release.plan.titles = {{{"en"}, "People who were helped"}, {{"ru"}, "Кому помогли"}};
    release.plan.notes = {{{"en"}, "Counted once a year."}};
    release.plan.kind = release::ReleaseKind::tables;
    release.plan.epsilon = "2";
    release.plan.length = 2;
    release.citation = "A table, 2026";
    release.lineage = "people";
    release.epsilon_after = {2'500};
    release.delta = {1'000'000};
    release.manifest = "5d41402abc4b2a76b9719d911017c592ae1f0bb2f7d8f6a3b6e1f0c9d8e7f6a5";
    release.published_at = core::Instant{1'795'000'000'000};
    release.files = {
        {0, "tables.csv", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", 123'456},
        {1, "MANIFEST.sha256", "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752", 390}};
    return release;
}

inline release::Report test_report()
{
    release::Report report{.title = "People who were helped", .day = {2026, 11, 18}, .release = "r1"};
    report.settings = {{release::Setting::people, 900}};
    report.schema.lineage = "people";
    report.schema.columns = {{.name = "sex", .values = {{.name = "Female"}, {.name = "Male"}}}};
    report.one_way = {{.column = "sex", .values = {{"Female", 600, 580, 620}, {"Male", 300, 280, 320}}}};
    report.privacy = release::PrivacyFacts{
        .epsilon = 2, .epsilon_after = 2.5, .epsilon_budget = 8, .delta_one_in = 1'000'000};
    return report;
}

} // namespace panoh::portal::testing
